//! The data of a story: places, legs, chapters and facts. Each fact has its source, date and standing.
//!
//! A parsed [`Story`] is valid: ids are unique, references exist, and coordinates are in range.
//! [`parse::parse`] makes one from GeoJSON text, or lists all its problems.

use crate::calendar::{Axis, Span};
use crate::geo::LonLat;
use crate::language_tag::Tag;
use looks::{CategoryIx, Looks, RouteIx};
use serde::Serialize;

mod mode;
mod text;
pub mod looks;
pub(crate) mod parse;
mod problem;
mod sorts;
mod translation;

pub use mode::Mode;
pub use parse::{MAX_BYTES, MAX_FEATURES, MAX_POSITIONS, Reading, parse};
pub use problem::{Problem, ProblemKind};
pub use sorts::Sorts;
pub use text::Text;

/// Index of a place in [`Story::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIx(pub u32);

/// Index of a leg in [`Story::legs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LegIx(pub u32);

/// Index of an inset in [`Story::insets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InsetIx(pub u32);

/// Index of a figure in [`Story::figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureIx(pub u32);

/// Index of a source in [`Story::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceIx(pub u32);

/// A whole story. Places keep the order of the file, which is the order of the narrative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// The default language: that of texts without one. [`Tag::UND`] if the file does not say.
    pub lang: Tag,
    /// The addresses of the files with its texts in other languages, relative to its own. The address is empty for the
    /// default language, and for those whose texts it has already.
    pub translations: Text,
    /// The story's title; empty if the file gives none.
    pub title: Text,
    /// One or two sentences under the title; empty if the file gives none.
    pub summary: Text,
    /// The period that the map describes, such as `2021–24`.
    pub as_of: Option<Text>,
    /// The parts of the map that are shown enlarged beside the whole route, the most important first.
    pub insets: Vec<Inset>,
    /// Whether the story says which insets it has, perhaps none. If not, the map may choose one.
    pub says_insets: bool,
    /// How borders in dispute are drawn, where the story says so. Of several entries for a border the last one counts.
    pub borders: Vec<DisputedBorders>,
    /// All sources that facts, legs and figures refer to.
    pub sources: Vec<Source>,
    /// Numbers to be shown as small charts. The first is also the number on the first screen.
    pub figures: Vec<Figure>,
    /// Everything a reader can select, in the order of the narrative.
    pub places: Vec<Place>,
    /// The legs of the route, in order.
    pub legs: Vec<Leg>,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
    /// The story's own words for what the interface would name otherwise.
    pub labels: Labels,
    /// Its own looks.
    pub looks: Looks,
    /// The time that it shows in steps, if it does.
    pub axis: Option<Axis>,
    /// What was guessed or left out when the file was read. Each note says what to write instead.
    pub notes: Vec<Problem>,
}

/// A story's own words for what the interface would name otherwise. Each may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// The button that begins the story.
    pub start: Text,
    /// The legend's name for places of rank main.
    pub main_place: Text,
    /// The name for facts that the story's main source reports.
    pub reported: Text,
}

/// A part of the map that is shown enlarged.
#[derive(Clone, Debug, PartialEq)]
pub struct Inset {
    /// Its title.
    pub title: Text,
    /// Its bounding box in degrees: west, south, east, north.
    pub bounds: [f64; 4],
    /// The place that it shows. Selecting the inset opens the chapter about this place, or else the place.
    pub place: Option<PlaceIx>,
}

/// How a story draws borders that the basemap marks as in dispute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisputedBorders {
    /// The two countries; without them all borders in dispute are meant.
    pub between: Option<CountryPair>,
    /// How they are drawn.
    pub look: BorderLook,
}

/// Two countries by their codes (ISO 3166-1 alpha-2), in the order of the alphabet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountryPair([[u8; 2]; 2]);

impl CountryPair {
    /// The countries with these codes. A code that is none stands for no country.
    pub fn new(one: &str, other: &str) -> Self {
        let code = |code: &str| <[u8; 2]>::try_from(code.as_bytes()).unwrap_or_default();
        let (one, other) = (code(one), code(other));
        Self(if one < other { [one, other] } else { [other, one] })
    }
}

/// How a border in dispute is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BorderLook {
    /// As one that is in dispute.
    #[default]
    Dotted,
    /// As a settled one.
    Dashed,
    /// Not at all.
    Hidden,
}

