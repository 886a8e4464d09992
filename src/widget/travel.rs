//! Where the camera goes: what the page asks for, and what the chosen place needs.

use super::Widget;
use crate::camera::{Camera, View};
use crate::mercator::world_bounds;
use crate::story::{PlaceIx, PlaceKind};
use kurbo::Vec2;

/// A view is fitted into what is free of the box only if that is more than this part of it.
pub(super) const ROOMY: f64 = 0.3;

/// Seconds the camera takes to make room for a card.
pub(super) const MAKE_ROOM_SECONDS: f64 = 0.4;

/// Seconds a move by key takes.
const PAN_SECONDS: f64 = 0.15;

/// A chosen place keeps this far from the edge of what is free, in CSS pixels.
const FREE_MARGIN: f64 = 28.0;

impl Widget {
    /// Zooms by levels about the middle of what is free, in a short flight.
    pub fn zoom_by(&mut self, levels: f64, now: f64) {
        if levels.is_finite() {
            self.leave();
            self.picture.now = now;
            let from = self.state.flight.map_or(self.state.camera, |f| f.target());
            let least = self.told.plot.limits(&self.home()).min_zoom - from.zoom;
            let about = (from.size.to_rect() - self.state.padding).center();
            let to = from.zoom_about(about, levels.max(least.min(0.0)));
            self.state.fly(to, now, Some(0.25));
            self.picture.stale = true;
        }
    }

    /// Moves the picture by CSS pixels, in a short flight; not past where a hand could.
    pub fn pan_by(&mut self, by: Vec2, now: f64) {
        if by.is_finite() {
            self.leave();
            self.picture.now = now;
            let from = self.state.flight.map_or(self.state.camera, |f| f.target());
            let mut limits = self.told.plot.limits(&self.home());
            limits.center = limits.center.union_pt(self.state.camera.center);
            self.state.fly(from.pan_by(by).within(&limits), now, Some(PAN_SECONDS));
            self.picture.stale = true;
        }
    }

    /// Shows the whole route.
    pub fn fit(&mut self, now: f64) {
        self.leave();
        self.picture.now = now;
        let home = self.home();
        self.state.fly(home, now, None);
        self.state.at_home = true;
        self.picture.stale = true;
    }

    /// Shows a view at once; one that is no number is ignored.
    pub fn jump_to(&mut self, view: View) {
        if view.is_finite() {
            self.leave();
            self.state.jump(Camera::new(view, self.state.camera.size));
            self.state.at_home = false;
            self.picture.stale = true;
        }
    }

    /// Flies to a view; `seconds` = `None` takes as long as the way asks for.
    pub fn fly_to(&mut self, view: View, seconds: Option<f64>, now: f64) {
        if view.is_finite() {
            self.leave();
            self.picture.now = now;
            self.state.fly(Camera::new(view, self.state.camera.size), now, seconds);
            self.state.at_home = false;
            self.picture.stale = true;
        }
    }

    /// Flies to the piece of the map that the story enlarges.
    pub(super) fn enlarge(&mut self, now: f64) {
        let Some(bounds) = self.told.story.inset.as_ref().map(|i| i.bounds) else { return };
        self.leave();
        let Camera { size, .. } = self.state.camera;
        let to = Camera::fit(world_bounds(bounds), size, self.state.padding);
        self.state.fly(to, now, None);
        self.picture.stale = true;
    }

    /// Moves the camera just so far that a place can be seen beside the card. A country or a state
    /// out of sight is shown with the whole route.
    pub(super) fn uncover(&mut self, ix: PlaceIx) {
        let (Some(place), Some(at)) =
            (self.told.story.place(ix), self.told.plot.at.get(ix.0 as usize))
        else {
            return;
        };
        let from = self.state.flight.map_or(self.state.camera, |f| f.target());
        let p = from.screen_from_world(*at);
        let free = (from.size.to_rect() - self.state.padding).abs();
        let inner = free.inset(-FREE_MARGIN.min(free.width().min(free.height()) / 4.0));
        let by =
            Vec2::new(p.x.clamp(inner.x0, inner.x1) - p.x, p.y.clamp(inner.y0, inner.y1) - p.y);
        if by == Vec2::ZERO {
            return;
        }
        let large = matches!(place.kind, PlaceKind::Country | PlaceKind::State);
        let roomy = free.area() > ROOMY * from.size.area();
        let to = if large && roomy && from.zoom > self.home().zoom + 0.5 {
            self.home()
        } else {
            from.pan_by(by)
        };
        let home = self.state.at_home;
        self.state.fly(to, self.picture.now, Some(MAKE_ROOM_SECONDS));
        // Lowered again, the sheet gives the whole route back.
        self.state.at_home = home && !roomy;
        self.picture.stale = true;
    }
}
