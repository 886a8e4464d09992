//! The reader's way through the story: stepping, scrolling, playing, and looking around in between.

use super::{Notice, Widget};
use crate::timeline::{Stage, chapter_at, reading_time, walked, walked_at};

impl Widget {
    /// To a chapter, or with none back to the whole route; one that is not there changes nothing. A
    /// story that plays stops.
    pub fn go_to(&mut self, chapter: Option<usize>, now: f64) {
        if chapter.is_none_or(|c| c < self.told.story.chapters.len()) {
            self.picture.now = now;
            self.state.timeline.due = None;
            self.turn(chapter, now);
        }
    }

    /// The chapter of this id.
    pub fn chapter_ix(&self, id: &str) -> Option<usize> {
        self.told.story.chapters.iter().position(|c| c.id == id)
    }

    /// The story goes on by itself, from the chapter where it was left, or from the first one.
    pub fn play(&mut self, now: f64) {
        let last = self.told.story.chapters.len().checked_sub(1);
        let Some(last) = last else { return };
        self.picture.now = now;
        let here = self.state.timeline.chapter.filter(|c| *c < last);
        self.turn(Some(here.unwrap_or(0)), now);
        self.wait(now);
        self.tell_tour();
    }

    /// The story stands still.
    pub fn pause(&mut self) {
        if self.state.timeline.due.take().is_some() {
            self.tell_tour();
        }
    }

    /// Back to the chapter that the reader has left to look around.
    pub fn resume(&mut self, now: f64) {
        self.go_to(self.state.timeline.chapter, now);
    }

    /// To a position on the timeline at once, as a page does that scrolls: counted in chapters from 0,
    /// −1 is the whole route. With less motion it is the nearest chapter's own view.
    pub fn scroll(&mut self, position: f64, now: f64) {
        let count = self.told.story.chapters.len();
        if count == 0 || !position.is_finite() {
            return;
        }
        self.picture.now = now;
        let mut position = position.clamp(-1.0, count as f64 - 1.0);
        if self.state.reduced_motion {
            position = (position + 0.5).floor();
        }
        let chapter = chapter_at(position);
        let timeline = &mut self.state.timeline;
        timeline.due = None;
        timeline.grows = None;
        let turned = timeline.away || timeline.chapter != chapter;
        timeline.walked = walked_at(&self.told.story, &self.told.plot.distances, position);
        if turned {
            self.enter(chapter);
        }
        let camera = self.stage().camera_at(&self.told.story, &self.told.plot, position);
        self.state.jump(camera);
        self.state.at_home = position <= -1.0;
        self.picture.stale = true;
    }

    /// Time goes on: a story that plays may turn to its next chapter.
    pub fn tick(&mut self, now: f64) {
        let timeline = self.state.timeline;
        let (Some(due), Some(here)) = (timeline.due, timeline.chapter) else { return };
        if now < due {
            return;
        }
        self.picture.now = now;
        if here + 1 < self.told.story.chapters.len() {
            self.turn(Some(here + 1), now);
            self.wait(now);
        } else {
            self.pause();
        }
    }

    /// Seconds until the story turns by itself; none if it does not play.
    pub fn waits(&self, now: f64) -> Option<f64> {
        self.state.timeline.due.map(|due| (due - now).max(0.0))
    }

    /// The reader takes the map into the own hand: nothing moves it any more, and the way back is kept.
    pub(super) fn leave(&mut self) {
        let timeline = &mut self.state.timeline;
        let away = timeline.chapter.is_some();
        if timeline.away != away || timeline.due.is_some() {
            timeline.away = away;
            timeline.due = None;
            self.tell_tour();
        }
    }

    /// The box or what covers it has changed: the chapter is shown in what is free now.
    pub(super) fn follow(&mut self, seconds: f64) {
        let to =
            self.stage().camera(&self.told.story, &self.told.plot, self.state.timeline.chapter);
        let now = self.picture.now;
        let left = self.state.flight.map_or(0.0, |f| f.left(now)).max(seconds);
        if let (Some(grows), Some(walked)) =
            (&mut self.state.timeline.grows, self.state.timeline.walked)
        {
            grows.0 = walked;
        }
        self.state.fly(to, now, Some(left));
        self.picture.stale = true;
    }

    pub(super) fn stage(&self) -> Stage {
        Stage { home: self.home(), padding: self.state.padding }
    }

    /// To a chapter in a flight; the line grows with it.
    fn turn(&mut self, chapter: Option<usize>, now: f64) {
        let before = self.state.timeline.walked;
        self.state.timeline.grows = chapter.map(|c| {
            let to = walked(&self.told.story, &self.told.plot.distances, c);
            (before.unwrap_or(to), to)
        });
        if chapter.is_none() {
            self.state.timeline.walked = None;
        }
        self.enter(chapter);
        let to = self.stage().camera(&self.told.story, &self.told.plot, chapter);
        self.state.fly(to, now, None);
        self.state.at_home = chapter.is_none();
        let flight = self.state.flight;
        self.state.timeline.grow(flight.as_ref(), now);
        self.picture.stale = true;
    }

    /// The chapter is the present one, and its place is chosen.
    fn enter(&mut self, chapter: Option<usize>) {
        let timeline = &mut self.state.timeline;
        timeline.chapter = chapter;
        timeline.away = false;
        self.tell_tour();
        let place = chapter.and_then(|c| self.told.story.chapters.get(c)).map(|c| c.place);
        if place != self.state.selected {
            self.choose(place);
        }
    }

    /// The next chapter is due when this one has been reached and read.
    fn wait(&mut self, now: f64) {
        let Some(chapter) = self.state.timeline.chapter else { return };
        let flies = self.state.flight.map_or(0.0, |f| f.left(now));
        let reads = reading_time(&self.told.story, chapter, self.state.locale.asked);
        self.state.timeline.due = Some(now + flies + reads);
    }

    pub(super) fn tell_tour(&mut self) {
        let timeline = self.state.timeline;
        self.picture.notices.push(Notice::Tour {
            chapter: timeline.chapter.map(|c| c as u32),
            away: timeline.away,
            playing: timeline.due.is_some(),
        });
    }
}
