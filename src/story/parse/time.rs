//! When something is there, and the time that a story shows.

use super::super::{ProblemKind as Kind, Story};
use super::report::Report;
use super::value::{Object, given, number, object, string, word};
use crate::calendar::{Axis, Day, Span, Step};

const DATES: &str = "a date such as 2024-06-11, 2024-06 or -0044 (four digits; 0000 is 1 BC), or an interval such as 1862/1918 or 1862/..";

// Words and their meanings, in the same order.
const STEP_WORDS: [&str; 5] = ["day", "month", "year", "decade", "century"];
const STEPS: [Step; 5] = [Step::Day, Step::Month, Step::Year, Step::Decade, Step::Century];

/// Reads the date or the interval at `key`.
pub(super) fn span(object: &Object, key: &'static str, report: &mut Report) -> Option<Span> {
    let text = string(object, key, report)?;
    let span = Span::parse(text);
    if span.is_none() {
        report.push_at(key, Kind::BadValue, given(object, key), DATES);
    }
    span
}

/// Reads the member `time` of a story whose features and chapters have been read.
pub(super) fn axis(members: &Object, story: &Story, report: &mut Report) -> Option<Axis> {
    let value = given(members, "time")?;
    report.enter_key("time");
    let axis = object(value, report).and_then(|time| axis_of(time, story, report));
    report.leave();
    axis
}

fn axis_of(time: &Object, story: &Story, report: &mut Report) -> Option<Axis> {
    let from = span(time, "from", report);
    let to = span(time, "to", report);
    let at = span(time, "at", report);
    // Without one it is found from the data.
    let step = word(time, "step", &STEP_WORDS, STEPS.len(), report);
    let step = STEPS.get(step).copied();
    let seconds = number(time, "play", (0.1, 60.0), "a number of seconds from 0.1 to 60", report);
    let whole = extent(story);
    let first = from.map(|from| from.from).filter(|day| *day != Day::MIN).or(whole.map(|w| w.from));
    let until = to.map(|to| to.until).filter(|day| *day != Day::MAX).or(whole.map(|w| w.until));
    let Some((first, until)) = first.zip(until) else {
        let end = if first.is_none() { "from" } else { "to" };
        report.push_missing(end, "a date, or features with dates at time");
        return None;
    };
    if first >= until {
        let expected = "a date that is not before from";
        report.push_at("to", Kind::BadValue, given(time, "to"), expected);
        return None;
    }
    let Some(mut axis) = Axis::new(Span { from: first, until }, step) else {
        let expected = "longer steps: at most 1000000 from the first to the last";
        report.push_at("step", Kind::BadValue, given(time, "step"), expected);
        return None;
    };
    if let Some(at) = at {
        axis.start = axis.nearest(axis.start, at);
    }
    if let Some(seconds) = seconds {
        axis.seconds = seconds;
    }
    Some(axis)
}

/// From the first to the last day that the story names, at least.
fn extent(story: &Story) -> Option<Span> {
    let mut whole = None;
    for place in &story.places {
        include(place.time, &mut whole);
    }
    for leg in &story.legs {
        include(leg.time, &mut whole);
    }
    for chapter in &story.chapters {
        include(chapter.time, &mut whole);
    }
    whole
}

#[inline(never)]
fn include(time: Option<Span>, whole: &mut Option<Span>) {
    let Some(Span { from, until }) = time else { return };
    // An open end names its other end alone.
    let (from, until) = match (from, until) {
        (Day::MIN, _) => (until - 1, until),
        (_, Day::MAX) => (from, from + 1),
        ends => ends,
    };
    let all = whole.unwrap_or(Span { from, until });
    *whole = Some(Span { from: all.from.min(from), until: all.until.max(until) });
}
