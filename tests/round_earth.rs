//! The Earth is round: stories over the 180th meridian, around the globe and near the poles are drawn as others are.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::EN;
use common::earth::{drawn, earth, look};
use common::made::{place, story_of};
use darien_map::camera::View;
use darien_map::geo::LonLat;
use darien_map::ground::SharedGrounds;
use darien_map::hit::{PointerKind, hit};
use darien_map::scene::{ItemId, Scene};
use darien_map::story::LegIx;
use darien_map::text::BakedAdvances;
use darien_map::widget::Widget;
use kurbo::{Size, Vec2};
use serde_json::{Value, json};

const SIZES: [Size; 2] = [Size::new(390.0, 844.0), Size::new(1280.0, 800.0)];

fn boat(points: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": points},
        "properties": {"mode": "boat"}})
}

/// A voyage from Auckland by Suva to Rarotonga, moved by some degrees to the west.
fn voyage(west: f64) -> String {
    let turn = |lon: f64| {
        let lon = lon - west;
        if lon < -180.0 { lon + 360.0 } else { lon }
    };
    let [auckland, suva, apia, rarotonga] =
        [[174.76, -36.85], [178.44, -18.14], [-171.76, -13.83], [-159.78, -21.2]]
            .map(|[lon, lat]| [turn(lon), lat]);
    let stop = |name: &str, [lon, lat]: [f64; 2]| place(name, "stop", lon, lat);
    let inset = json!({"title": "Fiji", "bbox": [turn(176.5), -19.5, turn(-178.0), -15.5]});
    let features = [
        stop("Auckland", auckland),
        stop("Suva", suva),
        stop("Apia", apia),
        stop("Rarotonga", rarotonga),
        boat(&[auckland, suva]),
        boat(&[suva, apia]),
        boat(&[apia, rarotonga]),
    ];
    let mut story: Value = serde_json::from_str(&story_of(&features)).unwrap();
    story["inset"] = inset;
    story.to_string()
}

/// From Lisbon to the west until Lisbon.
fn circumnavigation() -> String {
    let stops = [
        ("Lisbon", [-9.14, 38.72]),
        ("Rio", [-43.2, -22.9]),
        ("Guam", [144.75, 13.45]),
        ("Mactan", [123.95, 10.3]),
        ("Cape", [18.4, -33.9]),
    ];
    let mut features: Vec<Value> =
        stops.iter().map(|(name, [lon, lat])| place(name, "stop", *lon, *lat)).collect();
    let [lisbon, rio, guam, mactan, cape] = stops.map(|(_, at)| at);
    features.extend([
        boat(&[lisbon, rio]),
        boat(&[rio, [-70.0, -53.0], [-120.0, -30.0], [-179.0, 5.0], guam]),
        boat(&[guam, mactan]),
        boat(&[mactan, [100.0, -12.0], cape]),
        boat(&[cape, lisbon]),
    ]);
    story_of(&features)
}

/// The parts of the route that are drawn, in CSS pixels.
fn route(map: &Widget) -> Vec<kurbo::Line> {
    let (scene, shapes) = map.scene();
    let [on_map, _] = common::look::route(scene, shapes, map.settings().theme());
    on_map
}

fn targets(scene: &Scene, id: ItemId) -> usize {
    scene.placed_targets().filter(|target| target.id == id).count()
}

#[test]
fn a_voyage_over_the_date_line_looks_like_one_elsewhere() {
    let grounds = SharedGrounds::default();
    for size in SIZES {
        let there = earth(&voyage(0.0), size, EN, &grounds);
        let elsewhere = earth(&voyage(60.0), size, EN, &grounds);
        let [a, b] = [&there, &elsewhere].map(|map| map.viewpoint().camera());
        assert!((a.zoom - b.zoom).abs() < 1e-9, "{} {}", a.zoom, b.zoom);
        assert!(((a.center - b.center).x - 60.0 / 360.0).abs() < 1e-9);
        drawn(&there, &format!("voyage-{}", size.width));
        let stops = ["Auckland", "Suva", "Apia", "Rarotonga"];
        let names: Vec<String> = common::texts(there.scene().0).map(|text| text.text).collect();
        for stop in stops {
            assert!(names.iter().any(|name| name == stop), "{stop}: {names:?}");
        }
        let (mut one, mut other) = (route(&there), route(&elsewhere));
        assert!(one.len() > 20 && one.len() == other.len());
        for (a, b) in one.drain(..).zip(other.drain(..)) {
            assert!((a.p0 - b.p0).hypot() < 1e-6 && (a.p1 - b.p1).hypot() < 1e-6);
        }
    }
}

#[test]
fn a_route_around_the_globe_is_shown_whole() {
    let grounds = SharedGrounds::default();
    for size in SIZES {
        let map = earth(&circumnavigation(), size, EN, &grounds);
        drawn(&map, &format!("globe-{}", size.width));
        let camera = map.viewpoint().camera();
        let lines = route(&map);
        let seen = size.to_rect();
        let on_screen: f64 =
            lines.iter().filter(|l| seen.contains(l.p0)).map(|l| (l.p1 - l.p0).hypot()).sum();
        assert!(on_screen > camera.scale(), "{on_screen}");
        // No piece leads across the map, and the route goes on on the next copy of the world.
        assert!(lines.iter().all(|line| (line.p1 - line.p0).hypot() < camera.scale() / 2.0));
        let lisbon = map.project(LonLat::new(-9.14, 38.72));
        let turn = Vec2::new(camera.scale(), 0.0);
        let ends = [lisbon - turn, lisbon, lisbon + turn];
        let ends = ends.into_iter().filter(|end| seen.contains(*end)).count();
        assert_eq!(ends, 2, "both ends of the route are in sight");
    }
}

