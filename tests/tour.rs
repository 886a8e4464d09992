//! The ways through the story: after any actions in any order the state is valid, a paused story stays paused,
//! and with reduced motion nothing moves by itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, ES, STORY, locale, made, story, texts, widget, widget_with_story};
use darien_map::camera::{MAX_ZOOM, MIN_ZOOM, View};
use darien_map::geo::LonLat;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::hit::PointerKind;
use darien_map::mercator::world_from_lonlat;
use darien_map::scene::{Geometry, Item, LayerKind, PathItem};
use darien_map::text::BakedAdvances;
use darien_map::widget::{Event, Widget};
use kurbo::{Circle, Insets, Point, Size, Vec2};
use proptest::prelude::*;
use std::cell::RefCell;

const SIZE: Size = Size::new(360.0, 640.0);

fn chapters() -> usize {
    story().chapters.len()
}

/// Advances time by `seconds`, in frames of a sixtieth.
fn run(map: &mut Widget, now: &mut f64, seconds: f64) {
    for _ in 0..(seconds * 60.0).ceil() as usize {
        *now += 1.0 / 60.0;
        map.tick(*now);
        map.advance(*now);
    }
}

/// Advances time until a flight has ended.
fn finish_flight(map: &mut Widget, now: &mut f64) {
    run(map, now, 2.0);
    assert!(map.viewpoint().flight().is_none());
}

fn place_of(chapter: Option<usize>) -> Option<usize> {
    chapter.map(|c| story().chapters[c].place.0 as usize)
}

/// What a reader sees of the story: chapter, chosen place, view, and how much of the route is travelled.
fn seen(map: &Widget) -> (Option<usize>, Option<usize>, [i64; 3], i64) {
    let View { lon, lat, zoom } = map.viewpoint().camera().view();
    let round = |x: f64| (x * 1e4).round() as i64;
    let view = [lon, lat, zoom].map(round);
    let selected = map.selection().selected_place().map(|p| p.0 as usize);
    (map.timeline().chapter(), selected, view, round(map.walked()))
}

#[test]
fn stepping_playing_and_scrolling_lead_to_the_same_views() {
    let mut now = 0.0;
    let mut stepped = widget(SIZE, EN);
    let mut way = Vec::new();
    for chapter in 0..chapters() {
        stepped.go_to(Some(chapter), now);
        finish_flight(&mut stepped, &mut now);
        assert_eq!(
            stepped.selection().selected_place().map(|p| p.0 as usize),
            place_of(Some(chapter))
        );
        way.push(seen(&stepped));
    }
    let walked: Vec<i64> = way.iter().map(|w| w.3).collect();
    assert!(walked.is_sorted() && walked[0] > 0, "the line grows: {walked:?}");
    assert!(*walked.last().unwrap() > 9900, "to its end");

    let mut scrolled = widget(SIZE, EN);
    let mut on_scroll = Vec::new();
    for tenth in -10..=(chapters() as i32 - 1) * 10 {
        scrolled.scroll(f64::from(tenth) / 10.0, now);
        if tenth >= 0 && tenth % 10 == 0 {
            on_scroll.push(seen(&scrolled));
        }
    }
    assert_eq!(on_scroll, way);

    let mut calm = widget(SIZE, EN);
    calm.set_reduced_motion(true);
    let mut jumped = Vec::new();
    for chapter in 0..chapters() {
        calm.go_to(Some(chapter), now);
        assert!(calm.viewpoint().flight().is_none());
        jumped.push(seen(&calm));
    }
    assert_eq!(jumped, way);

    let mut played = widget(SIZE, EN);
    played.play(now);
    let mut on_play = Vec::new();
    while let Some(wait) = played.next_chapter_in(now) {
        // Just before the next turn.
        run(&mut played, &mut now, (wait - 0.1).max(0.0));
        on_play.push(seen(&played));
        run(&mut played, &mut now, 0.2);
    }
    assert_eq!(on_play, way);
    assert_eq!(seen(&played), *way.last().unwrap(), "it stands at the end");
}

/// Composes frames until nothing moves any more, as a page would. Once the map stands still, its labels do.
fn settle(map: &mut Widget, now: &mut f64) {
    let mut at_rest = None;
    while map.needs_frame() {
        *now += 1.0 / 30.0;
        map.frame(*now, &BakedAdvances);
        if map.viewpoint().flight().is_none() && map.timeline().shown_chapter().is_some() {
            assert_eq!(letters(map), *at_rest.get_or_insert_with(|| letters(map)));
        }
    }
}

