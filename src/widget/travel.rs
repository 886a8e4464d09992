//! Where the camera goes: what the page asks for, and what the selected place needs.

use super::Widget;
use crate::camera::{Camera, Limits, View};
use crate::selection::Chosen;
use crate::story::{InsetIx, PlaceIx};
use crate::viewpoint::ZOOM_SECONDS;
use kurbo::Vec2;

/// The whole route or a chapter is fitted into the free part of the box only if that is more than this part.
const ROOMY: f64 = 0.3;

/// Seconds that the camera takes to make room for a card.
pub(super) const MAKE_ROOM_SECONDS: f64 = 0.4;

/// Seconds that a movement by keyboard takes.
const PAN_SECONDS: f64 = 0.15;

/// A selected place stays this far from the edge of the free part of the box, in CSS pixels.
const FREE_MARGIN: f64 = 28.0;

impl Widget {
    /// Zooms by levels about the middle of the free part of the box, in a short flight.
    pub fn zoom_by(&mut self, levels: f64, now: f64) {
        if levels.is_finite() {
            self.leave();
            self.now = now;
            let from = self.viewpoint.destination();
            let Limits { min_zoom, max_zoom, .. } = self.limits();
            let levels = levels.max((min_zoom - from.zoom).min(0.0));
            let levels = levels.min((max_zoom - from.zoom).max(0.0));
            let about = (from.size.to_rect() - self.settings.padding()).center();
            self.fly(from.zoom_about(about, levels), Some(ZOOM_SECONDS));
        }
    }

    /// Moves the map by CSS pixels, in a short flight, within the limits for gestures.
    pub fn pan_by(&mut self, by: Vec2, now: f64) {
        if by.is_finite() {
            self.leave();
            self.now = now;
            let to = self.viewpoint.destination().pan_by(by).within(&self.limits());
            self.fly(to, Some(PAN_SECONDS));
        }
    }

    /// Flies to the whole route.
    pub fn fit(&mut self, now: f64) {
        self.leave();
        self.now = now;
        self.fly(self.home(), None);
        self.viewpoint.set_at_home(true);
    }

    /// Jumps to a view. A view that is not finite is ignored.
    pub fn jump_to(&mut self, view: View) {
        if view.is_finite() {
            self.leave();
            self.viewpoint.jump(self.camera_of(view));
            self.viewpoint.set_at_home(false);
        }
    }

    /// Flies to a view. Without `seconds` the duration follows from the distance.
    pub fn fly_to(&mut self, view: View, seconds: Option<f64>, now: f64) {
        if view.is_finite() {
            self.leave();
            self.now = now;
            self.fly(self.camera_of(view), seconds);
            self.viewpoint.set_at_home(false);
        }
    }

    /// The camera of a view that the page asks for, on the copy of the world that the story is on.
    fn camera_of(&self, view: View) -> Camera {
        let zoom = view.zoom.min(self.manifest().most_zoom());
        let camera = Camera::new(View { zoom, ..view }, self.viewpoint.camera().size);
        camera.beside(self.loaded.plot().bounds.center())
    }

    /// Whether there is room to fit the whole route or a chapter.
    pub(super) fn is_roomy(&self) -> bool {
        let size = self.viewpoint.camera().size;
        (size.to_rect() - self.settings.padding()).abs().area() > ROOMY * size.area()
    }

    /// Jumps to the whole route.
    pub(super) fn jump_home(&mut self) {
        self.viewpoint.jump(self.home());
        self.viewpoint.set_at_home(true);
    }

    /// Flies to the part of the map that an inset shows.
    pub(super) fn fly_to_inset(&mut self, ix: InsetIx) {
        let Some(bounds) = self.loaded.inset_bounds(ix) else { return };
        self.leave();
        let size = self.viewpoint.camera().size;
        let most = self.manifest().most_zoom();
        self.fly(Camera::fit_up_to(most, bounds, size, self.settings.padding()), None);
    }

    /// Shows what the reader has chosen: a place zoomed in until it is separate from its neighbours, a line, an area or
    /// a leg fitted. If a place is separate already, the camera moves no farther than
    /// [`Widget::bring_into_view`].
    pub(super) fn approach(&mut self, chosen: Chosen) {
        let again = self.viewpoint.choice() == Some(chosen);
        let from = self.viewpoint.destination();
        let padding = self.settings.padding();
        let roomy = self.is_roomy();
        let surroundings = self.surroundings();
        let home = self.home();
        let to = match chosen {
            Chosen::Place(ix) => surroundings.approach(ix, from, home, padding, again),
            Chosen::Leg(ix) => surroundings.approach_leg(ix, home, padding),
        };
        if let Some(to) = to.filter(|_| roomy) {
            self.fly(to, None);
            self.viewpoint.set_choice(Some(chosen));
            self.cleared_choice.begin(to, home);
        } else if let Some(ix) = chosen.place() {
            self.bring_into_view(ix);
        }
    }

    /// Moves the camera just far enough for a place to be seen beside the card.
    pub(super) fn bring_into_view(&mut self, ix: PlaceIx) {
        let Some(at) = self.loaded.plot().at.get(ix.0 as usize) else { return };
        let from = self.viewpoint.destination();
        let p = from.screen_from_world(from.nearest(*at));
        let free = (from.size.to_rect() - self.settings.padding()).abs();
        let inner = free.inset(-FREE_MARGIN.min(free.width().min(free.height()) / 4.0));
        let by =
            Vec2::new(p.x.clamp(inner.x0, inner.x1) - p.x, p.y.clamp(inner.y0, inner.y1) - p.y);
        if by == Vec2::ZERO {
            return;
        }
        let roomy = self.is_roomy();
        let was_at_home = self.viewpoint.is_at_home();
        let choice = self.viewpoint.choice();
        self.fly(from.pan_by(by), Some(MAKE_ROOM_SECONDS));
        // When the sheet is lowered again, the previous view is restored.
        self.viewpoint.set_at_home(was_at_home && !roomy);
        self.viewpoint.set_choice(choice.filter(|_| !roomy));
    }
}
