//! A panning map: everything that moves with the map is one picture, which is shifted from frame to frame.

use super::ground::GroundCache;
use super::text::TextCache;
use crate::scene::{LayerKind, OUTSIDE, Scene};
use crate::web::pen::Pen;
use crate::web::target::Surface;
use kurbo::Vec2;

/// Everything that moves with the map, with a margin around the viewport.
#[derive(Default)]
pub(in crate::web) struct PanCache {
    ground: GroundCache,
    surface: Option<Surface>,
    painted: Option<Painted>,
}

/// The contents of the picture.
struct Painted {
    /// The revision of the marks, and CSS pixels per world unit.
    key: (u32, f64),
    /// The position of the world's origin, in CSS pixels.
    world: Vec2,
}

impl PanCache {
    /// Invalidates the pictures.
    pub(in crate::web) fn clear(&mut self) {
        self.painted = None;
        self.ground.clear();
    }

    /// Frees the picture; that of ground and route is kept.
    pub(in crate::web) fn release(&mut self) {
        (self.surface, self.painted) = (None, None);
    }

    /// Draws the map except callouts and panels, if it was panned since the frame before, or is being
    /// dragged. Returns whether it did.
    pub(in crate::web) fn draw(
        &mut self,
        scene: &Scene,
        pen: &mut Pen,
        text: &mut TextCache,
        held: bool,
    ) -> bool {
        let marks = scene.layers.iter().find(|layer| layer.kind == LayerKind::Marks);
        let key = (marks.map_or(0, |layer| layer.revision), scene.to_screen.scale);
        let world = scene.to_screen.translation;
        let near = |painted: &&Painted| {
            let Vec2 { x, y } = world - painted.world;
            painted.key == key && x.abs().max(y.abs()) <= OUTSIDE
        };
        let from = match self.painted.as_ref().filter(near) {
            Some(painted) => painted.world,
            None => {
                self.painted = None;
                if self.paint(scene, pen, text, held).is_none() {
                    return false;
                }
                self.painted = Some(Painted { key, world });
                world
            }
        };
        let Some(surface) = &self.surface else { return false };
        let by = ((world - from) * pen.ratio).round();
        pen.canvas(&surface.canvas, by - GroundCache::margin(pen.ratio));
        true
    }

    fn paint(
        &mut self,
        scene: &Scene,
        pen: &mut Pen,
        text: &mut TextCache,
        held: bool,
    ) -> Option<()> {
        let ground = self.ground.draw(scene, pen, held)?;
        let size = ground.size();
        let surface = match self.surface.take().filter(|surface| surface.size() == size) {
            Some(surface) => surface,
            None => Surface::new(pen, size, true)?,
        };
        let margin = GroundCache::margin(pen.ratio);
        text.begin(scene, true);
        surface.draw(pen, (pen.ratio, margin), size.to_rect(), |pen| {
            pen.canvas(&ground.canvas, Vec2::ZERO);
            pen.prepare();
            let above =
                |kind: LayerKind| !kind.is_map() && !kind.is_panel() && kind != LayerKind::Callouts;
            for layer in scene.layers.iter().filter(|layer| above(layer.kind)) {
                text.draw(layer, pen);
            }
        });
        self.surface = Some(surface);
        Some(())
    }
}
