//! The story's one timeline: chapter after chapter, however a reader goes through them.
//!
//! Stepping, scrolling, playing and looking around all change this one state. A position counts chapters:
//! 0 is the first one in full, 0.5 half way to the second, −1 the whole route before the story begins.

use crate::camera::Camera;
use crate::distance::Distances;
use crate::flight::{Flight, ease};
use crate::mercator::world_bounds;
use crate::plot::Plot;
use crate::story::Story;
use crate::tag::Tag;
use kurbo::{Insets, Rect};

/// Where the reader is in the telling.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The present chapter; none before the story has begun.
    pub chapter: Option<usize>,
    /// Whether the reader has left the chapter's view to look around.
    pub away: bool,
    /// While the story plays: when the next chapter is due, in seconds.
    pub due: Option<f64>,
    /// How much of the route is walked, 0 to 1; none: the page says it.
    pub walked: Option<f64>,
    /// From where to where that grows during the flight under way.
    pub grows: Option<(f64, f64)>,
}

impl Timeline {
    /// The chapter whose view is shown; none while the reader looks around.
    pub fn shown_chapter(&self) -> Option<usize> {
        self.chapter.filter(|_| !self.away)
    }

    /// Whether the camera shows the present chapter, or is on its way there.
    pub fn follows(&self) -> bool {
        self.shown_chapter().is_some()
    }

    /// The reader moves the map: the story stops playing, and the reader is away from the chapter. Returns
    /// whether that changes anything.
    pub fn interrupt(&mut self) -> bool {
        let away = self.chapter.is_some();
        let changes = self.away != away || self.due.is_some();
        self.away = away;
        self.due = None;
        changes
    }

    /// During the next flight the walked part of the route grows to `walked`, 0 to 1; none: the page says how
    /// much is walked.
    pub fn grow_to(&mut self, walked: Option<f64>) {
        let from = self.walked;
        self.grows = walked.map(|to| (from.unwrap_or(to), to));
        self.walked = from.filter(|_| walked.is_some());
    }

    /// A new flight replaces the one under way: the walked part grows on from what it is now.
    pub fn restart_growth(&mut self) {
        if let (Some(grows), Some(walked)) = (&mut self.grows, self.walked) {
            grows.0 = walked;
        }
    }

    /// The walked part grows with the flight; without a flight it is complete at once.
    pub fn grow(&mut self, flight: Option<&Flight>, now: f64) {
        if let Some((from, to)) = self.grows {
            let part = flight.map_or(1.0, |f| ease(f.part(now)));
            self.walked = Some(from + (to - from) * part);
            if part >= 1.0 {
                self.grows = None;
            }
        }
    }
}

/// What a chapter shows on its own, if its story does not say: so much of the world around its places.
const AROUND: f64 = 0.002;

/// Nor does it go nearer than this of its own.
const NEAREST: f64 = 8.5;

/// Free space between what a chapter shows and the edge, in CSS pixels, and its most of a box.
const MARGIN: (f64, f64) = (48.0, 0.1);

/// Seconds for which a chapter stands while the story plays, and for each of its words: 200 a minute.
const STANDS: (f64, f64) = (2.5, 0.3);

/// A box and what covers its sides, in CSS pixels, and the camera that has the whole route in it.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// The camera of the whole route; its size is the box's.
    pub home: Camera,
    /// What covers the box's sides.
    pub padding: Insets,
}

impl Stage {
    /// The camera of a chapter; of the whole route, for none.
    pub fn camera(&self, story: &Story, plot: &Plot, chapter: Option<usize>) -> Camera {
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
        if let Some(bounds) = chapter.bounds {
            return Camera::fit(world_bounds(bounds), size, padding);
        }
        let mut bounds: Option<Rect> = None;
        for ix in chapter.highlighted.iter().chain([&chapter.place]) {
            if let Some(at) = plot.at.get(ix.0 as usize) {
                bounds = Some(bounds.map_or(Rect::from_points(*at, *at), |b| b.union_pt(*at)));
            }
        }
        let Some(bounds) = bounds else { return self.home };
        let camera = Camera::fit(bounds.inflate(AROUND, AROUND), size, padding);
        Camera { zoom: camera.zoom.min(NEAREST), ..camera }
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

/// The chapter nearest to a position; none before the first.
pub fn chapter_at(position: f64) -> Option<usize> {
    let nearest = (position + 0.5).floor();
    (nearest >= 0.0).then_some(nearest as usize)
}

/// How much of the route is walked in a chapter, from 0 to 1: as far as the farthest of its places, or as
/// in the chapter before, if none lies on the route.
pub fn walked(story: &Story, distances: &Distances, chapter: usize) -> f64 {
    let mut km = 0.0;
    for chapter in story.chapters.iter().take(chapter + 1) {
        let told: &[_] = if chapter.up_to.is_some() { &[] } else { &chapter.highlighted };
        let last = chapter.up_to.unwrap_or(chapter.place);
        let places = told.iter().chain([&last]);
        let farthest = places.filter_map(|ix| distances.at(Some(*ix))).reduce(f64::max);
        km = farthest.unwrap_or(km);
    }
    if distances.total > 0.0 { km / distances.total } else { 1.0 }
}

/// How much of it is walked at a position between two chapters; none before the first.
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

/// Seconds it takes to read a chapter in a language.
pub fn reading_time(story: &Story, chapter: usize, lang: Tag) -> f64 {
    let text = story.chapters.get(chapter).map_or("", |c| story.read(&c.text, lang));
    let words = text.bytes().filter(|b| *b == b' ').count() + 1;
    STANDS.0 + STANDS.1 * words as f64
}
