//! The ground and route of a panning map: a picture larger than the viewport, of which only newly visible
//! parts are painted.

use crate::scene::{Layer, Scene};
use crate::web::pen::Pen;
use crate::web::size::set_size;
use crate::web::target::Surface;
use kurbo::{Rect, Vec2};

/// How much larger the picture is than the viewport on every side, in CSS pixels.
const MARGIN: f64 = crate::scene::OUTSIDE;

/// Ground and route at one scale.
#[derive(Default)]
pub(in crate::web) struct GroundCache {
    /// The revision of the layers, and CSS pixels per world unit.
    key: Option<(u32, f64)>,
    surface: Option<Surface>,
    painted: Option<Painted>,
}

/// When the picture was painted, and how far it was shifted since.
struct Painted {
    /// The position of the world's origin at that time, in CSS pixels.
    world: Vec2,
    /// The shift in whole device pixels.
    shifted: Vec2,
}

impl GroundCache {
    /// Invalidates the picture; its canvas is reused.
    pub(in crate::web) fn clear(&mut self) {
        self.key = None;
    }

    /// The margin of the picture around the viewport, in whole device pixels.
    pub(super) fn margin(ratio: f64) -> Vec2 {
        let margin = (MARGIN * ratio).round();
        Vec2::new(margin, margin)
    }

    /// The picture, updated. `None` unless ground and route are those of the frame before, or the map is
    /// being dragged, so that more frames will use the picture.
    pub(super) fn draw(&mut self, scene: &Scene, pen: &mut Pen, held: bool) -> Option<&Surface> {
        let key = Some((revision(scene), scene.to_screen.scale));
        let known = core::mem::replace(&mut self.key, key) == key;
        if !known {
            self.painted = None;
        }
        if !known && !held {
            return None;
        }
        let margin = Self::margin(pen.ratio);
        let size = (scene.size * pen.ratio).ceil() + margin.to_size() * 2.0;
        let whole = size.to_rect();
        if self.surface.is_none() {
            self.surface = Surface::new(pen, size, true);
        }
        let surface = self.surface.as_ref()?;
        let world = scene.to_screen.translation;
        let Some(painted) = &mut self.painted else {
            set_size(&surface.canvas, size);
            self.painted = Some(Painted { world, shifted: Vec2::ZERO });
            paint(surface, whole, margin, scene, pen);
            return self.surface.as_ref();
        };
        // Shifting by whole device pixels keeps the picture sharp.
        let moved = (world - painted.world) * pen.ratio;
        let by = moved.round() - painted.shifted;
        if by != Vec2::ZERO {
            painted.shifted += by;
            surface.shift(by);
            // The newly visible parts: left and right, then above and below between these.
            let kept = (whole + by).intersect(whole);
            let sides = [
                Rect { x1: kept.x0, ..whole },
                Rect { x0: kept.x1, ..whole },
                Rect { x0: kept.x0, x1: kept.x1, y1: kept.y0, ..whole },
                Rect { x0: kept.x0, x1: kept.x1, y0: kept.y1, ..whole },
            ];
            let origin = margin + painted.shifted - moved;
            for side in sides.into_iter().filter(|s| s.area() > 0.0) {
                paint(surface, side, origin, scene, pen);
            }
        }
        Some(surface)
    }
}

/// Paints a part of the picture, in device pixels; the viewport begins at `origin`.
fn paint(surface: &Surface, part: Rect, origin: Vec2, scene: &Scene, pen: &mut Pen) {
    surface.draw(pen, (pen.ratio, origin), part, |pen| {
        pen.fill(part, scene.background);
        layers(scene).for_each(|layer| pen.layer(layer));
    });
}

/// The layers of ground and route.
fn layers(scene: &Scene) -> impl Iterator<Item = &Layer> {
    scene.layers.iter().filter(|layer| layer.kind.is_map())
}

/// The newest revision of ground and route. Revisions are unique, so it identifies both.
fn revision(scene: &Scene) -> u32 {
    layers(scene).map(|layer| layer.revision).max().unwrap_or_default()
}
