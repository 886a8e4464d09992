//! The basemap for stories anywhere on Earth: its files, and what they hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, locale, paths, picture, texts};
use darien_map::basemap::manifest::Role;
use darien_map::basemap::{ArcKind, Basemap, Manifest, PieceId, RegionKind, decode};
use darien_map::camera::View;
use darien_map::geo::LonLat;
use darien_map::mercator::{km_per_world, world_bounds, world_from_lonlat};
use darien_map::widget::{Part, Widget};
use kurbo::{BezPath, Line, ParamCurveNearest, Point, Shape, Size};
use serde_json::json;

const MANIFEST: &str = include_str!("../assets/world/world.json");
const WORDS: &str = include_str!("../assets/world/world-words.json");

/// The grid of the base's points, in world units.
const GRID: f64 = 1.0 / 8192.0;

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(format!("assets/world/{file}")).unwrap()
}

/// The pieces of a level of detail, by their tolerance in kilometres.
fn level(km: f64) -> Vec<(PieceId, Basemap)> {
    let manifest = Manifest::parse(MANIFEST).unwrap();
    let pieces = manifest.ids().filter(|(_, piece)| piece.tolerance_km == km);
    pieces.map(|(id, piece)| (id, decode(&bytes(&piece.file)).unwrap())).collect()
}

/// The codes of the countries at a place, in the piece of a level that has the place.
fn countries(pieces: &[(PieceId, Basemap)], lon: f64, lat: f64) -> Vec<String> {
    let at = world_from_lonlat(LonLat::new(lon, lat));
    let (_, map) = pieces.iter().find(|(_, map)| map.bounds.contains(at)).unwrap();
    let is_there = |rings: &[Vec<_>]| {
        let rings = rings.iter().map(|ring| outline(&map.run_points(ring).collect::<Vec<_>>()));
        rings.filter(|ring| ring.winding(at) != 0).count() % 2 == 1
    };
    let regions = map.regions.iter().filter(|r| r.kind == RegionKind::Country);
    regions.filter(|r| is_there(&r.rings)).map(|r| r.code.clone()).collect()
}

fn outline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (i, point) in points.iter().enumerate() {
        if i == 0 { path.move_to(*point) } else { path.line_to(*point) }
    }
    path.close_path();
    path
}

#[test]
fn the_map_takes_every_file() {
    let mut map = Widget::default();
    map.load_manifest(MANIFEST).unwrap();
    map.load_basemap_words("world-words.json", WORDS).unwrap();
    let manifest = map.manifest().clone();
    for (id, piece) in manifest.ids().filter(|(_, piece)| piece.role != Role::Relief) {
        map.load_piece(id, Part::Whole, &bytes(&piece.file)).unwrap();
    }
    assert_eq!(manifest.pieces.iter().filter(|piece| piece.role == Role::Base).count(), 1);
}

#[test]
fn each_level_covers_all_land_of_the_one_before() {
    let manifest = Manifest::parse(MANIFEST).unwrap();
    let base = decode(&bytes("world.bin")).unwrap();
    let land = base.arcs.iter().flat_map(|arc| arc.points.iter().step_by(7));
    let places: Vec<Point> = land
        .map(|[x, y]| base.origin + kurbo::Vec2::new(f64::from(*x), f64::from(*y)) * base.step)
        .collect();
    assert!(places.len() > 1000);
    for km in [2.0, 0.5] {
        let cells: Vec<_> = manifest
            .pieces
            .iter()
            .filter(|piece| piece.tolerance_km == km)
            .map(|piece| world_bounds(piece.bounds).inflate(GRID, GRID))
            .collect();
        for place in &places {
            assert!(cells.iter().any(|cell| cell.contains(*place)), "{km} km: {place}");
        }
    }
}

