//! The story as text: what a screen reader, the list of places and the card get.

use crate::distance::Distances;
use crate::lang::Strings;
use crate::story::{Certainty, Fact, Lang, Mode, Place, PlaceIx, PlaceKind, Rank, Story};
use serde::Serialize;

/// Marks on the distance strip stand at least this part of its length apart.
const APART: f64 = 0.03;

/// Every place in the order of telling, and the words around them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outline<'a> {
    /// BCP 47 tag of the language it is in.
    pub lang: &'static str,
    /// The story's title.
    pub title: &'a str,
    /// The text under it.
    pub summary: &'a str,
    /// The places.
    pub places: Vec<OutlinePlace<'a>>,
    /// The steps of the telling.
    pub chapters: Vec<OutlineChapter<'a>>,
    /// The key to lines and marks.
    pub key: Vec<KeyRow>,
    /// Who the data is from.
    pub credits: &'a str,
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
    pub name: &'a str,
    /// Where it lies.
    #[serde(rename = "where")]
    pub place: &'a str,
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
    pub title: &'a str,
    /// What is told.
    pub text: &'a str,
    /// Id of the place it is about.
    pub place: &'a str,
}

/// One row of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KeyRow {
    /// What is shown.
    pub sample: Sample,
    /// What it means.
    pub text: &'static str,
}

/// What a row of the key shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sample {
    /// A line of dots.
    Boat,
    /// A line of short dashes.
    Foot,
    /// A whole line.
    Road,
    /// A line of long dashes.
    Rail,
    /// A highway off the route.
    Highway,
    /// The ring of a place of the story.
    Main,
    /// The ring of a stop on the way.
    Context,
    /// A disc: somewhere in there.
    Rough,
}

/// What a touch on a place opens.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card<'a> {
    /// The place's id.
    pub id: &'a str,
    /// Above the title: which stop, or what kind of place.
    pub eyebrow: String,
    /// The place's name.
    pub title: &'a str,
    /// Where it lies.
    #[serde(rename = "where")]
    pub place: &'a str,
    /// How far off its position may be; empty if it is as good as a town's.
    pub accuracy: String,
    /// What happened there.
    pub facts: Vec<CardFact<'a>>,
    /// How far along the route it lies, if it does.
    pub along: Option<Along<'a>>,
    /// Which step of the telling it is, from 0.
    pub step: Option<u32>,
    /// How many steps the telling has.
    pub steps: u32,
    /// The step before it.
    pub previous: Option<CardLink<'a>>,
    /// The step after it.
    pub next: Option<CardLink<'a>>,
}

/// How far along the route a place lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Along<'a> {
    /// Kilometres from where the route begins, along the line as drawn.
    pub km: f64,
    /// Kilometres from end to end.
    pub total: f64,
    /// The place where it begins; empty if there is none, or if it is this one.
    pub from: &'a str,
    /// Where to mark other stops, from 0 to 1.
    pub stops: Vec<f64>,
}

/// One fact on a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardFact<'a> {
    /// The statement.
    pub text: &'a str,
    /// ISO 8601, whole or cut short, or an interval.
    pub date: &'a str,
    /// `reported`, `corrected` or `context`.
    pub standing: &'static str,
    /// The same in the card's language.
    pub standing_label: &'static str,
    /// Who says so.
    pub sources: Vec<CardSource<'a>>,
    /// More about the source; may be empty.
    pub note: &'a str,
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardSource<'a> {
    /// How the source is named.
    pub title: &'a str,
    /// Where it can be read.
    pub url: Option<&'a str>,
}

/// Another place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardLink<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// The whole story in `lang`.
pub fn outline(story: &Story, lang: Lang) -> Outline<'_> {
    let strings = Strings::of(lang);
    let places = story.places.iter().map(|p| OutlinePlace {
        id: &p.id,
        name: p.name.get(lang),
        place: p.place.as_ref().map_or("", |t| t.get(lang)),
        main: p.rank == Rank::Main,
        lon: p.at.lon,
        lat: p.at.lat,
    });
    let chapters = story.chapters.iter().map(|c| OutlineChapter {
        id: &c.id,
        title: c.title.get(lang),
        text: c.text.get(lang),
        place: story.place(c.place).map_or("", |p| &p.id),
    });
    Outline {
        lang: lang.tag(),
        title: story.title.get(lang),
        summary: story.summary.get(lang),
        places: places.collect(),
        chapters: chapters.collect(),
        key: key(story, strings),
        credits: strings.credits,
        as_of: story.as_of.as_ref().map_or(String::new(), |t| {
            [strings.as_of, " ", t.get(lang), ", ", strings.schematic].concat()
        }),
        strings,
    }
}

