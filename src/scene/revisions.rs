//! Revisions: which layers show the same as in the composition before, so that painters can reuse pictures of
//! them.

use super::{Geometry, Item, Layer, LayerKind};
use crate::theme::Color;
use core::mem::{replace, take};
use kurbo::Size;

/// Counts the revisions of a scene's layers.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    /// The layers of the last composition, while the next one is made.
    last: Vec<Layer>,
    /// Everything that all layers of the last composition depend on.
    base: (Size, Color, u32),
    count: u32,
}

impl Revisions {
    /// Keeps the layers of the last composition.
    pub(super) fn keep(&mut self, layers: &mut Vec<Layer>) {
        self.last = take(layers);
    }

    /// Sets the revisions of the layers of a new composition. `base` is the viewport's size, the background
    /// and the revision of the geometries.
    pub(super) fn count(&mut self, base: (Size, Color, u32), layers: &mut [Layer]) {
        let mut last = take(&mut self.last);
        if replace(&mut self.base, base) != base {
            last.clear();
        }
        for layer in layers {
            let same = last.iter().find(|old| shows_the_same(old, layer));
            self.count += u32::from(same.is_none());
            layer.revision = same.map_or(self.count, |old| old.revision);
        }
    }
}

/// Whether two layers show the same, apart from the camera. Layers of the map are compared without positions,
/// which follow from the camera.
fn shows_the_same(a: &Layer, b: &Layer) -> bool {
    a.kind == b.kind
        && match a.kind {
            LayerKind::Ground { .. } | LayerKind::Route { .. } => {
                let mut items = a.items.iter().zip(&b.items);
                a.items.len() == b.items.len() && items.all(|(a, b)| looks_alike(a, b))
            }
            LayerKind::Panel(_) => a.items == b.items,
            LayerKind::Marks | LayerKind::Callouts | LayerKind::Label { .. } => false,
        }
}

/// Whether two items look the same, apart from the camera.
fn looks_alike(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Path(a), Item::Path(b)) => {
            let shape = match (&a.shape, &b.shape) {
                (Geometry::Retained(a, _), Geometry::Retained(b, _)) => a == b,
                (Geometry::Path(_), Geometry::Path(_)) => true,
                _ => false,
            };
            shape && (a.fill, a.stroke) == (b.fill, b.stroke)
        }
        (Item::Image(a), Item::Image(b)) => a.image == b.image,
        (Item::Clip(_), Item::Clip(_)) | (Item::EndClip, Item::EndClip) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::scene::{Geometry, Item, LayerKind, PathItem, Scene};
    use crate::theme::Color;
    use kurbo::{BezPath, Point, Rect, Size, TranslateScale};

    fn shape(x: f64, fill: u8) -> Item {
        let mut path = BezPath::new();
        path.move_to((x, 0.0));
        let fill = Some(Color { rgb: [fill; 3], alpha: 255 });
        Item::Path(PathItem { shape: Geometry::Path(path), fill, stroke: None })
    }

    /// Composes one layer of each kind; returns their revisions.
    fn compose(scene: &mut Scene, x: f64, fill: u8, changes: u32) -> Vec<u32> {
        scene.clear(Size::new(9.0, 9.0), Color::default(), TranslateScale::default());
        let kinds = [
            LayerKind::Ground { copies: [0, 0] },
            LayerKind::Route { changes },
            LayerKind::Marks,
            LayerKind::Label { anchor: Point::ZERO },
            LayerKind::Panel(Rect::ZERO),
        ];
        for kind in kinds {
            scene.add(kind).items.push(shape(x, fill));
        }
        scene.finish(0);
        scene.layers.iter().map(|l| l.revision).collect()
    }

    #[test]
    fn a_layer_that_shows_the_same_keeps_its_revision() {
        let mut scene = Scene::default();
        let first = compose(&mut scene, 1.0, 7, 0);
        assert_eq!(first, [1, 2, 3, 4, 5]);
        assert_eq!(compose(&mut scene, 1.0, 7, 0), [1, 2, 6, 7, 5], "marks and labels are new");
        assert_eq!(compose(&mut scene, 2.0, 7, 0), [1, 2, 8, 9, 10], "the camera has moved");
        assert_eq!(compose(&mut scene, 2.0, 7, 1), [1, 11, 12, 13, 10], "the route grows");
        assert_eq!(compose(&mut scene, 2.0, 8, 2), [14, 15, 16, 17, 18], "another colour");
    }

    #[test]
    fn another_size_or_other_shapes_change_every_revision() {
        let mut scene = Scene::default();
        compose(&mut scene, 1.0, 7, 0);
        scene.clear(Size::new(9.0, 9.0), Color::default(), TranslateScale::default());
        scene.add(LayerKind::Ground { copies: [0, 0] }).items.push(shape(1.0, 7));
        scene.finish(1);
        assert_eq!(scene.layers[0].revision, 6);
    }
}
