//! In the story, legend and locator stay in the same corner in all chapters, so that readers find them again.

use super::frame::Frame;
use super::input::Input;
use crate::camera::Camera;
use crate::label::{line_meets_rect, overlap};
use crate::story::{Chapter, PlaceIx, Rank};
use crate::timeline::Stage;
use kurbo::{Line, Point, Rect};

/// What it costs, in one chapter, to cover a place that this chapter is about, another place that the story is
/// about, a stop on the way, or the route.
const SUBJECT: u32 = 10_000;
const MAIN: u32 = 8;
const CONTEXT: u32 = 4;
const ROUTE: u32 = 1;

/// The distance that is kept from a place, in CSS pixels.
const SPACE: f64 = 8.0;

/// How many places and points of the route are compared with a corner at most, in all chapters together. In a story with more
/// only some chapters count.
const MOST_COMPARED: usize = 100_000;

/// The cameras of all chapters; none before the story begins.
pub(super) fn chapter_cameras(input: &Input) -> Vec<Camera> {
    if input.timeline.chapter().is_none() {
        return Vec::new();
    }
    let (home, padding) = (input.home, input.settings.padding());
    let stage = Stage { home, padding, manifest: input.manifest };
    let chapters = 0..input.story.chapters.len();
    chapters.map(|c| stage.camera(input.story, input.plot, Some(c))).collect()
}

/// The corner of a panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Corner {
    /// Its index in the last picture that was not part of the story.
    pub last: usize,
    /// The one for all chapters.
    pub steady: SteadyCorner,
}

/// The corner of a panel in all chapters, and what it was chosen for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SteadyCorner {
    cameras: Vec<Camera>,
    corners: Vec<Rect>,
    taken: Vec<Rect>,
    found: Option<Steady>,
}

/// A corner that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Steady {
    pub index: usize,
    /// Whether a panel there covers a place that a chapter is about.
    pub covers: bool,
}

impl SteadyCorner {
    /// The best of `corners` in all chapters: it is free of `taken`, and covers as few places and as little of the route as
    /// possible. The corners are those of a language that is read from the left.
    pub(super) fn choose(
        &mut self,
        frame: &Frame,
        cameras: &[Camera],
        corners: &[Rect],
        taken: &[Rect],
    ) -> Option<Steady> {
        // Buttons appear and disappear while the reader looks around.
        let moved = frame.input.timeline.follows() && self.taken != taken;
        if self.cameras != cameras || self.corners != corners || moved {
            let seen = frame.camera.size.to_rect() - frame.input.settings.padding();
            let turned = corners.iter().map(|r| frame.mirrored(*r));
            let free = |r: &Rect| !taken.iter().any(|t| overlap(t, r));
            let plot = frame.input.plot;
            let points: usize = plot.curves.iter().map(|curve| curve.points.len()).sum();
            let every = cameras.len() * (plot.at.len() + points) / MOST_COMPARED + 1;
            let mut best: Option<(usize, u32)> = None;
            for (n, corner) in turned.enumerate().filter(|(_, r)| free(r)) {
                let chapters = frame.input.story.chapters.iter().zip(cameras).step_by(every);
                let cost = chapters.map(|(c, camera)| {
                    cost(frame.input, c, camera, &corner, !overlap(&corner, &seen))
                });
                let cost = cost.fold(0, u32::saturating_add);
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((n, cost));
                }
            }
            *self = Self {
                cameras: cameras.to_vec(),
                corners: corners.to_vec(),
                taken: taken.to_vec(),
                found: best.map(|(index, cost)| Steady { index, covers: cost >= SUBJECT }),
            };
        }
        self.found
    }
}

/// What a panel covers in a chapter. `aside`: whether the panel is above or below a card. What is seen there of the map is no
/// part of the chapter's view, so stops on the way and the route may be covered.
fn cost(input: &Input, chapter: &Chapter, camera: &Camera, panel: &Rect, aside: bool) -> u32 {
    let to_screen = camera.projection();
    let wide = panel.inflate(SPACE, SPACE);
    let mut cost = 0_u32;
    for (i, (place, at)) in input.story.places.iter().zip(&input.plot.at).enumerate() {
        if !place.has_mark() || !wide.contains(to_screen(*at)) {
            continue;
        }
        let is = |ix: &PlaceIx| ix.0 as usize == i;
        cost = cost.saturating_add(if is(&chapter.place) || chapter.highlighted.iter().any(is) {
            SUBJECT
        } else if place.rank == Rank::Main {
            MAIN
        } else {
            CONTEXT
        });
    }
    let world = |at| camera.world_from_screen(at);
    let covered = Rect::from_points(world(panel.origin()), world(Point::new(panel.x1, panel.y1)));
    let crosses = input.plot.legs.iter().any(|leg| {
        let seen = leg.seen(camera.zoom, camera.visible());
        seen.filter(|strand| strand.may_be_in(covered)).any(|strand| {
            let ends = strand.points.windows(2);
            let mut pieces = ends.filter_map(|pair| match pair {
                [a, b] => Some(Line::new(to_screen(*a), to_screen(*b))),
                _ => None,
            });
            pieces.any(|piece| line_meets_rect(piece, panel))
        })
    });
    cost.saturating_add(if crosses && !aside { ROUTE } else { 0 })
}
