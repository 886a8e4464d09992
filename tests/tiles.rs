//! Tiles of a city over the ground: drawn under the story, named quietly, credited, and the same in the SVG export.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use common::made::{leg, place, story_of};
use common::{letter_boxes, picture, texts, widget_with_story};
use darien_map::camera::{MAX_ZOOM, View};
use darien_map::geo::LonLat;
use darien_map::language_tag::Tag;
use darien_map::mercator::{lonlat_from_world, world_bounds};
use darien_map::scene::{Item, LayerKind, Scene};
use darien_map::svg::{Extras, svg};
use darien_map::tiles::Pass;
use darien_map::widget::Widget;
use kurbo::{Point, Rect, Size};

const SIZE: Size = Size::new(900.0, 600.0);
/// The column, row and level of a tile in Florence.
const TILE: (f64, f64, f64) = (8704.0, 5971.0, 16384.0);
const MOST: f64 = 17.0;

/// Streets of class 7 (the last colour of the list, from zoom 12), and houses of class 4.
const PASSES: [[f64; Pass::NUMBERS]; 2] = [
    [4.0, 0.0, 4.0, 0.13, 99.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    [7.0, 12.0, 99.0, 0.0, 6.0, 1.0, 0.0, 0.0, 1.0, 1.0, 2.0, 4.0, 8.0],
];

fn city() -> Widget {
    let story = story_of(&[
        place("Duomo", "stop", 11.2560, 43.7731),
        place("Ponte Vecchio", "stop", 11.2531, 43.7680),
        leg(&[[11.2560, 43.7731], [11.2531, 43.7680]]),
    ]);
    let mut map = widget_with_story(&story, SIZE, Tag::EN);
    open(&mut map);
    map
}

fn open(map: &mut Widget) {
    let area = world_bounds([11.154, 43.727, 11.329, 43.8325]);
    map.open_tiles(Some((area, MOST)), 9.0, "© Mappers", PASSES.as_flattened());
    let (x, y, width) = (TILE.0 / TILE.2, TILE.1 / TILE.2, 1.0 / TILE.2);
    // A house, and a street from west to east that goes on beyond the tile.
    let house = [4.0, 1.0, -4.0, 900.0, 900.0, 1500.0, 900.0, 1500.0, 1500.0, 900.0, 1500.0];
    let street = [7.0, 1.0, 2.0, -200.0, 2600.0, 4300.0, 2600.0];
    map.put_tile(1.0, &[&[x, y, width][..], &house, &street].concat());
    let at = |units: f64| y + units / 4096.0 * width;
    let points = (0..=40).flat_map(|i| [x + f64::from(i) / 40.0 * width, at(2600.0)]);
    let numbers = [7.0, 0.0, 1.0, 41.0].into_iter().chain(points);
    let quarter = [8.0, 2.0, 1.0, 1.0, x + 0.2 * width, at(3300.0)];
    let numbers: Vec<f64> = numbers.chain(quarter).collect();
    map.name_tiles(&numbers, "Via di Prova\0QUARTIERE");
}

/// The whole tile.
fn view() -> Option<View> {
    let middle = Point::new((TILE.0 + 0.5) / TILE.2, (TILE.1 + 0.5) / TILE.2);
    let LonLat { lon, lat } = lonlat_from_world(middle);
    Some(View { lon, lat, zoom: 14.5 })
}

fn layer(scene: &Scene, is: fn(&LayerKind) -> bool) -> usize {
    scene.layers.iter().position(|layer| is(&layer.kind)).unwrap()
}

fn words(scene: &Scene) -> Vec<String> {
    texts(scene).map(|text| text.text).collect()
}

#[test]
fn a_city_is_drawn_under_the_route_and_named_beside_the_story() {
    let mut map = city();
    let scene = picture(&mut map, view());
    let ground = layer(scene, |kind| matches!(kind, LayerKind::Ground { .. }));
    assert!(ground < layer(scene, |kind| matches!(kind, LayerKind::Route { .. })));
    let items = &scene.layers[ground].items;
    let clip = items.iter().rposition(|item| matches!(item, Item::Clip(_))).unwrap();
    // The land, a house, a street.
    assert_eq!(items.len() - clip, 5, "{:?}", &items[clip..]);
    let words = words(scene);
    for name in ["Duomo", "Ponte Vecchio", "Via di Prova", "QUARTIERE"] {
        assert!(words.iter().any(|text| text == name), "{name} in {words:?}");
    }
    let boxes: Vec<(String, Rect)> = letter_boxes(scene)
        .into_iter()
        .map(|(text, boxes)| {
            let corners = boxes.into_iter().flatten();
            let around = corners.map(|p| Rect::from_points(p, p)).reduce(|a, b| a.union(b));
            (text.text, around.unwrap())
        })
        .collect();
    for (i, (a, r)) in boxes.iter().enumerate() {
        for (b, s) in &boxes[..i] {
            assert!(a == b || !r.overlaps(*s), "{a} and {b}");
        }
    }
}

#[test]
fn the_svg_export_has_the_city() {
    let mut map = city();
    picture(&mut map, view());
    let with = |map: &Widget| {
        let (scene, shapes) = map.scene();
        let families = ["Sans", "Serif"];
        svg(
            scene,
            shapes,
            &Extras { title: "", description: "", families, style: "", image: &|_| None },
        )
    };
    let before = with(&map);
    map.put_tile(1.0, &[]);
    picture(&mut map, view());
    assert!(before.contains("Via di Prova") || before.contains(">V</tspan>"));
    assert!(before.matches("<path").count() > with(&map).matches("<path").count());
}

#[test]
fn a_reader_comes_near_only_where_there_are_tiles() {
    let zoom_at = |map: &mut Widget, zoom| {
        map.jump_to(View { lon: 11.256, lat: 43.773, zoom });
        map.viewpoint().camera().zoom
    };
    let mut map = city();
    assert_eq!(zoom_at(&mut map, 20.0), MOST);
    map.zoom_by(3.0, 0.0);
    map.frame(9.0, &darien_map::text::BakedAdvances);
    assert_eq!(map.viewpoint().camera().zoom, MOST);
    map.open_tiles(None, 0.0, "", &[]);
    assert_eq!(zoom_at(&mut map, 20.0), MAX_ZOOM);
}

#[test]
fn another_manifest_keeps_the_tiles() {
    let mut map = city();
    map.load_manifest(include_str!("../assets/world/world.json")).unwrap();
    assert_eq!(map.manifest().most_zoom(), MOST);
    assert!(words(picture(&mut map, view())).iter().any(|text| text == "Via di Prova"));
}

#[test]
fn the_authors_are_credited_where_tiles_are_in_sight() {
    let credits = |map: &mut Widget, view: Option<View>| {
        picture(map, view);
        let ground = map.credits().ground;
        ground.iter().any(|words| words.text == "© Mappers")
    };
    let mut map = city();
    assert!(credits(&mut map, view()));
    assert!(!credits(&mut map, Some(View { lon: 11.256, lat: 43.773, zoom: 8.9 })));
    assert!(!credits(&mut map, Some(View { lon: 12.5, lat: 41.9, zoom: 14.0 })));
}

/// The colours that the page refers to by their index.
#[test]
fn the_page_has_the_same_colours_and_kinds() {
    let looks = std::fs::read_to_string("www/element/tiles/looks.ts").unwrap();
    let list = looks.split_once("COLORS = [").unwrap().1.split_once(']').unwrap().0;
    let page: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let core = std::fs::read_to_string("src/compose/tiles.rs").unwrap();
    let list = core.split_once("let colors = [").unwrap().1.split_once(']').unwrap().0;
    let core: Vec<&str> =
        list.split(',').map(|word| word.trim().trim_start_matches("theme.")).collect();
    assert_eq!(core.join(" ").trim(), page.join(" "));
    let drawing = std::fs::read_to_string("www/element/tiles/drawing.ts").unwrap();
    assert!(drawing.contains("KIND = { street: 0, river: 1, quarter: 2, park: 3 }"));
}
