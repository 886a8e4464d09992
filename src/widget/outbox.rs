//! Events for the page, and the values that were reported last.

use crate::camera::View;
use crate::timeline::Timeline;

/// What was selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SelectedKind {
    /// A place.
    Place,
    /// A leg of the route.
    Leg,
}

/// An event for the page.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Event {
    /// A place or a leg was selected, or the selection was cleared.
    Select {
        /// The id of the place or the leg.
        id: Option<String>,
        /// Which of the two it is.
        kind: Option<SelectedKind>,
    },
    /// The reader has touched the map where several places are, and must choose one of them.
    Ask {
        /// The ids of the places, the nearest first.
        ids: Vec<String>,
        /// Where the map was touched, in CSS pixels from the left edge of the box.
        x: f64,
        /// The same from the top.
        y: f64,
    },
    /// The reader's position in the story has changed.
    Tour {
        /// The present chapter, counted from 0.
        chapter: Option<u32>,
        /// Whether the reader has left the chapter's view to look around.
        away: bool,
        /// Whether the story plays.
        playing: bool,
    },
    /// Another step of the story's time is shown.
    Time {
        /// Its index, from 0.
        step: u32,
        /// The same as a date or an interval, such as `1914` or `1910/1919`.
        time: String,
    },
    /// One finger, which scrolls the page, tried to move the map.
    Hint,
    /// The attributions that the map must show have changed.
    Credits,
    /// The camera moved.
    ViewChange {
        /// Where it is now.
        view: View,
    },
}

/// Events that the page has not taken yet. What has not changed is not reported again.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    events: Vec<Event>,
    /// The view last reported.
    view: Option<View>,
    /// The attributions last reported, one bit each.
    credits: u64,
}

impl Outbox {
    pub(super) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// All events since the last call.
    pub(super) fn take(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    pub(super) fn report_tour(&mut self, timeline: &Timeline) {
        self.push(Event::Tour {
            chapter: timeline.chapter().map(|c| c as u32),
            away: timeline.is_away(),
            playing: timeline.due().is_some(),
        });
    }

    pub(super) fn report_view(&mut self, view: View) {
        if self.view.replace(view) != Some(view) {
            self.push(Event::ViewChange { view });
        }
    }

    /// Whether any view was reported, that is, whether there has been a picture.
    pub(super) fn has_reported_view(&self) -> bool {
        self.view.is_some()
    }

    /// `due`: the attributions that the map must show, one bit each.
    pub(super) fn report_credits(&mut self, due: u64) {
        if core::mem::replace(&mut self.credits, due) != due {
            self.push(Event::Credits);
        }
    }

    /// After this the attributions are reported again, even if their bits are the same: those of another
    /// basemap have other texts.
    pub(super) fn forget_credits(&mut self) {
        self.credits = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_changed_is_reported_once() {
        let mut outbox = Outbox::default();
        let view = View { lon: 1.0, lat: 2.0, zoom: 3.0 };
        for _ in 0..2 {
            outbox.report_view(view);
            outbox.report_credits(0b101);
        }
        assert_eq!(outbox.take(), [Event::ViewChange { view }, Event::Credits]);
        assert!(outbox.take().is_empty() && outbox.has_reported_view());
        outbox.forget_credits();
        outbox.report_credits(0b101);
        assert_eq!(outbox.take(), [Event::Credits]);
    }
}
