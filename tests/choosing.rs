//! What a reader can choose on the map, and what follows from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::made::{river, told};
use darien_map::geo::LonLat;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::hit::PointerKind;
use darien_map::scene::{Geometry, Item};
use darien_map::selection::Chosen;
use darien_map::story::{LegIx, PlaceIx};
use darien_map::text::BakedAdvances;
use darien_map::widget::{Cursor, Event, SelectedKind, Widget};
use kurbo::{Point, Size, Vec2};
use serde_json::{Value, json};

fn stop(id: &str, lon: f64, lat: f64) -> Value {
    json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [lon, lat]},
           "properties": {"name": id, "kind": "stop", "rank": "main"}})
}

fn leg(id: &str, ends: [&str; 2], points: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "id": id, "geometry": {"type": "LineString", "coordinates": points},
           "properties": {"from": ends[0], "to": ends[1], "mode": "foot", "certainty": "unsourced"}})
}

/// Three stops far from any ground, two legs, the first with a bend and a corner at its end, and a highway.
fn invented() -> String {
    let highway = json!({"type": "Feature", "id": "old-road",
        "geometry": {"type": "LineString", "coordinates": [[-30, 20], [-20, 20]]},
        "properties": {"mode": "highway", "certainty": "documented", "sources": ["s"]}});
    let mut story: Value = serde_json::from_str(&told(&[
        stop("fort", -40.0, 10.0),
        stop("ford", -30.0, 10.0),
        stop("port", -20.0, 10.0),
        leg("over", ["fort", "ford"], &[[-40.0, 10.0], [-32.0, 16.0], [-30.0, 10.0]]),
        leg("on", ["ford", "port"], &[[-30.0, 10.0], [-20.0, 10.0]]),
        highway,
    ]))
    .unwrap();
    story["sources"] = json!([{"id": "s", "title": "A survey"}]);
    story.to_string()
}

fn map_of(story: &str) -> Widget {
    let mut map = common::telling(story, Size::new(800.0, 600.0), common::EN);
    map.set_reduced_motion(true);
    map.frame(0.0, &BakedAdvances);
    map.take_events();
    map
}

fn pointer(map: &mut Widget, phase: PointerPhase, kind: PointerKind, at: Point) {
    map.handle(InputEvent::Pointer { phase, id: 1, kind, at, time: 0.0 }, 0.0);
}

fn tap(map: &mut Widget, kind: PointerKind, at: Point) {
    pointer(map, PointerPhase::Down, kind, at);
    pointer(map, PointerPhase::Up, kind, at);
}

fn at(map: &Widget, lon: f64, lat: f64) -> Point {
    map.project(LonLat::new(lon, lat))
}

const OVER: Option<Chosen> = Some(Chosen::Leg(LegIx(0)));
const ON: Option<Chosen> = Some(Chosen::Leg(LegIx(1)));

#[test]
fn a_tap_on_the_line_chooses_the_leg() {
    for kind in [PointerKind::Mouse, PointerKind::Pen, PointerKind::Touch] {
        let mut map = map_of(&invented());
        let middle = at(&map, -25.0, 10.0);
        let near = middle + Vec2::new(0.0, kind.slop() - 0.5);
        tap(&mut map, kind, near);
        assert_eq!(map.selection().selected(), ON, "{kind:?}");
        let told = Event::Select { id: Some("on".into()), kind: Some(SelectedKind::Leg) };
        assert!(map.take_events().contains(&told));
        let beside = middle + Vec2::new(0.0, kind.slop() + 1.0);
        let mut map = map_of(&invented());
        tap(&mut map, kind, beside);
        assert_eq!(map.selection().selected(), None, "{kind:?}");
    }
}

#[test]
fn a_bent_leg_is_hit_on_its_curve() {
    let mut map = map_of(&invented());
    let top = at(&map, -32.0, 16.0);
    tap(&mut map, PointerKind::Mouse, top);
    assert_eq!(map.selection().selected(), OVER);
    let mut map = map_of(&invented());
    let chord = at(&map, -35.0, 10.0);
    tap(&mut map, PointerKind::Touch, chord);
    assert_eq!(
        map.selection().selected(),
        None,
        "the straight way between the ends is not the leg"
    );
}

#[test]
fn a_place_wins_over_a_leg() {
    let mut map = map_of(&invented());
    let beside = at(&map, -30.0, 10.0) + Vec2::new(12.0, 0.0);
    tap(&mut map, PointerKind::Touch, beside);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(1))));
}

