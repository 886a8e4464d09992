//! The legs of the route as text.

use super::card::{CardFact, CardSource, card_fact, card_sources};
use crate::calendar::Span;
use crate::story::{Certainty, Leg, Mode, PlaceIx, Story};
use crate::words::{Reader, Words};
use serde::Serialize;

/// One leg of the route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineLeg<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name; empty if the story gives none. Then it is called by its ends.
    pub name: Words<'a>,
    /// The name of the place where it begins; may be empty.
    pub from: Words<'a>,
    /// The name of the place where it ends; may be empty.
    pub to: Words<'a>,
    /// How it is travelled; for a way of travel that the story defines, a similar one.
    pub mode: Mode,
    /// The story's own words for that, within a sentence; may be empty.
    pub by: Words<'a>,
    /// The name of the route that it belongs to; empty in a story with one route.
    pub route: Words<'a>,
    /// How certain its course is.
    pub certainty: Certainty,
    /// How long it takes, in words; may be empty.
    pub duration: Words<'a>,
    /// The words along its line; may be empty.
    pub remark: Words<'a>,
    /// The sources of its course.
    pub sources: Vec<CardSource<'a>>,
    /// When it is there, as a story file says it; empty for always.
    pub time: String,
    /// What is known of it.
    pub facts: Vec<CardFact<'a>>,
}

/// A leg of the route between its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LegInRoute<'a> {
    /// The leg.
    pub leg: OutlineLeg<'a>,
    /// Its index in the route, from 0.
    pub index: usize,
    /// How many legs the route has.
    pub count: usize,
    /// The leg before it.
    pub before: Option<OutlineLeg<'a>>,
    /// The leg after it.
    pub after: Option<OutlineLeg<'a>>,
}

/// The legs of the route, in order, with their indices in the story. Highways and gaps are not part of it.
pub(super) fn route(story: &Story) -> impl Iterator<Item = (usize, &Leg)> {
    story.legs.iter().enumerate().filter(|(_, leg)| leg.mode.is_route())
}

/// The leg of the route with an id, if there is one.
pub fn leg_in_route<'a>(story: &'a Story, id: &str, reader: Reader) -> Option<LegInRoute<'a>> {
    let index = route(story).position(|(_, leg)| leg.id == id)?;
    let at = |i: usize| route(story).nth(i).map(|(_, leg)| outline_leg(story, leg, reader));
    Some(LegInRoute {
        leg: at(index)?,
        index,
        count: route(story).count(),
        before: index.checked_sub(1).and_then(at),
        after: at(index + 1),
    })
}

pub(super) fn outline_leg<'a>(story: &'a Story, leg: &'a Leg, reader: Reader) -> OutlineLeg<'a> {
    let end = |ix: Option<PlaceIx>| {
        reader.some_words(ix.and_then(|ix| story.place(ix)).map(|place| &place.name))
    };
    OutlineLeg {
        id: &leg.id,
        name: reader.some_words(leg.name.as_ref()),
        from: end(leg.from),
        to: end(leg.to),
        mode: story.looks.built_in(leg.mode),
        by: reader.some_words(story.looks.by(leg.mode)),
        route: reader.some_words(story.looks.route(leg.route).map(|route| &route.name)),
        certainty: leg.certainty,
        duration: reader.some_words(leg.duration.as_ref()),
        remark: reader.some_words(leg.remark.as_ref()),
        sources: card_sources(story, &leg.sources, reader),
        time: leg.time.map(Span::iso).unwrap_or_default(),
        facts: leg.facts.iter().map(|fact| card_fact(story, fact, reader)).collect(),
    }
}
