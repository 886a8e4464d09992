//! The story format: the built-in story, everything a file can get wrong, and the author's schema.

use darien_map::story::{Lang, MAX_BYTES, MAX_FEATURES, Problem, ProblemKind, Story, parse};
use std::collections::BTreeSet;

const BUILT_IN: &str = include_str!("../assets/story.geojson");

fn built_in() -> Story {
    parse(BUILT_IN).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_built_in_story_has_every_place_of_the_article() {
    let story = built_in();
    let ids = [
        "acandi",
        "darien-gap",
        "tuquesa",
        "bajo-chiquito",
        "panama",
        "colombia",
        "mexico",
        "guatemala",
        "honduras",
        "el-salvador",
        "monterrey",
        "tamaulipas",
        "matamoros",
        "rio-grande",
        "rio-grande-valley",
        "hidalgo-tx",
        "south-texas-ports",
        "us-border",
    ];
    let main = |p: &&darien_map::story::Place| p.rank == darien_map::story::Rank::Main;
    let found: BTreeSet<_> = story.places.iter().filter(main).map(|p| p.id.as_str()).collect();
    assert_eq!(found, BTreeSet::from(ids));
    for place in story.places.iter().filter(main) {
        assert!(!place.facts.is_empty(), "{} has no fact", place.id);
    }
}