#[test]
fn of_a_river_and_a_leg_the_nearer_is_chosen() {
    let features = [
        leg("way", ["", ""], &[[-40.0, 10.0], [-20.0, 10.0]]),
        river("Stream", &[[-40.0, 10.2], [-20.0, 10.2]]),
    ];
    let mut features = features.to_vec();
    features[0]["properties"]
        .as_object_mut()
        .unwrap()
        .retain(|key, _| key != "from" && key != "to");
    let story = told(&features);
    for (lat, leg) in [(9.98, true), (10.22, false)] {
        let mut map = map_of(&story);
        let there = at(&map, -30.0, lat);
        tap(&mut map, PointerKind::Touch, there);
        let chosen = map.selection().selected();
        assert_eq!(matches!(chosen, Some(Chosen::Leg(_))), leg, "{lat}: {chosen:?}");
    }
}

#[test]
fn where_a_place_is_known_only_roughly_no_hidden_leg_is_hit() {
    let mut rough = stop("hamlet", -30.0, 10.0);
    rough["properties"]["accuracyKm"] = json!(200);
    let mut story: Value = serde_json::from_str(&invented()).unwrap();
    story["features"][1] = rough;
    story["features"][1]["id"] = json!("ford");
    let mut map = map_of(&story.to_string());
    let beside = at(&map, -29.0, 10.0);
    tap(&mut map, PointerKind::Mouse, beside);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(1))));
}

#[test]
fn the_page_chooses_a_leg_by_its_id_and_only_the_route_can_be_chosen() {
    let mut map = map_of(&invented());
    assert!(map.select(Some("over")));
    assert_eq!(map.selection().selected(), OVER);
    assert!(!map.select(Some("old-road")) && !map.select(Some("nowhere")));
    assert_eq!(map.selection().selected(), OVER, "an unknown id changes nothing");
    assert!(map.select(None));
    map.take_events();
    map.select(Some("ford"));
    let told = Event::Select { id: Some("ford".into()), kind: Some(SelectedKind::Place) };
    assert!(map.take_events().contains(&told));
}

#[test]
fn the_chosen_leg_is_seen_as_a_whole_and_closing_gives_the_view_back() {
    let mut map = map_of(&invented());
    let before = map.viewpoint().camera();
    map.select(Some("on"));
    let camera = map.viewpoint().camera();
    assert!(camera.zoom > before.zoom + 0.5, "it comes nearer");
    let (a, b) = (at(&map, -30.0, 10.0), at(&map, -20.0, 10.0));
    let inner = camera.size.to_rect();
    assert!(inner.contains(a) && inner.contains(b) && (b - a).hypot() > 500.0, "{a:?} {b:?}");
    map.close_card(1.0);
    assert_eq!(map.viewpoint().camera(), before);
}

/// The strokes of the picture: whether each is dashed, and its width.
fn strokes(map: &mut Widget) -> Vec<(bool, f64)> {
    map.frame(1.0, &BakedAdvances);
    let scene = map.scene().0;
    let items = scene.placed_items().filter_map(|item| match item.into_owned() {
        Item::Path(path) if matches!(path.shape, Geometry::Retained(..)) => path.stroke,
        _ => None,
    });
    items.map(|stroke| (stroke.dash.is_some(), stroke.width)).collect()
}

#[test]
fn the_chosen_leg_has_edges_and_keeps_its_own_line() {
    let mut map = map_of(&invented());
    // Choosing moves the camera, but a leg's style depends on the selection alone.
    let dashes = |all: &[(bool, f64)]| all.iter().filter(|s| s.0).map(|s| s.1).collect::<Vec<_>>();
    let widest = |all: &[(bool, f64)]| all.iter().map(|s| s.1).fold(0.0, f64::max);
    map.select(Some("on"));
    map.select(None);
    let plain = strokes(&mut map);
    map.select(Some("on"));
    let chosen = strokes(&mut map);
    assert_eq!(dashes(&plain), dashes(&chosen), "no leg is drawn bolder");
    assert_eq!(chosen.len(), plain.len() + 1, "one stroke more");
    let (a, b) = (widest(&plain), widest(&chosen));
    assert!(b > a && b < 14.0, "{a} {b}");
}

#[test]
fn a_mouse_over_a_leg_changes_the_cursor_and_not_the_picture() {
    let mut map = map_of(&invented());
    while map.needs_frame() {
        map.frame(1.0, &BakedAdvances);
    }
    let middle = at(&map, -25.0, 10.0);
    pointer(&mut map, PointerPhase::Move, PointerKind::Mouse, middle);
    assert_eq!(map.cursor(), Cursor::Pointer);
    assert!(!map.needs_frame());
    pointer(&mut map, PointerPhase::Move, PointerKind::Mouse, middle + Vec2::new(0.0, 60.0));
    assert_eq!(map.cursor(), Cursor::Grab);
}

#[test]
fn choosing_a_leg_leaves_the_chapter_and_the_way_back_is_kept() {
    let mut map = common::widget(Size::new(1280.0, 800.0), common::EN);
    map.set_reduced_motion(true);
    map.go_to(Some(2), 0.0);
    assert!(map.select(Some("leg-2")));
    assert!(map.timeline().is_away());
    map.resume(1.0);
    assert_eq!(map.selection().selected_place(), Some(common::story().chapters[2].place));
}