/// A row of numbers of the same kind, such as one for each year.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Unique id among the figures.
    pub id: String,
    /// What the numbers count.
    pub title: Text,
    /// The numbers, in order; at least one.
    pub values: Vec<FigureValue>,
}

/// One number of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureValue {
    /// What it is the number of, such as a year.
    pub label: Text,
    /// The number, 0 or greater.
    pub value: f64,
    /// The sources that say so; at least one.
    pub sources: Vec<SourceIx>,
    /// More about the number, such as how it compares with the one before.
    pub note: Option<Text>,
}

/// Something a reader can select: a stop, a town, a river, a state, a country.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Unique id, the GeoJSON feature's `id`.
    pub id: String,
    /// What it is.
    pub kind: PlaceKind,
    /// How important it is when labels compete for room.
    pub rank: Rank,
    /// Its name; empty if the file gives none.
    pub name: Text,
    /// Where it is, in a few words.
    pub place: Option<Text>,
    /// A second, smaller line under its label.
    pub remark: Option<Text>,
    /// Where its mark and its label are placed, in degrees.
    pub at: LonLat,
    /// Its own outline or course, if it has one.
    pub shape: Shape,
    /// The country it is in, ISO 3166-1 alpha-2, if the story says so.
    pub country: Option<String>,
    /// How uncertain the position is, in kilometres; 0 if it is exact to a town.
    pub accuracy_km: f64,
    /// How near choosing it may bring the map, as a zoom level (0: the whole Earth is 256 CSS pixels
    /// wide). If absent, the map decides.
    pub max_zoom: Option<f64>,
    /// Its category, in a story that has some.
    pub category: Option<CategoryIx>,
    /// A number that decides how large its mark is, or the class of its area.
    pub value: Option<f64>,
    /// A number in its mark.
    pub number: Option<u16>,
    /// When it is there; always, if absent.
    pub time: Option<Span>,
    /// What happened there.
    pub facts: Vec<Fact>,
    /// Its pictures, sounds and films.
    pub media: Vec<Media>,
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
    /// A region without sharp edges.
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

/// How important a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// The story is about it: labelled wherever possible.
    Main,
    /// On the route, or for orientation.
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
    /// The basemap's region with this code: ISO 3166-1 alpha-2 for countries (`PA`), ISO 3166-2 for
    /// states (`MX-TAM`).
    Region(String),
}

/// A statement with its sources, its date and its standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Unique id among the facts, if the story gives one.
    pub id: Option<String>,
    /// The statement, in the author's own words.
    pub text: Text,
    /// When the statement was true. ISO 8601, complete or truncated, or an interval (`2021/2024`).
    pub date: String,
    /// How the statement relates to the main source.
    pub standing: Standing,
    /// The sources that say so; at least one.
    pub sources: Vec<SourceIx>,
    /// More about the source: a page, a photographer, what a garbled copy reads.
    pub note: Option<Text>,
    /// The part of the statement that readers may want to copy, such as a telephone number.
    pub copy: Option<Text>,
    /// Its pictures, sounds and films.
    pub media: Vec<Media>,
}

/// A picture, a sound or a film. Addresses are http or https, or relative to that of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// Which of them it is.
    pub kind: MediaKind,
    /// The address of its file.
    pub src: String,
    /// The same picture in other sizes, as in HTML (`small.webp 400w, large.webp 1600w`); may be empty.
    pub sizes: String,
    /// Its width and height in pixels, such as `960/640`; empty if the file does not say both.
    pub size: String,
    /// The address of the picture that a film shows until it plays; may be empty.
    pub poster: String,
    /// The captions of a film (WebVTT): a line for each language, with its tag, a space and the address; may be empty.
    pub captions: String,
    /// What a picture shows, for those who do not see it; the title of a sound or a film.
    pub words: Text,
    /// A text under it; may be empty.
    pub caption: Text,
    /// Who made it, and under which licence; may be empty.
    pub credit: Text,
}

/// What a medium is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A sound.
    Audio,
    /// A film.
    Video,
}

impl MediaKind {
    /// Its name in a story file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }
}

/// How a fact relates to the story's main source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The main source says so.
    Reported,
    /// The available copy of the main source is garbled; this is the correct reading.
    Corrected,
    /// Another source says so.
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

