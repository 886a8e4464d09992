//! Insets, and furniture that the page can leave out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{callouts, cross, route};
use common::{EN, paths, picture, texts, widget};
use darien_map::camera::View;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::hit::PointerKind;
use darien_map::scene::{ItemId, PathItem, Target, Zone};
use darien_map::settings::Parts;
use darien_map::story::InsetIx;
use darien_map::text::BakedAdvances;
use darien_map::widget::Widget;
use kurbo::{Insets, Line, Point, Rect, Size};
use serde_json::{Value, json};

const GAP: View = View { lon: -77.2, lat: 8.3, zoom: 9.2 };

fn panel(map: &Widget, id: ItemId) -> Option<Rect> {
    map.scene().0.placed_targets().find_map(|t| match t.zone {
        Zone::Panel(r) if t.id == id => Some(r),
        _ => None,
    })
}

fn tap(map: &mut Widget, at: Point) {
    for (phase, time) in [(PointerPhase::Down, 1.0), (PointerPhase::Up, 1.05)] {
        let kind = PointerKind::Mouse;
        map.handle(InputEvent::Pointer { phase, id: 1, kind, at, time }, time);
    }
    // A single tap may have to wait for a second one.
    map.frame(2.0, &BakedAdvances);
    map.frame(20.0, &BakedAdvances);
}

#[test]
fn a_tap_on_the_inset_flies_there_and_on_the_locator_back() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let home = map.viewpoint().camera().zoom;
    let inset = panel(&map, ItemId::Inset(InsetIx(0))).unwrap();
    assert!(panel(&map, ItemId::Locator).is_none());
    tap(&mut map, Point::new(inset.x0 + 12.0, inset.y0 + 10.0));
    assert!(map.viewpoint().camera().zoom > home + 2.0, "{}", map.viewpoint().camera().zoom);
    assert!(panel(&map, ItemId::Inset(InsetIx(0))).is_none());
    let locator = panel(&map, ItemId::Locator).unwrap();
    tap(&mut map, locator.center());
    assert!(
        (map.viewpoint().camera().zoom - home).abs() < 1e-6,
        "{}",
        map.viewpoint().camera().zoom
    );
}

#[test]
fn a_place_in_the_inset_can_be_selected() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let inset = panel(&map, ItemId::Inset(InsetIx(0))).unwrap();
    let mark = map.scene().0.placed_targets().find_map(|t| match (&t.zone, t.id) {
        (Zone::Mark(c), ItemId::Place(_)) if inset.contains(c.center) => Some((c.center, t.id)),
        _ => None,
    });
    let (at, id) = mark.unwrap();
    tap(&mut map, at);
    assert_eq!(map.selection().selected_place().map(ItemId::Place), Some(id));
}

#[test]
fn two_taps_on_an_inset_or_the_locator_count_as_one() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let inset = panel(&map, ItemId::Inset(InsetIx(0))).unwrap();
    let mark = map.scene().0.placed_targets().find_map(|t| match (&t.zone, t.id) {
        (Zone::Mark(c), ItemId::Place(_)) if inset.contains(c.center) => Some(c.center),
        _ => None,
    });
    for at in [Point::new(inset.x0 + 12.0, inset.y0 + 10.0), mark.unwrap()] {
        let after = |times: &[f64]| {
            let mut map = widget(Size::new(1280.0, 800.0), EN);
            picture(&mut map, None);
            for time in times {
                for phase in [PointerPhase::Down, PointerPhase::Up] {
                    let kind = PointerKind::Mouse;
                    map.handle(InputEvent::Pointer { phase, id: 1, kind, at, time: *time }, *time);
                }
            }
            map.frame(20.0, &BakedAdvances);
            (map.viewpoint().camera(), map.selection().selected())
        };
        assert!(after(&[1.0]).1.is_some());
        assert_eq!(after(&[1.0, 1.2]), after(&[1.0]));
    }
}