#[test]
fn places_are_in_their_countries() {
    for km in [2.0, 0.5] {
        let pieces = level(km);
        for (lon, lat, code) in [
            (34.1, 45.0, "UA"),   // Simferopol: tools/geodata/borders.json
            (33.6, 44.55, "UA"),  // near Sevastopol
            (2.35, 48.86, "FR"),  // Paris
            (21.16, 42.66, "XK"), // Pristina
            (121.0, 23.8, "TW"),  // Taiwan's middle
            (-63.6, -17.8, "BO"), // Santa Cruz de la Sierra
            (178.0, -17.8, "FJ"), // Viti Levu, near the date line
            (-150.0, 64.0, "US"), // Alaska
            (47.5, -18.9, "MG"),  // Antananarivo
            (139.5, 35.9, "JP"),  // Saitama
            (0.0, -80.0, "AQ"),   // Antarctica
        ] {
            assert_eq!(countries(&pieces, lon, lat), [code], "{km} km: {lon} {lat}");
        }
        assert!(countries(&pieces, -30.0, 30.0).is_empty(), "{km} km: the Atlantic");
    }
}

#[test]
fn a_country_on_the_route_is_so_in_every_piece() {
    let stop = |id: &str, lon: f64, lat: f64| {
        json!({"type": "Feature", "id": id, "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"name": id}})
    };
    // Spain's north; its south is in another piece.
    let leg = json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[-8.5, 42.9], [-1.6, 42.8]]},
        "properties": {"mode": "foot", "from": "a", "to": "b"}});
    let features = json!([stop("a", -8.5, 42.9), stop("b", -1.6, 42.8), leg]);
    let story = json!({"type": "FeatureCollection", "features": features});
    let mut map = Widget::default();
    map.set_locale(locale(EN));
    map.resize(Size::new(1200.0, 800.0));
    map.load_manifest(MANIFEST).unwrap();
    map.load_story(&story.to_string()).unwrap();
    picture(&mut map, Some(View { lon: -4.0, lat: 41.0, zoom: 6.5 }));
    let mut files = Vec::new();
    while let Some(missing) = map.take_missing_piece().filter(|m| m.part == Part::Whole) {
        files.push((PieceId(missing.piece), missing.file.to_owned()));
    }
    for (id, file) in &files {
        map.load_piece(*id, Part::Whole, &bytes(file)).unwrap();
    }
    let mut found = 0;
    for (id, _) in files {
        let (ground, shapes) = (map.ground(id).unwrap(), map.scene().1);
        let off_route = shapes.get(ground.off_route).unwrap();
        for (lon, lat) in [(-4.0, 42.0), (-4.0, 39.0)] {
            let at = world_from_lonlat(LonLat::new(lon, lat));
            if ground.bounds.contains(at) {
                assert_eq!(off_route.winding(ground.to_world.inverse() * at), 0, "{id:?}: {lat}");
                found += 1;
            }
        }
    }
    assert!(found >= 4, "{found}");
}

#[test]
fn borders_in_dispute_are_marked_in_every_level() {
    let near = |map: &Basemap, kind, lon, lat| {
        let at = world_from_lonlat(LonLat::new(lon, lat));
        let reach = 40.0 / km_per_world(at.y);
        let mut lines = map
            .arcs_of(kind)
            .map(|arc| arc.points.iter().map(|p| map.point(*p)).collect::<Vec<_>>());
        lines.any(|line| {
            line.windows(2).any(|ends| {
                Line::new(ends[0], ends[1]).nearest(at, 1e-9).distance_sq < reach * reach
            })
        })
    };
    let base = decode(&bytes("world.bin")).unwrap();
    let levels = [(20.0, vec![base]), (2.0, pieces_of(2.0)), (0.5, pieces_of(0.5))];
    for (km, maps) in &levels {
        let is = |kind, lon, lat| maps.iter().any(|map| near(map, kind, lon, lat));
        for (lon, lat, what) in [
            (74.03, 34.1, "the Line of Control near Uri"),
            (127.0, 38.1, "the Military Demarcation Line"),
            (20.9, 43.1, "Kosovo and Serbia"),
            (91.0, 27.95, "Bhutan and China"),
        ] {
            assert!(is(ArcKind::Disputed, lon, lat), "{km} km: {what}");
            assert!(!is(ArcKind::Border, lon, lat), "{km} km: {what}");
        }
        // The base has no lines this short.
        for (lon, lat, what) in [
            (35.1, 31.36, "the Green Line south of Hebron"),
            (-7.2, 38.7, "Olivenza"),
            (19.0, 45.5, "the Danube between Croatia and Serbia"),
            (34.6, -10.6, "Lake Malawi"),
            (-55.95, -31.05, "Masoller"),
        ] {
            assert!(*km == 20.0 || is(ArcKind::Disputed, lon, lat), "{km} km: {what}");
        }
        for (lon, lat, what) in [
            (70.0, 27.9, "Rajasthan and Sindh"),
            (0.7, 42.7, "France and Spain"),
            (36.5, 50.3, "Ukraine and Russia"),
        ] {
            assert!(is(ArcKind::Border, lon, lat), "{km} km: {what}");
            assert!(!is(ArcKind::Disputed, lon, lat), "{km} km: {what}");
        }
    }
}