/// A source of facts or legs.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Unique id among the sources.
    pub id: String,
    /// Its name, shown under a fact.
    pub title: Text,
    /// When it was published, ISO 8601, complete or truncated.
    pub date: Option<String>,
    /// Its address: http(s) or mailto only.
    pub url: Option<String>,
}

/// One part of the route.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Unique id, the GeoJSON feature's `id`.
    pub id: String,
    /// The place where it begins, if the story has one there.
    pub from: Option<PlaceIx>,
    /// The place where it ends, if the story has one there.
    pub to: Option<PlaceIx>,
    /// What it is called, such as "Necoclí to Acandí by boat".
    pub name: Option<Text>,
    /// How long it takes, in words.
    pub duration: Option<Text>,
    /// How people travel it.
    pub mode: Mode,
    /// The route that it belongs to, in a story with several.
    pub route: Option<RouteIx>,
    /// How certain its course is.
    pub certainty: Certainty,
    /// A few words drawn along the line.
    pub remark: Option<Text>,
    /// The legend's name for this kind of line; the interface's own words if absent.
    pub label: Option<Text>,
    /// The sources of its course; may be empty only for `schematic` and `unsourced` legs.
    pub sources: Vec<SourceIx>,
    /// The points on its course, in degrees, both ends included. Drawn as a smooth curve.
    pub line: Vec<LonLat>,
    /// When it is there; always, if absent.
    pub time: Option<Span>,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

/// How certain the course of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The course is documented.
    Documented,
    /// The course is known roughly.
    Approximate,
    /// Only the stops are known; the line between them is a drawing aid.
    Schematic,
    /// Not even the stops in between have a source.
    Unsourced,
}

/// One step of the narrative.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Unique id among the chapters.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// Its text, two or three sentences.
    pub text: Text,
    /// The place it is about.
    pub place: PlaceIx,
    /// More places that it is about. They are highlighted, too.
    pub highlighted: Vec<PlaceIx>,
    /// The bounding box that it shows, in degrees: west, south, east, north. If absent: that of its places.
    pub bounds: Option<[f64; 4]>,
    /// The route is drawn as travelled up to this place. If absent: the farthest of its own places.
    pub up_to: Option<PlaceIx>,
    /// The time that it shows: the step with the first day of this. If absent, the time stays as it is.
    pub time: Option<Span>,
    /// The figure that it shows.
    pub figure: Option<FigureIx>,
    /// Its pictures, sounds and films.
    pub media: Vec<Media>,
}

impl Story {
    /// How the border in dispute between two countries is drawn.
    #[inline(never)]
    pub fn border_look(&self, between: CountryPair) -> BorderLook {
        let fits = |entry: &&DisputedBorders| entry.between.is_none_or(|pair| pair == between);
        self.borders.iter().rfind(fits).map(|entry| entry.look).unwrap_or_default()
    }

    /// Whether it has pictures, sounds or films.
    pub fn has_media(&self) -> bool {
        let facts = |facts: &[Fact]| facts.iter().any(|fact| !fact.media.is_empty());
        self.places.iter().any(|place| !place.media.is_empty() || facts(&place.facts))
            || self.chapters.iter().any(|chapter| !chapter.media.is_empty())
            || self.legs.iter().any(|leg| facts(&leg.facts))
    }

    /// A text of the story for a reader who asked for `lang`.
    pub fn read<'a>(&self, text: &'a Text, lang: Tag) -> &'a str {
        text.resolve(lang, self.lang).1
    }

    /// The index of the place with this id.
    pub fn place_ix(&self, id: &str) -> Option<PlaceIx> {
        self.places.iter().position(|p| p.id == id).map(|i| PlaceIx(i as u32))
    }

    /// The index of the leg with this id.
    pub fn leg_ix(&self, id: &str) -> Option<LegIx> {
        self.legs.iter().position(|leg| leg.id == id).map(|i| LegIx(i as u32))
    }

    /// The leg at this index.
    pub fn leg(&self, ix: LegIx) -> Option<&Leg> {
        self.legs.get(ix.0 as usize)
    }

    /// The place at this index.
    pub fn place(&self, ix: PlaceIx) -> Option<&Place> {
        self.places.get(ix.0 as usize)
    }
}
