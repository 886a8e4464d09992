//! The content of the built-in story: the chapters have every fact, every text is in three languages, legs and sources are
//! complete, and docs/article.md names the fact of each sentence of the article.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{ARTICLE, LANGS, STORY, story};
use darien_map::language_tag::Tag;
use darien_map::story::{Certainty, Fact, PlaceIx, Standing, Text};
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../docs/article.md");

/// Sources that have no public address that we know of.
const WITHOUT_ADDRESS: [&str; 1] = ["lsi"];

/// Each place with facts in a chapter, and the index of that chapter.
fn places_by_chapter() -> Vec<(PlaceIx, usize)> {
    let chapters = &story().chapters;
    let own: BTreeSet<PlaceIx> = chapters.iter().map(|c| c.place).collect();
    let mut found: Vec<(PlaceIx, usize)> = Vec::new();
    for (i, chapter) in chapters.iter().enumerate() {
        let others = chapter.highlighted.iter().copied().filter(|ix| !own.contains(ix));
        for ix in core::iter::once(chapter.place).chain(others) {
            if found.iter().all(|(known, _)| *known != ix) {
                found.push((ix, i));
            }
        }
    }
    found
}

#[test]
fn the_chapters_have_every_fact() {
    let shown = places_by_chapter();
    for (i, place) in story().places.iter().enumerate() {
        let met = place.facts.is_empty() || shown.iter().any(|(ix, _)| *ix == PlaceIx(i as u32));
        assert!(met, "no chapter has the facts of {}", place.id);
    }
    // A chapter shows the facts of the legs that end at its place, so each leg with facts needs an end.
    for leg in story().legs.iter().filter(|leg| !leg.facts.is_empty()) {
        assert!(leg.mode.is_route() && leg.to.is_some(), "no chapter has the facts of {}", leg.id);
    }
}

#[test]
fn each_place_belongs_to_the_chapter_that_passes_it() {
    let chapter = |id: &str| {
        let ix = story().place_ix(id).unwrap();
        let found = places_by_chapter().into_iter().find(|(place, _)| *place == ix);
        story().chapters[found.unwrap().1].id.clone()
    };
    assert_eq!(chapter("lajas-blancas"), "village");
    assert_eq!(chapter("colombia"), "two");
}

#[test]
fn every_leg_has_a_source_or_says_that_it_has_none() {
    for leg in &story().legs {
        let says_none = leg.certainty == Certainty::Unsourced;
        assert_eq!(leg.sources.is_empty(), says_none, "{}", leg.id);
        assert!(leg.name.is_some() || !leg.mode.is_route(), "{} has no name", leg.id);
    }
}

#[test]
fn every_source_has_an_address_and_is_used() {
    let story = story();
    let mut used: BTreeSet<_> =
        story.figures.iter().flat_map(|f| &f.values).flat_map(|v| &v.sources).collect();
    used.extend(story.legs.iter().flat_map(|leg| &leg.sources));
    used.extend(facts().flat_map(|(_, fact)| &fact.sources));
    assert_eq!(used.len(), story.sources.len());
    for source in &story.sources {
        assert_eq!(source.url.is_none(), WITHOUT_ADDRESS.contains(&&*source.id), "{}", source.id);
    }
}

/// Every fact of the story, with the id of its place or leg.
fn facts() -> impl Iterator<Item = (&'static str, &'static Fact)> {
    let places = story().places.iter().flat_map(|p| p.facts.iter().map(|fact| (&*p.id, fact)));
    places.chain(story().legs.iter().flat_map(|l| l.facts.iter().map(|fact| (&*l.id, fact))))
}

/// Whether a text is in every language of the interface.
fn is_in_all_languages(text: &Text) -> bool {
    LANGS.iter().all(|lang| text.resolve(*lang, story().lang).0 == *lang)
}

/// The same for a text that may be a proper noun: one form for English and Spanish, and one for Arabic.
fn is_in_all_languages_or_a_name(text: &Text) -> bool {
    is_in_all_languages(text)
        || text.0.len() == 2 && text.resolve(common::AR, story().lang).0 == common::AR
}

