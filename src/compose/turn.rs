//! Languages that are read from the right: panels are laid out and drawn from left to right, then mirrored.

use super::frame::Frame;
use crate::scene::{Geometry, Item, Layer};
use kurbo::{Affine, Rect};

impl Frame<'_> {
    /// A rectangle of the box; mirrored if the language is read from the right.
    pub(super) fn mirrored(&self, r: Rect) -> Rect {
        let width = self.camera.size.width;
        if self.rtl() { Rect::new(width - r.x1, r.y0, width - r.x0, r.y1) } else { r }
    }

    /// Mirrors, within `r`, the items of a layer from index `from` on. Texts move to the other side, but are not
    /// mirrored themselves.
    pub(super) fn mirror(&self, r: Rect, from: usize, layer: &mut Layer) {
        if !self.rtl() {
            return;
        }
        let sum = r.x0 + r.x1;
        let mirror = Affine::new([-1.0, 0.0, 0.0, 1.0, sum, 0.0]);
        for item in layer.items.iter_mut().skip(from) {
            match item {
                Item::Path(item) => match &mut item.shape {
                    Geometry::Path(path) => path.apply_affine(mirror),
                    Geometry::Circle(circle) => circle.center.x = sum - circle.center.x,
                    Geometry::Retained(..) => {}
                },
                Item::Text(item) => {
                    let width = self.input.measure.width(&item.text, &item.font);
                    item.origin.x = sum - item.origin.x - width;
                }
                Item::Image(_) | Item::Clip(_) | Item::EndClip => {}
            }
        }
    }
}
