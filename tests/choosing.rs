//! What can be selected on the map, and what a selection changes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::made::{river, story_of};
use darien_map::geo::LonLat;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::hit::PointerKind;
use darien_map::scene::{Geometry, Item, ItemId, Zone};
use darien_map::selection::Chosen;
use darien_map::story::{InsetIx, LegIx, PlaceIx};
use darien_map::style::LegendLabel;
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
    let mut story: Value = serde_json::from_str(&story_of(&[
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
    let mut map = common::widget_with_story(story, Size::new(800.0, 600.0), common::EN);
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
fn a_tap_on_a_leg_selects_it() {
    for kind in [PointerKind::Mouse, PointerKind::Pen, PointerKind::Touch] {
        let mut map = map_of(&invented());
        let middle = at(&map, -25.0, 10.0);
        let near = middle + Vec2::new(0.0, kind.slop() - 0.5);
        tap(&mut map, kind, near);
        assert_eq!(map.selection().selected(), ON, "{kind:?}");
        let expected = Event::Select { id: Some("on".into()), kind: Some(SelectedKind::Leg) };
        assert!(map.take_events().contains(&expected));
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
fn a_place_is_preferred_to_a_leg() {
    let mut map = map_of(&invented());
    let beside = at(&map, -30.0, 10.0) + Vec2::new(12.0, 0.0);
    tap(&mut map, PointerKind::Touch, beside);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(1))));
}

#[test]
fn the_nearer_of_a_river_and_a_leg_is_selected() {
    let features = [
        leg("way", ["", ""], &[[-40.0, 10.0], [-20.0, 10.0]]),
        river("Stream", &[[-40.0, 10.2], [-20.0, 10.2]]),
    ];
    let mut features = features.to_vec();
    features[0]["properties"]
        .as_object_mut()
        .unwrap()
        .retain(|key, _| key != "from" && key != "to");
    let story = story_of(&features);
    for (lat, leg) in [(9.98, true), (10.22, false)] {
        let mut map = map_of(&story);
        let there = at(&map, -30.0, lat);
        tap(&mut map, PointerKind::Touch, there);
        let chosen = map.selection().selected();
        assert_eq!(matches!(chosen, Some(Chosen::Leg(_))), leg, "{lat}: {chosen:?}");
    }
}

#[test]
fn a_leg_hidden_under_a_place_s_circle_is_not_hit() {
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
fn only_legs_of_the_route_can_be_selected_by_id() {
    let mut map = map_of(&invented());
    assert!(map.select(Some("over")));
    assert_eq!(map.selection().selected(), OVER);
    assert!(!map.select(Some("old-road")) && !map.select(Some("nowhere")));
    assert_eq!(map.selection().selected(), OVER, "an unknown id changes nothing");
    assert!(map.select(None));
    map.take_events();
    map.select(Some("ford"));
    let expected = Event::Select { id: Some("ford".into()), kind: Some(SelectedKind::Place) };
    assert!(map.take_events().contains(&expected));
}

#[test]
fn selecting_a_leg_shows_all_of_it_and_closing_restores_the_view() {
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
fn the_selected_leg_is_outlined_and_keeps_its_own_line() {
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
fn hovering_a_leg_changes_the_cursor_and_not_the_picture() {
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
fn selecting_a_leg_leaves_the_chapter_which_can_be_continued() {
    let mut map = common::widget(Size::new(1280.0, 800.0), common::EN);
    map.set_reduced_motion(true);
    map.go_to(Some(2), 0.0);
    assert!(map.select(Some("leg-2")));
    assert!(map.timeline().is_away());
    map.resume(1.0);
    assert_eq!(map.selection().selected_place(), Some(common::story().chapters[2].place));
}

/// Two stops so far apart that their marks are `px` CSS pixels from each other in [`map_of`], and a third that
/// makes the route long.
fn pair(px: f64) -> Widget {
    let of = |degrees: f64| {
        map_of(&story_of(&[
            stop("left", -30.0, 10.0),
            stop("right", -30.0 + degrees, 10.0),
            stop("far", -10.0, 20.0),
        ]))
    };
    let map = of(0.1);
    let step = (at(&map, -29.9, 10.0) - at(&map, -30.0, 10.0)).x;
    of(0.1 * px / step)
}

/// The places of an ambiguous tap, from which the page lets the reader choose.
fn candidates(map: &mut Widget) -> Option<Vec<String>> {
    map.take_events().into_iter().find_map(|event| match event {
        Event::Ask { ids, .. } => Some(ids),
        _ => None,
    })
}

#[test]
fn a_click_between_touching_rings_is_ambiguous() {
    for kind in [PointerKind::Mouse, PointerKind::Pen, PointerKind::Touch] {
        let mut map = pair(8.0);
        let nearer = at(&map, -30.0, 10.0) + Vec2::new(3.6, 0.0);
        tap(&mut map, kind, nearer);
        assert_eq!(candidates(&mut map), Some(vec!["left".into(), "right".into()]), "{kind:?}");
        assert_eq!(map.selection().selected(), None, "nothing is chosen yet");
        assert!(map.select(Some("right")));
    }
}

#[test]
fn a_click_in_the_middle_of_a_ring_selects_its_place() {
    let mut map = pair(8.0);
    let left = at(&map, -30.0, 10.0) + Vec2::new(-2.0, 0.0);
    tap(&mut map, PointerKind::Mouse, left);
    assert_eq!(candidates(&mut map), None);
    assert_eq!(map.selection().selected_place(), Some(PlaceIx(0)));
}

#[test]
fn a_tap_is_ambiguous_only_if_neither_ring_is_clearly_nearer() {
    for (x, asks) in [(-14.0, false), (-5.0, false), (15.0, true), (22.0, false), (34.0, false)] {
        let mut map = pair(28.0);
        let there = at(&map, -30.0, 10.0) + Vec2::new(x, 0.0);
        tap(&mut map, PointerKind::Touch, there);
        assert_eq!(candidates(&mut map).is_some(), asks, "{x} px");
    }
}

#[test]
fn places_44_px_apart_are_never_ambiguous() {
    for x in -20..64 {
        let mut map = pair(45.0);
        let there = at(&map, -30.0, 10.0) + Vec2::new(f64::from(x), 0.0);
        tap(&mut map, PointerKind::Touch, there);
        let candidates = candidates(&mut map);
        assert!(candidates.is_none() || (20..26).contains(&x), "{x} px: {candidates:?}");
    }
}

#[test]
fn a_click_on_a_label_is_never_ambiguous() {
    let mut map = pair(8.0);
    let label = map.scene().0.placed_targets().find_map(|target| match target.zone {
        Zone::Label(rect) if target.id == ItemId::Place(PlaceIx(0)) => Some(rect.center()),
        _ => None,
    });
    tap(&mut map, PointerKind::Touch, label.unwrap());
    assert_eq!((candidates(&mut map), map.selection().selected_place()), (None, Some(PlaceIx(0))));
}

/// A long route with a piece of it shown enlarged.
fn with_inset(place: Option<&str>, chapters: Value) -> Widget {
    let far = json!({"type": "Feature", "id": "far", "properties": {"name": "Far", "kind": "stop", "rank": "main"},
        "geometry": {"type": "Point", "coordinates": [-90, -30]}});
    let wood = json!({"type": "Feature", "id": "wood", "properties": {"name": "Wood", "kind": "region"},
        "geometry": {"type": "Point", "coordinates": [-30, 10]}});
    let mut story: Value =
        serde_json::from_str(&story_of(&[stop("near", -30.4, 10.4), far, wood])).unwrap();
    story["inset"] = json!({"title": "The wood", "bbox": [-31, 9, -29, 11]});
    if let Some(place) = place {
        story["inset"]["place"] = json!(place);
    }
    story["chapters"] = chapters;
    map_of(&story.to_string())
}

/// The middle of the lower edge of the frame on the map, and the tab of the inset.
fn frame_and_tab(map: &Widget) -> [Point; 2] {
    let zones =
        map.scene().0.placed_targets().filter(|target| target.id == ItemId::Inset(InsetIx(0)));
    let zones: Vec<Zone> = zones.map(|target| target.zone).collect();
    let rect = |window: bool| {
        let found = zones.iter().find_map(|zone| match zone {
            Zone::Window(r) if window => Some(*r),
            Zone::Panel(r) if !window => Some(*r),
            _ => None,
        });
        found.unwrap()
    };
    let (window, panel) = (rect(true), rect(false));
    [
        Point::new(window.center().x + 2.0, window.y1 + 2.0),
        Point::new(panel.center().x, panel.y0 + 8.0),
    ]
}

#[test]
fn the_inset_and_its_frame_open_their_place_or_chapter() {
    let chapters = json!([{"id": "one", "title": "One", "text": "t", "place": "far"},
                          {"id": "two", "title": "Two", "text": "t", "place": "wood"}]);
    for i in 0..2 {
        let mut map = with_inset(Some("wood"), chapters.clone());
        let there = frame_and_tab(&map)[i];
        tap(&mut map, PointerKind::Mouse, there);
        assert_eq!((map.timeline().chapter(), map.timeline().is_away()), (Some(1), false));
        let one = json!([chapters[0]]);
        let mut map = with_inset(Some("wood"), one);
        let there = frame_and_tab(&map)[i];
        tap(&mut map, PointerKind::Mouse, there);
        assert_eq!(map.selection().selected_place(), Some(PlaceIx(2)), "no chapter is about it");
        let mut map = with_inset(None, chapters.clone());
        let (there, zoom) = (frame_and_tab(&map)[i], map.viewpoint().camera().zoom);
        tap(&mut map, PointerKind::Mouse, there);
        assert_eq!(map.selection().selected(), None);
        assert!(map.viewpoint().camera().zoom > zoom + 2.0, "the map shows what the inset shows");
    }
}

#[test]
fn an_inset_of_an_unknown_place_is_reported() {
    let text = story_of(&[stop("near", -30.0, 10.0)]);
    let mut story: Value = serde_json::from_str(&text).unwrap();
    story["inset"] = json!({"title": "The wood", "bbox": [-31, 9, -29, 11], "place": "wood"});
    let problems = darien_map::story::parse(&story.to_string()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].path, "$.inset.place");
}

/// Two states side by side, a country's worth of square each, a stop, and three chapters.
fn states() -> Widget {
    let square = |id: &str, lon: f64| {
        json!({"type": "Feature", "id": id, "properties": {"name": id, "kind": "state"}, "geometry":
            {"type": "Polygon", "coordinates": [[[lon, 5], [lon + 4.0, 5], [lon + 4.0, 9], [lon, 9], [lon, 5]]]}})
    };
    let mut story: Value = serde_json::from_str(&story_of(&[
        square("east", -30.0),
        square("west", -40.0),
        square("south", -50.0),
        stop("town", -28.0, 7.0),
    ]))
    .unwrap();
    story["chapters"] = json!([
        {"id": "one", "title": "One", "text": "t", "place": "east", "lit": ["west"]},
        {"id": "two", "title": "Two", "text": "t", "place": "town", "lit": ["east"]},
    ]);
    map_of(&story.to_string())
}

/// How many areas of the story are tinted.
fn tinted(map: &mut Widget) -> usize {
    map.frame(1.0, &BakedAdvances);
    let scene = map.scene().0;
    let area = |item: &Item| match item {
        Item::Path(path) => {
            let edged = path.stroke.is_some_and(|s| s.dash.is_some());
            let filled = path.fill.is_some_and(|fill| fill.alpha > 0);
            edged && filled && matches!(path.shape, Geometry::Retained(..))
        }
        _ => false,
    };
    scene.placed_items().filter(|item| area(item)).count()
}

#[test]
fn only_the_subject_of_the_card_is_tinted() {
    let mut map = states();
    assert_eq!(tinted(&mut map), 0, "nothing is chosen");
    map.select(Some("west"));
    assert_eq!(tinted(&mut map), 1);
    map.select(Some("east"));
    assert_eq!(tinted(&mut map), 1, "outside its chapter a card is about one place");
    map.go_to(Some(0), 0.0);
    assert_eq!(tinted(&mut map), 2, "the chapter is about two states");
    map.go_to(Some(1), 0.0);
    assert_eq!(tinted(&mut map), 1, "the chapter is about a town, and about a state around it");
    map.select(Some("south"));
    let key = map.outline().legend.iter().any(|row| row.label == Some(LegendLabel::Subject));
    assert!(key, "the key says what a tint means");
}

#[test]
fn small_pieces_far_apart_are_outlined_only_where_the_card_is_about_them() {
    let ring = |lon: f64, size: f64| {
        json!([[[lon, 5], [lon + size, 5], [lon + size, 5.0 + size], [lon, 5.0 + size], [lon, 5]]])
    };
    let area = |id: &str, rings: [Value; 2]| {
        json!({"type": "Feature", "id": id, "properties": {"name": id, "kind": "region"},
            "geometry": {"type": "MultiPolygon", "coordinates": rings}})
    };
    let mut map = map_of(&story_of(&[
        area("posts", [ring(-50.0, 0.1), ring(-42.0, 0.1)]),
        area("valley", [ring(-38.0, 4.0), ring(-33.0, 0.1)]),
        stop("town", -28.0, 7.0),
    ]));
    let outlined = |map: &mut Widget| {
        map.frame(1.0, &BakedAdvances);
        let edged = |item: &Item| {
            matches!(item, Item::Path(path) if path.fill.is_some()
                && path.stroke.is_some() && matches!(path.shape, Geometry::Retained(..)))
        };
        map.scene().0.placed_items().filter(|item| edged(item)).count()
    };
    assert_eq!(outlined(&mut map), 1, "the valley has its name beside it");
    map.select(Some("posts"));
    assert_eq!(outlined(&mut map), 2, "the card explains the pieces");
}

/// A map whose reader taps at the given times, in seconds, and sees a frame after each tap.
fn tapped(map: &mut Widget, at: Point, times: &[f64]) {
    for time in times {
        for phase in [PointerPhase::Down, PointerPhase::Up] {
            let kind = PointerKind::Touch;
            map.handle(InputEvent::Pointer { phase, id: 1, kind, at, time: *time }, *time);
        }
        map.frame(*time, &BakedAdvances);
    }
}

fn zoom(map: &Widget) -> f64 {
    map.viewpoint().destination().zoom
}

#[test]
fn two_taps_zoom_and_choose_nothing() {
    let (ford, port) = (Some(Chosen::Place(PlaceIx(1))), [-20.0, 10.0]);
    for reduced in [true, false] {
        for before in [None, ford] {
            for [lon, lat] in [port, [-25.0, 10.0], [-25.0, 14.0]] {
                let mut map = map_of(&invented());
                map.set_reduced_motion(reduced);
                map.select(before.map(|_| "ford"));
                map.frame(100.0, &BakedAdvances);
                map.frame(200.0, &BakedAdvances);
                let (from, touched) = (zoom(&map), at(&map, lon, lat));
                tapped(&mut map, touched, &[300.0, 300.2]);
                map.frame(400.0, &BakedAdvances);
                assert_eq!(map.selection().selected(), before);
                assert!((zoom(&map) - from - 1.0).abs() < 1e-9, "one level");
                let moved = at(&map, lon, lat) - touched;
                assert!(moved.hypot() < 1e-6, "about what was touched: {moved:?}");
                map.close_card(400.0);
                map.frame(500.0, &BakedAdvances);
                assert!((zoom(&map) - from - 1.0).abs() < 1e-9, "the reader has moved the map");
            }
        }
    }
}

#[test]
fn one_tap_chooses_at_once_and_a_tap_elsewhere_is_another_one() {
    let mut map = map_of(&invented());
    let port = at(&map, -20.0, 10.0);
    tapped(&mut map, port, &[1.0]);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(2))));
    let fort = at(&map, -40.0, 10.0);
    tapped(&mut map, fort, &[1.2]);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(0))), "far from the first");
}

#[test]
fn a_tap_beside_everything_closes_the_card_when_no_second_tap_can_follow() {
    let mut map = map_of(&invented());
    map.select(Some("ford"));
    map.frame(1.0, &BakedAdvances);
    let chosen = map.selection().selected();
    let nothing = at(&map, -25.0, 14.0);
    tapped(&mut map, nothing, &[1.0]);
    map.frame(1.3, &BakedAdvances);
    assert_eq!(map.selection().selected(), chosen);
    assert!(map.needs_frame(), "the card is still to be closed");
    map.frame(1.4, &BakedAdvances);
    assert_eq!(map.selection().selected(), None);
    map.frame(1.5, &BakedAdvances);
    map.frame(9.0, &BakedAdvances);
    assert!(!map.needs_frame());
}

#[test]
fn what_is_chosen_after_a_tap_beside_everything_stays() {
    let mut map = map_of(&invented());
    map.select(Some("ford"));
    map.frame(1.0, &BakedAdvances);
    let nothing = at(&map, -25.0, 14.0);
    tapped(&mut map, nothing, &[1.0]);
    map.select(Some("port"));
    map.frame(2.0, &BakedAdvances);
    assert_eq!(map.selection().selected(), Some(Chosen::Place(PlaceIx(2))));
}
