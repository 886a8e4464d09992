//! The interface's own words, one file a language.

mod en;
mod es;

use crate::story::{Lang, Mode, PlaceKind, Standing};

/// Every text of the interface in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Strings {
    /// What the map is called by a screen reader.
    pub map: &'static str,
    /// Heading of the list of places.
    pub places: &'static str,
    /// Button.
    pub zoom_in: &'static str,
    /// Button.
    pub zoom_out: &'static str,
    /// Button: show the whole route.
    pub fit: &'static str,
    /// Button.
    pub close: &'static str,
    /// Opens the credits.
    pub sources: &'static str,
    /// Button: opens the key.
    pub key: &'static str,
    /// Button: makes the card taller.
    pub more: &'static str,
    /// Before the place a distance is measured from.
    pub from: &'static str,
    /// Between a distance and the whole length of the route.
    pub of_about: &'static str,
    /// How the distance was measured.
    pub measured: &'static str,
    /// Button on the card.
    pub previous: &'static str,
    /// Button on the card.
    pub next: &'static str,
    /// While the map loads.
    pub loading: &'static str,
    /// How the line is drawn, in one word.
    #[serde(skip)]
    pub schematic: &'static str,
    /// Before the span of time the map speaks of.
    #[serde(skip)]
    pub as_of: &'static str,
    /// Above the card of a stop, before its number.
    #[serde(skip)]
    pub step: &'static str,
    /// Which step of the telling, with `{n}` and `{of}`.
    #[serde(skip)]
    pub n_of: &'static str,
    /// Under a place that is known roughly, with `{km}` and `{mi}`.
    #[serde(skip)]
    pub approximate: &'static str,
    /// A label's second line, with `{km}`.
    #[serde(skip)]
    pub within: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub reported: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub corrected: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub context: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub town: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub region: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub state: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub country: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub river: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub border: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub road_end: &'static str,
    /// Kind of place: a stop off every leg.
    #[serde(skip)]
    pub stop: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_boat: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub on_foot: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_road: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_rail: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub highway: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub gap: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub main_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub context_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub rough_place: &'static str,
    /// After the scale bar, before a latitude.
    #[serde(skip)]
    pub at_latitude: &'static str,
    /// North and south, for a latitude.
    #[serde(skip)]
    pub north_south: [&'static str; 2],
    /// Who the map's data is from.
    #[serde(skip)]
    pub credits: &'static str,
    /// Button: the story goes on by itself.
    pub play: &'static str,
    /// Button: it no longer does.
    pub pause: &'static str,
    /// Button: to the first chapter.
    pub start: &'static str,
    /// Button: back to the chapter, after a look around.
    pub resume: &'static str,
    /// Before a chapter's number.
    pub chapter: &'static str,
    /// Heading of the list of chapters.
    pub chapters: &'static str,
    /// Hint to one finger on the map.
    pub two_fingers: &'static str,
    /// Hint to a wheel over the map.
    pub ctrl_zoom: &'static str,
    /// The same on a Mac.
    pub cmd_zoom: &'static str,
    /// Button.
    pub copy_link: &'static str,
    /// Said when that is done.
    pub copied: &'static str,
    /// Button.
    pub full_screen: &'static str,
    /// The same button, in full screen.
    pub leave_full_screen: &'static str,
    /// Link past the list of places.
    pub skip: &'static str,
    /// What the keys do while the map has the focus.
    pub keys: &'static str,
    /// Clockwise from north, each as it stands after a distance.
    #[serde(skip)]
    pub directions: [&'static str; 8],
    /// How a leg is travelled.
    #[serde(skip)]
    pub boat: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub foot: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub road: &'static str,
    /// How a leg is travelled.
    #[serde(skip)]
    pub rail: &'static str,
    /// Before the country that a leg leads into.
    #[serde(skip)]
    pub crosses: &'static str,
}

impl Strings {
    /// The interface's words in `lang`.
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &en::WORDS,
            Lang::Es => &es::WORDS,
        }
    }

    /// The word for a fact's standing.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Reported => self.reported,
            Standing::Corrected => self.corrected,
            Standing::Context => self.context,
        }
    }

    /// The word for a kind of place.
    pub const fn kind(&self, kind: PlaceKind) -> &'static str {
        match kind {
            PlaceKind::Stop => self.stop,
            PlaceKind::Town => self.town,
            PlaceKind::RoadEnd => self.road_end,
            PlaceKind::Region => self.region,
            PlaceKind::State => self.state,
            PlaceKind::Country => self.country,
            PlaceKind::River => self.river,
            PlaceKind::Border => self.border,
        }
    }

    /// The words for a kind of line.
    pub const fn mode(&self, mode: Mode) -> &'static str {
        match mode {
            Mode::Boat => self.by_boat,
            Mode::Foot => self.on_foot,
            Mode::Road => self.by_road,
            Mode::Rail => self.by_rail,
            Mode::Highway => self.highway,
            Mode::Gap => self.gap,
        }
    }
}
