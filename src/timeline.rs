//! The timeline of the story: which chapter is shown, and how much of the route is drawn as travelled.
//!
//! Stepping, scrolling, playing and looking around all change this one state. A position is measured in
//! chapters: 0 is the first one, 0.5 is half way to the second, −1 is the whole route before the story begins.

use crate::basemap::Manifest;
use crate::calendar::Span;
use crate::camera::{CLOSEST, Camera};
use crate::distance::Distances;
use crate::flight::{Flight, ease};
use crate::locale::Locale;
use crate::mercator::{part_beside, world_bounds};
use crate::plot::Plot;
use crate::reading::{other_places, reading_time};
use crate::story::{Chapter, Story};
use kurbo::{Insets, Rect};

/// The reader's position in the story.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timeline {
    chapter: Option<usize>,
    away: bool,
    due: Option<f64>,
    walked: Option<f64>,
    /// The start and end values of `walked` in the current flight.
    growth: Option<(f64, f64)>,
    /// Whether the reader has scrolled to a position between two chapters.
    between: bool,
    /// The step of the story's time that is shown: its index and its days.
    moment: Option<(u32, Span)>,
}

impl Timeline {
    /// The current chapter; `None` before the story begins.
    pub fn chapter(&self) -> Option<usize> {
        self.chapter
    }

    /// Whether the reader has left the chapter's view.
    pub fn is_away(&self) -> bool {
        self.away
    }

    /// The chapter whose view is shown; `None` while the reader is away from it.
    pub fn shown_chapter(&self) -> Option<usize> {
        self.chapter.filter(|_| !self.away)
    }

    /// Whether the camera shows the current chapter, or is on its way there.
    pub fn follows(&self) -> bool {
        self.shown_chapter().is_some()
    }

    /// While the story plays, the time of the next chapter, in seconds.
    pub fn due(&self) -> Option<f64> {
        self.due
    }

    /// How much of the route is drawn as travelled, 0 to 1. `None`: the page sets it.
    pub fn walked(&self) -> Option<f64> {
        self.walked
    }

    /// Whether the reader has scrolled to a position between two chapters.
    pub fn is_between(&self) -> bool {
        self.between
    }

    /// Whether the story is on the way from one chapter to another, rather than at rest.
    pub fn travels(&self) -> bool {
        self.between || self.growth.is_some()
    }

    /// The index of the step of the story's time that is shown; `None` if the story shows no time.
    pub fn time_step(&self) -> Option<u32> {
        self.moment.map(|(step, _)| step)
    }

    /// The days of that step.
    pub fn moment(&self) -> Option<Span> {
        self.moment.map(|(_, span)| span)
    }

    /// Whether something is there in that step. What has no time is always there.
    pub fn has(&self, time: Option<Span>) -> bool {
        let both = time.zip(self.moment());
        both.is_none_or(|(time, moment)| time.meets(moment))
    }

    /// Shows another step of the story's time. Returns whether that changes anything.
    pub fn set_moment(&mut self, moment: Option<(u32, Span)>) -> bool {
        core::mem::replace(&mut self.moment, moment) != moment
    }

    /// Sets the current chapter, or none.
    pub fn enter(&mut self, chapter: Option<usize>) {
        self.chapter = chapter;
        self.away = false;
    }

    /// The story plays: the next chapter is due at `due` seconds.
    pub fn play_until(&mut self, due: f64) {
        self.due = Some(due);
    }

    /// The story stops playing. Returns whether it played.
    pub fn stop(&mut self) -> bool {
        self.due.take().is_some()
    }

    /// The reader moves the map: the story stops playing, and the reader is away from the chapter. Returns
    /// whether that changes anything.
    pub fn interrupt(&mut self) -> bool {
        let away = self.chapter.is_some();
        let was_away = core::mem::replace(&mut self.away, away);
        self.stop() || was_away != away
    }

    /// Sets [`Timeline::walked`] without animation. `between`: whether that is between two chapters.
    pub fn set_walked(&mut self, walked: Option<f64>, between: bool) {
        (self.walked, self.growth, self.between) = (walked, None, between);
    }

