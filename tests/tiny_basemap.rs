//! A story on an invented basemap: nothing in the code knows either of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, ES, load_basemap, locale};
use darien_map::basemap::PieceId;
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::scene::{Geometries, Geometry, GeometryId, ImageId, Item, PathItem, Scene};
use darien_map::sea_gradient::SeaGradient;
use darien_map::widget::Widget;
use kurbo::Size;

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
    // A chapter about a harbour names the country, but is not about it.
    map.go_to(Some(0), 0.0);
    assert_eq!(drawn(picture(&mut map, None), country).0, 0);
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
    // 0.5 km are half a CSS pixel at 25° north: 40,075 km · cos 25° / (256 · 2^7.15) = 1 km.
    assert_eq!(map.manifest().detail_zoom(), 7.1);
    let coasts = map.ground(MOUTH).unwrap().coasts;
    let view = |zoom| Some(View { lon: -34.0, lat: 22.2, zoom });
    assert_eq!(drawn(picture(&mut map, view(7.05)), coasts).1, 0);
    assert_eq!(drawn(picture(&mut map, view(7.15)), coasts).1, 1);
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
    assert_eq!(missing(6.55), ["sketch.bin", "land.bin"]);
    assert_eq!(missing(6.65), ["mouth.bin"]);
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
