//! The story: places, legs, chapters and facts, each fact with its source, date and standing.
//!
//! A [`Story`] is valid once built: every id is unique, every reference is found, every coordinate
//! is a place on Earth. [`parse::parse`] makes one from GeoJSON text, or lists all its problems.

use crate::geo::LonLat;
use crate::tag::Tag;
use serde::Serialize;

pub(crate) mod parse;
mod problem;

pub use parse::{MAX_BYTES, MAX_FEATURES, MAX_POSITIONS, Reading, parse};
pub use problem::{Problem, ProblemKind};

/// A text in one or more languages. No language's text is empty once parsed. What the file gives without a language
/// has the tag [`Tag::UND`] here: it is in the story's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<(Tag, String)>);

impl Text {
    /// The text for a reader who asked for a language, in a story whose own is `own`: in the language asked for, or
    /// one near to it (see [`Tag::best_of`]); else in the story's own, in English, or the first there is.
    ///
    /// With it comes the language it is in; an empty text without any, if there is none.
    pub fn resolve(&self, asked: Tag, own: Tag) -> (Tag, &str) {
        let tags = self.0.iter().map(|(tag, _)| if *tag == Tag::UND { own } else { *tag });
        let found = [asked, own, Tag::EN].into_iter().find_map(|tag| tag.best_of(tags.clone()));
        let found = found.or(if self.0.is_empty() { None } else { Some(0) });
        let tag = found.and_then(|i| tags.clone().nth(i)).unwrap_or_default();
        (tag, found.and_then(|i| self.0.get(i)).map_or("", |(_, text)| text))
    }
}

/// Index of a place in [`Story::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIx(pub u32);

/// Index of a source in [`Story::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceIx(pub u32);

/// A whole story. Places keep the order of the file, which is the order of telling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The language of texts that the file gives without one; [`Tag::UND`] if it does not say.
    pub lang: Tag,
    /// The story's title; empty if the file gives none.
    pub title: Text,
    /// One or two sentences under the title; empty if the file gives none.
    pub summary: Text,
    /// The span of time the map speaks of, such as `2021–24`.
    pub as_of: Option<Text>,
    /// The piece of the map that is shown enlarged beside the whole route.
    pub inset: Option<Inset>,
    /// Who says what: everything a fact or a leg rests on.
    pub sources: Vec<Source>,
    /// Everything a reader can touch, in the order of telling.
    pub places: Vec<Place>,
    /// The pieces of the route, in order.
    pub legs: Vec<Leg>,
    /// The order of telling.
    pub chapters: Vec<Chapter>,
    /// The story's own words for what the map would call otherwise.
    pub labels: Labels,
}

/// A story's own words for what the map would call otherwise; each may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The button that begins the story.
    pub start: Text,
    /// A place that the story is about, in the legend.
    pub main_place: Text,
    /// A fact that the story's main source tells of.
    pub reported: Text,
}

/// A piece of the map shown enlarged.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    /// What stands over it.
    pub title: Text,
    /// Its west, south, east and north end in degrees.
    pub bounds: [f64; 4],
}

/// Something a reader can touch: a stop, a town, a river, a state, a country.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Unique id, the GeoJSON feature's `id`.
    pub id: String,
    /// What it is.
    pub kind: PlaceKind,
    /// How much it matters when labels compete.
    pub rank: Rank,
    /// Its name.
    pub name: Text,
    /// Where it lies, in a few words.
    pub place: Option<Text>,
    /// A second, smaller line under its label.
    pub remark: Option<Text>,
    /// Where its mark and its label stand, in degrees.
    pub at: LonLat,
    /// Its own outline or course, if it has one.
    pub shape: Shape,
    /// The country it lies in, ISO 3166-1 alpha-2, if the story says so.
    pub country: Option<String>,
    /// How far off the position may be, in kilometres; 0 = as good as a town's.
    pub accuracy_km: f64,
    /// What happened there.
    pub facts: Vec<Fact>,
}

impl Place {
    /// Whether it is drawn as a mark: stops and towns are, areas and rivers are not.
    pub fn has_mark(&self) -> bool {
        matches!(self.kind, PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd)
            && matches!(self.shape, Shape::Point)
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A stop on the route: a village, a town, a crossing.
    Stop,
    /// A town off the route, for orientation.
    Town,
    /// An end of a highway that is interrupted.
    RoadEnd,
    /// A region with no sharp edge of its own, such as the Gap.
    Region,
    /// A state, province or department.
    State,
    /// A country.
    Country,
    /// A river.
    River,
    /// A border between countries.
    Border,
}

/// How much a place matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// The story is about it: always labelled where it can be.
    Main,
    /// On the way, or for orientation.
    Context,
}