    /// Starts to grow [`Timeline::walked`] to a value, or sets it to `None`. [`Timeline::grow`] does the steps.
    pub fn grow_to(&mut self, walked: Option<f64>) {
        let from = self.walked;
        self.growth = walked.map(|to| (from.unwrap_or(to), to));
        self.walked = from.filter(|_| walked.is_some());
        self.between = false;
    }

    /// Another flight replaces the current one: [`Timeline::walked`] grows on from its current value.
    pub fn restart_growth(&mut self) {
        if let (Some(growth), Some(walked)) = (&mut self.growth, self.walked) {
            growth.0 = walked;
        }
    }

    /// Updates [`Timeline::walked`] to the progress of the flight at `now` seconds; without a flight, to its
    /// end value.
    pub fn grow(&mut self, flight: Option<&Flight>, now: f64) {
        if let Some((from, to)) = self.growth {
            let part = flight.map_or(1.0, |f| ease(f.part(now)));
            self.walked = Some(from + (to - from) * part);
            if part >= 1.0 {
                self.growth = None;
            }
        }
    }
}

/// A chapter without bounds shows its places and this much around them, in world units.
const AROUND: f64 = 0.002;

/// A chapter without bounds is not shown at a larger zoom than this.
const NEAREST: f64 = 8.5;

/// Space between a chapter's bounds and the viewport's edge: in CSS pixels, and at most this part of the
/// viewport.
const MARGIN: (f64, f64) = (48.0, 0.1);

/// A chapter, and a line or an area that the reader has chosen, may be this many zoom levels nearer than the ground is exact: the
/// greatest error of the ground is then one CSS pixel, and what is shown is large enough to be read. In a large box so may a mark.
pub const NEARER: f64 = 1.0;

/// The viewport, how much of its sides is covered, the home camera, and the ground.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// The home camera, which shows the whole route. Its size is that of the viewport.
    pub home: Camera,
    /// How much of each side is covered, in CSS pixels.
    pub padding: Insets,
    /// What the basemap consists of.
    pub manifest: &'a Manifest,
    /// The cameras of the chapters from which nothing covers what they are about; the bounds of those without one are fitted.
    pub cleared: &'a [Camera],
}

impl Stage<'_> {
    /// The camera of a chapter; the home camera for `None`. Its zoom is at most
    /// [`Manifest::max_zoom_at`] its centre, and one level more.
    pub fn camera(&self, story: &Story, plot: &Plot, chapter: Option<usize>) -> Camera {
        if let Some(cleared) = chapter.and_then(|c| self.cleared.get(c)) {
            return *cleared;
        }
        let Some(chapter) = chapter.and_then(|c| story.chapters.get(c)) else { return self.home };
        let size = self.home.size;
        let free = (size.to_rect() - self.padding).abs();
        let margin = MARGIN.0.min(MARGIN.1 * free.width().min(free.height()));
        let padding = Insets::new(
            self.padding.x0 + margin,
            self.padding.y0 + margin,
            self.padding.x1 + margin,
            self.padding.y1 + margin,
        );
        let Some(bounds) = bounds_of(self.manifest, plot, chapter) else { return self.home };
        let closer = self.manifest.levels_closer(bounds.center());
        let most = if chapter.bounds.is_some() { CLOSEST } else { NEAREST + f64::from(closer) };
        let ground = self.manifest.max_zoom_at(bounds.center()) + NEARER;
        let most = ground.min(most).min(self.manifest.most_zoom());
        Camera::fit_up_to(most, bounds, size, padding)
    }

    /// Seconds that the whole story plays: the flights to its chapters, and the time to read them in a language.
    pub fn playing_time(&self, story: &Story, plot: &Plot, locale: &Locale) -> f64 {
        let (mut seconds, mut from) = (0.0, self.home);
        for (chapter, others) in other_places(story).iter().enumerate() {
            let to = self.camera(story, plot, Some(chapter));
            seconds += Flight::between(from, to, 0.0, None).left(0.0);
            seconds += reading_time(story, chapter, others, locale);
            from = to;
        }
        seconds
    }

    /// The camera at a position between two chapters.
    pub fn camera_at(&self, story: &Story, plot: &Plot, position: f64) -> Camera {
        let before = position.floor();
        let part = position - before;
        let from = self.camera(story, plot, chapter_at(before));
        if part <= 0.0 {
            return from;
        }
        let to = self.camera(story, plot, chapter_at(before + 1.0));
        Flight::between(from, to, 0.0, Some(1.0)).at(part).0
    }
}

