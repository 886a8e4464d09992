//! The same view is the same picture, wherever the reader has been before.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::EN;
use common::earth::{earth, look};
use common::made::{place, story_of};
use darien_map::camera::View;
use darien_map::ground::SharedGrounds;
use darien_map::scene::{Layer, LayerKind};
use darien_map::svg::{Extras, FAMILIES, svg};
use darien_map::widget::Widget;
use kurbo::Size;

const SIZES: [Size; 2] = [Size::new(390.0, 844.0), Size::new(1280.0, 800.0)];

/// A view, and others from which readers come there: from beside it, from nearer, from farther away.
const VIEWS: [(View, [View; 3]); 4] = [
    (at(12.0, 24.0, 5.2), [at(3.0, 18.0, 5.2), at(14.0, 26.0, 7.5), at(20.0, 40.0, 3.1)]),
    (at(34.0, 39.0, 6.4), [at(44.0, 41.0, 6.4), at(33.0, 38.5, 8.6), at(40.0, 50.0, 4.2)]),
    (at(178.5, -17.5, 6.0), [at(-176.0, -15.0, 6.0), at(178.0, -18.0, 8.0), at(165.0, -20.0, 4.4)]),
    (at(11.3, 47.0, 5.6), [at(19.0, 47.5, 5.6), at(11.0, 46.0, 7.8), at(-4.0, 40.0, 4.8)]),
];

const fn at(lon: f64, lat: f64, zoom: f64) -> View {
    View { lon, lat, zoom }
}

/// Stops in Tunisia, Italy and Austria; each is a chapter.
fn story() -> String {
    story_of(&[
        place("A", "stop", 9.0, 34.0),
        place("B", "stop", 12.5, 42.0),
        place("C", "stop", 14.0, 48.0),
    ])
}

/// The map, as it is drawn.
fn seen(map: &Widget, is_seen: &dyn Fn(&Layer) -> bool) -> String {
    let (scene, shapes) = map.scene();
    let mut scene = scene.clone();
    scene.layers.retain(|layer| is_seen(layer));
    let extras =
        Extras { title: "", description: "", families: FAMILIES, style: "", image: &|_| None };
    svg(&scene, shapes, &extras)
}

/// Where two pictures differ first.
fn difference(one: &str, other: &str) -> Option<String> {
    let mut pairs = one.split('<').zip(other.split('<'));
    let (a, b) = pairs.find(|(a, b)| a != b)?;
    let head = |s: &str| s.chars().take(120).collect::<String>();
    Some(format!("{} and not {}", head(a), head(b)))
}

fn new(size: Size, grounds: &SharedGrounds) -> Widget {
    let mut map = earth(&story(), size, EN, grounds);
    map.set_reduced_motion(true);
    map
}

#[test]
fn a_view_shows_the_same_ground_whichever_way_the_reader_came() {
    let (grounds, mut found) = (SharedGrounds::default(), Vec::new());
    let is_ground = |layer: &Layer| matches!(layer.kind, LayerKind::Ground { .. });
    for size in SIZES {
        for (view, from) in VIEWS {
            let mut map = new(size, &grounds);
            look(&mut map, Some(view));
            let (direct, few) = (seen(&map, &is_ground), map.grounds().len());
            let mut most = 0;
            for from in from {
                let mut map = new(size, &grounds);
                look(&mut map, Some(from));
                look(&mut map, Some(view));
                most = most.max(map.grounds().len());
                let other = difference(&seen(&map, &is_ground), &direct);
                found.extend(other.map(|other| format!("{size}, {view:?} from {from:?}: {other}")));
            }
            assert!(most > few, "{size}, {view:?}: no more pieces are loaded on the way");
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_whole_route_and_a_chapter_are_the_same_picture_whichever_way_the_reader_came() {
    let (grounds, mut found) = (SharedGrounds::default(), Vec::new());
    for size in SIZES {
        for chapter in [None, Some(1)] {
            let go = |map: &mut Widget| {
                map.go_to(chapter, 0.0);
                look(map, None);
            };
            let mut map = new(size, &grounds);
            go(&mut map);
            let direct = seen(&map, &|_| true);
            for (view, from) in VIEWS {
                let mut map = new(size, &grounds);
                look(&mut map, Some(view));
                from.into_iter().for_each(|from| look(&mut map, Some(from)));
                go(&mut map);
                let other = difference(&seen(&map, &|_| true), &direct);
                found.extend(
                    other.map(|other| format!("{size}, {chapter:?} from {view:?}: {other}")),
                );
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
