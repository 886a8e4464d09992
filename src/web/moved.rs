//! A map that is moved to the side: all that moves with it is one picture, which is shifted from frame to
//! frame, and over it is painted what stands still.

use super::canvas::Canvas;
use super::surface::{size_of, surface};
use crate::scene::{Geometries, Scene};
use kurbo::Vec2;
use web_sys::CanvasRenderingContext2d;

/// All that moves with the map, a margin around it included.
pub(super) struct Moved {
    picture: CanvasRenderingContext2d,
    /// Which picture it is, and how far that had been moved when it was painted, in CSS pixels.
    number: u32,
    slid: Vec2,
}

impl Canvas {
    /// Paints a scene that is the one of the frame before, moved; false if it is not.
    pub(super) fn shift(&mut self, scene: &Scene, shapes: &Geometries) -> bool {
        let layers = &scene.layers;
        let same = self.moved.as_ref().filter(|moved| moved.number == layers.number);
        let by = same.zip(layers.slid).map(|(moved, slid)| slid - moved.slid);
        if by.is_none() && self.paint_moved(scene, shapes).is_none() {
            return false;
        }
        let canvas = self.moved.as_ref().and_then(|moved| moved.picture.canvas());
        let Some(canvas) = canvas else { return false };
        let at = (by.unwrap_or_default() * self.ratio).round() - self.margin();
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.draw_image_with_html_canvas_element(&canvas, at.x, at.y);
        self.prepare();
        let tethers = scene.items.get(layers.tethers.clone());
        self.items(tethers.unwrap_or_default(), shapes);
        self.furniture(scene, shapes);
        true
    }

    fn paint_moved(&mut self, scene: &Scene, shapes: &Geometries) -> Option<()> {
        let ground = self.kept_ground(scene, shapes)?;
        let (layers, size) = (&scene.layers, size_of(&ground));
        let picture = match self.moved.take() {
            Some(moved) => moved.picture,
            None => surface(&self.context, size, true)?,
        };
        let _ = picture.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = picture.draw_image_with_html_canvas_element(&ground, 0.0, 0.0);
        self.sprites.rare = true;
        self.sprites.begin();
        self.onto(picture.clone(), self.ratio, self.margin(), size.to_rect(), |canvas| {
            canvas.prepare();
            for range in [layers.ground..layers.tethers.start, layers.tethers.end..layers.fixed] {
                canvas.items(scene.items.get(range).unwrap_or_default(), shapes);
            }
        });
        self.moved = Some(Moved { picture, number: layers.number, slid: layers.slid? });
        Some(())
    }
}