#[test]
fn a_view_is_the_same_on_every_copy_of_the_world() {
    let grounds = SharedGrounds::default();
    let view = View { lon: -178.0, lat: -17.0, zoom: 4.0 };
    let mut pictures = Vec::new();
    for turns in [0.0, -360.0, 360.0, 720.0] {
        let mut map = earth(&voyage(0.0), SIZES[1], EN, &grounds);
        look(&mut map, Some(View { lon: view.lon + turns, ..view }));
        let shown = map.viewpoint().camera().view();
        assert!((shown.lon - view.lon).abs() < 1e-9, "{shown:?}");
        assert!(targets(map.scene().0, ItemId::Leg(LegIx(1))) > 0);
        pictures.push(drawn(&map, "copy"));
    }
    assert!(pictures.iter().all(|picture| *picture == pictures[0]));
}

#[test]
fn a_flight_over_the_date_line_takes_the_short_way() {
    let mut map = earth(&voyage(0.0), SIZES[1], EN, &SharedGrounds::default());
    map.jump_to(View { lon: 176.0, lat: -18.0, zoom: 5.0 });
    map.fly_to(View { lon: -172.0, lat: -14.0, zoom: 5.0 }, Some(1.0), 0.0);
    for i in 0..=20 {
        map.frame(f64::from(i) / 20.0, &BakedAdvances);
        let View { lon, .. } = map.viewpoint().camera().view();
        assert!(lon >= 175.9 || lon <= -171.9, "{i}: {lon}");
    }
    // The same from a view that was given beyond the date line.
    map.jump_to(View { lon: 188.0 - 720.0, lat: -14.0, zoom: 5.0 });
    map.fit(1.0);
    for i in 20..=60 {
        map.frame(f64::from(i) / 20.0, &BakedAdvances);
        let View { lon, .. } = map.viewpoint().camera().view();
        assert!(lon >= 175.0 || lon <= -171.0, "{i}: {lon}");
    }
    assert!(map.is_at_home());
}

#[test]
fn places_beyond_the_date_line_are_found_and_numbered() {
    let mut map = earth(&voyage(0.0), SIZES[1], EN, &SharedGrounds::default());
    for view in [None, Some(View { lon: -177.0, lat: -16.0, zoom: 6.0 })] {
        look(&mut map, view);
        for (id, lon, lat) in [("Suva", 178.44, -18.14), ("Apia", -171.76, -13.83)] {
            let at = map.project(LonLat::new(lon, lat));
            let back = map.unproject(at);
            assert!((back.lon - lon).abs() < 1e-9 && (back.lat - lat).abs() < 1e-9, "{back:?}");
            let (scene, shapes) = map.scene();
            let found = hit(scene, shapes, at, PointerKind::Mouse);
            let Some(ItemId::Place(ix)) = found else { panic!("{id}: {found:?}") };
            assert_eq!(ix.0, if id == "Suva" { 1 } else { 2 });
        }
        map.set_numbered(true);
        look(&mut map, None);
        let expected: &[u32] = if view.is_none() { &[0, 1, 2, 3] } else { &[1, 2] };
        let numbered: Vec<u32> = map.scene().0.numbered.iter().map(|ix| ix.0).collect();
        assert_eq!(numbered, expected);
        map.set_numbered(false);
    }
}

#[test]
fn a_country_on_both_sides_of_the_date_line_is_shown_without_the_rest_of_the_world() {
    let mut features =
        vec![place("Suva", "stop", 178.44, -18.14), place("Lau", "stop", -178.8, -18.2)];
    features.push(json!({"type": "Feature", "id": "fiji", "properties":
        {"name": "Fiji", "kind": "country", "region": "FJ", "at": [179.0, -17.8]}}));
    let mut map = earth(&story_of(&features), SIZES[1], EN, &SharedGrounds::default());
    map.set_reduced_motion(true);
    assert!(map.select(Some("fiji")));
    look(&mut map, None);
    let view = map.viewpoint().camera().view();
    assert!(view.zoom > 5.0 && view.lon.abs() > 175.0, "{view:?}");
}

#[test]
fn the_ends_of_the_earth_are_sane() {
    let grounds = SharedGrounds::default();
    let poles = [place("North Pole", "stop", 0.0, 90.0), place("South Pole", "stop", 0.0, -90.0)];
    let way = boat(&[[0.0, 90.0], [-30.0, 0.0], [0.0, -90.0]]);
    let both = story_of(&[&poles[..], &[way]].concat());
    let ocean = story_of(&[place("Point Nemo", "stop", -123.4, -48.9)]);
    for (name, story) in [("poles", &both), ("ocean", &ocean)] {
        for size in SIZES {
            let mut map = earth(story, size, EN, &grounds);
            let svg = drawn(&map, &format!("{name}-{}", size.width));
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
            let names: Vec<String> = common::texts(map.scene().0).map(|text| text.text).collect();
            assert!(names.iter().any(|name| name.ends_with(" Pole") || name == "Point Nemo"));
            for (lat, zoom) in [(90.0, 3.0), (-90.0, 3.0), (89.0, 11.0), (84.9, 0.0), (1e300, 5.0)]
            {
                for lon in [180.0, 1e6] {
                    look(&mut map, Some(View { lon, lat, zoom }));
                    let view = map.viewpoint().camera().view();
                    assert!(view.is_finite() && view.lon.abs() <= 180.0, "{view:?}");
                    assert!(view.lat.abs() < 85.06, "{view:?}");
                    let svg = drawn(&map, "end");
                    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{lat} {lon} {zoom}");
                }
            }
        }
    }
}