/// Every text of the picture, and where it is, in tenths of a CSS pixel.
fn letters(map: &Widget) -> Vec<(String, i64, i64)> {
    let round = |x: f64| (x * 10.0).round() as i64;
    let texts = texts(map.scene().0);
    texts.map(|t| (t.text, round(t.origin.x), round(t.origin.y))).collect()
}

#[test]
fn a_chapter_at_rest_shows_the_same_labels_whatever_was_seen_before() {
    let (now, mut hovered) = (&mut 0.0, 0);
    let stops = (0..9).map(|i| {
        let (lon, lat) = (f64::from(i % 3) * 0.7, 30.0 + f64::from(i / 3) * 0.4);
        made::place(["Harbour town", "Mill", "Upper bridge"][i as usize % 3], "stop", lon, lat)
    });
    let invented = made::story_of(&stops.collect::<Vec<_>>());
    for (text, every) in [(STORY, 1), (&invented, 2)] {
        let mut first = widget_with_story(text, SIZE, EN);
        first.set_reduced_motion(true);
        let mut map = widget_with_story(text, SIZE, EN);
        let chapters = first.outline().chapters.len();
        let there = (0..chapters).step_by(every);
        for chapter in there.clone().chain(there.rev()) {
            first.load_story(text).unwrap();
            first.go_to(Some(chapter), 0.0);
            settle(&mut first, now);
            let wanted = letters(&first);
            map.go_to(Some(chapter), *now);
            settle(&mut map, now);
            assert_eq!(letters(&map), wanted, "chapter {chapter}, after a flight");
            map.pan_by(Vec2::new(-70.0, 45.0), *now);
            settle(&mut map, now);
            assert_ne!(letters(&map), wanted, "the reader looks around");
            map.resume(*now);
            settle(&mut map, now);
            assert_eq!(letters(&map), wanted, "chapter {chapter}, after a look around");
            let point = |map: &mut Widget, phase, at, time| {
                map.handle(
                    InputEvent::Pointer { phase, id: 1, kind: PointerKind::Mouse, at, time },
                    time,
                );
                map.frame(time, &BakedAdvances);
            };
            let first = wanted.iter().take(4);
            for at in first.map(|(_, x, y)| {
                Point::new(*x as f64 / 10.0, *y as f64 / 10.0) + Vec2::new(3.0, -3.0)
            }) {
                point(&mut map, PointerPhase::Move, at, *now);
                hovered += usize::from(map.selection().hovered().is_some());
            }
            point(&mut map, PointerPhase::Leave, Point::ZERO, *now);
            assert_eq!(letters(&map), wanted, "chapter {chapter}, after the mouse was over it");
        }
    }
    assert!(hovered > 40, "{hovered} labels were under the mouse");
}

#[test]
fn the_story_plays_as_long_as_the_reader_was_told() {
    for lang in [EN, ES] {
        let mut map = widget(Size::new(1280.0, 800.0), lang);
        let seconds = map.outline().seconds;
        assert!((60.0..600.0).contains(&seconds), "{lang}: {seconds}");
        map.play(0.0);
        let mut now = 0.0;
        while let Some(wait) = map.next_chapter_in(now) {
            now += wait + 1e-6;
            map.advance(now);
            map.tick(now);
        }
        assert_eq!(map.timeline().chapter(), Some(chapters() - 1));
        assert!((now - seconds).abs() < 0.1, "{lang}: the outline says {seconds}, played {now}");
    }
}

#[test]
fn looking_around_can_be_undone() {
    let mut now = 0.0;
    let mut map = widget(SIZE, EN);
    map.go_to(Some(2), now);
    finish_flight(&mut map, &mut now);
    let here = seen(&map);
    map.take_events();
    map.pan_by(Vec2::new(200.0, 90.0), now);
    finish_flight(&mut map, &mut now);
    let timeline = *map.timeline();
    assert_eq!((timeline.chapter(), timeline.is_away()), (Some(2), true));
    assert_ne!(seen(&map), here);
    let expected = Event::Tour { chapter: Some(2), away: true, playing: false };
    assert_eq!(map.take_events(), [expected]);
    assert!(map.select(Some("monterrey")));
    map.resume(now);
    finish_flight(&mut map, &mut now);
    assert_eq!(seen(&map), here);
    map.go_to(None, now);
    finish_flight(&mut map, &mut now);
    assert_eq!((map.timeline().chapter(), map.selection().selected_place()), (None, None));
    assert_eq!(map.walked(), 1.0);
}

