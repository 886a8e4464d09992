//! A story on an invented basemap: nothing in the code knows either of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, ES, load_basemap, locale};
use darien_map::basemap::PieceId;
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Geometries, Geometry, GeometryId, ImageId, Item, PathItem, Scene};
use darien_map::sea_gradient::SeaGradient;
use darien_map::widget::{Part, Widget};
use kurbo::Size;
use serde_json::{Value, json};

const FOLDER: &str = "tests/fixtures/basemaps/tiny";
const STORY: &str = include_str!("fixtures/basemaps/tiny/story.geojson");
const LAND: PieceId = PieceId(0);
const MOUTH: PieceId = PieceId(1);

fn tiny(lang: Tag) -> Widget {
    let mut map = Widget::default();
    load_basemap(&mut map, FOLDER);
    map.set_locale(locale(lang));
    map.set_reduced_motion(true);
    map.resize(Size::new(900.0, 700.0));
    map.load_story(STORY).unwrap();
    map
}

/// The picture of a view, always composed: after a small move, the last picture would only be shifted.
fn picture(map: &mut Widget, view: Option<View>) -> &Scene {
    map.invalidate();
    common::picture(map, view)
}

fn words(scene: &Scene) -> Vec<String> {
    common::texts(scene).map(|text| text.text).collect()
}

/// How often a kept shape is filled or stroked.
fn drawn(scene: &Scene, id: GeometryId) -> (usize, usize) {
    let (mut fills, mut strokes) = (0, 0);
    for PathItem { shape, fill, stroke } in common::paths(scene) {
        if matches!(shape, Geometry::Retained(own, _) if own == id) {
            fills += usize::from(fill.is_some());
            strokes += usize::from(stroke.is_some());
        }
    }
    (fills, strokes)
}

fn images(scene: &Scene) -> Vec<ImageId> {
    let images = scene.placed_items().filter_map(|item| match *item {
        Item::Image(image) => Some(image.image),
        _ => None,
    });
    images.collect()
}

fn is_empty(shapes: &Geometries, id: GeometryId) -> bool {
    shapes.get(id).is_none_or(kurbo::BezPath::is_empty)
}

#[test]
fn countries_lake_river_and_relief_are_drawn() {
    let mut map = tiny(EN);
    let scene = picture(&mut map, Some(View { lon: -34.0, lat: 25.0, zoom: 6.0 })).clone();
    let (ground, shapes) = (map.ground(LAND).unwrap(), map.scene().1);
    for id in [ground.lakes, ground.borders, ground.coasts, ground.rivers[0], ground.off_route] {
        assert!(!is_empty(shapes, id));
    }
    assert!(drawn(&scene, ground.borders).1 > 0);
    assert_eq!(drawn(&scene, ground.rivers[0]).1, 1);
    assert_eq!(images(&scene), [ImageId::sea(LAND), ImageId::relief(LAND)]);
    assert!(SeaGradient::new(ground, shapes).is_some());
    // The two countries have one border: no point of it is only in one of them.
    let [a, b] = ["XA", "XB"].map(|code| shapes.get(ground.region(code).unwrap().outline).unwrap());
    let border = shapes.get(ground.borders).unwrap();
    assert!(border.elements().len() > 10);
    for point in border.elements().iter().filter_map(kurbo::PathEl::end_point) {
        for country in [a, b] {
            assert!(country.elements().iter().any(|el| el.end_point() == Some(point)));
        }
    }
}

#[test]
fn the_country_that_the_card_is_about_is_tinted() {
    let mut map = tiny(EN);
    let country = map.ground(LAND).unwrap().region("XA").unwrap().outline;
    assert_eq!(drawn(picture(&mut map, None), country).0, 0);
    assert!(map.select(Some("westmark")));
    assert_eq!(drawn(picture(&mut map, None), country).0, 1);
    // A chapter about a harbour has the country among what it is about, the next one has not.
    map.go_to(Some(0), 0.0);
    assert!(drawn(picture(&mut map, None), country).0 > 0);
    map.go_to(Some(1), 0.0);
    assert_eq!(drawn(picture(&mut map, None), country).0, 0);
}

#[test]
fn names_are_in_the_reader_s_language() {
    for (lang, sea, country) in
        [(EN, "Amber Sea", "OSTMARK"), (ES, "Mar de Ámbar", "MARCA ORIENTAL")]
    {
        let mut map = tiny(lang);
        let scene = picture(&mut map, Some(View { lon: -34.0, lat: 24.6, zoom: 5.6 }));
        let words = words(scene);
        for word in [sea, country, "WESTMARK", "Weir", "Quoin"] {
            assert!(words.contains(&word.to_string()), "{word}: {words:?}");
        }
        // Of the built-in basemap nothing is left.
        assert!(!words.iter().any(|w| w.contains("Pac") || w.contains("Carib")), "{words:?}");
    }
}

#[test]
fn the_detail_is_drawn_where_the_base_is_too_coarse() {
    let mut map = tiny(EN);
    // 0.5 km are half a CSS pixel at 22.2° north: 40,075 km · cos 22.2° / (256 · 2^7.18) = 1 km.
    assert_eq!(map.manifest().piece(MOUTH).unwrap().draw_zoom, 7.2);
    let coasts = map.ground(MOUTH).unwrap().coasts;
    let view = |zoom| Some(View { lon: -34.0, lat: 22.2, zoom });
    assert_eq!(drawn(picture(&mut map, view(7.15)), coasts).1, 0);
    assert_eq!(drawn(picture(&mut map, view(7.25)), coasts).1, 1);
    let scene = picture(&mut map, view(7.6)).clone();
    assert!(images(&scene).contains(&ImageId::sea(MOUTH)));
    // A river that is not in the story is named there.
    let scene = picture(&mut map, view(8.0));
    assert!(words(scene).contains(&"Quill".into()), "{:?}", words(scene));
}

