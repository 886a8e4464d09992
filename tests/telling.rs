//! The built-in story's telling: the chapters meet every fact, and every text is there in three languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{LANGS, STORY};
use darien_map::story::{Certainty, PlaceIx, parse};
use std::collections::BTreeSet;

#[test]
fn going_through_the_chapters_meets_every_fact() {
    let story = parse(STORY).unwrap();
    let own: BTreeSet<PlaceIx> = story.chapters.iter().map(|c| c.place).collect();
    let mut told = BTreeSet::new();
    for chapter in &story.chapters {
        told.insert(chapter.place);
        told.extend(chapter.highlighted.iter().filter(|ix| !own.contains(ix)));
    }
    for (i, place) in story.places.iter().enumerate() {
        let met = place.facts.is_empty() || told.contains(&PlaceIx(i as u32));
        assert!(met, "no chapter tells the facts of {}", place.id);
    }
}

#[test]
fn every_leg_has_a_source_or_says_that_it_has_none() {
    for leg in parse(STORY).unwrap().legs {
        let says_none = leg.certainty == Certainty::Unsourced;
        assert_eq!(leg.sources.is_empty(), says_none, "{}", leg.id);
        assert!(leg.name.is_some() || !leg.mode.is_route(), "{} has no name", leg.id);
    }
}

#[test]
fn chapters_and_figures_are_told_in_three_languages() {
    let story = parse(STORY).unwrap();
    let chapters = story.chapters.iter().flat_map(|c| [&c.title, &c.text]);
    let figures = story.figures.iter().map(|f| &f.title);
    for text in chapters.chain(figures).chain([&story.title, &story.summary, &story.labels.start]) {
        for lang in LANGS {
            assert_eq!(text.resolve(lang, story.lang).0, lang, "{text:?}");
        }
    }
}
