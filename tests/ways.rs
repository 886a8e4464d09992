//! Where each stop lies from the one before it, in words: no country may be wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::locales::way_in_words;
use common::{EN, LANGS, locale, story, widget};
use darien_map::outline::Directions;
use darien_map::story::PlaceKind;
use kurbo::Size;

/// The country of every point of the story, from the words that say where it lies.
#[test]
fn every_stop_lies_in_its_country() {
    let map = widget(Size::new(800.0, 600.0), EN);
    let directions = Directions {
        story: story(),
        manifest: map.manifest(),
        ground: map.base().map(|g| (g, map.scene().1)),
    };
    let codes = [
        ("Colombia", "CO"),
        ("Panama", "PA"),
        ("Costa Rica", "CR"),
        ("Nicaragua", "NI"),
        ("Honduras", "HN"),
        ("El Salvador", "SV"),
        ("Guatemala", "GT"),
        ("Mexico", "MX"),
        ("Texas", "US"),
        ("United States", "US"),
    ];
    let mut wrong = Vec::new();
    for place in &story().places {
        if !matches!(place.kind, PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd) {
            continue;
        }
        let told = place.place.as_ref().map_or("", |t| story().read(t, EN));
        // A border town is told of as the end of the way to the border: in the country named first.
        let named = codes.iter().filter_map(|(name, code)| Some((told.find(name)?, *code)));
        let code = named.min().map(|(_, code)| code);
        let found = directions.country(place);
        if code.is_none() || found != code {
            wrong.push(format!("{} ({told}): {found:?}, should be {code:?}", place.id));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_ways_are_as_they_were_read() {
    let mut map = widget(Size::new(800.0, 600.0), EN);
    let mut text = String::new();
    for lang in LANGS {
        map.set_locale(locale(lang));
        for place in map.outline().places {
            if let Some(way) = &place.way {
                text += &format!("{}: {}\n", place.name.text, way_in_words(way, lang));
            }
        }
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}
