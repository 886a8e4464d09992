//! The manifest of a basemap: its files, the areas they cover, the names on the map, and the attributions.
//!
//! Its JSON Schema is `assets/basemap.schema.json`; docs/basemap.md explains it for authors.

mod read;
mod translation;

use crate::camera::MAX_ZOOM;
use crate::geo::LonLat;
use crate::language_tag::Tag;
use crate::mercator::{
    MIDDLE, beside, half_pixel_zoom, lonlat_from_world, part_beside, world_bounds,
};
use crate::story::Text;
use kurbo::{Point, Rect, Size};
pub use translation::Translation;

/// The most pieces a basemap may have, because each is compared with every other to know what is under it.
pub const MAX_PIECES: usize = 256;

/// The most attributions a basemap may have, because the visible ones are the bits of one number.
pub const MAX_ATTRIBUTIONS: usize = 63;

/// The image of a relief extends beyond the piece's bounds on each side by this part of their size, and fades out there.
pub const RELIEF_MARGIN: f64 = 1.0 / 64.0;

/// Details are fetched this many zoom levels before they are drawn.
const FETCH_AHEAD: f64 = 0.5;

/// The detail zoom of a basemap without a base piece: details are never drawn.
const NEVER: f64 = f64::INFINITY;

/// The contents of a basemap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Its files. One of them is the base.
    pub pieces: Vec<Piece>,
    /// Address of the file with names and attribution, relative to the manifest's own. `None` if they are in the
    /// manifest itself.
    pub words: Option<String>,
    /// Where it is made for, in degrees: west, south, east, north. `None` if that is the whole Earth.
    pub focus: Option<[f64; 4]>,
    /// Address of the manifest of the basemap for stories that are not within the focus, relative to the manifest's own.
    pub elsewhere: Option<String>,
    /// The names on the map, the most important first.
    pub names: Vec<Name>,
    /// Its authors, in the order of the credits.
    pub attribution: Vec<Attribution>,
    /// The addresses of the files with its names in other languages, relative to the manifest's own.
    pub translations: Text,
    /// The translation that is loaded.
    pub translated: Option<Translation>,
    /// The area that tiles show in more detail than the pieces, in world coordinates, and its largest zoom. It is not part of the
    /// file: the page says so when it has opened a file of tiles.
    pub tiled: Option<(Rect, f64)>,
}

/// Index of a piece in [`Manifest::pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceId(pub u16);

/// One area of the world, drawn from one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The file's address, relative to the manifest.
    pub file: String,
    /// What it is for.
    pub role: Role,
    /// Its bounding box in degrees: west, south, east, north.
    pub bounds: [f64; 4],
    /// The same in world coordinates; of a relief, the area of its image.
    pub world: Rect,
    /// The generalization tolerance: how far a line may be from its true position, in kilometres.
    pub tolerance_km: f64,
    /// A coarser file of the same area, shown until `file` is loaded.
    pub sketch: Option<String>,
    /// The image file of the relief.
    pub relief: Option<String>,
    /// Where the sea has a depth gradient.
    pub sea: Sea,
    /// The zoom from which it is drawn: that at which the tolerance of the ground under it is half a CSS pixel, at its middle
    /// latitude and rounded to a tenth of a level. Under a detail is the finest of the coarser pieces that overlap it. The base
    /// is drawn at every zoom.
    pub draw_zoom: f64,
}

/// What a piece is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole area of the basemap.
    Base,
    /// A part of it, in more detail.
    Detail,
    /// An image of the relief of a part of it. The piece's `file` is the image.
    Relief,
}

/// Where the sea has a depth gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sea {
    /// Nowhere: the sea has one colour.
    Flat,
    /// In the whole piece.
    Whole,
    /// In a bounding box in degrees: west, south, east, north.
    Part([f64; 4]),
}

/// A name on the map, for orientation.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// For countries the ISO 3166-1 alpha-2 code, else empty.
    pub code: String,
    /// The name; absent for a country that the page has not named yet.
    pub text: Option<Text>,
    /// Whether the page names it, in the reader's language: a country whose name is not in the file.
    pub by_code: bool,
    /// The smallest and largest zoom at which it is labelled.
    pub zoom: [f64; 2],
    /// For waters, the points of the curve that the label follows, from west to east. Else its position.
    pub along: Vec<LonLat>,
    /// Areas in which all water is a part of it, in world coordinates: where its curve is out of sight, its name may be there.
    pub within: Vec<Rect>,
}

/// The kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// An ocean or a sea.
    Sea,
    /// A gulf or bay.
    Bay,
    /// A lake.
    Lake,
    /// A country.
    Country,
    /// A national park.
    Park,
}

/// The author of a part of a basemap, who must be credited.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The text of the credit.
    pub text: Text,
    /// The kinds of map data that it is due for.
    layers: Layers,
    /// The pieces that it is due for; all pieces if empty.
    pieces: Vec<PieceId>,
}

