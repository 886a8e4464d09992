//! A frame that is only moved allocates nothing and composes nothing, and a flight round the Earth leaves nothing behind.

#![allow(
    clippy::unwrap_used,
    unsafe_code,
    reason = "a test may fail loudly; an allocator is unsafe"
)]

mod common;

use common::earth::{earth, look};
use common::made::{river, story_of};
use common::{EN, picture, widget, widget_with_story};
use darien_map::camera::View;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::ground::SharedGrounds;
use darien_map::hit::PointerKind;
use darien_map::text::BakedAdvances;
use darien_map::widget::Widget;
use kurbo::{Point, Size};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, with a tally for each thread.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// The bytes that are in use.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        LIVE.set(LIVE.get().wrapping_add(layout.size()));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get().wrapping_sub(layout.size()));
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static HEAP: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

/// A map whose drag has begun, and a function that moves it on.
fn dragged() -> (Widget, impl FnMut(&mut Widget, f64)) {
    let mut map = widget(Size::new(1000.0, 700.0), EN);
    picture(&mut map, None);
    map.set_one_finger_pans(true);
    let mut time = 0.0;
    let mut x = 500.0;
    let mut step = move |map: &mut Widget, by: f64| {
        time += 0.016;
        let phase = if x == 500.0 { PointerPhase::Down } else { PointerPhase::Move };
        x += by;
        let (kind, at) = (PointerKind::Mouse, Point::new(x, 300.0));
        map.handle(InputEvent::Pointer { phase, id: 1, kind, at, time }, time);
        map.frame(time, &BakedAdvances);
        map.take_events();
    };
    step(&mut map, 1.0);
    for _ in 0..40 {
        step(&mut map, 8.0);
    }
    (map, step)
}

#[test]
fn moving_the_map_allocates_nothing_in_most_frames() {
    let (mut map, mut step) = dragged();
    let counts: Vec<usize> = (0..48).map(|_| allocations(|| step(&mut map, 4.0))).collect();
    // After a longer move labels must be laid out again: every thirty-sixth picture is composed.
    let composed = counts.iter().filter(|n| **n > 8).count();
    assert!(composed <= 2, "{counts:?}");
    // The event that the view has changed is the one thing kept.
    let quiet = counts.iter().filter(|n| **n <= 1).count();
    assert!(quiet >= 46, "{counts:?}");
}

#[test]
fn a_slow_drag_is_composed_anew_sooner_than_a_fast_one() {
    let composed = |by: f64| {
        let (mut map, mut step) = dragged();
        // Marks are new in every composition.
        let marks = |map: &Widget| map.scene().0.layers[2].revision;
        let (mut last, mut count) = (marks(&map), 0);
        for _ in 0..(640.0 / by) as usize {
            step(&mut map, by);
            count += u32::from(core::mem::replace(&mut last, marks(&map)) != last);
        }
        count
    };
    // After the first every 80 CSS pixels, and every 140: a fifth of the box's height.
    assert_eq!((composed(2.0), composed(8.0)), (9, 5));
}

#[test]
fn a_still_map_asks_for_no_frame() {
    let (mut map, _) = dragged();
    for i in 0..20 {
        map.frame(10.0 + f64::from(i), &BakedAdvances);
    }
    assert!(!map.needs_frame());
    map.take_fresh();
    let count = allocations(|| {
        map.frame(60.0, &BakedAdvances);
    });
    assert_eq!((count, map.take_fresh()), (0, false));
}

/// Places on a way round the Earth, longitude and latitude.
const ROUND: [[f64; 2]; 14] = [
    [-4.0, 40.0],
    [14.4, 49.6],
    [37.5, 55.0],
    [75.0, 53.0],
    [104.0, 56.0],
    [125.0, 62.0],
    [114.0, 41.0],
    [78.0, 26.0],
    [46.0, 23.0],
    [25.0, -27.0],
    [133.0, -24.0],
    [-60.0, -8.0],
    [-102.0, 24.0],
    [-102.0, 52.0],
];

#[test]
fn five_flights_round_the_earth_hold_as_much_memory_as_one() {
    let story = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "burgos", "properties": {"name": "Burgos"},
        "geometry": {"type": "Point", "coordinates": [-3.7, 42.34]}}]}"#;
    let mut map = earth(story, Size::new(1280.0, 560.0), EN, &SharedGrounds::default());
    let mut bytes = Vec::new();
    for _ in 0..5 {
        for [lon, lat] in ROUND.into_iter().chain(ROUND.into_iter().rev()) {
            look(&mut map, Some(View { lon, lat, zoom: 5.5 }));
        }
        bytes.push(LIVE.get());
    }
    // Lists keep some room that they needed once.
    assert!(bytes.iter().all(|round| *round < bytes[0] + (64 << 10)), "{bytes:?}");
}

#[test]
fn a_picture_of_twice_as_many_lines_allocates_little_more() {
    let count = |lines: u32| {
        let line = |i: u32| {
            let (a, b) = (f64::from(i % 100), f64::from(i / 100 % 100));
            river(&format!("River {i}"), &[[-95.0 + a / 10.0, 10.0 + b / 10.0], [-80.0, 15.0]])
        };
        let story = story_of(&(0..lines).map(line).collect::<Vec<_>>());
        let mut map = widget_with_story(&story, Size::new(1000.0, 700.0), EN);
        allocations(|| {
            picture(&mut map, None);
        })
    };
    let (some, twice) = (count(6_000), count(12_000));
    eprintln!("{some} allocations for 6,000 lines, {twice} for 12,000");
    assert!(twice < some + 600, "{some}, {twice}");
}