#[test]
fn a_raised_sheet_keeps_the_place_visible_and_restores_the_view() {
    let mut now = 0.0;
    let mut map = widget(SIZE, EN);
    let low = Insets::new(0.0, 0.0, 0.0, 290.0);
    for chapter in [None, Some(2)] {
        map.set_padding(low);
        map.go_to(chapter, now);
        assert!(map.select(Some("bajo-chiquito")));
        finish_flight(&mut map, &mut now);
        let before = seen(&map);
        map.set_padding(Insets::new(0.0, 0.0, 0.0, 560.0));
        finish_flight(&mut map, &mut now);
        let place = story().place_ix("bajo-chiquito").and_then(|ix| story().place(ix)).unwrap();
        let at = map.project(place.at);
        assert!((0.0..80.0).contains(&at.y) && (0.0..360.0).contains(&at.x), "{at:?}");
        assert_eq!(seen(&map).2[2], before.2[2], "the zoom stays");
        map.set_padding(low);
        finish_flight(&mut map, &mut now);
        assert_eq!(seen(&map), before);
    }
}

#[test]
fn a_touch_pauses_the_story() {
    let touches: [fn(&mut Widget, f64); 7] = [
        |map, now| {
            // On the chapter's own place, which is chosen already.
            let place = story().place(map.selection().selected_place().unwrap()).unwrap();
            let (id, kind, at) = (1, PointerKind::Mouse, map.project(place.at));
            map.frame(now, &BakedAdvances);
            for phase in [PointerPhase::Down, PointerPhase::Up] {
                map.handle(InputEvent::Pointer { phase, id, kind, at, time: now }, now);
            }
        },
        |map, now| map.pan_by(Vec2::new(9.0, 0.0), now),
        |map, now| map.zoom_by(1.0, now),
        |map, now| map.fit(now),
        |map, _| assert!(map.select(Some("matamoros"))),
        |map, now| {
            let at = Point::new(100.0, 100.0);
            map.handle(InputEvent::Wheel { at, delta: 40.0 }, now);
        },
        |map, now| map.go_to(Some(5), now),
    ];
    for touch in touches {
        let mut map = widget(SIZE, EN);
        let mut now = 0.0;
        map.play(now);
        finish_flight(&mut map, &mut now);
        touch(&mut map, now);
        assert_eq!(map.next_chapter_in(now), None);
        finish_flight(&mut map, &mut now);
        let before = seen(&map);
        run(&mut map, &mut now, 60.0);
        assert_eq!(seen(&map), before);
    }
}

#[test]
fn story_size_and_language_can_change_while_playing() {
    let mut now = 0.0;
    let mut map = widget(SIZE, EN);
    map.play(now);
    run(&mut map, &mut now, 0.3);
    map.resize(Size::new(1280.0, 800.0));
    map.set_locale(locale(ES));
    assert!(map.viewpoint().flight().is_none() && map.next_chapter_in(now).is_some());
    run(&mut map, &mut now, 30.0);
    assert!(map.timeline().chapter() > Some(0), "it goes on");
    map.load_story(r#"{"type": "FeatureCollection", "features": []}"#).unwrap_err();
    assert!(map.next_chapter_in(now).is_some(), "a story that is none changes nothing");
    let one = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a",
        "properties": {"kind": "stop", "name": "A"},
        "geometry": {"type": "Point", "coordinates": [-77, 8]}}]}"#;
    map.load_story(one).unwrap();
    assert_eq!((map.next_chapter_in(now), map.timeline().chapter()), (None, None));
    map.go_to(Some(1), now);
    assert_eq!(map.timeline().chapter(), None, "there is one chapter alone");
    map.go_to(Some(0), now);
    finish_flight(&mut map, &mut now);
    assert!(map.viewpoint().camera().view().is_finite());
    map.scroll(f64::NAN, now);
    map.scroll(1e300, now);
    assert_eq!(map.timeline().chapter(), Some(0));
}

