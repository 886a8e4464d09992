//! Very many places: for every zoom those of them that may stand on the map, by where they are.
//!
//! Of the places in one cell the weightiest stands for all. Cells of one zoom level are made of whole
//! cells of the next, so whoever stands for a cell stands for the smaller one it lies in, too: farther
//! out there are fewer to be asked, and none of those left out would have been shown.

use crate::camera::{MAX_ZOOM, MIN_ZOOM};
use crate::cells::Cells;
use crate::mercator::world_width;
use crate::story::{PlaceIx, PlaceKind, Rank, Story};
use kurbo::{Point, Rect};

/// More places than this are a crowd.
pub const VERY_MANY: usize = 5000;

/// How large a cell is, in CSS pixels at the top of a zoom level.
pub const CELL: f64 = 16.0;

/// Fewer are quickly looked through.
const FEW: usize = 1000;

/// The places of a story that has very many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacePyramid {
    /// The zoom each level will do up to, and who may stand there; the finest first.
    levels: Vec<(f64, Cells)>,
    bounds: Rect,
    /// Those that stand for themselves alone.
    always: Vec<u32>,
}

impl PlacePyramid {
    /// Sorts a story's places, which stand `at` these points of the world; the first level alone, and
    /// what the others are made from, if there are others.
    pub fn begin(story: &Story, at: &[Point]) -> (Self, Option<Growing>) {
        let mut crowd = Self::default();
        let (Some(first), true) = (at.first(), at.len() > VERY_MANY) else { return (crowd, None) };
        crowd.bounds = at.iter().fold(Rect::from_points(*first, *first), |r, p| r.union_pt(*p));
        let mut members = Vec::new();
        for (i, place) in story.places.iter().enumerate() {
            let marked = place.has_mark();
            if marked { &mut members } else { &mut crowd.always }.push(i as u32);
        }
        crowd.add(f64::INFINITY, &members, at);
        // The cells at the finest level; farther out, halves of their numbers.
        let cell = |v: f64| (v * (world_width(MAX_ZOOM) / CELL)) as u32;
        let fine = story.places.iter().zip(at).map(|(place, p)| {
            let main = place.rank == Rank::Main;
            let aside = !main && place.kind != PlaceKind::Stop;
            Fine { x: cell(p.x), y: cell(p.y), aside, main }
        });
        let (fine, last) = (fine.collect(), members.len());
        (crowd, Some(Growing { members, fine, zoom: MAX_ZOOM, last }))
    }

    /// Adds the next level; returns whether there may be another.
    pub fn grow(&mut self, from: &mut Growing, at: &[Point]) -> bool {
        let Growing { members, fine, zoom, last } = from;
        if *zoom < MIN_ZOOM || members.len() <= FEW {
            return false;
        }
        *members = weightiest(members, (MAX_ZOOM - *zoom) as u32, fine);
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
        // Some four in each, wherever they are.
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

    /// Whoever may stand at this zoom in a part of the world, and `chosen`, in the story's order.
    pub fn candidates(
        &self,
        story: &Story,
        (zoom, part): (f64, Rect),
        chosen: Option<PlaceIx>,
    ) -> Vec<PlaceIx> {
        let count = story.places.len() as u32;
        let Some((_, cells)) = self.levels.iter().rev().find(|(top, _)| zoom <= *top) else {
            return (0..count).map(PlaceIx).collect();
        };
        // A bit for each place: they come out in order without being sorted.
        let mut bits = vec![0_u64; count as usize / 64 + 1];
        let part = part - self.bounds.origin().to_vec2();
        let others = self.always.iter().copied().chain(chosen.map(|ix| ix.0));
        for i in cells.near(part).chain(others) {
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

/// What the next level is made from.
#[derive(Debug)]
pub struct Growing {
    members: Vec<u32>,
    fine: Vec<Fine>,
    zoom: f64,
    /// How many stand in the last level.
    last: usize,
}

/// A place in its cell of the finest level.
#[derive(Clone, Copy, Debug, Default)]
struct Fine {
    x: u32,
    y: u32,
    /// Whether it is there for orientation, and not always shown.
    aside: bool,
    main: bool,
}

/// The weightiest member in each cell: of those for orientation, and of the others.
fn weightiest(members: &[u32], farther: u32, fine: &[Fine]) -> Vec<u32> {
    let fine = |i: u32| fine.get(i as usize).copied().unwrap_or_default();
    let key = |f: Fine| (f.x >> farther, f.y >> farther, f.aside);
    let weight = |i: u32| (fine(i).main, core::cmp::Reverse(i));
    // A table without a library: one of the standard library's is 3 kB.
    let mask = (members.len() * 2).next_power_of_two() - 1;
    let mut table: Vec<Option<u32>> = vec![None; mask + 1];
    for i in members {
        let own = key(fine(*i));
        let mixed = own.0.wrapping_mul(0x9e37_79b9).wrapping_add(own.1).wrapping_mul(0x85eb_ca6b);
        let mut slot = (mixed ^ mixed >> 15) as usize & mask;
        while let Some(entry) = table.get_mut(slot) {
            match *entry {
                Some(other) if key(fine(other)) != own => slot = (slot + 1) & mask,
                Some(other) if weight(other) > weight(*i) => break,
                _ => {
                    *entry = Some(*i);
                    break;
                }
            }
        }
    }
    table.into_iter().flatten().collect()
}
