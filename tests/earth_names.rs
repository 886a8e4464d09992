//! The names on the ground of the whole Earth: cities, countries, seas and rivers, in several languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::earth::{earth, look};
use common::made::{place, story_of};
use common::{EN, letter_boxes, read, texts};
use darien_map::basemap::Manifest;
use darien_map::basemap::manifest::Role;
use darien_map::camera::{Camera, View};
use darien_map::ground::SharedGrounds;
use darien_map::language_tag::Tag;
use darien_map::widget::Widget;
use kurbo::{Shape, Size};

/// A story in the north of Spain. One of its places is Oviedo by another name.
fn story() -> String {
    let stop = |name, lon, lat| place(name, "stop", lon, lat);
    story_of(&[
        stop("León", -5.57, 42.6),
        stop("Burgos", -3.7, 42.34),
        stop("Vetusta", -5.85, 43.36),
    ])
}

/// The texts of a view.
fn words(map: &mut Widget, lon: f64, lat: f64, zoom: f64) -> Vec<String> {
    look(map, Some(View { lon, lat, zoom }));
    texts(map.scene().0).map(|text| text.text).collect()
}

fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|text| text == word)
}

fn spain(size: Size, lang: Tag) -> Widget {
    earth(&story(), size, lang, &SharedGrounds::default())
}

#[test]
fn cities_are_named_by_rank_but_none_that_the_story_has() {
    let mut map = spain(Size::new(1280.0, 800.0), EN);
    let far = words(&mut map, -4.0, 40.5, 5.0);
    assert!(has(&far, "Madrid") && has(&far, "Barcelona"), "{far:?}");
    assert!(!has(&far, "Salamanca") && !has(&far, "Ourense"), "{far:?}");
    let near = words(&mut map, -5.0, 42.0, 7.0);
    assert!(has(&near, "Salamanca") && has(&near, "Valladolid"), "{near:?}");
    assert!(!has(&near, "Oviedo"), "the story calls it otherwise: {near:?}");
    for own in ["León", "Burgos"] {
        assert_eq!(near.iter().filter(|text| *text == own).count(), 1, "{own}");
    }
}

#[test]
fn a_country_is_named_where_it_is_in_sight() {
    let mut map = spain(Size::new(800.0, 600.0), EN);
    for (lon, lat, zoom) in [(-4.6, 42.5, 8.0), (-4.0, 37.6, 8.5), (-2.0, 40.0, 10.0)] {
        let words = words(&mut map, lon, lat, zoom);
        assert!(has(&words, "SPAIN"), "{lon} {lat} {zoom}: {words:?}");
    }
}

#[test]
fn a_sea_is_named_on_its_water_where_its_curve_is_out_of_sight() {
    let mut map = spain(Size::new(800.0, 600.0), EN);
    let shores = [
        (0.3, 39.6, 8.0, "Mediterranean Sea"), // off Valencia
        (-9.6, 39.0, 8.0, "Atlantic Ocean"),   // Lisbon
        (-3.0, 43.8, 8.0, "Bay of Biscay"),    // Bilbao
        (19.0, 42.0, 8.5, "Adriatic Sea"),     // Bar
        (139.2, 35.0, 7.5, "Pacific Ocean"),   // south of Tokyo
    ];
    for (lon, lat, zoom, name) in shores {
        let words = words(&mut map, lon, lat, zoom);
        assert!(has(&words, name), "{lon} {lat}: {words:?}");
        let camera = Camera::new(View { lon, lat, zoom }, Size::new(800.0, 600.0));
        let (scene, shapes) = map.scene();
        let (_, boxes) =
            letter_boxes(scene).into_iter().find(|(text, _)| text.text == name).unwrap();
        for corner in boxes.into_iter().flatten() {
            let at = camera.world_from_screen(corner);
            for ground in map.grounds().iter().filter(|g| g.bounds.contains(at)) {
                let land = shapes.get(ground.land).unwrap();
                // The base is too coarse to tell.
                let exact = ground.role == Role::Detail;
                let on_land = land.winding(ground.to_world.inverse() * at) != 0;
                assert!(!(exact && on_land), "{name}: {corner} of {:?}", ground.piece);
            }
        }
    }
}

#[test]
fn rivers_are_named() {
    let mut map = spain(Size::new(1280.0, 800.0), EN);
    for (lon, lat, zoom, river) in
        [(-1.5, 41.8, 7.2, "Ebro"), (-5.5, 41.6, 7.5, "Duero"), (11.0, 45.0, 7.0, "Po")]
    {
        let words = words(&mut map, lon, lat, zoom);
        assert!(has(&words, river), "{lon} {lat}: {words:?}");
    }
}

#[test]
fn rivers_are_named_in_the_readers_language() {
    let mut map = spain(Size::new(1280.0, 800.0), Tag::parse("de").unwrap());
    let words = words(&mut map, 17.0, 47.0, 6.5);
    assert!(has(&words, "Donau") && !has(&words, "Danube"), "{words:?}");
    assert!(map.names_in_sight().iter().any(|words| words.text == "Donau"));
}

#[test]
fn names_are_in_the_readers_language() {
    let mut map = spain(Size::new(1280.0, 800.0), Tag::parse("es").unwrap());
    let words = words(&mut map, 6.0, 43.0, 5.0);
    for name in ["Londres", "Berlín", "Mar Mediterráneo"] {
        assert!(has(&words, name), "{name}: {words:?}");
    }
}

#[test]
fn every_translation_fits_the_names() {
    let mut manifest = Manifest::parse(&read("assets/world/world.json")).unwrap();
    manifest.load_words(&read("assets/world/world-words.json")).unwrap();
    let files: Vec<(Tag, String)> = manifest.translations.0.clone();
    assert!(files.len() > 20);
    for (tag, file) in files.into_iter().filter(|(_, file)| !file.is_empty()) {
        manifest.load_translation(&file, &read(&format!("assets/world/{file}"))).unwrap();
        let names = manifest.translation(tag).unwrap();
        let large = (0..200).filter_map(|id| names.city(id)).count();
        assert!(large > 5, "{file}: {large} of the largest cities");
    }
}
