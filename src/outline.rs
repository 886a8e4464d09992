//! The outline: the story as text, for screen readers, the list of places and the cards.

mod card;
mod chapter;
mod figure;
mod leg;
mod media;
mod place;
mod sight;
mod way;

use crate::legend::{LegendPlace, LegendRow, dispute_row, legend};
use crate::locale::Locale;
use crate::plot::Plot;
use crate::story::{PlaceIx, Rank, Story};
use crate::style::{Sizing, Styles};
use crate::timeline::Timeline;
use crate::words::{Reader, Words};
pub use card::{Along, Card, CardFact, CardSource, all_sources, card};
pub use chapter::OutlineChapter;
pub use figure::{OutlineFigure, OutlineValue};
pub use leg::{LegInRoute, OutlineLeg, leg_in_route};
pub use place::OutlinePlace;
use serde::Serialize;
pub use sight::names_in_sight;
pub use way::{Direction, Directions, Way};

/// The outline has at most this many places and legs, because longer lists are of no use to a reader.
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
    /// The legs of the route in order, or the first [`LISTED`] of them.
    pub legs: Vec<OutlineLeg<'a>>,
    /// How many more legs there are.
    pub more_legs: usize,
    /// The chapters, in order.
    pub chapters: Vec<OutlineChapter<'a>>,
    /// Seconds that the story plays, from the first chapter to the end of the last.
    pub seconds: f64,
    /// The rows of the legend.
    pub legend: Vec<LegendRow<'a>>,
    /// Whether it has pictures, sounds or films.
    pub has_media: bool,
    /// Its numbers, for small charts.
    pub figures: Vec<OutlineFigure<'a>>,
    /// The period that the map describes; may be empty.
    pub as_of: Words<'a>,
    /// The time that the story shows, if it does.
    pub time: Option<OutlineTime>,
    /// The label of the button that begins the story; may be empty.
    pub start: Words<'a>,
    /// The name for facts that the main source reports; may be empty.
    pub reported: Words<'a>,
}

/// The time that a story shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineTime {
    /// How many steps it has.
    pub steps: u32,
    /// The index of the one that is shown.
    pub step: u32,
    /// The same as a date or an interval, such as `1914` or `1910/1919`.
    pub time: String,
    /// How long a step is shown while time plays, in seconds.
    pub seconds: f64,
}

fn shown_time(story: &Story, timeline: &Timeline) -> Option<OutlineTime> {
    let (axis, step) = story.axis.zip(timeline.time_step())?;
    let time = axis.span(step).iso();
    Some(OutlineTime { steps: axis.count, step, time, seconds: axis.seconds })
}

/// Which places and legs of the outline are not there at a time: a `1` for each that is not and a `0` for each that is, first
/// the places, then the legs.
pub fn absent(story: &Story, timeline: &Timeline) -> String {
    let mut absent = String::new();
    let mut push = |time| absent.push(if timeline.has(time) { '0' } else { '1' });
    for place in story.places.iter().take(LISTED) {
        push(place.time);
    }
    for leg in leg::route(story).take(LISTED) {
        push(leg.1.time);
    }
    absent
}

/// The outline of a whole story, which plays for `seconds`. `disputed`: whether the map shows borders in dispute.
pub fn outline<'a>(
    directions: &Directions<'a>,
    plot: &Plot,
    timeline: &Timeline,
    seconds: f64,
    disputed: bool,
    styles: &Styles,
    locale: &'a Locale,
) -> Outline<'a> {
    let story = directions.story;
    let reader = Reader::new(story.lang, locale);
    let mut legend = legend(story, &plot.sorts, styles, locale, LegendPlace::Page);
    legend.extend(disputed.then(|| dispute_row(styles, locale, Sizing::Page)));
    let listed = story.places.iter().take(LISTED).enumerate();
    let legs = leg::route(story).take(LISTED);
    let places =
        listed.filter_map(|(i, _)| place::with_facts(directions, PlaceIx(i as u32), reader));
    Outline {
        title: reader.words(&story.title),
        summary: reader.rich_words(&story.summary),
        places: places.collect(),
        more: story.places.len().saturating_sub(LISTED),
        legs: legs.map(|(_, leg)| leg::outline_leg(story, leg, reader)).collect(),
        more_legs: leg::route(story).count().saturating_sub(LISTED),
        chapters: chapter::chapters(story, &plot.distances, reader),
        seconds,
        legend,
        has_media: story.has_media(),
        figures: figure::figures(story, reader),
        as_of: reader.some_words(story.as_of.as_ref()),
        time: shown_time(story, timeline),
        start: reader.words(&story.labels.start),
        reported: reader.words(&story.labels.reported),
    }
}

/// The places and legs that a chapter tells. They are not in the outline, because 500 chapters may tell 50,000.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Told<'a> {
    /// The places.
    pub places: Vec<OutlinePlace<'a>>,
    /// The legs.
    pub legs: Vec<OutlineLeg<'a>>,
}

/// The places and legs with these indices in the story. Indices out of range are left out.
pub fn told<'a>(
    directions: &Directions<'a>,
    places: impl Iterator<Item = u32>,
    legs: impl Iterator<Item = u32>,
    locale: &Locale,
) -> Told<'a> {
    let story = directions.story;
    let reader = Reader::new(story.lang, locale);
    let legs = legs.filter_map(|ix| story.legs.get(ix as usize));
    Told {
        places: places
            .filter_map(|ix| place::with_facts(directions, PlaceIx(ix), reader))
            .collect(),
        legs: legs.map(|leg| leg::outline_leg(story, leg, reader)).collect(),
    }
}

/// The places after the first [`LISTED`], which the page requests when it needs them. There may be very many, so they are few
/// long values instead of many short ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MorePlaces {
    /// Id, name and where it is, of each place, each followed by U+0000.
    pub texts: String,
    /// `1` for each place whose rank is main, `0` for every other.
    pub main: String,
    /// Degrees east and degrees north of each place.
    pub at: Vec<f64>,
}

/// The places after the first [`LISTED`].
pub fn more_places(story: &Story, locale: &Locale) -> MorePlaces {
    let reader = Reader::new(story.lang, locale);
    let mut more = MorePlaces::default();
    for place in story.places.iter().skip(LISTED) {
        let (name, place_words) =
            (reader.words(&place.name), reader.some_words(place.place.as_ref()));
        for text in [place.id.as_str(), name.text, place_words.text] {
            // A text has this character only by mistake.
            text.split('\0').for_each(|part| more.texts.push_str(part));
            more.texts.push('\0');
        }
        more.main.push(if place.rank == Rank::Main { '1' } else { '0' });
        let at = place.at.beside(0.0);
        more.at.extend([at.lon, at.lat]);
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distance::Distances;
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
        let reader = Reader::new(story.lang, &locale);
        let legs: Vec<_> =
            leg::route(&story).map(|(_, l)| leg::outline_leg(&story, l, reader)).collect();
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
