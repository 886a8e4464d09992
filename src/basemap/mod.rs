//! The basemap: land, borders, lakes and rivers, quantized, with shared topology.
//!
//! A basemap file holds arcs, each stored once, layers that refer to them, and cities. Countries that share a
//! border share its arc, so no gap opens between them, however coarse the generalization is.

mod crc;
mod decode;
mod encode;
pub mod manifest;
mod resolve;

pub use decode::{BasemapError, decode};
pub use encode::encode;
pub use manifest::{Manifest, Piece, PieceId};

use kurbo::{Point, Rect};
use std::rc::Rc;

/// One decoded basemap file.
#[derive(Clone, Debug, PartialEq)]
pub struct Basemap {
    /// The area that the file covers, in world coordinates (see [`crate::mercator`]).
    pub bounds: Rect,
    /// World coordinates of the quantized point (0, 0).
    pub origin: Point,
    /// World units in one quantization step.
    pub step: f64,
    /// The area that the file is made for, in world coordinates. It is all of `bounds` in a detail file. In a
    /// base file it is the countries of the story; the land around them is coarser.
    pub focus: Rect,
    /// The generalization tolerance within `focus`, in kilometres: no point of the source is farther from its
    /// simplified line.
    pub tolerance_km: f64,
    /// The area of the relief image that belongs to this file, in world coordinates, if there is one.
    pub relief: Option<Rect>,
    /// Every line, once.
    pub arcs: Vec<Arc>,
    /// Countries, states and lakes, as rings of arcs.
    pub regions: Vec<Region>,
    /// Rivers, as runs of arcs.
    pub rivers: Vec<River>,
    /// Cities, by rising id.
    pub cities: Rc<Vec<City>>,
}

/// A line between two nodes, in quantized coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    /// What it separates.
    pub kind: ArcKind,
    /// At least two points.
    pub points: Vec<[i32; 2]>,
}

/// What an arc separates.
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
    /// The edge of the file's area: never drawn.
    Cut,
    /// A river's course.
    River,
    /// Country from country, where that is in dispute or only a line of control.
    Disputed,
}

/// An area bounded by arcs.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// ISO 3166-1 alpha-2 for a country, ISO 3166-2 for a state. Empty for a lake and for the
    /// continents far from the story, which are one region without borders.
    pub code: String,
    /// Its rings, filled by the even-odd rule.
    pub rings: Vec<Vec<ArcRef>>,
}

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum RegionKind {
    /// A country, or the part of it that is in the file.
    Country,
    /// A state, province or department.
    State,
    /// A lake.
    Lake,
}

/// An arc as a part of a ring or river, in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcRef {
    /// Index in [`Basemap::arcs`].
    pub arc: u32,
    /// Whether it runs from its last point to its first.
    pub reversed: bool,
}

/// A named or unnamed river.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Its name in the local language, empty if unnamed.
    pub name: String,
    /// 1 for a large river, 2 for a medium one, 3 for a small one.
    pub rank: u8,
    /// Its runs of arcs. Where the river is a border, its run refers to the border's arc (kind
    /// [`ArcKind::Border`]), so the two are drawn as one line.
    pub runs: Vec<Vec<ArcRef>>,
}

/// A city, town or village.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// Its number, the same in all files of a basemap. The lists of translated names are in this order.
    pub id: u32,
    /// 0 for the most important cities, 10 for the least important ones.
    pub rank: u8,
    /// Its position in quantized coordinates.
    pub at: [i32; 2],
    /// Its name in languages for which there is no translation.
    pub name: String,
}
