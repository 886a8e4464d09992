//! The card of a place: what happened there, when, and who says so.

use super::{Words, fill};
use crate::distance::Distances;
use crate::lang::{Lang, Strings};
use crate::story::{Fact, Place, PlaceIx, PlaceKind, Rank, Story};
use serde::Serialize;

/// Marks on the distance strip stand at least this part of its length apart.
const APART: f64 = 0.03;

/// What a touch on a place opens.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card<'a> {
    /// The place's id.
    pub id: &'a str,
    /// Above the title: which stop, or what kind of place.
    pub eyebrow: String,
    /// The place's name.
    pub title: Words<'a>,
    /// Where it lies.
    #[serde(rename = "where")]
    pub place: Words<'a>,
    /// How far off its position may be; empty if it is as good as a town's.
    pub accuracy: String,
    /// Where it lies from the place before it; may be empty.
    pub way: String,
    /// What happened there.
    pub facts: Vec<CardFact<'a>>,
    /// How far along the route it lies, if it does.
    pub along: Option<Along<'a>>,
    /// Where the telling has it: its chapter's index, or half way between two, if none is about it.
    pub chapter: f64,
}

/// How far along the route a place lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Along<'a> {
    /// Kilometres from where the route begins, along the line as drawn.
    pub km: f64,
    /// Kilometres from end to end.
    pub total: f64,
    /// The place where it begins; empty if there is none, or if it is this one.
    pub from: Words<'a>,
    /// Where to mark other stops, from 0 to 1.
    pub stops: Vec<f64>,
}

/// One fact on a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardFact<'a> {
    /// The statement.
    pub text: Words<'a>,
    /// ISO 8601, whole or cut short, or an interval.
    pub date: &'a str,
    /// `reported`, `corrected` or `context`.
    pub standing: &'static str,
    /// The same in the card's language.
    pub standing_label: &'static str,
    /// Who says so.
    pub sources: Vec<CardSource<'a>>,
    /// More about the source; may be empty.
    pub note: Words<'a>,
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardSource<'a> {
    /// How the source is named.
    pub title: Words<'a>,
    /// Where it can be read.
    pub url: Option<&'a str>,
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
    way: String,
) -> Option<Card<'a>> {
    let place = story.place(ix)?;
    let strings = Strings::of(lang);
    let steps = steps(story);
    let step = steps.iter().position(|s| *s == ix);
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
        title: Words::of(&place.name, lang),
        place: Words::of_some(place.place.as_ref(), lang),
        accuracy,
        way,
        facts: card_facts(story, place, lang),
        along: along(story, distances, ix, lang),
        chapter: chapter(story, ix),
    })
}

/// The chapter about a place. One that no chapter is about lies after the last one about a place that the
/// file has before it.
fn chapter(story: &Story, ix: PlaceIx) -> f64 {
    let chapters = &story.chapters;
    if let Some(own) = chapters.iter().position(|c| c.place == ix) {
        return own as f64;
    }
    chapters.iter().rposition(|c| c.place < ix).map_or(-0.5, |before| before as f64 + 0.5)
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
    let mut stops: Vec<f64> = Vec::new();
    let mut stop = |at: f64| {
        let near = |other: &f64| (other - at / total).abs() < APART;
        if !near(&(km / total)) && !stops.iter().any(near) {
            stops.push(at / total);
        }
    };
    for (place, km) in story.places.iter().zip(&distances.place) {
        km.filter(|_| place.rank == Rank::Main).into_iter().for_each(&mut stop);
    }
    for chapter in &story.chapters {
        for ix in &chapter.lit {
            distances.at(Some(*ix)).into_iter().for_each(&mut stop);
        }
    }
    Some(Along { km, total, from: Words::of_some(start.map(|p| &p.name), lang), stops })
}

/// What happened at a place.
pub(super) fn card_facts<'a>(story: &'a Story, place: &'a Place, lang: Lang) -> Vec<CardFact<'a>> {
    place.facts.iter().map(|f| card_fact(story, f, lang)).collect()
}

fn card_fact<'a>(story: &'a Story, fact: &'a Fact, lang: Lang) -> CardFact<'a> {
    let sources = fact.sources.iter().filter_map(|ix| story.sources.get(ix.0 as usize));
    CardFact {
        text: Words::of(&fact.text, lang),
        date: &fact.date,
        standing: fact.standing.name(),
        standing_label: Strings::of(lang).standing(fact.standing),
        sources: sources
            .map(|s| CardSource { title: Words::of(&s.title, lang), url: s.url.as_deref() })
            .collect(),
        note: Words::of_some(fact.note.as_ref(), lang),
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