/// Anything that a reader, a page or a browser can do.
#[derive(Clone, Debug)]
enum Action {
    Pointer(PointerPhase, i32, PointerKind, f64, f64),
    Wheel(f64),
    GoTo(i32),
    Play,
    Pause,
    Resume,
    Scroll(f64),
    Zoom(f64),
    Pan(f64, f64),
    Fit,
    Select(Option<&'static str>),
    Number(usize),
    Resize(f64, f64),
    Pad(f64, f64),
    Calm(bool),
    Free(bool),
    Fly(f64, f64, f64),
    Wait(f64),
}

fn action() -> impl Strategy<Value = Action> {
    use Action::*;
    use PointerPhase::{Cancel, Down, Leave, Move, Up};
    let phase = prop::sample::select(vec![Down, Down, Move, Move, Move, Up, Cancel, Leave]);
    let kinds = vec![PointerKind::Mouse, PointerKind::Touch, PointerKind::Pen];
    let kind = prop::sample::select(kinds);
    let number = prop_oneof![
        9 => -2e3..2e3,
        1 => prop::sample::select(vec![0.0, 1e6, -1e6, 1e300, f64::NAN, f64::INFINITY]),
    ];
    let (a, b, c) = (number.clone(), number.clone(), number.clone());
    let side = || prop::sample::select(vec![0.0, 1.0, 320.0, 360.0, 800.0, 8000.0]);
    let ids = vec![None, Some("acandi"), Some("mexico"), Some("rio-grande"), Some("nowhere")];
    prop_oneof![
        12 => (phase, 0..11i32, kind, -50.0..700.0, -50.0..700.0)
            .prop_map(|(phase, id, kind, x, y)| Pointer(phase, id, kind, x, y)),
        2 => a.prop_map(Wheel),
        3 => (-2..12i32).prop_map(GoTo),
        3 => Just(Play),
        1 => Just(Pause),
        2 => Just(Resume),
        3 => (-2.0..10.0).prop_map(Scroll),
        1 => c.clone().prop_map(Scroll),
        1 => b.clone().prop_map(Zoom),
        2 => (b, c.clone()).prop_map(|(x, y)| Pan(x, y)),
        1 => Just(Fit),
        2 => prop::sample::select(ids).prop_map(Select),
        1 => (0..11usize).prop_map(Number),
        1 => (side(), side()).prop_map(|(w, h)| Resize(w, h)),
        1 => (side(), side()).prop_map(|(w, h)| Pad(w, h)),
        1 => any::<bool>().prop_map(Calm),
        1 => any::<bool>().prop_map(Free),
        1 => (-200.0..200.0, -100.0..100.0, c).prop_map(|(x, y, z)| Fly(x, y, z)),
        6 => (0.0..9.0).prop_map(Wait),
    ]
}

fn act(map: &mut Widget, action: &Action, now: &mut f64) {
    let time = *now;
    match *action {
        Action::Pointer(phase, id, kind, x, y) => {
            *now += 0.008;
            let at = Point::new(x, y);
            map.handle(InputEvent::Pointer { phase, id, kind, at, time: *now }, *now);
        }
        Action::Wheel(delta) => {
            map.handle(InputEvent::Wheel { at: Point::new(99.0, 99.0), delta }, time)
        }
        Action::GoTo(c) => map.go_to(usize::try_from(c).ok(), time),
        Action::Play => map.play(time),
        Action::Pause => map.pause(),
        Action::Resume => map.resume(time),
        Action::Scroll(position) => map.scroll(position, time),
        Action::Zoom(levels) => map.zoom_by(levels, time),
        Action::Pan(x, y) => map.pan_by(Vec2::new(x, y), time),
        Action::Fit => map.fit(time),
        Action::Select(id) => {
            map.select(id);
        }
        Action::Number(n) => {
            map.select_number(n);
        }
        Action::Resize(w, h) => map.resize(Size::new(w, h)),
        Action::Pad(x, y) => map.set_padding(Insets::new(0.0, 0.0, x, y)),
        Action::Calm(on) => map.set_reduced_motion(on),
        Action::Free(on) => map.set_one_finger_pans(on),
        Action::Fly(lon, lat, zoom) => map.fly_to(View { lon, lat, zoom }, None, time),
        Action::Wait(seconds) => run(map, now, seconds),
    }
}

fn is_valid(map: &Widget) -> Result<(), TestCaseError> {
    let (timeline, selected) = (map.timeline(), map.selection().selected_place());
    let view = map.viewpoint().camera().view();
    prop_assert!(view.is_finite(), "{view:?}");
    prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&view.zoom), "{view:?}");
    prop_assert!(view.lat.abs() < 90.0, "{view:?}");
    prop_assert!((0.0..=1.0).contains(&map.walked()), "{}", map.walked());
    prop_assert!(timeline.chapter().is_none_or(|c| c < chapters()));
    prop_assert!(selected.is_none_or(|ix| story().place(ix).is_some()));
    if timeline.follows() {
        let place = place_of(timeline.chapter());
        prop_assert_eq!(selected.map(|p| p.0 as usize), place);
    }
    Ok(())
}

