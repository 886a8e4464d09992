//! A pointer that moves over the map is tested against few targets, however many the map has.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::made::{leg, place, story_of};
use darien_map::hit::{PointerKind, TargetIndex, hit};
use darien_map::scene::Zone;
use darien_map::text::BakedAdvances;
use kurbo::{Point, Size};

/// At most so many targets are tested for one movement of the mouse.
const MOST: usize = 24;

/// A story of so many places in the corridor (a sunflower's seeds), and a road through them.
fn corridor(count: u32) -> String {
    let spread = 9.5 / f64::from(count).sqrt();
    let seed = |i: u32| {
        let (r, turn) = (f64::from(i).sqrt() * spread, f64::from(i) * 2.399_963);
        place(&format!("Place {i}"), "stop", -86.0 + r * turn.cos(), 14.0 + r * turn.sin())
    };
    let road = leg(&[[-77.0, 8.0], [-86.0, 14.0], [-97.0, 26.0]]);
    story_of(&(0..count).map(seed).chain([road]).collect::<Vec<_>>())
}

/// The most targets tested for one point of a grid over the picture. The result must be the same as
/// without the index.
fn most_tested(what: &str, story: &str) -> usize {
    let mut most = 0;
    for zoom in [0.0, 2.5] {
        let mut map = common::widget_with_story(story, Size::new(1280.0, 800.0), common::EN);
        map.frame(0.0, &BakedAdvances);
        map.set_reduced_motion(true);
        map.zoom_by(zoom, 0.0);
        map.frame(1.0, &BakedAdvances);
        let (scene, shapes) = map.scene();
        let index = TargetIndex::new(scene, shapes);
        for i in 0..64 * 40 {
            let at = Point::new(f64::from(i % 64) * 20.0 + 3.0, f64::from(i / 64) * 20.0 + 7.0);
            most = most.max(index.near(at, PointerKind::Mouse.slop()).count());
            let all = hit(scene, shapes, at, PointerKind::Mouse);
            assert_eq!(index.hit(shapes, at, PointerKind::Mouse), all, "{what}: {at:?}");
        }
        eprintln!("{what}: {most} of {} targets tested", scene.placed_targets().count());
    }
    most
}

#[test]
fn hovering_the_built_in_story_tests_few_targets() {
    let most = most_tested("the built-in story", common::STORY);
    assert!(most <= MOST, "{most}");
}

#[test]
fn hovering_very_many_places_tests_few_targets() {
    let many = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
    for count in [25, many] {
        let most = most_tested(&format!("{count} places"), &corridor(count));
        assert!(most <= MOST, "{count} places: {most}");
    }
}

#[test]
fn hovering_a_very_long_leg_tests_few_points() {
    let count = 100_000;
    let there = |i: u32| {
        let (part, turn) = (f64::from(i) / f64::from(count), f64::from(i) * 0.05);
        [-97.0 + 20.0 * part + 0.2 * turn.cos(), 26.0 - 18.0 * part + 0.2 * turn.sin()]
    };
    let story = story_of(&[
        place("Town", "town", -80.0, 9.0),
        leg(&(0..count).map(there).collect::<Vec<_>>()),
    ]);
    assert!(most_tested("a leg of 100,000 points", &story) <= MOST);
    let mut map = common::widget_with_story(&story, Size::new(1280.0, 800.0), common::EN);
    map.frame(0.0, &BakedAdvances);
    let (scene, shapes) = map.scene();
    let index = TargetIndex::new(scene, shapes);
    let points = |at: Point| {
        let near = index.near(at, PointerKind::Mouse.slop());
        let lines = near.filter_map(|(_, target)| match target.zone {
            Zone::Line(id, _) => shapes.get(id).map(|path| path.elements().len()),
            _ => None,
        });
        lines.sum::<usize>()
    };
    let most = (0..64 * 40)
        .map(|i| points(Point::new(f64::from(i % 64) * 20.0, f64::from(i / 64) * 20.0)))
        .max();
    eprintln!("{most:?} points");
    assert!(most.is_some_and(|most| most > 0 && most < 10_000), "{most:?}");
}