/// The outline or course of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// Only a point.
    #[default]
    Point,
    /// One or more lines, in degrees.
    Lines(Vec<Vec<LonLat>>),
    /// One or more rings, filled even-odd, in degrees; the first point is repeated at the end.
    Rings(Vec<Vec<LonLat>>),
    /// The basemap's region of this code: ISO 3166-1 alpha-2 for countries (`PA`), ISO 3166-2 for
    /// states (`MX-TAM`).
    Region(String),
}

/// One statement, with who says it, when it was true and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The statement, in our own words.
    pub text: Text,
    /// What was the case when. ISO 8601, whole or cut short, or an interval (`2021/2024`).
    pub date: String,
    /// Whether the main source says so.
    pub standing: Standing,
    /// Who says so; at least one.
    pub sources: Vec<SourceIx>,
    /// More about the source: a page, a photographer, what the garbled copy reads.
    pub note: Option<Text>,
}

/// How a fact stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The story's main source says so.
    Reported,
    /// The copy that reached us is garbled; this is the right reading.
    Corrected,
    /// Another named source says so.
    Context,
}

impl Standing {
    /// Its name in a story file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Corrected => "corrected",
            Self::Context => "context",
        }
    }
}

/// Who says something.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Unique id among the sources.
    pub id: String,
    /// How it is named under a fact.
    pub title: Text,
    /// When it was published, ISO 8601, whole or cut short.
    pub date: Option<String>,
    /// Where it can be read: http(s) or mailto only.
    pub url: Option<String>,
}

/// One piece of the route.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Unique id, the GeoJSON feature's `id`.
    pub id: String,
    /// The place it begins at, if the story has one there.
    pub from: Option<PlaceIx>,
    /// The place it ends at, if the story has one there.
    pub to: Option<PlaceIx>,
    /// How people travel it.
    pub mode: Mode,
    /// How sure the line is.
    pub certainty: Certainty,
    /// A few words set along the line.
    pub remark: Option<Text>,
    /// What the legend calls such a line; the map's own words if absent.
    pub label: Option<Text>,
    /// What the line rests on; may be empty only for `schematic` and `unsourced` legs.
    pub sources: Vec<SourceIx>,
    /// The points the line passes, in degrees, both ends included. Drawn as a smooth curve.
    pub line: Vec<LonLat>,
}

/// How a leg is travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// By boat, canoe or raft.
    Boat,
    /// On foot.
    Foot,
    /// By road.
    Road,
    /// By road or rail.
    Rail,
    /// Not part of the route: a highway shown for orientation.
    Highway,
    /// Not part of the route: a chord where there is no road.
    Gap,
}

impl Mode {
    /// Whether people travel it: a highway for orientation and a chord are no part of the route.
    pub const fn is_route(self) -> bool {
        !matches!(self, Self::Highway | Self::Gap)
    }
}

/// How sure a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The course is documented.
    Documented,
    /// The course is known roughly.
    Approximate,
    /// Only the stops are known; the line between them is drawn for the eye.
    Schematic,
    /// Not even the stops between are sourced.
    Unsourced,
}

/// One step of the telling.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Unique id among the chapters.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// What is told, in two or three sentences.
    pub text: Text,
    /// The place it is about.
    pub place: PlaceIx,
    /// Places highlighted while it is told.
    pub highlighted: Vec<PlaceIx>,
    /// What it shows: west, south, east and north end in degrees. Its places, if not said.
    pub bounds: Option<[f64; 4]>,
    /// How far the route is walked: to this place. To the farthest of its own, if not said.
    pub up_to: Option<PlaceIx>,
}

impl Story {
    /// A text of the story for a reader who asked for `lang`.
    pub fn read<'a>(&self, text: &'a Text, lang: Tag) -> &'a str {
        text.resolve(lang, self.lang).1
    }

    /// The place of this id.
    pub fn place_ix(&self, id: &str) -> Option<PlaceIx> {
        self.places.iter().position(|p| p.id == id).map(|i| PlaceIx(i as u32))
    }

    /// The place at this index.
    pub fn place(&self, ix: PlaceIx) -> Option<&Place> {
        self.places.get(ix.0 as usize)
    }
}
