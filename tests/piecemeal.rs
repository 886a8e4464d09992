//! A story that is read and drawn in pieces is the same as one that is loaded all at once.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::{EN, STORY, texts, widget};
use darien_map::plot::{Drawing, Plot};
use darien_map::scene::{Geometries, Item, LayerKind, Scene};
use darien_map::story::{MAX_BYTES, Problem, ProblemKind, Reading, Story, parse};
use darien_map::text::BakedAdvances;
use kurbo::Size;
use proptest::prelude::*;
use serde_json::json;
use std::borrow::Cow;

const BOX: Size = Size::new(800.0, 600.0);

/// Reads a text that comes in pieces of `piece` characters, `budget` at a time.
fn read(text: &str, piece: usize, budget: usize) -> Result<Story, Vec<Problem>> {
    let mut reading = Reading::default();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.char_indices().nth(piece).map_or(rest.len(), |(end, _)| end);
        let (part, more) = rest.split_at(end);
        reading.push(part);
        rest = more;
    }
    while reading.step(budget) {}
    reading.finish()
}

/// Many places and long legs; the legs come first and refer to places after them.
fn large(places: usize, vertices: usize) -> String {
    let leg = |i: usize| {
        let at = |k: usize| [-90.0 + k as f64 * 1e-3, 10.0 + i as f64 + (k % 7) as f64 * 1e-3];
        let line: Vec<_> = (0..vertices).map(at).collect();
        json!({"type": "Feature", "id": format!("leg-{i}"),
            "properties": {"kind": "leg", "mode": "road", "certainty": "schematic"},
            "geometry": {"type": "LineString", "coordinates": line}})
    };
    let place = |i: usize| {
        let at = [-90.0 + (i % 211) as f64 * 0.01, 10.0 + (i / 211) as f64 * 0.05];
        let rank = if i.is_multiple_of(9) { "main" } else { "context" };
        json!({"type": "Feature", "id": i, "properties": {"name": "P", "rank": rank},
            "geometry": {"type": "Point", "coordinates": at}})
    };
    let features: Vec<_> = (0..3).map(leg).chain((0..places).map(place)).collect();
    json!({"type": "FeatureCollection", "title": "Größe", "features": features}).to_string()
}

/// Draws a story, `budget` at a time.
fn drawn(story: &Story, budget: usize) -> (Plot, Geometries) {
    let (mut drawing, mut shapes) = (Drawing::default(), Geometries::default());
    while drawing.step(story, &mut shapes, budget) {}
    (drawing.plot, shapes)
}