#[test]
fn the_detail_is_requested_half_a_zoom_level_earlier() {
    let text = std::fs::read_to_string(format!("{FOLDER}/basemap.json")).unwrap();
    let mut map = Widget::default();
    map.load_manifest(&text).unwrap();
    map.resize(Size::new(900.0, 700.0));
    map.load_story(STORY).unwrap();
    let mut missing = |zoom| {
        map.jump_to(View { lon: -34.0, lat: 22.2, zoom });
        let mut files = Vec::new();
        while let Some(piece) = map.take_missing_piece() {
            files.push(piece.file.to_owned());
        }
        files
    };
    assert_eq!(missing(6.65), ["sketch.bin", "land.bin"]);
    assert_eq!(missing(6.75), ["mouth.bin"]);
}

#[test]
fn a_finer_detail_is_drawn_over_a_coarser_one_and_hides_it_where_it_fills_the_box() {
    let text = std::fs::read_to_string(format!("{FOLDER}/basemap.json")).unwrap();
    let mut manifest: Value = serde_json::from_str(&text).unwrap();
    let mut finer = manifest["pieces"][1].clone();
    finer["toleranceKm"] = json!(0.02);
    // In the manifest the finer piece comes first: the order of drawing is that of the tolerances.
    manifest["pieces"].as_array_mut().unwrap().insert(1, finer);
    let mut map = tiny(EN);
    map.load_manifest(&manifest.to_string()).unwrap();
    let [finer, coarser] = [PieceId(1), PieceId(2)];
    for (piece, file) in [(finer, "mouth.bin"), (LAND, "land.bin"), (coarser, "mouth.bin")] {
        let bytes = std::fs::read(format!("{FOLDER}/{file}")).unwrap();
        map.load_piece(piece, Part::Whole, &bytes).unwrap();
    }
    let borders = map.ground(LAND).unwrap().borders;
    let coasts = [coarser, finer].map(|piece| map.ground(piece).unwrap().coasts);
    let mut are_drawn = |lat, zoom| {
        let scene = picture(&mut map, Some(View { lon: -34.0, lat, zoom }));
        [borders, coasts[0], coasts[1]].map(|id| drawn(scene, id).1 > 0)
    };
    assert_eq!(are_drawn(23.2, 7.1), [true, false, false]);
    assert_eq!(are_drawn(23.2, 7.3), [true, true, false]);
    // 0.08 km are half a CSS pixel at zoom 9.8.
    assert_eq!(are_drawn(23.2, 9.7), [true, true, false]);
    assert_eq!(
        are_drawn(23.2, 9.9),
        [true, false, true],
        "the finer one has all of the coarser one"
    );
    // The locator shows the base.
    assert_eq!(are_drawn(22.2, 11.0)[1..], [false, true]);
}

#[test]
fn a_detail_is_drawn_in_every_copy_of_the_world() {
    let text = std::fs::read_to_string(format!("{FOLDER}/basemap.json")).unwrap();
    let mut manifest: Value = serde_json::from_str(&text).unwrap();
    manifest["pieces"][0]["toleranceKm"] = json!(500);
    let mut map = tiny(EN);
    map.load_manifest(&manifest.to_string()).unwrap();
    let bytes = std::fs::read(format!("{FOLDER}/mouth.bin")).unwrap();
    map.load_piece(MOUTH, Part::Whole, &bytes).unwrap();
    map.resize(Size::new(1500.0, 300.0));
    let coasts = map.ground(MOUTH).unwrap().coasts;
    // The world is 724 CSS pixels wide.
    let scene = picture(&mut map, Some(View { lon: 146.0, lat: 22.2, zoom: 1.5 }));
    assert_eq!(drawn(scene, coasts).1, 2);
}

#[test]
fn the_credits_are_those_of_the_basemap() {
    let mut map = tiny(EN);
    picture(&mut map, Some(View { lon: -34.0, lat: 25.0, zoom: 6.0 }));
    let said = |map: &Widget| -> Vec<String> {
        let credits = map.credits();
        let story = credits.story.iter().map(|source| &source.title);
        story.chain(&credits.ground).map(|w| w.text.to_owned()).collect()
    };
    assert_eq!(said(&map), ["A ship's log", "Island survey of the tests"]);
    picture(&mut map, Some(View { lon: -34.0, lat: 22.2, zoom: 8.0 }));
    let all = ["A ship's log", "Island survey of the tests", "Harbour survey of the tests"];
    assert_eq!(said(&map), all);
}

#[test]
fn a_place_is_described_as_in_its_country() {
    use darien_map::outline::Directions;
    use darien_map::story::parse;
    let map = tiny(EN);
    let story = parse(STORY).unwrap();
    let ground = map.base().map(|ground| (ground, map.scene().1));
    let directions = Directions { story: &story, manifest: map.manifest(), ground };
    assert_eq!(directions.country(&story.places[0]), Some("XA"));
}
