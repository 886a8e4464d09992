//! The outline: the story as text, for screen readers, the list of places and the cards.

mod card;
mod chapter;
mod figure;
mod leg;
mod place;
mod sight;
mod way;

use crate::distance::Distances;
use crate::legend::{LegendPlace, LegendRow, legend};
use crate::locale::Locale;
use crate::story::{PlaceIx, Story};
use crate::style::Styles;
use crate::words::{Reader, Words};
pub use card::{Along, Card, CardFact, CardSource, all_sources, card};
pub use chapter::OutlineChapter;
pub use figure::{OutlineFigure, OutlineValue};
pub use leg::OutlineLeg;
pub use place::OutlinePlace;
use serde::Serialize;
pub use sight::names_in_sight;
pub use way::{Direction, Directions, Way};

/// The outline has at most this many places, because longer lists are of no use to a reader.
pub const LISTED: usize = 1000;

/// The sources to credit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Credits<'a> {
    /// The story's sources.
    pub story: Vec<CardSource<'a>>,
    /// The attributions of the visible map data.
    pub ground: Vec<Words<'a>>,
}

/// The places in the order of the narrative, and all other texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outline<'a> {
    /// The story's title.
    pub title: Words<'a>,
    /// The text under it.
    pub summary: Words<'a>,
    /// The places, or the first [`LISTED`] of them.
    pub places: Vec<OutlinePlace<'a>>,
    /// How many more places there are.
    pub more: usize,
    /// The legs of the route, in order.
    pub legs: Vec<OutlineLeg<'a>>,
    /// The chapters, in order.
    pub chapters: Vec<OutlineChapter<'a>>,
    /// Seconds that the story plays, from the first chapter to the end of the last.
    pub seconds: f64,
    /// The rows of the legend.
    pub legend: Vec<LegendRow<'a>>,
    /// Its numbers, for small charts.
    pub figures: Vec<OutlineFigure<'a>>,
    /// The period that the map describes; may be empty.
    pub as_of: Words<'a>,
    /// The label of the button that begins the story; may be empty.
    pub start: Words<'a>,
    /// The name for facts that the main source reports; may be empty.
    pub reported: Words<'a>,
}

/// The outline of a whole story, which plays for `seconds`.
pub fn outline<'a>(
    directions: &Directions<'a>,
    distances: &Distances,
    seconds: f64,
    styles: &Styles,
    locale: &'a Locale,
) -> Outline<'a> {
    let story = directions.story;
    let reader = Reader::new(story.lang, locale);
    let listed = story.places.iter().take(LISTED).enumerate();
    let places =
        listed.filter_map(|(i, _)| place::with_facts(directions, PlaceIx(i as u32), reader));
    Outline {
        title: reader.words(&story.title),
        summary: reader.words(&story.summary),
        places: places.collect(),
        more: story.places.len().saturating_sub(LISTED),
        legs: leg::legs(story, reader),
        chapters: chapter::chapters(directions, distances, reader),
        seconds,
        legend: legend(story, styles, locale, LegendPlace::Page),
        figures: figure::figures(story, reader),
        as_of: reader.some_words(story.as_of.as_ref()),
        start: reader.words(&story.labels.start),
        reported: reader.words(&story.labels.reported),
    }
}

/// The places after the first [`LISTED`], without facts and directions; the page requests them when needed.
pub fn more_places<'a>(story: &'a Story, locale: &Locale) -> Vec<OutlinePlace<'a>> {
    let reader = Reader::new(story.lang, locale);
    story.places.iter().skip(LISTED).map(|p| place::without_facts(p, reader)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language_tag::Tag;
    use crate::route::curves;
    use crate::story::{PlaceKind, parse};

    fn built_in() -> (Story, Distances) {
        let story = parse(include_str!("../assets/story.geojson")).unwrap();
        let distances = Distances::of(&story, &curves(&story));
        (story, distances)
    }

    fn english() -> Locale {
        Locale { asked: Tag::EN, tag: Tag::EN, ..Locale::default() }
    }

    #[test]
    fn places_of_chapters_are_steps() {
        let (mut story, distances) = built_in();
        let locale = english();
        let step = |story: &Story, id| {
            let ix = story.place_ix(id).unwrap();
            let card = card(story, &distances, ix, Reader::new(story.lang, &locale), None).unwrap();
            (card.kind, card.step.map(|n| (n, card.steps)), card.chapter)
        };
        assert_eq!(step(&story, "acandi"), (PlaceKind::Stop, Some((1, 10)), 0.0));
        assert_eq!(step(&story, "darien-gap"), (PlaceKind::Region, Some((2, 10)), 1.0));
        assert_eq!(step(&story, "tuquesa"), (PlaceKind::River, None, 1.5));
        assert_eq!(step(&story, "necocli"), (PlaceKind::Stop, None, -0.5));
        assert_eq!(step(&story, "us-border"), (PlaceKind::Border, Some((9, 10)), 8.0));
        // Two chapters about one place are one step.
        story.chapters.push(story.chapters[0].clone());
        assert_eq!(step(&story, "acandi"), (PlaceKind::Stop, Some((1, 10)), 0.0));
        story.chapters.clear();
        assert_eq!(step(&story, "tuquesa").1, Some((3, 18)));
    }

    #[test]
    fn a_figure_keeps_its_numbers_and_their_sources() {
        let (story, _) = built_in();
        let locale = english();
        let figures = figure::figures(&story, Reader::new(story.lang, &locale));
        assert_eq!(figures.len(), story.figures.len());
        for (figure, shown) in story.figures.iter().zip(&figures) {
            assert_eq!((figure.id.as_str(), figure.values.len()), (shown.id, shown.values.len()));
            for (value, shown) in figure.values.iter().zip(&shown.values) {
                assert_eq!((value.value, value.sources.len()), (shown.value, shown.sources.len()));
            }
        }
    }

    #[test]
    fn the_outline_tells_each_leg_of_the_route() {
        let (story, _) = built_in();
        let locale = english();
        let legs = leg::legs(&story, Reader::new(story.lang, &locale));
        assert_eq!(legs.len(), story.legs.iter().filter(|l| l.mode.is_route()).count());
        for leg in &legs {
            let ends = [leg.from.text, leg.to.text];
            let called = !leg.name.text.is_empty() || ends.iter().any(|name| !name.is_empty());
            assert!(called, "{} has neither a name nor an end", leg.id);
        }
    }

    #[test]
    fn a_card_shows_the_distance_along_the_route() {
        let (story, distances) = built_in();
        let locale = english();
        let at = |id| {
            let ix = story.place_ix(id).unwrap();
            card(&story, &distances, ix, Reader::new(story.lang, &locale), None).unwrap().along
        };
        let village = at("bajo-chiquito").unwrap();
        assert_eq!(village.from.text, "Necoclí");
        assert!(village.km > 60.0 && village.km < 110.0 && village.total > 3900.0);
        // The mark of Acandí is hidden by that of the village, which is very near.
        assert!(village.stops.iter().all(|t| *t > 0.05 && *t <= 1.0), "{:?}", village.stops);
        assert!(village.stops.len() > 3);
        assert_eq!(at("necocli").unwrap().from.text, "");
        assert_eq!(at("panama"), None);
    }
}