#[test]
fn a_large_story_read_in_any_pieces_is_the_same() {
    let text = large(5_500, 3_000);
    let story = parse(&text).unwrap();
    assert_eq!((story.places.len(), story.legs.len()), (5_500, 3));
    assert!(story.legs.iter().any(|leg| leg.from.is_some()), "an end was joined");
    let mut shapes = Geometries::default();
    let whole = Plot::new(&story, &mut shapes);
    for budget in [1, 1000, 77_777] {
        assert_eq!(read(&text, 4_321, budget).as_ref(), Ok(&story));
        let (plot, others) = drawn(&story, budget);
        assert!(plot == whole, "budget {budget}");
        for id in plot.legs.iter().flat_map(darien_map::line_pyramid::LinePyramid::shapes) {
            assert_eq!(others.get(id), shapes.get(id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_damaged_story_read_in_pieces_has_the_same_problems(
        at in 0..STORY.len(),
        with in r#"[\[\]{},":0a\\]?"#,
        end in prop::option::of(0..STORY.len()),
        piece in 1000..90_000_usize,
        budget in 1..90_000_usize,
    ) {
        let at = (0..=at).rev().find(|i| STORY.is_char_boundary(*i)).unwrap_or(0);
        let mut text = String::from(&STORY[..at]) + &with;
        text.extend(STORY[at..].chars().skip(1));
        if let Some(end) = end {
            text.truncate((0..=end.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0));
        }
        prop_assert_eq!(read(&text, piece, budget), parse(&text));
    }

    #[test]
    fn the_built_in_story_read_in_any_pieces_is_the_same(piece in 1..70_000_usize, budget in 1..300_000_usize) {
        let story = read(STORY, piece, budget).unwrap();
        prop_assert_eq!(drawn(&story, budget).0, drawn(&story, usize::MAX).0);
        prop_assert_eq!(Ok(story), parse(STORY));
    }
}

#[test]
fn the_first_syntax_error_is_reported() {
    // The first feature is wrong, and so is the end of the text.
    let text = r#"{"features": [{"type": "Feature",, "id": 1}, {"a": 1}], "type": }"#;
    let expected = serde_json::from_str::<serde_json::Value>(text).unwrap_err().to_string();
    for budget in [1, 10, 1000] {
        let problems = read(text, 5, budget).unwrap_err();
        assert_eq!((problems[0].kind, &problems[0].got), (ProblemKind::NotJson, &expected));
    }
}

#[test]
fn a_text_that_is_too_long_is_counted_but_not_kept() {
    let part = " ".repeat(1 << 20);
    let mut reading = Reading::default();
    for _ in 0..80 {
        reading.push(&part);
    }
    while reading.step(1) {}
    let problems = reading.finish().unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::TooBig);
    assert_eq!(problems[0].got, format!("{} bytes", 80 << 20));
    const { assert!(MAX_BYTES < 80 << 20) };
}

#[test]
fn the_old_story_is_shown_until_the_next_is_complete() {
    let mut map = widget(BOX, EN);
    let seen = |scene: &Scene| {
        let items: Vec<Item> = scene.placed_items().map(Cow::into_owned).collect();
        (items, scene.placed_targets().collect::<Vec<_>>())
    };
    let before = seen(map.frame(0.0, &BakedAdvances));
    let places = map.outline().places.len();
    // Each is given up for the next: while it is read, and while it is drawn.
    for steps in [10, 100] {
        map.take_story(&large(600, 3000), true);
        for _ in 0..steps {
            map.go_on_loading(1000).unwrap();
        }
        assert!(map.is_loading());
        map.invalidate();
        assert!(seen(map.frame(0.0, &BakedAdvances)) == before);
        assert_eq!(map.outline().places.len(), places);
    }
    map.take_story("{", true);
    while map.go_on_loading(1000).is_ok() {}
    assert!(!map.is_loading());
    map.invalidate();
    assert!(seen(map.frame(0.0, &BakedAdvances)) == before);
    let text = large(600, 3000);
    let (begin, rest) = text.split_at(1000);
    map.take_story(begin, true);
    map.take_story(rest, false);
    while map.is_loading() {
        map.go_on_loading(1000).unwrap();
    }
    let mut other = widget(BOX, EN);
    other.load_story(&text).unwrap();
    assert_eq!(map.outline().places.len(), 600);
    assert_eq!(
        map.frame(1.0, &BakedAdvances).placed_items().count(),
        other.frame(1.0, &BakedAdvances).placed_items().count()
    );
}

#[test]
fn the_first_picture_has_the_lowest_layers_of_the_whole_picture() {
    let mut map = widget(BOX, EN);
    let sketch = map.sketch(&BakedAdvances).clone();
    assert_eq!(texts(&sketch).count(), 0);
    assert!(!sketch.layers.iter().any(|layer| layer.kind.is_panel()));
    assert!(map.needs_frame(), "the whole one is to come");
    let whole = map.frame(0.0, &BakedAdvances);
    let marks = sketch.layers.last().unwrap();
    assert!(marks.kind == LayerKind::Marks && !marks.items.is_empty());
    assert!(whole.layers.len() > sketch.layers.len());
    for (a, b) in sketch.layers.iter().zip(&whole.layers) {
        let alike = core::mem::discriminant(&a.kind) == core::mem::discriminant(&b.kind);
        assert!(alike && a.items == b.items, "{:?}", a.kind);
    }
}