#[test]
fn each_piece_of_furniture_can_be_left_out() {
    let words = |map: &Widget| {
        let words = texts(map.scene().0).map(|t| t.text);
        words.collect::<Vec<String>>().join("|")
    };
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    let pieces = [
        ("title", "By boat, on foot, by road"),
        ("key", "Place in the article"),
        ("scale", " km"),
        ("inset", "The Gap, enlarged"),
        ("inset", "The border, enlarged"),
    ];
    for (name, word) in pieces {
        map.set_parts(Parts::all_except(""));
        picture(&mut map, None);
        assert!(words(&map).contains(word), "{name} is there");
        map.set_parts(Parts::all_except(name));
        picture(&mut map, None);
        assert!(!words(&map).contains(word), "{name} is gone");
    }
    map.set_parts(Parts::all_except(""));
    picture(&mut map, Some(GAP));
    assert!(panel(&map, ItemId::Locator).is_some());
    map.set_parts(Parts::all_except("locator"));
    picture(&mut map, Some(GAP));
    assert!(panel(&map, ItemId::Locator).is_none());
}

#[test]
fn a_story_with_an_empty_list_of_insets_has_none() {
    let story = common::STORY.replace("\"inset\"", "\"inset\": [], \"no-inset\"");
    let mut map = common::widget_with_story(&story, Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    assert!(panel(&map, ItemId::Inset(InsetIx(0))).is_none());
}

#[test]
fn the_way_ahead_is_lighter_and_hollow() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    let mut ahead = |progress: f64| {
        map.set_progress(progress);
        picture(&mut map, None);
        let theme = map.settings().theme();
        let lighter = |p: &PathItem| p.stroke.is_some_and(|s| s.color == theme.ahead);
        paths(map.scene().0).filter(lighter).count()
    };
    assert_eq!(ahead(1.0), 0);
    let (half, none) = (ahead(0.5), ahead(0.0));
    assert!(half > 0 && none > half, "{half} {none}");
    assert_eq!(ahead(f64::NAN), none, "no number changes nothing");
    assert_eq!(ahead(7.0), 0, "more than all is all");

    // Colour is not the only difference: a thinner line inside, with the same dashes, makes it hollow.
    map.set_progress(0.5);
    picture(&mut map, None);
    let theme = map.settings().theme();
    let lines: Vec<_> = paths(map.scene().0).collect();
    let color = |i: usize| lines.get(i).and_then(|line| line.stroke).map(|stroke| stroke.color);
    for (i, line) in lines.iter().enumerate() {
        let Some(stroke) = line.stroke else { continue };
        if stroke.color == theme.ahead {
            let core = &lines[i + 1];
            let inside = core.stroke.unwrap();
            assert_eq!((inside.color, inside.dash), (theme.ring, stroke.dash));
            assert!(core.shape == line.shape && stroke.width - inside.width >= 2.0);
        } else if stroke.color == theme.route {
            assert_ne!(color(i + 1), Some(theme.ring), "what has been travelled is not hollow");
        }
    }
}

/// Every inset in the picture: its number, its window on the map and its panel.
fn insets(map: &Widget) -> Vec<(u32, Rect, Rect)> {
    let targets: Vec<Target> = map.scene().0.placed_targets().collect();
    let window = |ix: u32| {
        targets.iter().find_map(|t| match (t.id, &t.zone) {
            (ItemId::Inset(InsetIx(i)), Zone::Window(r)) if i == ix => Some(*r),
            _ => None,
        })
    };
    let panels = targets.iter().filter_map(|t| match (t.id, &t.zone) {
        (ItemId::Inset(InsetIx(ix)), Zone::Panel(r)) => Some((ix, *r)),
        _ => None,
    });
    panels.map(|(ix, panel)| (ix, window(ix).unwrap(), panel)).collect()
}

/// How far apart two rectangles are.
fn between(a: Rect, b: Rect) -> f64 {
    let x = (b.x0 - a.x1).max(a.x0 - b.x1).max(0.0);
    let y = (b.y0 - a.y1).max(a.y0 - b.y1).max(0.0);
    x.hypot(y)
}

