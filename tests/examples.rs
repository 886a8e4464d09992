//! The stories in `examples/stories`, on the ground of the whole Earth.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{Look, route};
use common::{EN, boxes_overlap, locale, picture};
use darien_map::basemap::PieceId;
use darien_map::label::line_meets_rect;
use darien_map::language_tag::Tag;
use darien_map::mercator::world_bounds;
use darien_map::scene::LayerKind;
use darien_map::story::{PlaceIx, PlaceKind, Rank, parse};
use darien_map::theme::ThemeName;
use darien_map::widget::{Part, Widget};
use kurbo::{Insets, Rect, Size};
use std::collections::BTreeSet;

const SIZES: [Size; 2] = [Size::new(360.0, 640.0), Size::new(1280.0, 800.0)];

/// What the page shows over the whole route: how much of its sides the first screen covers, and what lies over the rest. As measured in
/// Ukrainian, in which buttons are wide; from right to left if `rtl`.
fn page(size: Size, opened: bool, rtl: bool) -> (Insets, Vec<Rect>) {
    let Size { width: w, height: h } = size;
    let wide = |x: f64, y: f64, width: f64, height: f64| Rect::new(x, y, x + width, y + height);
    let mut rects = Vec::new();
    let mut padding;
    if w < 600.0 {
        let (head, foot) = if opened { (117.0, 130.0) } else { (0.0, 0.0) };
        padding = Insets::new(0.0, head, 0.0, foot);
        rects.push(wide(w - 137.0, head + 12.0, 125.0, 44.0));
        if !opened {
            rects.push(wide(w - 259.0, 12.0, 114.0, 44.0));
            rects.push(wide(0.0, h - 26.0, 245.0, 26.0));
        }
        let zoom = if h < 700.0 { (72.0, 108.0) } else { (36.0, 180.0) };
        if !opened || h > 700.0 {
            rects.push(wide(w - 12.0 - zoom.0, head + 64.0, zoom.0, zoom.1));
        }
    } else {
        let (head, foot) = if opened && w < 800.0 { (77.0, 76.0) } else { (0.0, 0.0) };
        padding = Insets::new(0.0, head, 0.0, foot);
        rects.push(wide(16.0, head + 16.0, 125.0, 44.0));
        rects.push(wide(16.0, head + 68.0, 36.0, 180.0));
        rects.push(wide(w - 542.0, h - foot - 33.0, 526.0, 24.0));
        if opened && w > 800.0 {
            rects.push(wide(24.0, 548.0, 345.0, 106.0));
            rects.push(wide(24.0, 663.0, 345.0, 52.0));
            rects.push(wide(w - 264.0, 16.0, 248.0, 225.0));
        }
    }
    if rtl {
        rects = rects.iter().map(|r| Rect::new(w - r.x1, r.y0, w - r.x0, r.y1)).collect();
        padding = Insets { x0: padding.x1, x1: padding.x0, ..padding };
    }
    (padding, rects)
}

/// The radius of a mark, in CSS pixels.
const MARK: f64 = 5.0;

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
fn a_crowd_of_stops_is_enlarged_in_an_inset_of_the_map_s_own() {
    for (name, text) in stories() {
        for size in SIZES {
            let mut map = shown(&text, size, EN);
            let (padding, page) = page(size, true, false);
            map.set_reduced_motion(true);
            map.set_padding(padding);
            map.set_obstacles(page);
            let insets = picture(&mut map, None).insets.len();
            let crowded =
                ["antarctic-rescue", "bay-of-bengal", "petrograd-1917"].contains(&name.as_str());
            let expected = match size.width {
                360.0 => usize::from(crowded),
                _ => usize::from(crowded && name != "bay-of-bengal"),
            };
            assert_eq!(insets, expected, "{name} at {size}");
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

#[test]
fn nothing_lies_on_a_stop_or_on_the_route_when_all_of_it_is_shown() {
    let mut found = Vec::new();
    for (name, text) in stories() {
        let story = parse(&text).unwrap();
        for (w, h) in
            [(320.0, 568.0), (360.0, 640.0), (390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0)]
        {
            let size = Size::new(w, h);
            let mut map = shown(&text, size, EN);
            for (opened, rtl) in [(true, false), (true, true), (false, false)] {
                let (padding, page) = page(size, opened, rtl);
                map.set_reduced_motion(true);
                map.set_padding(padding);
                map.set_obstacles(page.clone());
                picture(&mut map, None);
                let free = size.to_rect() - padding;
                let camera = map.viewpoint().camera();
                let what = format!("{name}, {w}×{h}, opened: {opened}, from the right: {rtl}");
                let (scene, shapes) = map.scene();
                let panels = scene.layers.iter().filter_map(|layer| match layer.kind {
                    LayerKind::Panel(rect) => Some(rect),
                    _ => None,
                });
                let over: Vec<Rect> = page.iter().copied().chain(panels).collect();
                for place in story.places.iter().filter(|p| p.kind == PlaceKind::Stop) {
                    let at = camera.project(place.at);
                    let under = over.iter().find(|r| r.inflate(MARK, MARK).contains(at));
                    if under.is_some() || !free.contains(at) {
                        found.push(format!("{what}: {} at {at} is under {under:?}", place.id));
                    }
                }
                let [lines, _] = route(scene, shapes, map.settings().theme());
                for r in over {
                    let count = lines.iter().filter(|line| line_meets_rect(**line, &r)).count();
                    if count > 0 {
                        found.push(format!("{what}: {count} pieces of the route are under {r:?}"));
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
