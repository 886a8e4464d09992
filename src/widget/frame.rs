//! One frame: time goes on, and the picture follows.

use super::Widget;
use super::composition::{Composition, Sources};
use crate::compose::Input;
use crate::scene::Scene;
use crate::style::Styles;
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
        let (sources, camera) = (self.sources(), self.viewpoint.camera());
        if !self.composition.translate(&sources, &camera) {
            self.compose(measure, |composition, input| composition.compose(input, sources));
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
        self.compose(measure, Composition::sketch);
        self.composition.scene()
    }

    fn sources(&self) -> Sources {
        Sources {
            size: self.viewpoint.camera().size,
            story: self.loaded.revision(),
            basemap: self.basemap.revision(),
            settings: self.settings.revision(),
            selection: self.selection.seen(),
            chapter: self.timeline.shown_chapter(),
            walked: self.timeline.walked(),
        }
    }

    fn compose(
        &mut self,
        measure: &dyn MeasureText,
        compose: impl FnOnce(&mut Composition, &Input),
    ) {
        let input = Input {
            story: self.loaded.story(),
            plot: self.loaded.plot(),
            manifest: self.basemap.manifest(),
            grounds: self.basemap.grounds(),
            shapes: &self.shapes,
            settings: &self.settings,
            selection: &self.selection,
            timeline: &self.timeline,
            camera: &self.viewpoint.camera(),
            home: self.home(),
            styles: &Styles::BUILT_IN,
            measure,
            changes: self.composition.changes(),
        };
        compose(&mut self.composition, &input);
    }
}
