//! The card of a place: what happened there, when, and according to whom.

use super::Way;
use super::media::outline_media;
use crate::distance::Distances;
use crate::story::{Fact, Place, PlaceIx, PlaceKind, Rank, Source, SourceIx, Story};
use crate::words::{Reader, Words};
use serde::Serialize;

/// The smallest distance between two stops on the distance strip, as a part of its length.
const APART: f64 = 0.03;

/// The card that opens when a place is selected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card<'a> {
    /// The place's id.
    pub id: &'a str,
    /// What it is.
    pub kind: PlaceKind,
    /// The name of its category; may be empty.
    pub category: Words<'a>,
    /// Which step of the story it is, from 1; absent if it is not a step.
    pub step: Option<u32>,
    /// How many steps the story has.
    pub steps: u32,
    /// The place's name.
    pub title: Words<'a>,
    /// Where it is, in a few words.
    #[serde(rename = "where")]
    pub place: Words<'a>,
    /// How uncertain its position is, in kilometres; absent if it is exact to a town.
    pub accuracy: Option<f64>,
    /// Its distance and direction from the place before it.
    pub way: Option<Way<'a>>,
    /// What happened there.
    pub facts: Vec<CardFact<'a>>,
    /// Its pictures, sounds and films, nine values for each.
    pub media: Vec<Words<'a>>,
    /// How far along the route it is, if it is on the route.
    pub along: Option<Along<'a>>,
    /// Its position in the narrative: the index of its chapter, or half way between two chapters.
    pub chapter: f64,
}

/// How far along the route a place is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Along<'a> {
    /// Kilometres from the beginning of the route, along the line as drawn.
    pub km: f64,
    /// The length of the route in kilometres.
    pub total: f64,
    /// The place where the route begins; empty if there is none, or if it is this place.
    pub from: Words<'a>,
    /// The positions of other stops, from 0 to 1.
    pub stops: Vec<f64>,
}

/// One fact on a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardFact<'a> {
    /// The statement.
    pub text: Words<'a>,
    /// ISO 8601, complete or truncated, or an interval.
    pub date: &'a str,
    /// `reported`, `corrected` or `context`.
    pub standing: &'static str,
    /// The sources that say so.
    pub sources: Vec<CardSource<'a>>,
    /// More about the source; may be empty.
    pub note: Words<'a>,
    /// The part of the statement that readers may want to copy; may be empty.
    pub copy: Words<'a>,
    /// Its pictures, sounds and films, nine values for each.
    pub media: Vec<Words<'a>>,
}

/// A source on a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardSource<'a> {
    /// Its name.
    pub title: Words<'a>,
    /// Its address.
    pub url: Option<&'a str>,
    /// When it was published.
    pub date: Option<&'a str>,
}

/// The steps of the story: the places of the chapters, each once. Without chapters, every place of rank main.
fn steps(story: &Story) -> Vec<PlaceIx> {
    let main = |ix: &PlaceIx| story.place(*ix).is_some_and(|p| p.rank == Rank::Main);
    if story.chapters.is_empty() {
        return (0..story.places.len() as u32).map(PlaceIx).filter(main).collect();
    }
    let mut seen = vec![false; story.places.len()];
    let places = story.chapters.iter().map(|c| c.place);
    let new = |ix: &PlaceIx| {
        seen.get_mut(ix.0 as usize).is_some_and(|seen| !core::mem::replace(seen, true))
    };
    places.filter(new).collect()
}

/// The card of a place.
pub fn card<'a>(
    story: &'a Story,
    distances: &Distances,
    ix: PlaceIx,
    reader: Reader,
    way: Option<Way<'a>>,
) -> Option<Card<'a>> {
    let place = story.place(ix)?;
    let steps = steps(story);
    let step = steps.iter().position(|s| *s == ix);
    let rough = place.accuracy_km > 0.0 && place.kind != PlaceKind::Region;
    Some(Card {
        id: &place.id,
        kind: place.kind,
        category: reader.some_words(story.looks.category(place.category).map(|c| &c.label)),
        step: step.map(|n| n as u32 + 1),
        steps: steps.len() as u32,
        title: reader.words(&place.name),
        place: reader.some_words(place.place.as_ref()),
        accuracy: rough.then_some(place.accuracy_km),
        way,
        facts: card_facts(story, place, reader),
        media: outline_media(&place.media, reader),
        along: along(story, distances, ix, reader),
        chapter: chapter(story, ix),
    })
}

/// The position of a place in the narrative. A place that no chapter is about comes after the last chapter
/// about an earlier place of the file.
fn chapter(story: &Story, ix: PlaceIx) -> f64 {
    let chapters = &story.chapters;
    if let Some(own) = chapters.iter().position(|c| c.place == ix) {
        return own as f64;
    }
    chapters.iter().rposition(|c| c.place < ix).map_or(-0.5, |before| before as f64 + 0.5)
}

/// How far along the route a place is, and the positions of the other main and highlighted stops.
fn along<'a>(
    story: &'a Story,
    distances: &Distances,
    ix: PlaceIx,
    reader: Reader,
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
        for ix in &chapter.highlighted {
            distances.at(Some(*ix)).into_iter().for_each(&mut stop);
        }
    }
    Some(Along { km, total, from: reader.some_words(start.map(|p| &p.name)), stops })
}

/// What happened at a place.
pub(super) fn card_facts<'a>(
    story: &'a Story,
    place: &'a Place,
    reader: Reader,
) -> Vec<CardFact<'a>> {
    place.facts.iter().map(|f| card_fact(story, f, reader)).collect()
}

pub(super) fn card_fact<'a>(story: &'a Story, fact: &'a Fact, reader: Reader) -> CardFact<'a> {
    CardFact {
        text: reader.rich_words(&fact.text),
        date: &fact.date,
        standing: fact.standing.name(),
        sources: card_sources(story, &fact.sources, reader),
        note: reader.some_words(fact.note.as_ref()),
        copy: reader.some_words(fact.copy.as_ref()),
        media: outline_media(&fact.media, reader),
    }
}

/// The sources with these indices.
pub(super) fn card_sources<'a>(
    story: &'a Story,
    sources: &[SourceIx],
    reader: Reader,
) -> Vec<CardSource<'a>> {
    let sources = sources.iter().filter_map(|ix| story.sources.get(ix.0 as usize));
    sources.map(|source| card_source(source, reader)).collect()
}

/// All sources of a story.
pub fn all_sources(story: &Story, reader: Reader) -> Vec<CardSource<'_>> {
    story.sources.iter().map(|source| card_source(source, reader)).collect()
}

fn card_source(source: &Source, reader: Reader) -> CardSource<'_> {
    CardSource {
        title: reader.words(&source.title),
        url: source.url.as_deref(),
        date: source.date.as_deref(),
    }
}
