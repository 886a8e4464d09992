//! The story as text: what a screen reader, the list of places and the card get.

mod card;
mod way;
mod words;

use crate::lang::{Lang, Strings};
use crate::legend::{LegendPlace, LegendRow, legend};
use crate::story::{Place, PlaceIx, Rank, Story};
use crate::style::Styles;
pub use card::{Along, Card, CardFact, CardSource, card};
use serde::Serialize;
pub use way::Lands;
pub use words::Words;

/// The outline tells of no more places than these: nobody listens to more.
pub const LISTED: usize = 1000;

/// Whom the map is by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Credits<'a> {
    /// Titles of the story's sources.
    pub story: Vec<Words<'a>>,
    /// Whom the ground in sight is by.
    pub ground: Vec<Words<'a>>,
}

/// The places in the order of telling, and the words around them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outline<'a> {
    /// BCP 47 tag of the language it is in.
    pub lang: &'static str,
    /// The story's title.
    pub title: Words<'a>,
    /// The text under it.
    pub summary: Words<'a>,
    /// The places, or the first [`LISTED`] of them.
    pub places: Vec<OutlinePlace<'a>>,
    /// How many there are beyond those.
    pub more: usize,
    /// The steps of the telling.
    pub chapters: Vec<OutlineChapter<'a>>,
    /// What the looks of lines, marks and areas mean.
    pub legend: Vec<LegendRow>,
    /// The span of time the map speaks of, with its words: `As of 2021–24`. Empty if there is none.
    pub as_of: String,
    /// The interface's words.
    pub strings: &'static Strings,
}

/// One place of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlinePlace<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: Words<'a>,
    /// Where it lies.
    #[serde(rename = "where")]
    pub place: Words<'a>,
    /// Where it lies from the place before it; may be empty.
    pub way: String,
    /// What happened there.
    pub facts: Vec<CardFact<'a>>,
    /// Whether the story is about it.
    pub main: bool,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

/// One step of the telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineChapter<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its heading.
    pub title: Words<'a>,
    /// What is told.
    pub text: Words<'a>,
    /// Id of the place it is about.
    pub place: &'a str,
}

/// The whole story in `lang`.
pub fn outline<'a>(lands: &Lands<'a>, styles: &Styles, lang: Lang) -> Outline<'a> {
    let story = lands.story;
    let strings = Strings::of(lang);
    let listed = story.places.iter().take(LISTED).enumerate();
    let places = listed.map(|(i, place)| OutlinePlace {
        way: lands.way(PlaceIx(i as u32), lang),
        facts: card::card_facts(story, place, lang),
        ..bare(place, lang)
    });
    let chapters = story.chapters.iter().map(|c| OutlineChapter {
        id: &c.id,
        title: Words::of(&c.title, lang),
        text: Words::of(&c.text, lang),
        place: story.place(c.place).map_or("", |p| &p.id),
    });
    Outline {
        lang: lang.tag(),
        title: Words::of(&story.title, lang),
        summary: Words::of(&story.summary, lang),
        places: places.collect(),
        more: story.places.len().saturating_sub(LISTED),
        chapters: chapters.collect(),
        legend: legend(story, styles, lang, LegendPlace::Page),
        as_of: story.as_of.as_ref().map_or(String::new(), |t| {
            [strings.as_of, " ", t.get(lang), ", ", strings.schematic].concat()
        }),
        strings,
    }
}

/// The places beyond [`LISTED`], without their facts and ways: for a page that asks for them.
pub fn more_places(story: &Story, lang: Lang) -> Vec<OutlinePlace<'_>> {
    story.places.iter().skip(LISTED).map(|place| bare(place, lang)).collect()
}

fn bare(place: &Place, lang: Lang) -> OutlinePlace<'_> {
    OutlinePlace {
        id: &place.id,
        name: Words::of(&place.name, lang),
        place: Words::of_some(place.place.as_ref(), lang),
        way: String::new(),
        facts: Vec::new(),
        main: place.rank == Rank::Main,
        lon: place.at.lon,
        lat: place.at.lat,
    }
}

/// Puts numbers in their places in a sentence.
pub fn fill(pattern: &str, values: &[(&str, u32)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 8);
    for (i, piece) in pattern.split(['{', '}']).enumerate() {
        match values.iter().find(|(name, _)| i % 2 == 1 && *name == piece) {
            Some((_, value)) => text.push_str(&value.to_string()),
            None => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distance::Distances;
    use crate::route::curves;
    use crate::story::parse;

    fn built_in() -> (Story, Distances) {
        let story = parse(include_str!("../assets/story.geojson")).unwrap();
        let distances = Distances::of(&story, &curves(&story));
        (story, distances)
    }

    #[test]
    fn numbers_find_their_places() {
        assert_eq!(fill("{n} of {of}", &[("n", 3), ("of", 9)]), "3 of 9");
        assert_eq!(fill("nothing", &[("n", 3)]), "nothing");
    }

    #[test]
    fn the_chapters_are_the_steps() {
        let (mut story, distances) = built_in();
        let step = |story: &Story, id| -> (String, f64) {
            let ix = story.place_ix(id).unwrap();
            let card = card(story, &distances, ix, Lang::En, String::new()).unwrap();
            (card.eyebrow, card.chapter)
        };
        let told = |eyebrow: &str, chapter| (eyebrow.into(), chapter);
        assert_eq!(step(&story, "acandi"), told("Stop 1 of 9", 0.0));
        assert_eq!(step(&story, "darien-gap"), told("Region · 2 of 9", 1.0));
        assert_eq!(step(&story, "tuquesa"), told("River", 1.5));
        assert_eq!(step(&story, "necocli"), told("Place", -0.5));
        assert_eq!(step(&story, "us-border"), told("Border · 9 of 9", 8.0));
        // A place told of twice is one step.
        story.chapters.push(story.chapters[0].clone());
        assert_eq!(step(&story, "acandi"), told("Stop 1 of 9", 0.0));
        story.chapters.clear();
        assert_eq!(step(&story, "tuquesa").0, "River · 3 of 18");
    }

    #[test]
    fn a_card_says_how_far_along_its_place_is() {
        let (story, distances) = built_in();
        let at = |id| {
            let ix = story.place_ix(id).unwrap();
            card(&story, &distances, ix, Lang::En, String::new()).unwrap().along
        };
        let village = at("bajo-chiquito").unwrap();
        assert_eq!(village.from.text, "Necoclí");
        assert!(village.km > 60.0 && village.km < 110.0 && village.total > 3900.0);
        // Acandí is hidden by the mark of the village, a few pixels on.
        assert!(village.stops.iter().all(|t| *t > 0.05 && *t <= 1.0), "{:?}", village.stops);
        assert!(village.stops.len() > 3);
        assert_eq!(at("necocli").unwrap().from.text, "");
        assert_eq!(at("panama"), None);
    }
}
