//! The story as text: what a screen reader, the list of places and the card get.

use crate::lang::Strings;
use crate::story::{Fact, Lang, Place, PlaceIx, PlaceKind, Rank, Story};
use serde::Serialize;

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
    /// The main place before it.
    pub previous: Option<CardLink<'a>>,
    /// The main place after it.
    pub next: Option<CardLink<'a>>,
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
    Outline {
        lang: lang.tag(),
        title: story.title.get(lang),
        summary: story.summary.get(lang),
        places: places.collect(),
        credits: strings.credits,
        as_of: story.as_of.as_ref().map_or(String::new(), |t| {
            [strings.as_of, " ", t.get(lang), ", ", strings.schematic].concat()
        }),
        strings,
    }
}

/// The card of a place.
pub fn card(story: &Story, ix: PlaceIx, lang: Lang) -> Option<Card<'_>> {
    let place = story.place(ix)?;
    let strings = Strings::of(lang);
    let link = |p: &'_ Place| p.rank == Rank::Main;
    let i = ix.0 as usize;
    let previous = story.places.get(..i)?.iter().rev().find(|p| link(p));
    let next = story.places.get(i + 1..)?.iter().find(|p| link(p));
    let to_link = |p| {
        let p: &Place = p;
        CardLink { id: &p.id, name: p.name.get(lang) }
    };
    let accuracy = if place.accuracy_km > 0.0 {
        let km = libm::round(place.accuracy_km).max(1.0);
        let mi = libm::round(place.accuracy_km / crate::geo::KM_PER_MILE).max(1.0);
        fill(strings.approximate, &[("km", km as u32), ("mi", mi as u32)])
    } else {
        String::new()
    };
    Some(Card {
        id: &place.id,
        eyebrow: eyebrow(story, ix, place, strings),
        title: place.name.get(lang),
        place: place.place.as_ref().map_or("", |t| t.get(lang)),
        accuracy,
        facts: place.facts.iter().map(|f| card_fact(story, f, lang)).collect(),
        previous: previous.map(to_link),
        next: next.map(to_link),
    })
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

/// “Stop 3 of 9” for a main stop, else what kind of place it is.
fn eyebrow(story: &Story, ix: PlaceIx, place: &Place, strings: &Strings) -> String {
    let is_stop = |p: &Place| p.rank == Rank::Main && p.kind == PlaceKind::Stop;
    if !is_stop(place) {
        return strings.kind(place.kind).into();
    }
    let of = story.places.iter().filter(|p| is_stop(p)).count();
    let n = story.places.iter().take(ix.0 as usize + 1).filter(|p| is_stop(p)).count();
    fill(strings.stop_of, &[("n", n as u32), ("of", of as u32)])
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
    use super::fill;

    #[test]
    fn numbers_find_their_places() {
        assert_eq!(fill("Stop {n} of {of}", &[("n", 3), ("of", 9)]), "Stop 3 of 9");
        assert_eq!(fill("nothing", &[("n", 3)]), "nothing");
    }
}
