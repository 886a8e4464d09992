//! The step of the story's time that is shown. The camera stays where it is.

use super::{Event, Widget};
use crate::calendar::Span;
use crate::selection::Chosen;

impl Widget {
    /// Shows a step of the story's time, by its index from 0; after the last one the last.
    pub fn set_time_step(&mut self, step: u32) {
        let Some(axis) = self.loaded.story().axis else { return };
        let step = step.min(axis.count - 1);
        if self.timeline.set_moment(Some((step, axis.span(step)))) {
            let time = axis.span(step).iso();
            self.outbox.push(Event::Time { step, time });
        }
    }

    /// Shows the step with the first day of a date or an interval, such as `1914`; the nearest one, if the story's time does not
    /// have that day. Returns whether the text is a date and the story shows time.
    pub fn set_time(&mut self, text: &str) -> bool {
        let day = Span::parse(text);
        let found = day.zip(self.loaded.story().axis).map(|(span, axis)| axis.index(span.from));
        found.inspect(|step| self.set_time_step(*step)).is_some()
    }

    /// The time that is shown, as a story file writes it; `None` if the story shows none.
    pub fn time(&self) -> Option<String> {
        self.timeline.moment().map(Span::iso)
    }

    /// Shows the time with which the story begins.
    pub(super) fn begin_time(&mut self) {
        if let Some(axis) = self.loaded.story().axis {
            self.set_time_step(axis.start);
        }
    }

    /// Shows the time that a chapter asks for.
    pub(super) fn show_time_of_chapter(&mut self, chapter: Option<usize>) {
        let Some(chapter) = chapter else { return self.begin_time() };
        let story = self.loaded.story();
        let time = story.chapters.get(chapter).and_then(|chapter| chapter.time);
        if let Some((time, axis)) = time.zip(story.axis) {
            self.set_time_step(axis.index(time.from));
        }
    }

    /// Shows the nearest time at which something chosen is there.
    pub(super) fn show_time_of(&mut self, chosen: Chosen) {
        let story = self.loaded.story();
        let time = match chosen {
            Chosen::Place(ix) => story.place(ix).and_then(|place| place.time),
            Chosen::Leg(ix) => story.leg(ix).and_then(|leg| leg.time),
        };
        if let (Some(time), Some(axis), Some(now)) = (time, story.axis, self.timeline.time_step()) {
            self.set_time_step(axis.nearest(now, time));
        }
    }
}
