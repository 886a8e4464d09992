//! Twenty-five stops at 1000×700, six at the Darién and four at the Rio Grande among them: the map
//! names them all.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{Look, cross, passes};
use common::{EN, ES, boxes_overlap, picture, story, upright, widget_with_story};
use darien_map::language_tag::Tag;
use darien_map::story::PlaceIx;
use kurbo::Size;
use serde_json::{Value, json};

/// Towns of the built-in story, from the first boat to the border.
const STOPS: [&str; 25] = [
    "necocli",
    "acandi",
    "capurgana",
    "bajo-chiquito",
    "lajas-blancas",
    "meteti",
    "panama-city",
    "paso-canoas",
    "san-jose",
    "penas-blancas",
    "managua",
    "danli",
    "tegucigalpa",
    "esquipulas",
    "guatemala-city",
    "tecun-uman",
    "ciudad-hidalgo",
    "tapachula",
    "oaxaca",
    "mexico-city",
    "monterrey",
    "matamoros",
    "reynosa",
    "hidalgo-tx",
    "mcallen",
];

/// A story of these stops, all of the same rank, with or without a road through them.
fn crowded_story(lang: Tag, road: bool) -> String {
    let places = STOPS.map(|id| story().places.iter().find(|p| p.id == id).unwrap());
    let at = places.map(|p| [p.at.lon, p.at.lat]);
    let stop = |i: usize| {
        json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": at[i]},
               "properties": {"name": story().read(&places[i].name, lang)}})
    };
    let mut features: Vec<Value> = (0..STOPS.len()).map(stop).collect();
    if road {
        features.push(json!({"type": "Feature", "properties": {},
            "geometry": {"type": "LineString", "coordinates": at}}));
    }
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

#[test]
fn all_twenty_five_stops_are_named() {
    let mut wrong = Vec::new();
    for (lang, road) in [(EN, false), (ES, false), (EN, true), (ES, true)] {
        let mut map = widget_with_story(&crowded_story(lang, road), Size::new(1000.0, 700.0), lang);
        picture(&mut map, None);
        let look = Look::at(map.scene().0, map.settings().theme());
        let case = format!("{}, {}", lang, if road { "with a road" } else { "no road" });
        let before = wrong.len();
        let mut report = |what: String| wrong.push(format!("{case}: {what}"));
        let unnamed = (0..25).filter(|i| !look.names(PlaceIx(*i)));
        let unnamed: Vec<_> = unnamed.map(|i| STOPS[i as usize]).collect();
        unnamed.iter().for_each(|id| report(format!("{id} has no label")));
        for (n, label) in look.labels.iter().enumerate() {
            let (name, boxes) = (&label.text.text, &label.boxes);
            for other in &look.labels[..n] {
                if boxes.iter().any(|a| other.boxes.iter().any(|b| boxes_overlap(a, b))) {
                    report(format!("“{name}” over “{}”", other.text.text));
                }
            }
            if look.marks.iter().any(|m| label.distance(m.center) < m.radius) {
                report(format!("“{name}” over a mark"));
            }
            if look.leaders.iter().any(|l| boxes.iter().any(|b| passes(*l, b))) {
                report(format!("a leader crosses “{name}”"));
            }
            let frame = Size::new(1000.0, 700.0).to_rect();
            if boxes.iter().map(upright).any(|r| frame.intersect(r) != r) {
                report(format!("“{name}” is cut"));
            }
        }
        for (n, leader) in look.leaders.iter().enumerate() {
            if look.leaders[..n].iter().any(|other| cross(*leader, *other)) {
                report("two leaders cross".into());
            }
            if look.mark_under(*leader).is_some() {
                report("a leader crosses a mark".into());
            }
        }
        let named = STOPS.len() - unnamed.len();
        let (leaders, wrong) = (look.leaders.len(), wrong.len() - before);
        eprintln!("{case}: {named} of 25 named, {leaders} by a leader; {wrong} wrong; {unnamed:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