/// Each inset stands beside its window, over nothing else, and no line to one crosses the route or another inset.
fn look_at_insets(map: &Widget, title: &str) -> Vec<u32> {
    let (scene, shapes) = map.scene();
    let theme = map.settings().theme();
    let (route, leads) = (route(scene, shapes, theme), callouts(scene));
    let shown = insets(map);
    for (n, (ix, window, panel)) in shown.iter().enumerate() {
        let title = format!("{title}, inset {ix}: {window:?} {panel:?}");
        assert!(between(*window, *panel) <= 120.0, "{title}");
        assert!(scene.size.to_rect().contains_rect(*panel), "{title}");
        let others = shown.iter().enumerate().filter(|(other, _)| *other != n);
        for (_, (_, other_window, other_panel)) in others {
            assert!(!panel.overlaps(*other_window) && !panel.overlaps(*other_panel), "{title}");
            assert!(!window.overlaps(*other_window), "{title}");
        }
        let taken = map.settings().obstacles();
        assert!(!taken.iter().any(|r| r.overlaps(*panel)), "{title}");
        for line in &route[0] {
            assert!(!panel.contains(line.p0) && !panel.contains(line.p1), "{title}: {line:?}");
        }
    }
    for lead in &leads {
        assert!(!route[0].iter().any(|line| cross(*lead, *line)), "{title}: {lead:?}");
        for (_, window, panel) in &shown {
            let middle = lead.midpoint();
            assert!(!window.contains(middle) && !panel.contains(middle), "{title}: {lead:?}");
        }
    }
    shown.iter().map(|(ix, ..)| *ix).collect()
}

#[test]
fn an_inset_is_placed_beside_its_window_or_left_out() {
    let mut shown = 0;
    for size in [(390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let mut map = widget(Size::from(size), EN);
        map.set_reduced_motion(true);
        let ids: Vec<String> = common::story().places.iter().map(|p| p.id.clone()).collect();
        for id in core::iter::once(None).chain(ids.iter().map(|id| Some(id.as_str()))) {
            map.select(id);
            picture(&mut map, None);
            shown += look_at_insets(&map, &format!("{id:?} at {size:?}")).len();
        }
    }
    assert!(shown > 6, "{shown}");
}

#[test]
fn gap_and_border_are_both_shown_where_they_have_room() {
    // What the page lays over a wide and a narrow box: a card with the first screen, and a sheet.
    let shown = |size: Size, padding: Insets, taken: Vec<Rect>| {
        let mut map = widget(size, EN);
        map.set_padding(padding);
        map.set_obstacles(taken);
        map.fit(0.0);
        picture(&mut map, None);
        let shown = look_at_insets(&map, &format!("{size:?}"));
        (shown, callouts(map.scene().0).len())
    };
    for (w, h) in [(768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let size = Size::new(w, h);
        assert_eq!(shown(size, Insets::ZERO, vec![]).0, [0, 1], "{size:?}");
        let mut map = widget(size, EN);
        picture(&mut map, None);
        let (_, window, panel) = insets(&map)[1];
        let touches = |r: Rect, p: Point| r.inflate(0.6, 0.6).contains(p);
        let leads = callouts(map.scene().0);
        let joins = |l: &Line| touches(window, l.p0) && touches(panel, l.p1);
        assert!(leads.iter().any(joins), "{size:?}: a line leads to the border's inset");
        let card = Rect::new(w - 352.0, 16.0, w - 16.0, h - 48.0);
        let beside = shown(size, Insets::new(0.0, 0.0, 352.0, 0.0), vec![card]).0;
        assert_eq!(beside.contains(&1), w > 1000.0, "{size:?} beside a card: {beside:?}");
    }
    // On a phone the names of the stops at the border need the room.
    let sheet = Rect::new(0.0, 464.0, 390.0, 844.0);
    let phone = Size::new(390.0, 844.0);
    assert!(!shown(phone, Insets::new(0.0, 0.0, 0.0, 380.0), vec![sheet]).0.contains(&1));
    assert_eq!(shown(Size::new(320.0, 568.0), Insets::ZERO, vec![]).1, 0, "no lines at 320 px");
}

/// A route from the south-west to the north-east of an empty sea, with these parts of it enlarged.
fn with_insets(boxes: &[[f64; 4]]) -> String {
    let stop = |id: &str, lon: f64, lat: f64| {
        json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [lon, lat]},
               "properties": {"name": id, "kind": "stop", "rank": "main"}})
    };
    let way = json!({"type": "Feature", "geometry": {"type": "LineString",
        "coordinates": [[-40, -40], [-30, -20], [-20, 0]]},
        "properties": {"from": "south", "to": "north", "mode": "foot", "certainty": "unsourced"}});
    let features = [
        stop("south", -40.0, -40.0),
        stop("ford", -39.6, -39.6),
        stop("middle", -30.0, -20.0),
        stop("north", -20.0, 0.0),
        way,
    ];
    let mut story: Value = serde_json::from_str(&common::made::story_of(&features)).unwrap();
    let inset = |bbox: &[f64; 4]| json!({"title": "Enlarged", "bbox": bbox});
    story["inset"] = boxes.iter().map(inset).collect();
    story.to_string()
}

