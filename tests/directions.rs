//! The descriptions of where each stop is from the one before it: no country may be wrong.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::locales::way_in_words;
use common::{EN, LANGS, locale, story, widget};
use darien_map::outline::Directions;
use darien_map::story::PlaceKind;
use kurbo::Size;

/// Compares with the country in each place's own text.
#[test]
fn every_stop_is_described_as_in_its_country() {
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
        let text = place.place.as_ref().map_or("", |t| story().read(t, EN));
        // The text of a border town names the neighbour as well: its own country comes first.
        let named = codes.iter().filter_map(|(name, code)| Some((text.find(name)?, *code)));
        let code = named.min().map(|(_, code)| code);
        let found = directions.country(place);
        if code.is_none() || found != code {
            wrong.push(format!("{} ({text}): {found:?}, should be {code:?}", place.id));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn descriptions_match_the_snapshot() {
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
