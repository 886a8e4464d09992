//! A story that shows time: what is there, what is drawn and what can be chosen at each step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, picture, texts, widget_with_story};
use darien_map::hit::PointerKind;
use darien_map::story::{Problem, ProblemKind, parse};
use darien_map::timeline::Timeline;
use darien_map::widget::{Event, Widget};
use kurbo::{Point, Size};
use std::collections::BTreeMap;

const SIZE: Size = Size::new(900.0, 700.0);

fn feature(id: &str, lon: f64, more: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"{id}","geometry":{{"type":"Point","coordinates":[{lon},14]}},
        "properties":{{"name":"Name of {id}"{more}}}}}"#
    )
}

fn story(time: &str, chapters: &str, features: &[String]) -> String {
    let features = features.join(",");
    format!(
        r#"{{"type":"FeatureCollection","lang":"en","time":{time},"chapters":[{chapters}],"features":[{features}]}}"#
    )
}

/// A place that is always there, one up to 1900, one from 1900 on, one of the year 1914, and a leg from 1905 to 1910.
fn example() -> String {
    let leg = r#"{"type":"Feature","id":"leg","geometry":{"type":"LineString",
        "coordinates":[[-88,14],[-87,14.5],[-86,14]]},"properties":{"mode":"rail","time":"1905/1910","remark":"a line"}}"#;
    let features = [
        feature("always", -88.0, ""),
        feature("early", -87.0, r#","time":"../1900""#),
        feature("late", -86.0, r#","time":"1900/..""#),
        feature("war", -85.0, r#","time":"1914-08""#),
        leg.to_owned(),
    ];
    let chapters = r#"{"id":"one","title":"One","text":"One","place":"always","time":"1890/1895"},
        {"id":"two","title":"Two","text":"Two","place":"war"},
        {"id":"three","title":"Three","text":"Three","place":"always"}"#;
    story(r#"{"from":"1880","to":"1920","step":"year","at":"1907"}"#, chapters, &features)
}

/// The names of places on the map, and whether the leg's words are there.
fn seen(map: &mut Widget) -> Vec<String> {
    let names = ["always", "early", "late", "war"].map(|id| format!("Name of {id}"));
    let scene = picture(map, None);
    let texts: Vec<String> = texts(scene).map(|text| text.text.to_string()).collect();
    names.into_iter().chain(["a line".to_owned()]).filter(|name| texts.contains(name)).collect()
}

fn times(map: &mut Widget) -> Vec<(u32, String)> {
    let time = |event| match event {
        Event::Time { step, time } => Some((step, time)),
        _ => None,
    };
    map.take_events().into_iter().filter_map(time).collect()
}

#[test]
fn what_is_not_there_is_neither_drawn_nor_named_nor_hit() {
    let mut map = widget_with_story(&example(), SIZE, EN);
    assert_eq!(map.time().as_deref(), Some("1907"));
    assert_eq!(seen(&mut map), ["Name of always", "Name of late", "a line"]);
    assert!(map.set_time("1895"));
    assert_eq!(seen(&mut map), ["Name of always", "Name of early"]);
    assert!(map.set_time("1914"));
    assert_eq!(seen(&mut map), ["Name of always", "Name of late", "Name of war"]);
    // Where a place is not, nothing is hit.
    let at = |map: &Widget, id: &str| {
        let place =
            map.outline().places.iter().find(|p| p.id == id).map(|p| (p.lon, p.lat)).unwrap();
        map.project(darien_map::geo::LonLat::new(place.0, place.1))
    };
    let hit = |map: &mut Widget, at: Point| {
        let time = 100.0;
        for phase in
            [darien_map::gestures::PointerPhase::Down, darien_map::gestures::PointerPhase::Up]
        {
            let kind = PointerKind::Mouse;
            map.handle(
                darien_map::gestures::InputEvent::Pointer { phase, id: 1, kind, at, time },
                time,
            );
        }
        let events = map.take_events();
        events.into_iter().find_map(|event| match event {
            Event::Select { id, .. } => id,
            _ => None,
        })
    };
    let (early, war) = (at(&map, "early"), at(&map, "war"));
    assert_eq!(hit(&mut map, early), None);
    assert_eq!(hit(&mut map, war).as_deref(), Some("war"));
}

#[test]
fn the_outline_says_what_is_not_there_and_when_it_is() {
    let mut map = widget_with_story(&example(), SIZE, EN);
    assert_eq!(map.absent(), "01010");
    map.set_time("1880");
    assert_eq!(map.absent(), "00111");
    let outline = map.outline();
    let dates: Vec<&str> = outline.places.iter().map(|place| place.time.as_str()).collect();
    assert_eq!(dates, ["", "../1900", "1900/..", "1914-08"]);
    assert_eq!(outline.legs[0].time, "1905/1910");
    let time = outline.time.unwrap();
    assert_eq!((time.steps, time.step, time.time.as_str()), (41, 0, "1880"));
}

#[test]
fn the_time_moves_no_camera_and_is_reported_once() {
    let mut map = widget_with_story(&example(), SIZE, EN);
    picture(&mut map, None);
    let view = map.viewpoint().camera();
    times(&mut map);
    for step in 0..41 {
        map.set_time_step(step);
        map.set_time_step(step);
        picture(&mut map, None);
        assert_eq!(map.viewpoint().camera(), view, "step {step}");
    }
    let told = times(&mut map);
    assert_eq!(told.len(), 41);
    assert_eq!((told[0].clone(), told[40].clone()), ((0, "1880".into()), (40, "1920".into())));
    map.set_time_step(u32::MAX);
    assert!(times(&mut map).is_empty(), "after the last step the last one stays");
    assert!(!map.set_time("soon") && map.time().as_deref() == Some("1920"));
    assert!(map.set_time("3000") && map.set_time("-9999"));
    assert_eq!(map.time().as_deref(), Some("1880"), "the nearest step");
}

#[test]
fn chapters_and_choices_bring_their_time() {
    let mut map = widget_with_story(&example(), SIZE, EN);
    map.go_to(Some(0), 1.0);
    assert_eq!(map.time().as_deref(), Some("1890"));
    map.go_to(Some(1), 2.0);
    assert_eq!(map.time().as_deref(), Some("1914"), "its place is there only then");
    map.go_to(Some(2), 3.0);
    assert_eq!(map.time().as_deref(), Some("1914"), "a chapter without a time leaves it as it is");
    map.go_to(None, 4.0);
    assert_eq!(map.time().as_deref(), Some("1907"), "the whole route is as at the beginning");
    map.select(Some("early"));
    assert_eq!(map.time().as_deref(), Some("1900"), "the nearest step");
    map.select(Some("leg"));
    assert_eq!(map.time().as_deref(), Some("1905"));
    map.select(None);
    assert_eq!(map.time().as_deref(), Some("1905"));
}

#[test]
fn names_stay_where_they_are_when_time_goes_forth_and_back() {
    let text = common::read("examples/stories/anatolian-railways.geojson");
    let mut map = widget_with_story(&text, Size::new(1280.0, 800.0), EN);
    let names = |map: &mut Widget| -> BTreeMap<String, (i64, i64)> {
        let at = |p: Point| (p.x.round() as i64, p.y.round() as i64);
        texts(picture(map, None)).map(|text| (text.text.to_string(), at(text.origin))).collect()
    };
    map.set_time("1866");
    let mut before = names(&mut map);
    let (mut stayed, mut moved) = (0, Vec::new());
    for year in (1866..=1939).chain((1866..1939).rev()) {
        map.set_time(&year.to_string());
        let now = names(&mut map);
        for (name, at) in &now {
            match before.get(name) {
                Some(was) if was == at => stayed += 1,
                Some(_) => moved.push((year, name.clone())),
                None => {}
            }
        }
        before = now;
    }
    assert!(stayed > 500, "{stayed}");
    assert!(moved.len() * 100 < stayed, "{moved:?}");
}

#[test]
fn a_million_steps_are_all_there() {
    let features = [feature("a", -88.0, r#","time":"0001-01-01""#), feature("b", -86.0, "")];
    let mut map = widget_with_story(
        &story(r#"{"from":"0001","to":"2737","step":"day"}"#, "", &features),
        SIZE,
        EN,
    );
    assert_eq!(map.outline().time.unwrap().steps, 999_668);
    assert_eq!(times(&mut map).len(), 1);
    // Each step is found by arithmetic: a million of them are done in a moment, and what was not taken is all that is kept.
    for step in 0..1_000_000 {
        map.set_time_step(step);
    }
    let told = times(&mut map);
    assert_eq!(told.len(), 999_668, "after the last one the last stays");
    assert_eq!(told.last().unwrap().1, "2737-12-31");
    assert_eq!(map.absent(), "10");
}

#[test]
fn a_very_large_story_shows_what_is_there_under_what_is_not() {
    // In each cell of the pyramid a main place of another time covers one on the way.
    let mut features = vec![feature("here", -88.0, r#","rank":"context""#)];
    features.extend((0..6000).map(|i| {
        let lon = -88.0 + f64::from(i % 100) * 0.0001;
        feature(&format!("p{i}"), lon, r#","time":"1900""#)
    }));
    let mut map =
        widget_with_story(&story(r#"{"from":"1900","to":"1910"}"#, "", &features), SIZE, EN);
    let texts: Vec<String> = texts(picture(&mut map, None)).map(|t| t.text.to_string()).collect();
    assert!(texts.contains(&"Name of here".to_owned()), "{texts:?}");
}

#[test]
fn a_story_without_time_shows_everything() {
    let text =
        example().replace(r#""time":{"from":"1880","to":"1920","step":"year","at":"1907"},"#, "");
    let mut map = widget_with_story(&text, SIZE, EN);
    assert_eq!((map.time(), map.outline().time.is_none()), (None, true));
    assert_eq!(seen(&mut map).len(), 5);
    assert!(!map.set_time("1895"));
    map.set_time_step(3);
    assert!(times(&mut map).is_empty());
    assert_eq!(map.absent(), "00000");
    assert!(Timeline::default().has(None));
}

#[test]
fn another_story_begins_with_its_own_time() {
    let mut map = widget_with_story(&example(), SIZE, EN);
    times(&mut map);
    let other = story("{}", "", &[feature("a", -88.0, r#","time":"-0044/-0031""#)]);
    map.load_story(&other).unwrap();
    assert_eq!(
        times(&mut map).last().unwrap().1,
        "-0031-12",
        "steps and ends are found from the data"
    );
    map.load_story(common::STORY).unwrap();
    assert_eq!(map.time(), None);
}

fn problems(text: &str) -> Vec<(ProblemKind, String, String)> {
    let problem = |p: Problem| (p.kind, p.path, p.got);
    parse(text).unwrap_err().into_iter().map(problem).collect()
}

#[test]
fn what_is_wrong_with_a_time_is_said() {
    let one = |time: &str, of_place: &str| {
        problems(&story(time, "", &[feature("a", -88.0, of_place)])).remove(0)
    };
    let bad = ProblemKind::BadValue;
    let of_feature = feature("a", -88.0, r#","time":"12024""#);
    let shown = parse(&story(r#"{"from":"1920","to":"1930"}"#, "", &[of_feature])).unwrap();
    let note = shown.notes.first().unwrap();
    assert_eq!(
        (note.kind, note.path.as_str(), note.got.as_str()),
        (bad, "$.features[0].properties.time", "\"12024\""),
        "a feature may have a time of another program"
    );
    let (kind, path, _) = one(r#"{"from":"1920","to":"1880"}"#, "");
    assert_eq!((kind, path.as_str()), (bad, "$.time.to"));
    let (kind, path, _) = one(r#"{"from":"-9999","to":"9999","step":"day"}"#, "");
    assert_eq!((kind, path.as_str()), (bad, "$.time.step"));
    let (kind, path, _) = one("{}", "");
    assert_eq!((kind, path.as_str()), (ProblemKind::Missing, "$.time.from"));
    let (kind, path, _) = one(r#"{"from":"1920"}"#, "");
    assert_eq!((kind, path.as_str()), (ProblemKind::Missing, "$.time.to"));
    let (kind, path, _) = one(r#"{"from":"1920","step":"week"}"#, "");
    assert_eq!((kind, path.as_str()), (ProblemKind::UnknownWord, "$.time.step"));
    let (kind, path, _) = one(r#"{"from":"1920","play":0}"#, "");
    assert_eq!((kind, path.as_str()), (bad, "$.time.play"));
    let (kind, path, _) = one("1920", "");
    assert_eq!((kind, path.as_str()), (ProblemKind::WrongType, "$.time"));
}
