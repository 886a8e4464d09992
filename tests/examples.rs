//! The stories in `examples/stories`, on the ground of the whole Earth.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::Look;
use common::{EN, boxes_overlap, locale, picture};
use darien_map::basemap::PieceId;
use darien_map::language_tag::Tag;
use darien_map::mercator::world_bounds;
use darien_map::story::{PlaceIx, Rank, parse};
use darien_map::theme::ThemeName;
use darien_map::widget::{Part, Widget};
use kurbo::{Rect, Size};
use std::collections::BTreeSet;

const SIZES: [Size; 2] = [Size::new(360.0, 640.0), Size::new(1280.0, 800.0)];

/// The stories by their names.
fn stories() -> Vec<(String, String)> {
    let files = std::fs::read_dir("examples/stories").unwrap().map(|entry| entry.unwrap().path());
    let mut stories: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "geojson"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    stories.sort();
    stories
}

/// The map of a story's whole route, with all pieces that it needs.
fn shown(text: &str, size: Size, lang: Tag) -> Widget {
    let ground = |file: &str| std::fs::read(format!("assets/world/{file}")).unwrap();
    let read = |file: &str| String::from_utf8(ground(file)).unwrap();
    let mut map = Widget::default();
    map.load_manifest(&read("world.json")).unwrap();
    map.load_basemap_words("world-words.json", &read("world-words.json")).unwrap();
    map.set_locale(locale(lang));
    map.resize(size);
    // The walk through Florence stands on a file of tiles, which lets the map come near.
    let florence = world_bounds([11.15, 43.72, 11.33, 43.84]);
    map.open_tiles(Some((florence, 17.0)), 9.0, "", &[]);
    map.load_story(text).unwrap();
    picture(&mut map, None);
    while let Some(missing) = map.take_missing_piece() {
        let (id, part) = (PieceId(missing.piece), missing.part);
        if part == Part::Relief {
            map.take_relief(id, 0);
        } else {
            let bytes = ground(missing.file);
            map.load_piece(id, part, &bytes).unwrap();
        }
    }
    map
}

#[test]
fn every_story_is_whole_and_in_the_list() {
    let list = std::fs::read_to_string("examples/stories/README.md").unwrap();
    assert!(stories().len() >= 11);
    for (name, text) in stories() {
        let story = parse(&text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert!(list.contains(&format!("| `{name}` |")), "{name} is not in the list");
        assert!(story.chapters.len() >= 3, "{name}: {} chapters", story.chapters.len());
        let facts: usize = story.places.iter().map(|place| place.facts.len()).sum();
        assert!(facts >= 3, "{name}: {facts} facts");
    }
}

#[test]
fn every_main_place_is_named_and_in_the_frame() {
    for (name, text) in stories() {
        for size in SIZES {
            let mut map = shown(&text, size, EN);
            let look = Look::at(picture(&mut map, None), ThemeName::Light.theme());
            let story = parse(&text).unwrap();
            let named: BTreeSet<_> = look.labels.iter().filter_map(|label| label.owner).collect();
            let main =
                (0..).map(PlaceIx).zip(&story.places).filter(|(_, place)| place.rank == Rank::Main);
            let missing: Vec<_> = main
                .filter(|(ix, _)| !named.contains(ix))
                .map(|(_, place)| place.id.as_str())
                .collect();
            assert!(missing.is_empty(), "{name} at {size}: {missing:?} without a name");
            let frame = Rect::from_origin_size((0.0, 0.0), size);
            for mark in &look.marks {
                assert!(frame.contains(mark.center), "{name} at {size}: a mark at {}", mark.center);
            }
        }
    }
}

#[test]
fn no_name_covers_another() {
    for (name, text) in stories() {
        for size in SIZES {
            let mut map = shown(&text, size, EN);
            let look = Look::at(picture(&mut map, None), ThemeName::Light.theme());
            for (i, a) in look.labels.iter().enumerate() {
                for b in &look.labels[i + 1..] {
                    let covers =
                        a.boxes.iter().any(|a| b.boxes.iter().any(|b| boxes_overlap(a, b)));
                    assert!(!covers, "{name} at {size}: {:?} and {:?}", a.text.text, b.text.text);
                }
            }
        }
    }
}
