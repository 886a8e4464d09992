//! The names that are drawn as letters on the map are available as text, too.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{AR, EN, ES, locale, manifest, picture, story, widget};
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Item, LayerKind, Scene};
use darien_map::story::PlaceKind;
use darien_map::text::capitals;
use darien_map::widget::Widget;
use kurbo::Size;

const VIEWS: [Option<View>; 5] = [
    None,
    Some(View { lon: -77.6, lat: 8.4, zoom: 9.2 }),
    Some(View { lon: -97.8, lat: 26.0, zoom: 8.5 }),
    Some(View { lon: -88.0, lat: 14.5, zoom: 6.5 }),
    Some(View { lon: -72.0, lat: 19.0, zoom: 5.0 }),
];

/// Every line of every label, those of the inset too.
fn drawn(scene: &Scene) -> Vec<String> {
    let labels = scene.layers.iter().filter(|l| matches!(l.kind, LayerKind::Label { .. }));
    let mut lines: Vec<String> = labels.flat_map(|l| l.items.iter().filter_map(text)).collect();
    for layer in scene.layers.iter().filter(|l| matches!(l.kind, LayerKind::Panel(_))) {
        // The map in a panel is clipped to it, and its ground to the ground's own edge.
        let mut depth = 0;
        for item in &layer.items {
            match item {
                Item::Clip(_) => depth += 1,
                Item::EndClip => depth -= 1,
                _ if depth > 0 => lines.extend(text(item)),
                _ => {}
            }
        }
    }
    lines
}

fn text(item: &Item) -> Option<String> {
    if let Item::Text(item) = item { Some(item.text.clone()) } else { None }
}

/// The texts of labels that are not names: remarks on legs and places, which are in the outline, and the accuracy of a
/// position, which is in the card.
fn remarks(lang: Tag) -> Vec<String> {
    let story = story();
    let legs = story.legs.iter().filter_map(|leg| leg.remark.as_ref());
    let places = story.places.iter().filter_map(|place| place.remark.as_ref());
    let mut remarks: Vec<String> =
        legs.chain(places).map(|text| text.resolve(lang, story.lang).1.into()).collect();
    let within = locale(lang).within;
    let rough = story.places.iter().filter(|place| place.accuracy_km > 0.0);
    remarks.extend(rough.map(|place| within.replace("{km}", &place.accuracy_km.to_string())));
    remarks
}

#[test]
fn every_name_that_is_drawn_is_among_the_names_in_sight() {
    let mut ground = 0;
    for lang in [EN, ES, AR] {
        for size in [Size::new(1280.0, 800.0), Size::new(390.0, 700.0)] {
            let mut map = widget(size, lang);
            for view in VIEWS {
                let lines = drawn(picture(&mut map, view));
                let remarks = remarks(lang);
                let in_sight: Vec<&str> = map.names_in_sight().iter().map(|n| n.text).collect();
                let spelled =
                    |name: &str, line: &str| name.contains(line) || capitals(name).contains(line);
                for line in &lines {
                    let has_name = in_sight.iter().any(|name| spelled(name, line));
                    assert!(
                        has_name || remarks.iter().any(|r| r.contains(line.as_str())),
                        "{lang} {view:?}: “{line}” is drawn, but not among {in_sight:?}"
                    );
                }
                for name in &in_sight {
                    let is_drawn = lines.iter().any(|line| spelled(name, line));
                    assert!(is_drawn, "{lang} {view:?}: “{name}” is in sight, but not drawn");
                }
                let mut once = in_sight.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), in_sight.len(), "{lang} {view:?}: {in_sight:?}");
                let named = |name: &&darien_map::basemap::manifest::Name| {
                    let text = name.text.as_ref().map(|t| t.resolve(lang, Tag::UND).1);
                    text.is_some_and(|text| in_sight.contains(&text))
                };
                ground += manifest().names.iter().filter(named).count();
            }
        }
    }
    assert!(ground > 60, "{ground} names of the basemap were in sight");
}

fn names(map: &Widget) -> Vec<String> {
    map.names_in_sight().iter().map(|name| name.text.into()).collect()
}

#[test]
fn names_in_sight_include_seas_rivers_and_countries_in_the_language_of_the_map() {
    let mut map = widget(Size::new(1280.0, 800.0), ES);
    picture(&mut map, None);
    let first = names(&map);
    // A country off the route, one of the story, a sea, a river of the story, and one of the inset.
    for name in ["Nicaragua", "México", "Mar Caribe", "Río Bravo", "Atrato"] {
        assert!(first.iter().any(|n| n == name), "{name} is not among {first:?}");
    }
    let foreign: Vec<_> =
        map.names_in_sight().into_iter().filter(|n| n.foreign.is_some()).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    // Elsewhere other names are in sight.
    picture(&mut map, Some(View { lon: -77.6, lat: 8.4, zoom: 9.2 }));
    let near = names(&map);
    assert!(
        !near.iter().any(|n| n == "México") && near.iter().any(|n| !first.contains(n)),
        "{near:?}"
    );
    let countries = story().places.iter().filter(|p| p.kind == PlaceKind::Country);
    assert!(countries.count() > 5);
}