/// The key: one row for each kind of line and mark of the story.
fn key(story: &Story, strings: &'static Strings) -> Vec<KeyRow> {
    let mut rows: Vec<KeyRow> = Vec::new();
    let mut put = |sample, text| {
        if rows.iter().all(|r| r.sample != sample) {
            rows.push(KeyRow { sample, text });
        }
    };
    for leg in &story.legs {
        match leg.mode {
            Mode::Boat => put(Sample::Boat, strings.by_boat),
            Mode::Foot => put(Sample::Foot, strings.on_foot),
            Mode::Road | Mode::Rail if leg.certainty == Certainty::Unsourced => {
                put(Sample::Rail, strings.by_rail);
            }
            Mode::Road | Mode::Rail => put(Sample::Road, strings.by_road),
            Mode::Highway => put(Sample::Highway, strings.highway),
            Mode::Gap => {}
        }
    }
    let has = |rank| story.places.iter().any(|p| p.kind == PlaceKind::Stop && p.rank == rank);
    if has(Rank::Main) && has(Rank::Context) {
        put(Sample::Main, strings.main_place);
        put(Sample::Context, strings.context_place);
    }
    if story.places.iter().any(|p| p.accuracy_km > 0.0) {
        put(Sample::Rough, strings.rough_place);
    }
    rows
}

/// The steps of the telling: the places of the chapters, each once; without any, every main place.
fn steps(story: &Story) -> Vec<PlaceIx> {
    let main = |ix: &PlaceIx| story.place(*ix).is_some_and(|p| p.rank == Rank::Main);
    if story.chapters.is_empty() {
        return (0..story.places.len() as u32).map(PlaceIx).filter(main).collect();
    }
    let mut told = vec![false; story.places.len()];
    let places = story.chapters.iter().map(|c| c.place);
    let new = |ix: &PlaceIx| {
        told.get_mut(ix.0 as usize).is_some_and(|told| !core::mem::replace(told, true))
    };
    places.filter(new).collect()
}

/// The card of a place.
pub fn card<'a>(
    story: &'a Story,
    distances: &Distances,
    ix: PlaceIx,
    lang: Lang,
) -> Option<Card<'a>> {
    let place = story.place(ix)?;
    let strings = Strings::of(lang);
    let steps = steps(story);
    let step = steps.iter().position(|s| *s == ix);
    // A place that is no step lies after the last one that the file has before it.
    let before = match step {
        Some(i) => i.checked_sub(1),
        None => steps.iter().rposition(|s| *s < ix),
    };
    let after = step.or(before).map_or(0, |i| i + 1);
    let link = |i: usize| {
        let p = story.place(*steps.get(i)?)?;
        Some(CardLink { id: p.id.as_str(), name: p.name.get(lang) })
    };
    let accuracy = if place.accuracy_km > 0.0 && place.kind != PlaceKind::Region {
        let km = libm::round(place.accuracy_km).max(1.0);
        let mi = libm::round(place.accuracy_km / crate::geo::KM_PER_MILE).max(1.0);
        fill(strings.approximate, &[("km", km as u32), ("mi", mi as u32)])
    } else {
        String::new()
    };
    Some(Card {
        id: &place.id,
        eyebrow: eyebrow(place, step, steps.len(), strings),
        title: place.name.get(lang),
        place: place.place.as_ref().map_or("", |t| t.get(lang)),
        accuracy,
        facts: place.facts.iter().map(|f| card_fact(story, f, lang)).collect(),
        along: along(story, distances, ix, lang),
        step: step.map(|i| i as u32),
        steps: steps.len() as u32,
        previous: before.and_then(link),
        next: link(after),
    })
}

