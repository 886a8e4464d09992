//! The places as text.

use super::card::{CardFact, card_facts};
use super::media::outline_media;
use super::way::{Directions, Way};
use crate::calendar::Span;
use crate::story::{PlaceIx, Rank};
use crate::words::{Reader, Words};
use serde::Serialize;

/// One place of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlinePlace<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: Words<'a>,
    /// Where it is, in a few words.
    #[serde(rename = "where")]
    pub place: Words<'a>,
    /// The name of its category; may be empty.
    pub category: Words<'a>,
    /// Its distance and direction from the place before it.
    pub way: Option<Way<'a>>,
    /// When it is there, as a story file says it; empty for always.
    pub time: String,
    /// What happened there.
    pub facts: Vec<CardFact<'a>>,
    /// Its pictures, sounds and films, nine values for each.
    pub media: Vec<Words<'a>>,
    /// Whether its rank is main.
    pub main: bool,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

/// A place with its facts and directions.
pub(super) fn with_facts<'a>(
    directions: &Directions<'a>,
    ix: PlaceIx,
    reader: Reader,
) -> Option<OutlinePlace<'a>> {
    let place = directions.story.place(ix)?;
    let category = directions.story.looks.category(place.category);
    let at = place.at.beside(0.0);
    Some(OutlinePlace {
        id: &place.id,
        name: reader.words(&place.name),
        place: reader.some_words(place.place.as_ref()),
        category: reader.some_words(category.map(|category| &category.label)),
        way: directions.describe(ix, reader),
        time: place.time.map(Span::iso).unwrap_or_default(),
        facts: card_facts(directions.story, place, reader),
        media: outline_media(&place.media, reader),
        main: place.rank == Rank::Main,
        lon: at.lon,
        lat: at.lat,
    })
}
