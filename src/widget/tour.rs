//! The reader's position in the story: stepping through chapters, scrolling, playing, and looking around.

use super::{Event, LastTap, SelectedKind, Widget};
use crate::reading::{other_places, reading_time};
use crate::selection::Chosen;
use crate::timeline::{chapter_at, walked, walked_at};

impl Widget {
    /// Flies to a chapter; without one, back to the whole route. A chapter that does not exist changes nothing.
    /// A story that plays stops.
    pub fn go_to(&mut self, chapter: Option<usize>, now: f64) {
        if chapter.is_none_or(|c| c < self.loaded.story().chapters.len()) {
            self.now = now;
            self.timeline.stop();
            self.fly_to_chapter(chapter);
        }
    }

    /// Plays the story: from the present chapter, or from the first one if that is the last or there is none.
    pub fn play(&mut self, now: f64) {
        let last = self.loaded.story().chapters.len().checked_sub(1);
        let Some(last) = last else { return };
        self.now = now;
        let here = self.timeline.chapter().filter(|c| *c < last);
        self.fly_to_chapter(Some(here.unwrap_or(0)));
        self.schedule_next_chapter();
        self.outbox.report_tour(&self.timeline);
    }

    /// Stops playing the story.
    pub fn pause(&mut self) {
        if self.timeline.stop() {
            self.outbox.report_tour(&self.timeline);
        }
    }

    /// Flies back to the chapter that the reader has left to look around.
    pub fn resume(&mut self, now: f64) {
        self.go_to(self.timeline.chapter(), now);
    }

    /// Jumps to a position on the timeline, as a page does that scrolls: counted in chapters from 0; −1 is the
    /// whole route. With reduced motion the view is that of the nearest chapter.
    pub fn scroll(&mut self, position: f64, now: f64) {
        let count = self.loaded.story().chapters.len();
        if count == 0 || !position.is_finite() {
            return;
        }
        self.now = now;
        let mut position = position.clamp(-1.0, count as f64 - 1.0);
        if self.settings.reduced_motion() {
            position = (position + 0.5).floor();
        }
        let (story, plot) = (self.loaded.story(), self.loaded.plot());
        let chapter = chapter_at(position);
        let is_new = self.timeline.is_away() || self.timeline.chapter() != chapter;
        self.timeline.stop();
        let walked = walked_at(story, &plot.distances, position);
        self.timeline.set_walked(walked, position != position.floor());
        if is_new {
            self.enter_chapter(chapter);
        }
        let camera = self.stage().camera_at(self.loaded.story(), self.loaded.plot(), position);
        self.viewpoint.jump(camera);
        self.viewpoint.set_at_home(position <= -1.0);
    }

    /// Goes on to the next chapter, if the story plays and that chapter is due at `now` seconds.
    pub fn tick(&mut self, now: f64) {
        let (Some(due), Some(here)) = (self.timeline.due(), self.timeline.chapter()) else {
            return;
        };
        if now < due {
            return;
        }
        self.now = now;
        if here + 1 < self.loaded.story().chapters.len() {
            self.fly_to_chapter(Some(here + 1));
            self.schedule_next_chapter();
        } else {
            self.pause();
        }
    }

    /// Seconds until the next chapter is due; none if the story does not play.
    pub fn next_chapter_in(&self, now: f64) -> Option<f64> {
        self.timeline.due().map(|due| (due - now).max(0.0))
    }

    /// The reader moves the map: the story stops playing, and the way back to its chapter is kept.
    pub(super) fn interrupt_tour(&mut self) {
        if self.timeline.interrupt() {
            self.outbox.report_tour(&self.timeline);
        }
    }

    /// The reader moves the map to another view: a card that closes does not bring back the view before.
    pub(super) fn leave(&mut self) {
        self.interrupt_tour();
        self.viewpoint.forget();
    }

    /// Shows the present chapter in what is free of the box now, in a flight of at least so many seconds.
    pub(super) fn refit_chapter(&mut self, seconds: f64) {
        let to = self.chapter_camera(self.timeline.chapter());
        let seconds = self.flight_seconds_left().max(seconds);
        self.timeline.restart_growth();
        self.fly(to, Some(seconds));
    }

    /// Selects a place or a leg, or nothing. The view before the first one is remembered until its card is closed.
    pub(super) fn set_selected(&mut self, chosen: Option<Chosen>) {
        match (self.selection.selected(), chosen) {
            (None, Some(_)) => self.viewpoint.remember(),
            (_, None) => self.viewpoint.forget(),
            _ => {}
        }
        self.last_tap = LastTap::Nothing;
        self.selection.select(chosen);
        chosen.into_iter().for_each(|chosen| self.show_time_of(chosen));
        let story = self.loaded.story();
        let (id, kind) = match chosen {
            Some(Chosen::Place(ix)) => (story.place(ix).map(|p| &p.id), Some(SelectedKind::Place)),
            Some(Chosen::Leg(ix)) => (story.leg(ix).map(|leg| &leg.id), Some(SelectedKind::Leg)),
            None => (None, None),
        };
        let id = id.cloned();
        self.outbox.push(Event::Select { id, kind });
    }

    /// Flies to a chapter, while the route grows to where the chapter ends.
    fn fly_to_chapter(&mut self, chapter: Option<usize>) {
        let (story, plot) = (self.loaded.story(), self.loaded.plot());
        self.timeline.grow_to(chapter.map(|c| walked(story, &plot.distances, c)));
        self.enter_chapter(chapter);
        let to = self.chapter_camera(chapter);
        self.fly(to, None);
        self.viewpoint.set_at_home(chapter.is_none());
        self.timeline.grow(self.viewpoint.flight(), self.now);
    }

    /// Makes a chapter the present one, and selects its place.
    fn enter_chapter(&mut self, chapter: Option<usize>) {
        self.last_tap = LastTap::Nothing;
        self.timeline.enter(chapter);
        self.outbox.report_tour(&self.timeline);
        self.show_time_of_chapter(chapter);
        let chapter = chapter.and_then(|c| self.loaded.story().chapters.get(c));
        let place = chapter.map(|c| Chosen::Place(c.place));
        if place != self.selection.selected() {
            self.set_selected(place);
        }
    }

    /// The next chapter is due when the camera has reached the present one and the reader has read it.
    fn schedule_next_chapter(&mut self) {
        let Some(chapter) = self.timeline.chapter() else { return };
        let story = self.loaded.story();
        let others = other_places(story).into_iter().nth(chapter).unwrap_or_default();
        let reads = reading_time(story, chapter, &others, self.settings.locale());
        self.timeline.play_until(self.now + self.flight_seconds_left() + reads);
    }

    pub(super) fn flight_seconds_left(&self) -> f64 {
        self.viewpoint.flight().map_or(0.0, |f| f.left(self.now))
    }
}
