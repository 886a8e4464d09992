//! The pieces of a basemap come when the view needs them, and go when they are far from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, locale, picture};
use darien_map::basemap::{Manifest, Piece, PieceId};
use darien_map::camera::View;
use darien_map::geo::LonLat;
use darien_map::mercator::world_from_lonlat;
use darien_map::scene::Item;
use darien_map::widget::{Part, Widget};
use kurbo::{Point, Rect, Shape, Size};
use serde_json::{Value, json};

const MANIFEST: &str = include_str!("../assets/world/world.json");
const BURGOS: View = View { lon: -3.7, lat: 42.3, zoom: 6.0 };

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(format!("assets/world/{file}")).unwrap()
}

/// A map on the ground of the whole Earth, with two stops in a leg of each of these lines.
fn map_with(lines: &[[[f64; 2]; 2]]) -> Widget {
    let mut features: Vec<Value> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let ids = [format!("from-{i}"), format!("to-{i}")];
        for (id, at) in ids.iter().zip(line) {
            features.push(json!({"type": "Feature", "id": id,
                "geometry": {"type": "Point", "coordinates": at}, "properties": {"name": id}}));
        }
        features.push(json!({"type": "Feature",
            "geometry": {"type": "LineString", "coordinates": line},
            "properties": {"mode": "foot", "from": ids[0], "to": ids[1]}}));
    }
    let mut map = Widget::default();
    map.set_locale(locale(EN));
    map.set_reduced_motion(true);
    map.resize(Size::new(900.0, 600.0));
    map.load_manifest(MANIFEST).unwrap();
    map.load_story(&json!({"type": "FeatureCollection", "features": features}).to_string())
        .unwrap();
    picture(&mut map, None);
    map
}

fn spain() -> Widget {
    map_with(&[[[-8.5, 42.9], [-1.6, 42.8]]])
}

/// The next piece that is named as missing, except the relief.
fn next(map: &mut Widget) -> Option<PieceId> {
    let (id, part) =
        map.take_missing_piece().map(|missing| (PieceId(missing.piece), missing.part))?;
    if part == Part::Relief { next(map) } else { Some(id) }
}

fn load(map: &mut Widget, id: PieceId) {
    let file = map.manifest().piece(id).unwrap().file.clone();
    map.load_piece(id, Part::Whole, &bytes(&file)).unwrap();
}

/// Shows a view and loads all that it needs.
fn visit(map: &mut Widget, view: View) -> Vec<PieceId> {
    picture(map, Some(view));
    let mut came = Vec::new();
    while let Some(id) = next(map) {
        load(map, id);
        came.push(id);
    }
    picture(map, Some(view));
    came
}

fn pieces_at(manifest: &Manifest, view: View, km: f64) -> Vec<PieceId> {
    let at = world_from_lonlat(LonLat::new(view.lon, view.lat));
    let is_there = |piece: &Piece| piece.tolerance_km == km && piece.world.contains(at);
    manifest.ids().filter(|(_, piece)| is_there(piece)).map(|(id, _)| id).collect()
}

/// Points of all paths of the ground.
fn points(map: &Widget) -> usize {
    let shapes = map.scene().1;
    let ids = map.grounds().iter().flat_map(|ground| ground.shapes());
    ids.map(|id| shapes.get(id).unwrap().elements().len()).sum()
}

#[test]
fn what_is_nearest_to_the_middle_of_the_view_comes_first() {
    let mut map = spain();
    picture(&mut map, Some(View { zoom: 3.4, ..BURGOS }));
    assert_eq!(next(&mut map), Some(PieceId(0)), "the base");
    let middle = world_from_lonlat(LonLat::new(BURGOS.lon, BURGOS.lat));
    let mut last = 0.0;
    let mut count = 0;
    while let Some(id) = next(&mut map) {
        let world = map.manifest().piece(id).unwrap().world;
        let nearest =
            Point::new(middle.x.clamp(world.x0, world.x1), middle.y.clamp(world.y0, world.y1));
        let distance = (nearest - middle).hypot();
        assert!(distance >= last, "{id:?}: {distance} after {last}");
        last = distance;
        count += 1;
    }
    assert!(count > 1 && last > 0.0, "{count}");
    // Then the reader moves on: what is in sight now is first, not what was before.
    let madagascar = View { lon: 46.5, lat: -19.0, zoom: 6.0 };
    picture(&mut map, Some(madagascar));
    let id = next(&mut map).unwrap();
    assert!(pieces_at(map.manifest(), madagascar, 0.5).contains(&id));
}

