//! Place pyramids: for stories with very many places, the places that may be shown at each zoom, in a spatial
//! index.
//!
//! In each cell of a grid only the most important place is kept. The cells of a zoom level consist of whole
//! cells of the next level. So a place that is kept in a cell is also kept in the smaller cell that it lies in:
//! at smaller zooms there are fewer candidates, and none that would have been shown is lost.

use crate::camera::{MAX_ZOOM, MIN_ZOOM};
use crate::grid_index::Cells;
use crate::mercator::world_width;
use crate::story::{PlaceIx, PlaceKind, Rank, Story};
use kurbo::{Point, Rect, Vec2};

/// A story with more places than this gets a pyramid.
pub const VERY_MANY: usize = 5000;

/// Size of a cell, in CSS pixels at the upper end of a zoom level.
pub const CELL: f64 = 16.0;

/// How many worlds west of the first one there may be places.
const WEST: f64 = 64.0;

/// A level with at most this many places is not thinned further.
const FEW: usize = 1000;

/// The places of a story that has very many of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacePyramid {
    /// The largest zoom of each level, and the level's places; the finest level first.
    levels: Vec<(f64, Cells)>,
    bounds: Rect,
    /// Places without a mark. They are on no level.
    pub unmarked: Vec<PlaceIx>,
}

impl PlacePyramid {
    /// Builds the finest level for a story whose places are `at` these points (world coordinates). If there are
    /// further levels, also returns the data to build them with [`PlacePyramid::grow`].
    pub fn begin(story: &Story, at: &[Point]) -> (Self, Option<Growing>) {
        let mut pyramid = Self::default();
        let (Some(first), true) = (at.first(), at.len() > VERY_MANY) else {
            return (pyramid, None);
        };
        pyramid.bounds = at.iter().fold(Rect::from_points(*first, *first), |r, p| r.union_pt(*p));
        let mut members = Vec::new();
        for (i, place) in story.places.iter().enumerate() {
            if place.has_mark() {
                members.push(i as u32);
            } else {
                pyramid.unmarked.push(PlaceIx(i as u32));
            }
        }
        pyramid.add(f64::INFINITY, &members, at);
        // Cells of the finest level. For the next levels their coordinates are halved.
        // A story may begin on another copy of the world; whole worlds are whole cells at every level.
        let cell = |v: f64| ((v + WEST) * (world_width(MAX_ZOOM) / CELL)) as u32;
        let fine = story.places.iter().zip(at).map(|(place, p)| {
            let main = place.rank == Rank::Main;
            let orientation = !main && place.kind != PlaceKind::Stop;
            Fine { x: cell(p.x), y: cell(p.y), orientation, main }
        });
        let (fine, last) = (fine.collect(), members.len());
        (pyramid, Some(Growing { members, fine, zoom: MAX_ZOOM, last }))
    }

    /// Adds the next level; returns whether there may be another.
    pub fn grow(&mut self, from: &mut Growing, at: &[Point]) -> bool {
        let Growing { members, fine, zoom, last } = from;
        if *zoom < MIN_ZOOM || members.len() <= FEW {
            return false;
        }
        *members = most_important(members, (MAX_ZOOM - *zoom) as u32, fine);
        // A level that saves little is not worth its memory.
        if members.len() * 3 < *last * 2 {
            *last = members.len();
            self.add(*zoom, members, at);
        }
        *zoom -= 1.0;
        true
    }

    fn add(&mut self, zoom: f64, members: &[u32], at: &[Point]) {
        let size = self.bounds.size();
        // About four places in each cell on average.
        let side = (size.area() * 4.0 / members.len().max(1) as f64).sqrt();
        let side = side.max(size.max_side() / 1000.0).max(1e-9);
        let mut cells = Cells::new(side, size);
        for i in members {
            let p =
                at.get(*i as usize).copied().unwrap_or_default() - self.bounds.origin().to_vec2();
            cells.put(*i, Rect::from_points(p, p));
        }
        self.levels.push((zoom, cells));
    }

    /// The places with a mark that may be shown at `zoom` in `part` of the world or its copies to the west and east, and `others`,
    /// in the story's order. Of a story that has no pyramid, all places.
    pub fn candidates(
        &self,
        story: &Story,
        (zoom, part): (f64, Rect),
        others: &[&[PlaceIx]],
    ) -> Vec<PlaceIx> {
        let count = story.places.len() as u32;
        let Some((_, cells)) = self.levels.iter().rev().find(|(top, _)| zoom <= *top) else {
            return (0..count).map(PlaceIx).collect();
        };
        // With one bit for each place, the result is in order without sorting.
        let mut bits = vec![0_u64; count as usize / 64 + 1];
        let mut near = Vec::new();
        for copy in [-1.0, 0.0, 1.0] {
            let part = part + Vec2::new(copy, 0.0);
            if part.overlaps(self.bounds) {
                near.extend(cells.near(part - self.bounds.origin().to_vec2()));
            }
        }
        let others = others.iter().copied().flatten().map(|ix| ix.0);
        for i in near.into_iter().chain(others) {
            if let Some(word) = bits.get_mut(i as usize / 64) {
                *word |= 1 << (i % 64);
            }
        }
        let mut all = Vec::new();
        for (k, mut word) in bits.into_iter().enumerate() {
            while word != 0 {
                all.push(PlaceIx(k as u32 * 64 + word.trailing_zeros()));
                word &= word - 1;
            }
        }
        all
    }
}

/// The data from which the next level is made.
#[derive(Debug)]
pub struct Growing {
    members: Vec<u32>,
    fine: Vec<Fine>,
    zoom: f64,
    /// How many places the last level has.
    last: usize,
}

/// A place's cell in the grid of the finest level.
#[derive(Clone, Copy, Debug, Default)]
struct Fine {
    x: u32,
    y: u32,
    /// Whether it is shown for orientation only.
    orientation: bool,
    main: bool,
}

/// The most important places of each cell: one for orientation, and one other.
fn most_important(members: &[u32], level: u32, fine: &[Fine]) -> Vec<u32> {
    let fine = |i: u32| fine.get(i as usize).copied().unwrap_or_default();
    let key = |f: Fine| (f.x >> level, f.y >> level, f.orientation);
    let importance = |i: u32| (fine(i).main, core::cmp::Reverse(i));
    // A simple hash table, because the one of the standard library adds 3 kB.
    let mask = (members.len() * 2).next_power_of_two() - 1;
    let mut table: Vec<Option<u32>> = vec![None; mask + 1];
    for i in members {
        let own = key(fine(*i));
        let hash = own.0.wrapping_mul(0x9e37_79b9).wrapping_add(own.1).wrapping_mul(0x85eb_ca6b);
        let mut slot = (hash ^ hash >> 15) as usize & mask;
        while let Some(entry) = table.get_mut(slot) {
            match *entry {
                Some(other) if key(fine(other)) != own => slot = (slot + 1) & mask,
                Some(other) if importance(other) > importance(*i) => break,
                _ => {
                    *entry = Some(*i);
                    break;
                }
            }
        }
    }
    table.into_iter().flatten().collect()
}
