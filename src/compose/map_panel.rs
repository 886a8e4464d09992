//! A small map over the map.

use super::draw::draw_rect;
use super::frame::Frame;
use crate::camera::Camera;
use crate::scene::{ItemId, Layer, Stroke, Target, Zone};
use kurbo::Rect;

/// A small map over the map.
pub(super) struct MapPanel {
    /// All of it, in CSS pixels.
    pub rect: Rect,
    /// Its map, without a tab over it, in CSS pixels.
    pub map: Rect,
    /// The camera of its map.
    pub camera: Camera,
}

impl MapPanel {
    /// Puts its map in its place, and makes all of it a target.
    pub(super) fn embed(&self, inside: Layer, id: ItemId, layer: &mut Layer) {
        layer.targets.push(Target { id, zone: Zone::Panel(self.rect) });
        layer.embed(inside, self.map.size(), self.map.origin());
    }

    /// Draws a line around its map.
    pub(super) fn draw_edge(&self, outer: &Frame, layer: &mut Layer) {
        let edge = Stroke::solid(outer.theme.inset_frame, 1.2);
        draw_rect(self.map, None, Some(edge), layer);
    }
}