/// How far along the route a place lies, and where the stops that the story tells of are.
fn along<'a>(
    story: &'a Story,
    distances: &Distances,
    ix: PlaceIx,
    lang: Lang,
) -> Option<Along<'a>> {
    let km = distances.at(Some(ix))?;
    let total = distances.total;
    if total <= 0.0 {
        return None;
    }
    let start = distances.place.iter().position(|km| *km == Some(0.0));
    let start = start.filter(|_| km > 0.0).and_then(|i| story.places.get(i));
    let ranked = |rank| {
        let places = story.places.iter().zip(&distances.place);
        places.filter(move |(p, _)| p.rank == rank).filter_map(|(_, km)| *km)
    };
    let lit = story.chapters.iter().flat_map(|c| &c.lit).filter_map(|ix| distances.at(Some(*ix)));
    let mut stops: Vec<f64> = Vec::new();
    for at in ranked(Rank::Main).chain(lit) {
        let near = |other: &f64| (other - at / total).abs() < APART;
        if !near(&(km / total)) && !stops.iter().any(near) {
            stops.push(at / total);
        }
    }
    Some(Along { km, total, from: start.map_or("", |p| p.name.get(lang)), stops })
}

fn card_fact<'a>(story: &'a Story, fact: &'a Fact, lang: Lang) -> CardFact<'a> {
    let sources = fact.sources.iter().filter_map(|ix| story.sources.get(ix.0 as usize));
    CardFact {
        text: fact.text.get(lang),
        date: &fact.date,
        standing: fact.standing.name(),
        standing_label: Strings::of(lang).standing(fact.standing),
        sources: sources
            .map(|s| CardSource { title: s.title.get(lang), url: s.url.as_deref() })
            .collect(),
        note: fact.note.as_ref().map_or("", |t| t.get(lang)),
    }
}

/// “Stop 3 of 9” for a stop the story is told by, “Country · 4 of 9” for another place of the
/// telling; else what kind of place it is.
fn eyebrow(place: &Place, step: Option<usize>, of: usize, strings: &Strings) -> String {
    let kind = strings.kind(place.kind);
    let Some(n) = step else { return kind.into() };
    let n_of = fill(strings.n_of, &[("n", n as u32 + 1), ("of", of as u32)]);
    if place.kind == PlaceKind::Stop {
        [strings.step, " ", &n_of].concat()
    } else {
        [kind, " · ", &n_of].concat()
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
        let ids = ["acandi", "darien-gap", "bajo-chiquito", "panama"];
        let step = |story: &Story, id| -> (String, String, String) {
            let card = card(story, &distances, story.place_ix(id).unwrap(), Lang::En).unwrap();
            let id = |link: Option<CardLink>| link.map_or(String::new(), |l| l.id.into());
            (card.eyebrow, id(card.previous), id(card.next))
        };
        let told = |a: &str, b: &str, c: &str| (a.into(), b.into(), c.into());
        assert_eq!(step(&story, ids[0]), told("Stop 1 of 9", "", ids[1]));
        assert_eq!(step(&story, ids[1]), told("Region · 2 of 9", ids[0], ids[2]));
        assert_eq!(step(&story, "tuquesa"), told("River", ids[1], ids[2]));
        assert_eq!(step(&story, "necocli"), told("Place", "", ids[0]));
        assert_eq!(step(&story, "us-border"), told("Border · 9 of 9", "matamoros", ""));
        // A place told of twice is one step: whoever goes on must not go in circles.
        story.chapters.push(story.chapters[0].clone());
        assert_eq!(step(&story, ids[0]), told("Stop 1 of 9", "", ids[1]));
        story.chapters.clear();
        assert_eq!(step(&story, "tuquesa").0, "River · 3 of 18");
    }

    #[test]
    fn a_card_says_how_far_along_its_place_is() {
        let (story, distances) = built_in();
        let at = |id| {
            let ix = story.place_ix(id).unwrap();
            card(&story, &distances, ix, Lang::En).unwrap().along
        };
        let village = at("bajo-chiquito").unwrap();
        assert_eq!(village.from, "Necoclí");
        assert!(village.km > 60.0 && village.km < 110.0 && village.total > 3900.0);
        // Acandí is hidden by the mark of the village, a few pixels on.
        assert!(village.stops.iter().all(|t| *t > 0.05 && *t <= 1.0), "{:?}", village.stops);
        assert!(village.stops.len() > 3);
        assert_eq!(at("necocli").unwrap().from, "");
        assert_eq!(at("panama"), None);
    }

    #[test]
    fn the_key_has_each_kind_once() {
        let (story, _) = built_in();
        let rows = outline(&story, Lang::Es).key;
        assert_eq!(rows.len(), 8);
        for (i, row) in rows.iter().enumerate() {
            assert!(rows[..i].iter().all(|r| r.text != row.text), "{row:?}");
        }
        assert!(outline(&Story::default(), Lang::En).key.is_empty());
    }
}
