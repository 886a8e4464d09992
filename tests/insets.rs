//! Pictures in the picture, and furniture the page can do without.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, paths, picture, texts, widget};
use darien_map::camera::View;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::hit::PointerKind;
use darien_map::scene::{ItemId, PathItem, Zone};
use darien_map::settings::Parts;
use darien_map::text::BakedAdvances;
use darien_map::widget::Widget;
use kurbo::{Point, Rect, Size};

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
fn a_touch_on_the_inset_flies_there_and_the_locator_leads_back() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let home = map.viewpoint().camera().zoom;
    let inset = panel(&map, ItemId::Inset).unwrap();
    assert!(panel(&map, ItemId::Locator).is_none());
    tap(&mut map, Point::new(inset.x0 + 12.0, inset.y0 + 10.0));
    assert!(map.viewpoint().camera().zoom > home + 2.0, "{}", map.viewpoint().camera().zoom);
    assert!(panel(&map, ItemId::Inset).is_none());
    let locator = panel(&map, ItemId::Locator).unwrap();
    tap(&mut map, locator.center());
    assert!(
        (map.viewpoint().camera().zoom - home).abs() < 1e-6,
        "{}",
        map.viewpoint().camera().zoom
    );
}

#[test]
fn a_place_in_the_inset_can_be_chosen() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let inset = panel(&map, ItemId::Inset).unwrap();
    let mark = map.scene().0.placed_targets().find_map(|t| match (&t.zone, t.id) {
        (Zone::Mark(c), ItemId::Place(_)) if inset.contains(c.center) => Some((c.center, t.id)),
        _ => None,
    });
    let (at, id) = mark.unwrap();
    tap(&mut map, at);
    assert_eq!(map.selection().selected_place().map(ItemId::Place), Some(id));
}

#[test]
fn two_taps_on_a_picture_in_the_picture_are_one() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let inset = panel(&map, ItemId::Inset).unwrap();
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
fn the_page_can_do_without_each_piece() {
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
    ];
    for (name, word) in pieces {
        map.set_parts(Parts::without(""));
        picture(&mut map, None);
        assert!(words(&map).contains(word), "{name} is there");
        map.set_parts(Parts::without(name));
        picture(&mut map, None);
        assert!(!words(&map).contains(word), "{name} is gone");
    }
    map.set_parts(Parts::without(""));
    picture(&mut map, Some(GAP));
    assert!(panel(&map, ItemId::Locator).is_some());
    map.set_parts(Parts::without("locator"));
    picture(&mut map, Some(GAP));
    assert!(panel(&map, ItemId::Locator).is_none());
}

#[test]
fn a_story_without_an_inset_has_none() {
    let story = common::STORY.replace("\"inset\"", "\"no-inset\"");
    let mut map = common::telling(&story, Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    assert!(panel(&map, ItemId::Inset).is_none());
}

#[test]
fn what_lies_ahead_is_lighter_and_hollow() {
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

    // Without the colours it can still be told: a thinner line inside, with the same dashes, makes it hollow.
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

/// The inset's window on the map and its panel.
fn window_and_panel(map: &Widget) -> Option<(Rect, Rect)> {
    let window = map.scene().0.placed_targets().find_map(|t| match t.zone {
        Zone::Window(r) => Some(r),
        _ => None,
    });
    window.zip(panel(map, ItemId::Inset))
}

#[test]
fn an_inset_stands_beside_its_window_or_nowhere() {
    let mut shown = 0;
    for size in [(390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let mut map = widget(Size::from(size), EN);
        map.set_reduced_motion(true);
        let ids: Vec<String> = common::story().places.iter().map(|p| p.id.clone()).collect();
        for id in core::iter::once(None).chain(ids.iter().map(|id| Some(id.as_str()))) {
            map.select(id);
            picture(&mut map, None);
            let Some((window, panel)) = window_and_panel(&map) else { continue };
            shown += 1;
            let x = (panel.x0 - window.x1).max(window.x0 - panel.x1).max(0.0);
            let y = (panel.y0 - window.y1).max(window.y0 - panel.y1).max(0.0);
            assert!(x.hypot(y) <= 120.0, "{id:?} at {size:?}: {window:?} {panel:?}");
        }
    }
    assert!(shown > 3, "{shown}");
}
