//! The manifest of a basemap: which files it has, what they cover, what is named on it and who made it.
//!
//! Its JSON Schema is `assets/basemap.schema.json`; docs/basemap.md explains it for authors.

mod read;

use crate::geo::LonLat;
use crate::mercator::{half_pixel_zoom, world_bounds};
use crate::story::Text;
use kurbo::Rect;

/// A basemap has no more pieces than this: each is compared with every other.
pub const MAX_PIECES: usize = 256;

/// A basemap has no more attributions than this: those in sight are the bits of one number.
pub const MAX_ATTRIBUTIONS: usize = 64;

/// Details are fetched this many zoom levels before they are drawn.
const FETCH_AHEAD: f64 = 0.5;

/// How far nearer than any map can go. It stands for "at no zoom".
const NEVER: f64 = f64::INFINITY;

/// What a basemap consists of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Its files. One of them is the base.
    pub pieces: Vec<Piece>,
    /// What is named on it, the most important first.
    pub names: Vec<Name>,
    /// Who made it, in the order of the credits.
    pub attribution: Vec<Attribution>,
}

/// Index of a piece in [`Manifest::pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceId(pub u16);

/// One part of the world, drawn from one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The file's address, from the manifest's own.
    pub file: String,
    /// What it is for.
    pub role: Role,
    /// Its west, south, east and north end in degrees.
    pub bounds: [f64; 4],
    /// How far a line may lie from where it really is, in kilometres.
    pub tolerance_km: f64,
    /// A coarser file of the same part of the world, shown until `file` has come.
    pub sketch: Option<String>,
    /// The relief's image file.
    pub relief: Option<String>,
    /// Where the sea gets tones: nowhere, over the whole piece, or over a west, south, east and north end
    /// in degrees.
    pub sea: Sea,
}

/// What a piece is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// All that a map of this basemap can show.
    Base,
    /// A part of it, drawn more finely.
    Detail,
}

/// Where the sea gets tones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sea {
    /// Nowhere: it has one colour.
    Flat,
    /// Over the whole piece.
    Whole,
    /// Over a west, south, east and north end in degrees.
    Part([f64; 4]),
}

/// A name on the ground, for orientation.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// Countries: ISO 3166-1 alpha-2. Else empty.
    pub code: String,
    /// The name; absent for a country whose name everybody's browser knows.
    pub text: Option<Text>,
    /// From which zoom on it is lettered, and up to which.
    pub zoom: [f64; 2],
    /// Seas and bays: points the name bends along, west to east. Else: where it stands.
    pub along: Vec<LonLat>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// An ocean or a sea.
    Sea,
    /// A gulf or bay.
    Bay,
    /// A country.
    Country,
    /// A national park.
    Park,
}

/// Who made a part of a basemap.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// What the credits say.
    pub text: Text,
    /// What of the ground it is due for.
    layers: Layers,
    /// The pieces it is due for; all, if it names none.
    pieces: Vec<PieceId>,
}

/// Parts of the picture that somebody may have made: a bit of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers(u8);

impl Layers {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Land and coast.
    pub const LAND: Self = Self(1);
    /// Borders of countries and states.
    pub const BORDERS: Self = Self(2);
    /// Lakes.
    pub const LAKES: Self = Self(4);
    /// Rivers.
    pub const RIVERS: Self = Self(8);
    /// Relief.
    pub const RELIEF: Self = Self(16);
    /// Names, and the positions of places.
    pub const PLACES: Self = Self(32);
    /// All that a piece's file holds.
    pub const GROUND: Self = Self(15);

    /// These and others.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is one among both.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Manifest {
    /// A piece, if there is one of this number.
    pub fn piece(&self, id: PieceId) -> Option<&Piece> {
        self.pieces.get(usize::from(id.0))
    }

    /// Every piece with its number.
    pub fn ids(&self) -> impl Iterator<Item = (PieceId, &Piece)> {
        (0..).map(PieceId).zip(&self.pieces)
    }

    /// From this zoom on the base is too coarse by half a CSS pixel, and details are drawn.
    ///
    /// In the middle latitude of the base and to a tenth of a level: a tolerance is known no better.
    pub fn detail_zoom(&self) -> f64 {
        let base = self.pieces.iter().find(|p| p.role == Role::Base);
        base.map_or(NEVER, |base| {
            let [_, south, _, north] = base.bounds;
            let zoom = half_pixel_zoom((south + north) / 2.0, base.tolerance_km);
            libm::round(zoom * 10.0) / 10.0
        })
    }

    /// From this zoom on details are fetched.
    pub fn fetch_zoom(&self) -> f64 {
        self.detail_zoom() - FETCH_AHEAD
    }
}

impl Attribution {
    /// Whether it is due where such layers of a piece are seen.
    pub fn is_due_for(&self, piece: PieceId, seen: Layers) -> bool {
        self.layers.meets(seen) && (self.pieces.is_empty() || self.pieces.contains(&piece))
    }
}

impl Piece {
    /// What it covers, in world coordinates.
    pub fn world(&self) -> Rect {
        world_bounds(self.bounds)
    }

    /// Whether its sea gets tones.
    pub fn has_tones(&self) -> bool {
        self.sea != Sea::Flat
    }
}
