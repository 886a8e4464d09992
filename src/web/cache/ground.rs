//! Ground and route of a map that moves to the side: a picture larger than the box, of which only what comes
//! into sight is painted.

use crate::scene::{Layer, Scene};
use crate::web::pen::Pen;
use crate::web::size::set_size;
use crate::web::target::Surface;
use kurbo::{Rect, Vec2};

/// The picture is this much larger than the box on every side, in CSS pixels.
const MARGIN: f64 = crate::scene::OUTSIDE;

/// Ground and route in one scale, as painted last.
#[derive(Default)]
pub(in crate::web) struct GroundCache {
    /// What they are: the layers' revisions, and CSS pixels to a unit of the world.
    key: Option<(u32, f64)>,
    surface: Option<Surface>,
    painted: Option<Painted>,
}

/// How the picture was painted first, and how far it was shifted since.
struct Painted {
    /// Where in the box the world began, in CSS pixels.
    world: Vec2,
    /// Whole device pixels.
    shifted: Vec2,
}

impl GroundCache {
    /// Forgets the picture; its canvas is kept for the next one.
    pub(in crate::web) fn clear(&mut self) {
        self.key = None;
    }

    /// The margin around the box in the picture, in whole device pixels.
    pub(super) fn margin(ratio: f64) -> Vec2 {
        let margin = (MARGIN * ratio).round();
        Vec2::new(margin, margin)
    }

    /// The picture. None, unless ground and route are those of the frame before, or the map is held: then more
    /// frames will need it.
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
        // The picture is shifted by whole device pixels, and so stays sharp.
        let moved = (world - painted.world) * pen.ratio;
        let by = moved.round() - painted.shifted;
        if by != Vec2::ZERO {
            painted.shifted += by;
            surface.shift(by);
            // What has come into sight: at the sides, and between them above and below.
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

/// Paints a part of the picture, in its device pixels; the box begins at `origin`.
fn paint(surface: &Surface, part: Rect, origin: Vec2, scene: &Scene, pen: &mut Pen) {
    surface.draw(pen, (pen.ratio, origin), part, |pen| {
        pen.fill(part, scene.background);
        layers(scene).for_each(|layer| pen.layer(layer));
    });
}

/// Ground and route.
fn layers(scene: &Scene) -> impl Iterator<Item = &Layer> {
    scene.layers.iter().filter(|layer| layer.kind.is_map())
}

/// The latest revision of ground and route: as each is given once, it stands for both.
fn revision(scene: &Scene) -> u32 {
    layers(scene).map(|layer| layer.revision).max().unwrap_or_default()
}