/// What a chapter shows, in world coordinates: its bounds, or else its places and a little around them. `None` if it has neither.
pub fn bounds_of(manifest: &Manifest, plot: &Plot, chapter: &Chapter) -> Option<Rect> {
    if let Some(bounds) = chapter.bounds {
        return Some(part_beside(world_bounds(bounds), plot.bounds.center()));
    }
    let mut bounds: Option<Rect> = None;
    for ix in chapter.highlighted.iter().chain([&chapter.place]) {
        if let Some(at) = plot.at.get(ix.0 as usize) {
            bounds = Some(bounds.map_or(Rect::from_points(*at, *at), |b| b.union_pt(*at)));
        }
    }
    let bounds = bounds?;
    // In a city the places are closer together.
    let around = AROUND / f64::from(1_u32 << manifest.levels_closer(bounds.center()));
    Some(bounds.inflate(around, around))
}

/// The chapter nearest to a position; `None` before the first.
pub fn chapter_at(position: f64) -> Option<usize> {
    let nearest = (position + 0.5).floor();
    (nearest >= 0.0).then_some(nearest as usize)
}

/// How much of the route is travelled in a chapter, from 0 to 1: up to the farthest of its places. If none is
/// on the route, the value of the chapter before.
pub fn walked(story: &Story, distances: &Distances, chapter: usize) -> f64 {
    let shown = story.chapters.iter().take(chapter + 1);
    let km = shown.rev().find_map(|c| farthest(c, distances)).unwrap_or(0.0);
    if distances.total > 0.0 { km / distances.total } else { 1.0 }
}

/// How far along the route a chapter leads, in kilometres; `None` if none of its places is on the route.
pub fn farthest(chapter: &Chapter, distances: &Distances) -> Option<f64> {
    let shown: &[_] = if chapter.up_to.is_some() { &[] } else { &chapter.highlighted };
    let last = chapter.up_to.unwrap_or(chapter.place);
    let places = shown.iter().chain([&last]);
    places.filter_map(|ix| distances.at(Some(*ix))).reduce(f64::max)
}

/// How much of the route is travelled at a position between two chapters; `None` before the first.
pub fn walked_at(story: &Story, distances: &Distances, position: f64) -> Option<f64> {
    let nearest = chapter_at(position)?;
    let before = position.floor();
    if before < 0.0 {
        return Some(walked(story, distances, nearest));
    }
    let from = walked(story, distances, before as usize);
    let part = position - before;
    if part <= 0.0 {
        return Some(from);
    }
    Some(from + (walked(story, distances, before as usize + 1) - from) * ease(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_who_looks_around_keeps_the_chapter() {
        let mut timeline = Timeline::default();
        assert!(!timeline.interrupt(), "the story has not begun");
        timeline.enter(Some(2));
        timeline.play_until(9.0);
        assert!(timeline.follows() && timeline.interrupt() && !timeline.interrupt());
        assert_eq!((timeline.chapter(), timeline.shown_chapter()), (Some(2), None));
        assert_eq!(timeline.due(), None);
        timeline.enter(timeline.chapter());
        assert_eq!(timeline.shown_chapter(), Some(2));
    }

    #[test]
    fn the_walked_part_grows_with_a_flight() {
        let mut timeline = Timeline::default();
        timeline.set_walked(Some(0.2), true);
        assert!(timeline.travels());
        timeline.grow_to(Some(0.6));
        let camera = Camera { zoom: 4.0, size: kurbo::Size::new(99.0, 99.0), ..Camera::default() };
        let flight = Flight::between(camera, Camera { zoom: 6.0, ..camera }, 0.0, Some(1.0));
        timeline.grow(Some(&flight), 0.5);
        let half = timeline.walked().unwrap();
        assert!(half > 0.2 && half < 0.6 && timeline.travels());
        timeline.restart_growth();
        timeline.grow(Some(&flight), 0.0);
        assert_eq!(timeline.walked(), Some(half), "another flight goes on from there");
        timeline.grow(None, 0.0);
        assert!(timeline.walked() == Some(0.6) && !timeline.travels());
        timeline.grow_to(None);
        assert_eq!(timeline.walked(), None);
    }
}