const SOUTH: [f64; 4] = [-41.0, -41.0, -39.0, -39.0];
const MIDDLE: [f64; 4] = [-31.0, -21.0, -29.0, -19.0];
const NORTH: [f64; 4] = [-21.0, -1.0, -19.0, 1.0];

#[test]
fn an_invented_story_shows_as_many_insets_as_have_room() {
    for size in [(768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        for boxes in [&[SOUTH, NORTH][..], &[NORTH, MIDDLE, SOUTH]] {
            let mut map = common::widget_with_story(&with_insets(boxes), Size::from(size), EN);
            picture(&mut map, None);
            let shown = look_at_insets(&map, &format!("{size:?}"));
            assert_eq!(shown.len(), boxes.len(), "{size:?}: {shown:?}");
        }
        // Of two windows, one over the other, the more important one has an inset.
        let near = [MIDDLE, [-30.5, -20.5, -28.5, -18.5], NORTH];
        let mut map = common::widget_with_story(&with_insets(&near), Size::from(size), EN);
        picture(&mut map, None);
        assert_eq!(look_at_insets(&map, "one over the other"), [0, 2]);
    }
}

#[test]
fn many_insets_and_empty_ones_do_no_harm() {
    let mut map =
        common::widget_with_story(&with_insets(&[SOUTH; 500]), Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    assert_eq!(look_at_insets(&map, "five hundred"), [0]);
    let nothing = [-30.0, -20.0, -30.0, -20.0];
    let mut map =
        common::widget_with_story(&with_insets(&[nothing, NORTH]), Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    assert!(look_at_insets(&map, "an empty one").contains(&1));
}

#[test]
fn each_inset_and_each_window_opens_its_own_part() {
    let mut map =
        common::widget_with_story(&with_insets(&[SOUTH, NORTH]), Size::new(1280.0, 800.0), EN);
    map.set_reduced_motion(true);
    picture(&mut map, None);
    let shown = insets(&map);
    for (ix, window, panel) in shown {
        let lat = if ix == 0 { -40.0 } else { 0.0 };
        let tab = panel.origin() + (12.0, 10.0);
        for at in [tab, Point::new(window.center().x, window.y0)] {
            map.fit(0.0);
            picture(&mut map, None);
            tap(&mut map, at);
            let view = map.viewpoint().camera().view();
            assert!((view.lat - lat).abs() < 0.5 && view.zoom > 5.0, "inset {ix}: {view:?}");
        }
    }
    // A place in the second one can be chosen there.
    map.fit(0.0);
    picture(&mut map, None);
    let (_, _, panel) = insets(&map)[1];
    let mark = map.scene().0.placed_targets().find_map(|t| match (&t.zone, t.id) {
        (Zone::Mark(c), ItemId::Place(ix)) if panel.contains(c.center) => Some((c.center, ix)),
        _ => None,
    });
    let (at, ix) = mark.unwrap();
    tap(&mut map, at);
    assert_eq!(map.selection().selected_place(), Some(ix));
}
