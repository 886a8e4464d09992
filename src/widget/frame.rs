//! One frame: time goes on, and the picture follows.

use super::Widget;
use super::cleared_choice::ToClear;
use super::composition::{Composition, Sources, can_be_moved};
use super::furnished::Furnished;
use super::travel::MAKE_ROOM_SECONDS;
use crate::camera::Camera;
use crate::compose::{self, Input};
use crate::scene::Scene;
use crate::text::MeasureText;

impl Widget {
    /// Whether [`Widget::frame`] has something new to show, now or soon.
    pub fn needs_frame(&self) -> bool {
        self.viewpoint.flight().is_some()
            || self.awaits_tap()
            || self.composition.needs_update(&self.sources(), &self.viewpoint.camera())
    }

    /// Moves the camera along its flight, to `now` seconds.
    pub fn advance(&mut self, now: f64) {
        self.now = now;
        if let Some(flight) = self.viewpoint.flight() {
            self.timeline.grow(Some(flight), now);
        }
        self.viewpoint.advance(now);
    }

    /// The picture at `now` seconds.
    pub fn frame(&mut self, now: f64, measure: &dyn MeasureText) -> &Scene {
        self.tick(now);
        self.advance(now);
        self.end_tap();
        self.clear_home();
        let home = self.home();
        self.loaded.follow_home(&home, self.basemap.manifest());
        self.furnish(measure);
        self.clear_choice(measure);
        let (sources, camera) = (self.sources(), self.viewpoint.camera());
        if !self.composition.translate(&sources, &camera) {
            let rest = self.rest_in_reach();
            if rest.is_some() && self.selection.seen().hovered().is_none() {
                self.composition.forget_positions();
            }
            self.compose(measure, rest.unwrap_or(camera), |composition, input| {
                composition.compose(input, sources, &camera);
            });
        }
        let flies = self.viewpoint.flight().is_some();
        self.composition.end_frame(now, flies, self.gestures.is_held());
        if !camera.size.is_zero_area() {
            self.outbox.report_view(camera.view());
        }
        self.outbox.report_credits(self.due_credits());
        self.composition.scene()
    }

    /// A picture without text and panels, for a reader who waits for the first one. The next picture is
    /// complete.
    pub fn sketch(&mut self, measure: &dyn MeasureText) -> &Scene {
        self.compose(measure, self.viewpoint.camera(), Composition::sketch);
        self.composition.scene()
    }

    /// Moves the map that shows the whole route, if something over it covers a stop.
    fn clear_home(&mut self) {
        if !self.viewpoint.is_at_home() || !self.is_roomy() {
            return;
        }
        let fitted = self.fitted_home();
        if !self.cleared_home.update(&self.loaded, &self.settings, fitted) {
            return;
        }
        let to = self.home();
        if self.outbox.has_reported_view() {
            let seconds = self.flight_seconds_left().max(MAKE_ROOM_SECONDS);
            self.fly(to, Some(seconds));
        } else {
            self.viewpoint.jump(to);
        }
        self.viewpoint.set_at_home(true);
    }

    /// Finds the places of the story's panels, and moves the map if they cover what the chapter is about.
    fn furnish(&mut self, measure: &dyn MeasureText) {
        let basis = Furnished {
            story: self.loaded.revision(),
            basemap: self.basemap.revision(),
            settings: self.settings.revision(),
            size: self.viewpoint.camera().size,
            follows: self.timeline.follows(),
        };
        if self.timeline.chapter().is_none() || self.furnished == Some(basis) {
            return;
        }
        self.furnished = Some(basis);
        let (camera, mut steady) = (self.viewpoint.camera(), core::mem::take(&mut self.steady));
        let roomy = self.is_roomy();
        let mut changed = false;
        self.compose(measure, camera, |_, input| {
            changed = compose::plan(input, basis.story, roomy, &mut steady);
        });
        self.steady = steady;
        if !changed || !roomy || !basis.follows || self.timeline.is_between() {
            return;
        }
        let to = self.chapter_camera(self.timeline.chapter());
        if to == self.viewpoint.destination() {
            return;
        }
        if self.outbox.has_reported_view() {
            self.refit_chapter(MAKE_ROOM_SECONDS);
        } else {
            self.viewpoint.jump(to);
        }
    }

    /// Moves the map that shows what the reader has chosen, if something over it covers that.
    fn clear_choice(&mut self, measure: &dyn MeasureText) {
        let Some(chosen) = self.viewpoint.choice().filter(|_| self.is_roomy()) else { return };
        let mut cleared = core::mem::take(&mut self.cleared_choice);
        let found = cleared.update(chosen, &self.surroundings(), &self.settings);
        self.cleared_choice = cleared;
        let size = self.viewpoint.camera().size;
        let found = found.filter(|found| found.fitted.size == size);
        let Some(ToClear { fitted, subject, taken }) = found else { return };
        let mut to = fitted;
        self.compose(measure, fitted, |_, input| {
            to = compose::clear_of_panels(input, &subject, &taken);
        });
        if to != self.viewpoint.destination() {
            let seconds = self.flight_seconds_left().max(MAKE_ROOM_SECONDS);
            self.fly(to, Some(seconds));
            self.viewpoint.set_choice(Some(chosen));
        }
    }

    fn sources(&self) -> Sources {
        Sources {
            size: self.viewpoint.camera().size,
            story: self.loaded.revision(),
            basemap: self.basemap.revision() + self.tiles.revision,
            settings: self.settings.revision(),
            selection: self.selection.seen(),
            chapter: self.timeline.shown_chapter(),
            walked: self.timeline.walked(),
            time_step: self.timeline.time_step(),
        }
    }

    /// The view of the chapter or of the whole route that the map rests in, or will in a moment. Its picture is composed
    /// without regard to the one before, so that it is the same on every visit. On the way there it is moved: labels
    /// that change do so before the map rests.
    fn rest_in_reach(&self) -> Option<Camera> {
        let rest = if self.timeline.follows() {
            self.chapter_camera(self.timeline.chapter())
        } else if self.viewpoint.is_at_home() {
            self.home()
        } else {
            return None;
        };
        let goes_there = self.viewpoint.destination() == rest;
        (goes_there && can_be_moved(&rest, &self.viewpoint.camera())).then_some(rest)
    }

    fn compose(
        &mut self,
        measure: &dyn MeasureText,
        camera: Camera,
        compose: impl FnOnce(&mut Composition, &Input),
    ) {
        let input = Input {
            story: self.loaded.story(),
            insets: self.loaded.insets(),
            plot: self.loaded.plot(),
            manifest: self.basemap.manifest(),
            grounds: self.basemap.grounds(),
            reliefs: self.basemap.reliefs(),
            needed: &|camera| self.basemap.needed(camera),
            tiles: &self.tiles,
            shapes: &self.shapes,
            settings: &self.settings,
            selection: &self.selection,
            timeline: &self.timeline,
            camera: &camera,
            home: self.home(),
            steady: &self.steady,
            styles: &self.loaded.styles(),
            measure,
            changes: self.composition.changes(),
        };
        compose(&mut self.composition, &input);
    }
}