thread_local! {
    /// Reading the ground takes longer than the rest.
    static MAP: RefCell<Widget> = RefCell::new(widget(SIZE, EN));
}

/// Runs a test on a map in its initial state.
fn on_a_map(
    test: impl FnOnce(&mut Widget) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    MAP.with_borrow_mut(|map| {
        map.load_story(STORY).unwrap();
        (0..11).for_each(|id| {
            let (phase, kind, at) = (PointerPhase::Cancel, PointerKind::Touch, Point::ZERO);
            map.handle(InputEvent::Pointer { phase, id, kind, at, time: 0.0 }, 0.0);
        });
        map.set_reduced_motion(false);
        map.set_padding(Insets::ZERO);
        map.resize(SIZE);
        test(map)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_actions_leave_a_valid_state(actions in prop::collection::vec(action(), 1..60)) {
        on_a_map(|map| {
            let mut now = 1.0;
            for action in &actions {
                act(map, action, &mut now);
                is_valid(map)?;
            }
            map.frame(now, &BakedAdvances);
            is_valid(map)
        })?;
    }

    #[test]
    fn a_paused_story_stays_paused(actions in prop::collection::vec(action(), 1..40), wait in 1.0..300.0) {
        on_a_map(|map| {
            let mut now = 1.0;
            for action in &actions {
                act(map, action, &mut now);
            }
            map.pause();
            let chapter = map.timeline().chapter();
            run(map, &mut now, 2.0);
            let before = seen(map);
            prop_assert_eq!(before.0, chapter);
            prop_assert_eq!(map.next_chapter_in(now), None);
            run(map, &mut now, wait);
            prop_assert_eq!(seen(map), before);
            Ok(())
        })?;
    }

    #[test]
    fn with_reduced_motion_nothing_moves(actions in prop::collection::vec(action(), 1..40)) {
        on_a_map(|map| {
            let mut now = 1.0;
            map.set_reduced_motion(true);
            for action in actions.iter().filter(|d| !matches!(d, Action::Calm(_))) {
                act(map, action, &mut now);
                prop_assert!(map.viewpoint().flight().is_none(), "{:?}", action);
                prop_assert!(!map.timeline().travels(), "{:?}", action);
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_place_or_chapter_that_does_not_exist_changes_nothing() {
    let mut now = 0.0;
    let mut map = widget(SIZE, EN);
    map.go_to(Some(2), now);
    finish_flight(&mut map, &mut now);
    let before = (seen(&map), *map.timeline(), *map.selection());
    map.take_events();
    assert!(!map.select(Some("nowhere")) && map.chapter_ix("nowhere").is_none());
    map.go_to(Some(999), now);
    finish_flight(&mut map, &mut now);
    assert_eq!((seen(&map), *map.timeline(), *map.selection()), before);
    assert!(map.take_events().is_empty());
}

#[test]
fn closing_a_card_restores_the_view() {
    let mut map = widget(SIZE, EN);
    let mut now = 0.0;
    let home = map.viewpoint().camera();
    for id in ["monterrey", "acandi"] {
        assert!(map.select(Some(id)));
        finish_flight(&mut map, &mut now);
    }
    assert!(map.viewpoint().camera().zoom > home.zoom + 1.0);
    map.close_card(now);
    finish_flight(&mut map, &mut now);
    assert!(map.viewpoint().is_at_home(), "the view before the first of the two cards");

    // A view of the reader's own comes back, too.
    map.jump_to(View { lon: -85.0, lat: 12.0, zoom: 6.0 });
    let own = map.viewpoint().camera();
    assert!(map.select(Some("acandi")));
    finish_flight(&mut map, &mut now);
    map.close_card(now);
    finish_flight(&mut map, &mut now);
    let back = map.viewpoint().camera();
    assert!((back.zoom - own.zoom).abs() < 1e-6 && back.center.distance(own.center) < 1e-9);

    // The reader who moves the map with an open card stays where the map was moved.
    assert!(map.select(Some("acandi")));
    finish_flight(&mut map, &mut now);
    map.zoom_by(1.0, now);
    finish_flight(&mut map, &mut now);
    let moved = map.viewpoint().camera();
    map.close_card(now);
    finish_flight(&mut map, &mut now);
    assert_eq!(map.viewpoint().camera(), moved);
}

#[test]
fn closing_the_card_of_a_chapter_shows_the_whole_route_and_keeps_the_chapter() {
    let mut map = widget(SIZE, EN);
    let mut now = 0.0;
    for chapter in [0, 1] {
        map.go_to(Some(chapter), now);
        finish_flight(&mut map, &mut now);
    }
    map.close_card(now);
    finish_flight(&mut map, &mut now);
    assert!(map.viewpoint().is_at_home() && map.timeline().is_away());
    assert_eq!(map.timeline().chapter(), Some(1));
    map.resume(now);
    finish_flight(&mut map, &mut now);
    assert!(map.timeline().follows());
}

/// Where the traveller is on the screen: two circles about one point, the larger one with an outline, in a layer of marks.
fn traveller(map: &mut Widget, now: f64) -> Option<Point> {
    let scene = map.frame(now, &BakedAdvances);
    let marks = scene.layers.iter().filter(|layer| layer.kind == LayerKind::Marks);
    let discs: Vec<(Circle, bool)> = marks
        .flat_map(|layer| layer.placed_items())
        .filter_map(|item| match &*item {
            Item::Path(PathItem { shape: Geometry::Circle(circle), stroke, .. }) => {
                Some((*circle, stroke.is_some()))
            }
            _ => None,
        })
        .collect();
    let is_traveller = |w: &&[(Circle, bool)]| w[0].0.center == w[1].0.center && w[0].1;
    discs.windows(2).find(is_traveller).map(|w| w[0].0.center)
}

#[test]
fn the_traveller_is_drawn_on_the_line_between_two_chapters_only() {
    let mut now = 0.0;
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    assert_eq!(traveller(&mut map, now), None, "the story has not begun");
    map.go_to(Some(0), now);
    finish_flight(&mut map, &mut now);
    assert_eq!(traveller(&mut map, now), None, "it rests at a chapter");
    map.go_to(Some(2), now);
    let mut way = Vec::new();
    while map.viewpoint().flight().is_some() {
        now += 0.1;
        let at = traveller(&mut map, now);
        way.extend(at.map(|at| map.unproject(at).lon));
    }
    assert!(way.len() > 2 && way.is_sorted_by(|a, b| b < a), "it goes west: {way:?}");
    finish_flight(&mut map, &mut now);
    assert_eq!(traveller(&mut map, now), None, "it has arrived");
    map.scroll(1.5, now);
    assert!(traveller(&mut map, now).is_some(), "scrolling moves it, too");
    map.set_reduced_motion(true);
    map.scroll(1.5, now);
    assert_eq!(traveller(&mut map, now), None, "with reduced motion there is none");
    map.go_to(Some(0), now);
    assert_eq!(traveller(&mut map, now), None);
}

#[test]
fn no_chapter_zooms_in_further_than_the_ground_is_accurate_to_one_pixel() {
    let bounds = |lon: f64, lat: f64| [lon - 0.05, lat - 0.05, lon + 0.05, lat + 0.05];
    let boxes = [bounds(-97.5, 25.9), bounds(-77.5, 8.2), bounds(-99.0, 19.4)];
    let mut story: serde_json::Value = serde_json::from_str(STORY).unwrap();
    for (chapter, bounds) in story["chapters"].as_array_mut().unwrap().iter_mut().zip(boxes) {
        chapter["bbox"] = serde_json::json!(bounds);
    }
    let mut map = widget_with_story(&story.to_string(), Size::new(1280.0, 800.0), EN);
    map.set_reduced_motion(true);
    for chapter in 0..chapters() {
        map.go_to(Some(chapter), 0.0);
        let camera = map.viewpoint().camera();
        // One level more than to half a pixel.
        let most = common::manifest().max_zoom_at(camera.center) + 1.0;
        assert!(camera.zoom <= most + 1e-9, "{chapter}: {} of {most}", camera.zoom);
        let Some([west, south, east, north]) = boxes.get(chapter) else { continue };
        // What was asked for stays in the middle.
        let middle = LonLat::new((west + east) / 2.0, (south + north) / 2.0);
        let off =
            camera.screen_from_world(world_from_lonlat(middle)) - camera.size.to_rect().center();
        assert!(off.hypot() < 1.0, "{chapter}: {off:?}");
    }
}
