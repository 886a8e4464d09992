//! Benchmarks of the core: `cargo bench`. Compiled like the WASM, for small size; in a browser the WASM takes
//! about twice as long. The results include the number and bytes of allocations.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark prints its results"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{EN, STORY, widget};
use darien_map::basemap::PieceId;
use darien_map::basemap::decode;
use darien_map::camera::View;
use darien_map::ground::Ground;
use darien_map::hit::{PointerKind, hit};
use darien_map::label::{Anchor, Memory, Obstacles, Priority, Request, TextLine, place};
use darien_map::scene::{Geometries, Geometry};
use darien_map::story::parse;
use darien_map::text::{BakedAdvances, Font, Weight};
use darien_map::theme::Color;
use darien_map::widget::Widget;
use divan::{AllocProfiler, Bencher, black_box};
use kurbo::{Circle, Point, Rect, Size};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const BOX: Size = Size::new(1000.0, 700.0);

/// The views that are composed: the whole route and its two crowded ends.
const VIEWS: [&str; 3] = ["overview", "darien", "rio_grande"];

fn main() {
    print_points();
    divan::main();
}

fn view(name: &str) -> Option<View> {
    match name {
        "darien" => Some(View { lon: -77.2, lat: 8.3, zoom: 9.2 }),
        "rio_grande" => Some(View { lon: -98.6, lat: 26.0, zoom: 7.6 }),
        _ => None,
    }
}

/// The map at a view, with its first frame composed.
fn map(name: &str) -> Widget {
    let mut map = widget(BOX, EN);
    map.set_reduced_motion(true);
    view(name).into_iter().for_each(|v| map.jump_to(v));
    map.frame(0.0, &BakedAdvances);
    map
}

/// Prints how many points of retained paths a painter processes in each view.
fn print_points() {
    for name in VIEWS {
        let map = map(name);
        let (scene, shapes) = map.scene();
        let retained = common::paths(scene).filter_map(|path| match path.shape {
            Geometry::Retained(id, _) => shapes.get(id),
            _ => None,
        });
        let points: usize = retained.map(|path| path.elements().len()).sum();
        println!(
            "{name}: {} items, {points} points of retained shapes",
            scene.placed_items().count()
        );
    }
}

/// Composes the same frame again.
#[divan::bench(args = VIEWS)]
fn compose(bencher: Bencher, name: &str) {
    let mut map = map(name);
    bencher.bench_local(move || {
        map.invalidate();
        black_box(map.frame(0.0, &BakedAdvances).layers.len())
    });
}

/// Composes a frame panned by three pixels, back and forth.
#[divan::bench(args = VIEWS)]
fn pan(bencher: Bencher, name: &str) {
    let mut map = map(name);
    let here = map.viewpoint().camera();
    let there = here.pan_by((3.0, 0.0).into());
    let mut views = [here.view(), there.view()].into_iter().cycle();
    bencher.bench_local(move || {
        views.next().into_iter().for_each(|v| map.jump_to(v));
        black_box(map.frame(0.0, &BakedAdvances).layers.len())
    });
}

/// Places forty labels around marks; half of them are required.
#[divan::bench]
fn labels(bencher: Bencher) {
    let at = |i: u32| Point::new(f64::from(i * 379 % 900) + 50.0, f64::from(i * 233 % 600) + 50.0);
    let mark = |i| Circle::new(at(i), 4.0);
    let requests: Vec<Request> = (0..40)
        .map(|i| {
            let text = ["Bajo Chiquito", "Acandí", "Puerto Obaldía"][i as usize % 3].into();
            let font = Font::sans(13.0, Weight::Semibold);
            let lines = vec![TextLine { text, font, color: Color::default() }];
            let priority = if i < 20 { Priority::Required } else { Priority::Optional };
            Request {
                key: i,
                lines,
                halo: None,
                anchor: Anchor::Mark(mark(i)),
                priority,
                home: None,
            }
        })
        .collect();
    let frame = BOX.to_rect().inset(-4.0);
    let rects = vec![Rect::new(20.0, 500.0, 360.0, 680.0)];
    let marks = (0..40).map(mark).collect();
    let obstacles = Obstacles { frame, rects, marks, ..Obstacles::default() };
    let mut memory = Memory::default();
    bencher
        .bench_local(move || place(&requests, &obstacles, &(), &BakedAdvances, &mut memory).len());
}

/// A hit test.
#[divan::bench(args = VIEWS)]
fn pointer(bencher: Bencher, name: &str) {
    let map = map(name);
    let mut step = 0_u32;
    bencher.bench_local(move || {
        step += 1;
        let at = Point::new(f64::from(step * 37 % 1000), f64::from(step * 23 % 700));
        let (scene, shapes) = map.scene();
        hit(scene, shapes, at, PointerKind::Mouse)
    });
}

/// Decodes a basemap file.
#[divan::bench]
fn decode_overview(bencher: Bencher) {
    let bytes = std::fs::read("assets/overview.bin").unwrap();
    bencher.bench_local(|| decode(black_box(&bytes)).unwrap());
}

#[divan::bench]
fn ground_of_overview(bencher: Bencher) {
    let map = decode(&std::fs::read("assets/overview.bin").unwrap()).unwrap();
    bencher.bench_local(|| {
        let mut shapes = Geometries::default();
        let ground = Ground::new(common::manifest(), PieceId(0), black_box(&map), &mut shapes);
        (ground, shapes)
    });
}

#[divan::bench]
fn parse_story() -> usize {
    parse(black_box(STORY)).unwrap().places.len()
}