#[test]
fn a_neighbour_is_not_fetched_while_the_view_is_within_the_margin_of_a_piece() {
    let mut map = spain();
    map.resize(Size::new(1280.0, 560.0));
    let named = |map: &mut Widget, lat| -> Vec<String> {
        picture(map, Some(View { lon: -6.255, lat, zoom: 7.27 }));
        std::iter::from_fn(|| map.take_missing_piece().map(|missing| missing.file.into())).collect()
    };
    // The view ends at 40.85° north and 0.43° west. The cell ends at 40.98° and at 0°, its ground at 40.45° and 0.7° east.
    let (ground, relief) = ("0.5km-3-3-2.bin", "relief-3-3-2.webp");
    let first = named(&mut map, 42.742);
    assert_eq!(first, ["world.bin", ground, relief, "relief-3-3-3.webp"]);
    assert_eq!(named(&mut map, 42.2), ["0.5km-3-3-3.bin"], "farther south");
    // Of two pieces that have all of a view, the one that failed is not waited for.
    let mut map = spain();
    let both = View { lon: -6.0, lat: 40.98, zoom: 9.5 };
    picture(&mut map, Some(both));
    assert_eq!(next(&mut map), Some(PieceId(0)));
    let one = next(&mut map).unwrap();
    assert_eq!(next(&mut map), None);
    map.lose_piece(one, Part::Whole);
    let other = next(&mut map).unwrap();
    let fine = pieces_at(map.manifest(), both, 0.5);
    assert!(fine.len() == 2 && fine.contains(&one) && fine.contains(&other) && one != other);
}

#[test]
fn a_piece_that_failed_is_named_again_when_the_view_comes_back() {
    let mut map = spain();
    picture(&mut map, Some(BURGOS));
    load(&mut map, PieceId(0));
    let all: Vec<_> = std::iter::from_fn(|| next(&mut map)).collect();
    let fine = pieces_at(map.manifest(), BURGOS, 0.5)[0];
    let coarse = pieces_at(map.manifest(), BURGOS, 2.0)[0];
    assert!(all.contains(&fine) && !all.contains(&coarse), "{all:?}");
    for id in all {
        if id == fine { map.lose_piece(id, Part::Whole) } else { load(&mut map, id) }
    }
    // The coarser piece, which the finer one would hide, is shown instead.
    assert!(visit(&mut map, BURGOS).contains(&coarse));
    assert_eq!(visit(&mut map, BURGOS), []);
    visit(&mut map, View { lon: 100.0, ..BURGOS });
    assert!(visit(&mut map, BURGOS).contains(&fine));
}

#[test]
fn a_way_round_the_earth_and_back_keeps_what_is_in_sight_and_little_more() {
    let mut map = spain();
    let row =
        |lat| (0..36).map(move |i| View { lon: -180.0 + 10.0 * f64::from(i), lat, zoom: 6.5 });
    let there = [65.0, 50.0, 35.0, 5.0, -30.0].into_iter().flat_map(row);
    let stops: Vec<View> = there.clone().chain(there.rev()).collect();
    let all: usize = map.manifest().pieces.iter().map(|piece| bytes(&piece.file).len()).sum();
    let (mut most, mut came) = (0, 0);
    for view in &stops {
        came += visit(&mut map, *view).len();
        for id in pieces_at(map.manifest(), *view, 0.5) {
            assert!(map.ground(id).is_some(), "{id:?} at {view:?}");
        }
        most = most.max(points(&map));
    }
    assert!(came > 2 * map.grounds().len(), "{came}: none came again");
    // A point takes 56 bytes, and the base is always there.
    let limit = (32 << 20) / 56 * 3 / 2;
    assert!(most < limit, "{most} points");
    let loaded: usize = map
        .grounds()
        .iter()
        .map(|g| bytes(&map.manifest().piece(g.piece).unwrap().file).len())
        .sum();
    assert!(loaded < all / 2, "{loaded} of {all}");
}

#[test]
fn countries_off_the_route_are_written_again_only_where_they_change() {
    let mut map = map_with(&[[[-8.5, 42.9], [-1.6, 42.8]]]);
    visit(&mut map, BURGOS);
    let versions = |map: &Widget| -> Vec<(PieceId, u32)> {
        let shapes = map.scene().1;
        map.grounds().iter().map(|g| (g.piece, shapes.version(g.off_route))).collect()
    };
    let before = versions(&map);
    assert!(before.len() > 2);
    let came = visit(&mut map, View { lon: 40.0, ..BURGOS });
    assert!(!came.is_empty());
    let after = versions(&map);
    assert!(before.iter().all(|one| after.contains(one)), "{before:?} {after:?}");
}