/// A set of kinds of map data, one bit each.
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
    /// Everything in a piece's file.
    pub const GROUND: Self = Self(15);

    /// The union of both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets have an element in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Manifest {
    /// The piece with this index.
    pub fn piece(&self, id: PieceId) -> Option<&Piece> {
        self.pieces.get(usize::from(id.0))
    }

    /// All pieces with their indices.
    pub fn ids(&self) -> impl Iterator<Item = (PieceId, &Piece)> {
        (0..).map(PieceId).zip(&self.pieces)
    }

    /// The zoom at which the tolerance of the base is half a CSS pixel: from there on its images fade out.
    ///
    /// It is taken at the middle latitude of the base and rounded to a tenth of a level, because the tolerance
    /// is not known more exactly.
    pub fn detail_zoom(&self) -> f64 {
        let base = self.pieces.iter().find(|p| p.role == Role::Base);
        base.map_or(NEVER, |base| {
            let [_, south, _, north] = base.bounds;
            tenth(half_pixel_zoom((south + north) / 2.0, base.tolerance_km))
        })
    }

    /// Address of the manifest of the basemap for a story with these bounds (world coordinates), if that is another one.
    pub fn elsewhere_for(&self, bounds: Rect) -> Option<&str> {
        let bounds = part_beside(bounds, MIDDLE);
        let within = self.focus.is_none_or(|focus| world_bounds(focus).contains_rect(bounds));
        self.elsewhere.as_deref().filter(|_| !within)
    }

    /// The codes of the countries that the page names.
    pub fn codes_to_name(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter(|name| name.by_code).map(|name| name.code.as_str())
    }

    /// Takes the names of these countries in the reader's language, in the same order.
    pub fn name_countries<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for (name, text) in self.names.iter_mut().filter(|name| name.by_code).zip(names) {
            name.text = Some(Text(vec![(Tag::UND, text.into())]));
        }
    }

    /// The zoom up to which the ground at `at` may be shown: that of the tiles, where there are some, else that at which the
    /// tolerance of the finest piece is half a CSS pixel, at most [`MAX_ZOOM`].
    pub fn max_zoom_at(&self, at: Point) -> f64 {
        let (at, lat) = (beside(at, MIDDLE), lonlat_from_world(at).lat);
        if let Some((_, zoom)) = self.tiled.filter(|(area, _)| area.contains(at)) {
            return zoom;
        }
        let ground = self.pieces.iter().filter(|piece| piece.role != Role::Relief);
        let under = ground.filter(|piece| piece.world.contains(at));
        let zooms = under.map(|piece| half_pixel_zoom(lat, piece.tolerance_km));
        zooms.reduce(f64::max).unwrap_or(MAX_ZOOM).min(MAX_ZOOM)
    }

    /// The largest zoom of the map.
    pub fn most_zoom(&self) -> f64 {
        self.tiled.map_or(MAX_ZOOM, |(_, zoom)| zoom.max(MAX_ZOOM))
    }

    /// How many levels nearer than elsewhere the tiles let a reader come at `at`; 0 where there are none.
    pub fn levels_closer(&self, at: Point) -> u32 {
        (self.max_zoom_at(at) - MAX_ZOOM).max(0.0) as u32
    }

    /// Works out from which zoom each piece is drawn.
    fn order_by_zoom(&mut self) {
        for i in 0..self.pieces.len() {
            let piece = &self.pieces[i];
            let under = self.pieces.iter().filter(|p| p.is_under(piece));
            let tolerance = under.map(|p| p.tolerance_km).reduce(f64::min);
            let [_, south, _, north] = piece.bounds;
            let zoom = tolerance.map(|km| tenth(half_pixel_zoom((south + north) / 2.0, km)));
            self.pieces[i].draw_zoom = zoom.unwrap_or(f64::NEG_INFINITY);
        }
    }
}

impl Attribution {
    /// Whether it is due where these kinds of data of a piece are visible.
    pub fn is_due_for(&self, piece: PieceId, seen: Layers) -> bool {
        self.layers.meets(seen) && (self.pieces.is_empty() || self.pieces.contains(&piece))
    }
}

/// Rounded to a tenth.
fn tenth(zoom: f64) -> f64 {
    libm::round(zoom * 10.0) / 10.0
}

impl Piece {
    /// Whether it is drawn under another piece of the same area: it is the base under a detail, or the coarser one.
    fn is_under(&self, other: &Self) -> bool {
        let coarser = match (self.role, other.role) {
            (Role::Base, Role::Detail) => true,
            (role, other_role) => role == other_role && self.tolerance_km > other.tolerance_km,
        };
        coarser && overlap(self.bounds, other.bounds)
    }

    /// The zoom from which it is fetched.
    pub fn fetch_zoom(&self) -> f64 {
        self.draw_zoom - FETCH_AHEAD
    }

    /// The area for which it is loaded, in world coordinates. That of a relief is without the outer half of its margin, where a
    /// neighbour's image has at least three quarters of the strength.
    pub fn reach(&self) -> Rect {
        let half = match self.role {
            Role::Relief => self.world.size() * (0.5 * RELIEF_MARGIN / (1.0 + 2.0 * RELIEF_MARGIN)),
            _ => Size::ZERO,
        };
        self.world.inflate(-half.width, -half.height)
    }

    /// Whether its sea has a depth gradient.
    pub fn has_tones(&self) -> bool {
        self.sea != Sea::Flat
    }
}

/// Whether two boxes share some area, and not only an edge.
fn overlap([w, s, e, n]: [f64; 4], [west, south, east, north]: [f64; 4]) -> bool {
    w < east && west < e && s < north && south < n
}
