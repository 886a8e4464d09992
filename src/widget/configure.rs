//! What the page sets, and what follows from it for the camera.

use super::Widget;
use super::travel::MAKE_ROOM_SECONDS;
use crate::locale::Locale;
use crate::selection::Chosen;
use crate::settings::{LONGEST, Parts};
use crate::theme::Theme;
use kurbo::{Insets, Rect, Size};

impl Widget {
    /// Gives the box another size, in CSS pixels. More than [`LONGEST`] is ignored, so that no page asks for more work
    /// than a screen could show.
    pub fn resize(&mut self, size: Size) {
        let old = self.viewpoint.camera().size;
        if !size.is_finite() {
            return;
        }
        let size = size.clamp(Size::ZERO, Size::new(LONGEST, LONGEST));
        if size == old {
            return;
        }
        self.viewpoint.resize(size);
        if self.timeline.follows() {
            self.timeline.grow(None, 0.0);
            self.viewpoint.jump(self.chapter_camera(self.timeline.chapter()));
        } else if self.viewpoint.is_at_home()
            || old.is_zero_area() && !self.outbox.has_reported_view()
        {
            self.jump_home();
        }
    }

    /// See [`Settings::padding`](crate::settings::Settings::padding). What should be seen moves into the free
    /// part of the box.
    pub fn set_padding(&mut self, padding: Insets) {
        if !self.settings.set_padding(padding) {
            return;
        }
        // If little is free beside a sheet, it shows the selected place and no more than that.
        let roomy = self.is_roomy();
        if roomy && self.timeline.follows() {
            self.refit_chapter(MAKE_ROOM_SECONDS);
        } else if roomy && self.viewpoint.is_at_home() && !self.outbox.has_reported_view() {
            // Nobody has seen the map yet.
            self.jump_home();
        } else if roomy && self.viewpoint.is_at_home() {
            self.fly(self.home(), Some(MAKE_ROOM_SECONDS));
            self.viewpoint.set_at_home(true);
        } else if let Some(chosen) = self.selection.selected() {
            match chosen {
                _ if self.viewpoint.choice() == Some(chosen) => self.approach(chosen),
                Chosen::Place(ix) => self.bring_into_view(ix),
                // A leg in sight stays where it is.
                Chosen::Leg(_) => {}
            }
        }
    }

    /// See [`Settings::obstacles`](crate::settings::Settings::obstacles).
    pub fn set_obstacles(&mut self, obstacles: Vec<Rect>) {
        self.settings.set_obstacles(obstacles);
    }

    /// See [`Settings::theme`](crate::settings::Settings::theme). Returns whether it is another one.
    pub fn set_theme(&mut self, theme: Theme) -> bool {
        self.settings.set_theme(theme)
    }

    /// See [`Settings::locale`](crate::settings::Settings::locale).
    pub fn set_locale(&mut self, locale: Locale) {
        self.settings.set_locale(locale);
    }

    /// See [`Settings::progress`](crate::settings::Settings::progress).
    pub fn set_progress(&mut self, progress: f64) {
        self.settings.set_progress(progress);
    }

    /// See [`Settings::text_scale`](crate::settings::Settings::text_scale).
    pub fn set_text_scale(&mut self, scale: f64) {
        self.settings.set_text_scale(scale);
    }

    /// See [`Settings::is_numbered`](crate::settings::Settings::is_numbered).
    pub fn set_numbered(&mut self, numbered: bool) {
        self.settings.set_numbered(numbered);
    }

    /// See [`Settings::parts`](crate::settings::Settings::parts).
    pub fn set_parts(&mut self, parts: Parts) {
        self.settings.set_parts(parts);
    }

    /// See [`Settings::reduced_motion`](crate::settings::Settings::reduced_motion). A flight under way ends at
    /// its target.
    pub fn set_reduced_motion(&mut self, reduced: bool) {
        self.settings.set_reduced_motion(reduced);
        if reduced && self.viewpoint.finish_flight() {
            self.timeline.grow(None, 0.0);
        }
    }

    /// Whether one finger moves the map instead of scrolling the page.
    pub fn set_one_finger_pans(&mut self, on: bool) {
        self.gestures.one_finger_pans = on;
    }
}
