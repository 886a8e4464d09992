//! What stands over the map as pictures that are kept: it rarely changes while the map moves.

use super::canvas::Canvas;
use super::surface::surface;
use crate::scene::{Geometries, Item, Scene};
use kurbo::Rect;
use web_sys::HtmlCanvasElement;

/// A piece becomes a picture once it was the same so many times: the scale bar changes often.
const SAME: u32 = 4;

/// A piece last painted.
#[derive(Default)]
pub(super) struct Panel {
    items: Vec<Item>,
    /// Counts up when any shape is replaced.
    revision: u32,
    /// How often it was the same, and its picture after that.
    same: u32,
    picture: Option<HtmlCanvasElement>,
}

impl Canvas {
    /// Paints what stands over the map.
    pub(super) fn furniture(&mut self, scene: &Scene, shapes: &Geometries) {
        let mut panels = core::mem::take(&mut self.panels);
        panels.resize_with(scene.layers.panels.len(), Panel::default);
        for (panel, (range, rect)) in panels.iter_mut().zip(&scene.layers.panels) {
            let items = scene.items.get(range.clone()).unwrap_or_default();
            if panel.revision != shapes.revision() || panel.items != items {
                let revision = shapes.revision();
                *panel = Panel { items: items.to_vec(), revision, ..Panel::default() };
            }
            panel.same += 1;
            if panel.same < SAME {
                self.items(items, shapes);
                continue;
            }
            // Whole device pixels: what is painted into the picture stands as it would on the map.
            let rect = rect.scale_from_origin(self.ratio).expand();
            if panel.picture.is_none() {
                panel.picture = self.panel(rect, items, shapes);
            }
            if let Some(picture) = &panel.picture {
                let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
                let _ = self.context.draw_image_with_html_canvas_element(picture, rect.x0, rect.y0);
                self.reset_transform();
            }
        }
        self.panels = panels;
    }

    fn panel(
        &mut self,
        rect: Rect,
        items: &[Item],
        shapes: &Geometries,
    ) -> Option<HtmlCanvasElement> {
        let context = surface(&self.context, rect.size(), false)?;
        let sprites = core::mem::replace(&mut self.sprites.on, false);
        let (origin, whole) = (-rect.origin().to_vec2(), rect.size().to_rect());
        self.onto(context.clone(), self.ratio, origin, whole, |canvas| {
            canvas.prepare();
            canvas.items(items, shapes);
        });
        self.sprites.on = sprites;
        context.canvas()
    }
}
