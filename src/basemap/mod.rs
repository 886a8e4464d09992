//! The ground: land, borders, lakes and rivers, quantised and shared between neighbours.
//!
//! A basemap file holds arcs, each stored once, and layers that name them. Countries that share a
//! border share its arc, so they never part however coarse the generalisation.

mod crc;
mod decode;
mod encode;
pub mod manifest;
mod resolve;

pub use decode::{BasemapError, decode};
pub use encode::encode;
pub use manifest::{Manifest, Piece, PieceId};

use kurbo::{Point, Rect};

/// One decoded basemap file.
#[derive(Clone, Debug, PartialEq)]
pub struct Basemap {
    /// What the file covers, in world coordinates (see [`crate::mercator`]).
    pub bounds: Rect,
    /// World coordinates of the quantised point (0, 0).
    pub origin: Point,
    /// World units in one quantum.
    pub step: f64,
    /// The part the file is made for, in world coordinates. All of `bounds` in a detail file; in
    /// the overview the countries of the story, for what lies beyond is drawn more coarsely.
    pub focus: Rect,
    /// The generalisation error within `focus`: no point of the source lies farther from its line,
    /// in kilometres.
    pub tolerance_km: f64,
    /// What the relief image beside this file covers, in world coordinates, if there is one.
    pub relief: Option<Rect>,
    /// Every line once.
    pub arcs: Vec<Arc>,
    /// Countries, states and lakes, as rings of arcs.
    pub regions: Vec<Region>,
    /// Rivers, as runs of arcs.
    pub rivers: Vec<River>,
}

/// A line between two nodes, in quanta.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// What it divides.
    pub kind: ArcKind,
    /// At least two points.
    pub points: Vec<[i32; 2]>,
}

/// What an arc divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ArcKind {
    /// Land from sea.
    Coast,
    /// Country from country.
    Border,
    /// State from state within a country.
    StateLine,
    /// Land from lake.
    Shore,
    /// The edge of the file: never drawn.
    Cut,
    /// A river's course.
    River,
}

/// An area bounded by arcs.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// ISO 3166-1 alpha-2 for a country, ISO 3166-2 for a state, empty for a lake and for the
    /// continents far from the story, which are one region without borders.
    pub code: String,
    /// Its rings, filled even-odd.
    pub rings: Vec<Vec<ArcRef>>,
}

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum RegionKind {
    /// A country, whole or its part in the file.
    Country,
    /// A state, province or department.
    State,
    /// A lake.
    Lake,
}

/// An arc in a ring or river, walked forwards or backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcRef {
    /// Index in [`Basemap::arcs`].
    pub arc: u32,
    /// Walked from its last point to its first.
    pub reversed: bool,
}

/// A named or unnamed river.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Its name in the local language, empty if unnamed.
    pub name: String,
    /// 1 = a great river, 2 = a middling one, 3 = a small one.
    pub rank: u8,
    /// Its runs of arcs. Where the river is the border, its run names the border's own arc (kind
    /// [`ArcKind::Border`]), so that the two are one line.
    pub runs: Vec<Vec<ArcRef>>,
}