fn pieces_of(km: f64) -> Vec<Basemap> {
    level(km).into_iter().map(|(_, map)| map).collect()
}

/// The map around a place in the Balkans, of a story with these `borders`.
fn balkans(borders: &serde_json::Value) -> Widget {
    let story = json!({"type": "FeatureCollection", "borders": borders, "features": [
        {"type": "Feature", "id": "a", "properties": {"name": "A"},
            "geometry": {"type": "Point", "coordinates": [20.5, 42.9]}}]});
    let mut map = Widget::default();
    map.load_manifest(MANIFEST).unwrap();
    map.resize(Size::new(500.0, 400.0));
    map.load_story(&story.to_string()).unwrap();
    picture(&mut map, None);
    map.load_piece(PieceId(0), Part::Whole, &bytes("world.bin")).unwrap();
    picture(&mut map, None);
    map
}

#[test]
fn a_story_chooses_how_borders_in_dispute_are_drawn() {
    // How many dotted and how many dashed lines there are.
    let count = |borders: serde_json::Value| {
        let map = balkans(&borders);
        let strokes = paths(map.scene().0).filter_map(|path| path.stroke?.dash);
        let dashes: Vec<[f64; 2]> = strokes.collect();
        let dotted = dashes.iter().filter(|dash| **dash == [1.3, 3.2]).count();
        let dashed = dashes.iter().filter(|dash| **dash == [4.5, 2.5]).count();
        (dotted, dashed)
    };
    let (dotted, dashed) = count(json!([]));
    assert!(dotted >= 1 && dashed == 1, "{dotted} {dashed}");
    assert_eq!(count(json!([{"draw": "none"}])), (0, dashed));
    assert_eq!(count(json!([{"draw": "dashed"}])), (0, dashed + dotted));
    let kosovo = json!({"between": ["XK", "RS"], "draw": "none"});
    assert_eq!(count(json!([kosovo])), (dotted - 1, dashed), "one of them, whatever its order");
    let other = json!({"between": ["XK", "AL"], "draw": "none"});
    assert_eq!(count(json!([other])), (dotted, dashed), "a settled border stays");
    let last = json!([kosovo, {"between": ["RS", "XK"], "draw": "dotted"}]);
    assert_eq!(count(last), (dotted, dashed), "the last entry counts");
}

#[test]
fn the_key_explains_a_border_in_dispute_that_is_in_sight() {
    let has_row = |borders: serde_json::Value| {
        let mut map = balkans(&borders);
        map.set_locale(locale(EN));
        let page = map.outline().legend.iter().any(|row| row.text.text == "Border in dispute");
        map.resize(Size::new(900.0, 700.0));
        let on_map = texts(picture(&mut map, None)).any(|text| text.text == "Border in dispute");
        assert_eq!(on_map, page, "map and page agree");
        page
    };
    assert!(has_row(json!([])));
    assert!(!has_row(json!([{"draw": "dashed"}])), "it is drawn as a settled one");
    assert!(!has_row(json!([{"draw": "none"}])), "it is not drawn");
    // A view without any.
    let mut map = balkans(&json!([]));
    map.set_locale(locale(EN));
    map.resize(Size::new(900.0, 700.0));
    let paris = View { lon: 2.3, lat: 48.8, zoom: 7.0 };
    let scene = picture(&mut map, Some(paris));
    assert!(texts(scene).all(|text| text.text != "Border in dispute"));
}