#[test]
fn a_country_stays_on_the_route_when_the_piece_that_shows_it_is_let_go() {
    // Only the finest ground has the stop: a small island of Portugal.
    let mut map = map_with(&[[[-31.2, 39.45], [-31.12, 39.7]], [[100.0, 60.0], [101.0, 60.0]]]);
    let azores = View { lon: -31.2, lat: 39.45, zoom: 7.0 };
    visit(&mut map, azores);
    let lisbon = View { lon: -8.5, lat: 39.5, zoom: 7.0 };
    let is_off = |map: &Widget| {
        let id = pieces_at(map.manifest(), lisbon, 0.5)[0];
        let (ground, shapes) = (map.ground(id).unwrap(), map.scene().1);
        let at = world_from_lonlat(LonLat::new(lisbon.lon, lisbon.lat));
        shapes.get(ground.off_route).unwrap().winding(ground.to_world.inverse() * at) != 0
    };
    visit(&mut map, lisbon);
    assert!(!is_off(&map));
    let there = pieces_at(map.manifest(), azores, 0.5)[0];
    // All over the other half of the Earth.
    let lats = [65.0, 52.0, 38.0, 25.0, 5.0, -25.0, -40.0];
    let far = lats.into_iter().cycle().take(21).flat_map(|lat| {
        (0..30).map(move |i| View { lon: 60.0 + 6.0 * f64::from(i), lat, zoom: 6.5 })
    });
    let gone = far.into_iter().any(|view| {
        visit(&mut map, view);
        map.ground(there).is_none()
    });
    assert!(gone, "it was let go");
    visit(&mut map, lisbon);
    assert!(!is_off(&map));
}

/// The images of a picture, and what each is clipped to, in CSS pixels.
fn reliefs(map: &Widget) -> Vec<(PieceId, Rect, Option<Rect>)> {
    let (mut clip, mut images) = (None, Vec::new());
    for item in map.scene().0.placed_items() {
        match item.into_owned() {
            Item::Clip(rect) => clip = Some(rect),
            Item::EndClip => clip = None,
            Item::Image(image) => images.push((image.image.piece(), image.rect, clip)),
            _ => {}
        }
    }
    images
}

#[test]
fn the_coarse_relief_is_drawn_where_the_finer_one_is_not_loaded() {
    let relief = |file: &str, bounds: Value, km: f64| json!({"file": file, "role": "relief", "bounds": bounds, "toleranceKm": km});
    let manifest = json!({"version": 1, "pieces": [
        relief("west.webp", json!([-90, 0, 0, 66.5]), 2.5),
        {"file": "world.bin", "role": "base", "bounds": [-180, -85, 180, 84], "toleranceKm": 20},
        relief("east.webp", json!([0, 0, 90, 66.5]), 2.5),
        relief("all.webp", json!([-180, -85, 180, 85]), 10.0),
    ]});
    let mut map = spain();
    map.load_manifest(&manifest.to_string()).unwrap();
    let view = |zoom| View { lon: 0.0, lat: 45.0, zoom };
    let named = |map: &mut Widget, zoom| -> Vec<(String, Part)> {
        picture(map, Some(view(zoom)));
        std::iter::from_fn(|| map.take_missing_piece().map(|m| (m.file.into(), m.part))).collect()
    };
    let [west, east, all] = [0, 2, 3].map(PieceId);
    let expected = [("world.bin", Part::Whole), ("all.webp", Part::Relief)];
    assert_eq!(named(&mut map, 1.5), expected.map(|(file, part)| (file.to_owned(), part)));
    load(&mut map, PieceId(1));
    assert!(reliefs(&map).is_empty());
    assert!(map.take_relief(all, 1 << 20) && map.has_piece(all));
    picture(&mut map, Some(view(1.5)));
    assert!(!reliefs(&map).is_empty() && reliefs(&map).iter().all(|relief| relief.0 == all));
    assert_eq!(named(&mut map, 4.0).len(), 2, "the finer ones");
    map.lose_piece(west, Part::Relief);
    map.take_relief(east, 1 << 18);
    picture(&mut map, Some(view(4.0)));
    let drawn = reliefs(&map);
    assert_eq!(drawn.iter().map(|r| r.0).collect::<Vec<_>>(), [all, east]);
    // The coarse one ends at a whole pixel; the fine one reaches beyond its bounds, where it fades out.
    let [(_, _, Some(clip)), (_, image, None)] = drawn[..] else { panic!("{drawn:?}") };
    assert_eq!(clip, clip.round());
    let beyond = clip.x1 - image.x0;
    assert!((beyond * 66.0 / image.width() - 1.0).abs() < 0.1, "{image} {clip}");
    assert!(!map.take_relief(PieceId(9), 1), "it is not in the manifest");
}