#[test]
fn every_text_is_in_three_languages() {
    let story = story();
    let mut texts =
        vec![&story.title, &story.summary, &story.labels.start, &story.labels.main_place];
    texts.extend([&story.labels.reported, story.as_of.as_ref().unwrap()]);
    texts.extend(story.insets.iter().map(|inset| &inset.title));
    texts.extend(story.chapters.iter().flat_map(|c| [&c.title, &c.text]));
    texts.extend(story.figures.iter().map(|f| &f.title));
    texts.extend(story.figures.iter().flat_map(|f| &f.values).filter_map(|v| v.note.as_ref()));
    texts.extend(facts().flat_map(|(_, fact)| core::iter::once(&fact.text).chain(&fact.note)));
    texts.extend(story.places.iter().filter_map(|p| p.remark.as_ref()));
    texts.extend(
        story
            .legs
            .iter()
            .flat_map(|l| l.name.iter().chain(&l.duration).chain(&l.remark).chain(&l.label)),
    );
    for text in texts {
        assert!(is_in_all_languages(text), "{text:?}");
    }
    let places = story.places.iter().flat_map(|p| core::iter::once(&p.name).chain(&p.place));
    for text in places {
        assert!(is_in_all_languages_or_a_name(text), "{text:?}");
    }
    // A publication has one name for all, an institution one for each language.
    for source in &story.sources {
        let publication = matches!(&*source.title.0, [(Tag::UND, _)]);
        assert!(publication || is_in_all_languages_or_a_name(&source.title), "{}", source.id);
    }
}

#[test]
fn arabic_texts_use_arabic_punctuation() {
    for text in texts_of("ar") {
        assert!(!text.contains(", ") && !text.contains(';') && !text.contains('?'), "{text}");
        assert!(!text.contains(['“', '”', '"']), "{text}");
    }
}

#[test]
fn terms_are_used_consistently() {
    for (lang, words) in [
        ("en", &["set in its path", "Mexico and the three"][..]),
        (
            "es",
            &["Alfa", "1.500", "canoa", "fiscal general adjunta", "detenci", "captura", "desplace"],
        ),
    ] {
        let interface = std::fs::read_to_string(format!("locales/{lang}.json")).unwrap();
        let page = include_str!("../www/index.html");
        let texts = texts_of(lang).into_iter().chain([interface, page.to_owned()]);
        for text in texts {
            for word in words {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
    }
}

/// Every text in this language that the story's file has.
fn texts_of(lang: &str) -> Vec<String> {
    fn walk(value: &serde_json::Value, lang: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                found.extend(fields.get(lang).and_then(|v| v.as_str()).map(str::to_owned));
                fields.values().for_each(|value| walk(value, lang, found));
            }
            serde_json::Value::Array(values) => {
                values.iter().for_each(|value| walk(value, lang, found))
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::from_str(STORY).unwrap(), lang, &mut found);
    assert!(found.len() > 100, "{}", found.len());
    found
}

#[test]
fn every_sentence_of_the_article_has_a_fact() {
    let mut sentences = BTreeSet::new();
    let mut named = BTreeSet::new();
    for line in TABLE.lines() {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, number, _, place, fact, chapter, _] = *cells else { continue };
        let Ok(number) = number.parse::<u32>() else { continue };
        sentences.insert(number);
        let ix = story().place_ix(place).unwrap_or_else(|| panic!("{line}: no such place"));
        let known =
            story().places[ix.0 as usize].facts.iter().any(|f| f.id.as_deref() == Some(fact));
        assert!(known, "{line}: no such fact");
        let at = places_by_chapter().into_iter().find(|(place, _)| *place == ix).unwrap().1;
        assert_eq!(story().chapters[at].id, chapter, "{line}");
        named.insert((place, fact));
    }
    assert_eq!(sentences, (1..=36).collect());
    // The table leaves out no fact that the article tells, and no place.
    for (place, fact) in facts().filter(|(_, fact)| fact.standing != Standing::Context) {
        let id = fact.id.as_deref().unwrap_or_else(|| panic!("a fact of {place} has no id"));
        assert!(named.contains(&(place, id)), "{place}, {id}: not in docs/article.md");
    }
    for place in ARTICLE {
        assert!(named.iter().any(|(named, _)| *named == place), "{place}: not in docs/article.md");
    }
}
