//! Views all over the Earth, on both sides of the 180th meridian: no names over each other, none cut off by the edge, none on the land of
//! another country. `DARIEN_VIEWS=2000` looks at so many views; without it there are fewer, so that the test is quick.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::earth::{earth, look};
use common::look::Look;
use common::made::{place, story_of};
use common::{EN, boxes_overlap, read, upright};
use darien_map::basemap::manifest::Role;
use darien_map::camera::View;
use darien_map::ground::SharedGrounds;
use darien_map::mercator::{MIDDLE, beside};
use darien_map::widget::Widget;
use kurbo::{Point, Shape, Size};
use serde_json::{Map, Value};

const VIEWS: usize = 200;

const SIZES: [(f64, f64); 5] =
    [(320.0, 568.0), (390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)];

/// Views in which a name was once on the land of another country: the size, longitude, latitude and zoom.
const ABROAD: [(usize, f64, f64, f64); 8] = [
    (2, -80.311, 10.032, 5.34),
    (2, -73.901, 6.372, 4.85),
    (3, 121.216, -23.532, 4.50),
    (3, -94.053, 12.108, 4.87),
    (4, 101.064, -17.796, 4.52),
    (4, -19.855, -7.176, 5.29),
    (4, 6.713, 7.224, 4.11),
    (4, -136.191, 60.684, 8.66),
];

/// What is wrong in the pictures of some views.
#[derive(Default)]
struct Found {
    views: usize,
    labels: usize,
    countries: usize,
    beyond: usize,
    overlap: Vec<String>,
    cut: Vec<String>,
    abroad: Vec<String>,
}

/// A voyage around the world, so that stops and names are everywhere.
fn story() -> String {
    let stops = [
        ("Lisbon", -9.14, 38.72),
        ("Tunis", 10.17, 36.8),
        ("Aden", 45.03, 12.78),
        ("Colombo", 79.86, 6.93),
        ("Singapore", 103.82, 1.35),
        ("Manila", 120.97, 14.6),
        ("Suva", 178.44, -18.14),
        ("Apia", -171.76, -13.83),
        ("Callao", -77.15, -12.06),
        ("Panama", -79.52, 8.98),
        ("Havana", -82.38, 23.13),
        ("Boston", -71.06, 42.36),
    ];
    let mut features: Vec<Value> =
        stops.iter().map(|(name, lon, lat)| place(name, "stop", *lon, *lat)).collect();
    for pair in stops.windows(2) {
        let line = [[pair[0].1, pair[0].2], [pair[1].1, pair[1].2]];
        features.push(serde_json::json!({"type": "Feature", "properties": {"mode": "boat"},
            "geometry": {"type": "LineString", "coordinates": line}}));
    }
    story_of(&features)
}

fn names() -> Vec<(String, String)> {
    let names: Map<String, Value> =
        serde_json::from_str(&read("tests/fixtures/earth/countries.json")).unwrap();
    let upper = |(code, name): (String, Value)| (name.as_str().unwrap().to_uppercase(), code);
    names.into_iter().map(upper).collect()
}

/// The code of the country at a point of the screen, on the finest ground there.
fn country_at(map: &Widget, at: Point) -> Option<String> {
    let camera = map.viewpoint().camera();
    let world = beside(camera.world_from_screen(at), MIDDLE);
    let shown = |role: Role, zoom: f64| role == Role::Base || camera.zoom >= zoom;
    let mut grounds = map.grounds().iter().rev();
    let ground = grounds.find(|g| shown(g.role, g.draw_zoom) && g.bounds.contains(world))?;
    let shapes = map.scene().1;
    let inside = |p: Point, id| shapes.get(id).is_some_and(|path| path.winding(p) != 0);
    let p = ground.to_world.inverse() * world;
    let mut countries = ground.regions.iter().filter(|region| region.country);
    countries.find(|region| inside(p, region.outline)).map(|region| region.code.clone())
}

fn check(map: &Widget, names: &[(String, String)], found: &mut Found) {
    let camera = map.viewpoint().camera();
    let (scene, _) = map.scene();
    let looked = Look::at(scene, map.settings().theme());
    let (Size { width, height }, View { lon, lat, zoom }) = (camera.size, camera.view());
    let view = format!("{width}×{height} at {lon:.3}, {lat:.3}, zoom {zoom:.2}");
    found.views += 1;
    let seen = camera.visible();
    found.beyond += usize::from(seen.x0.floor() != seen.x1.floor());
    for (n, label) in looked.labels.iter().enumerate() {
        found.labels += 1;
        let name = &label.text.text;
        for other in &looked.labels[..n] {
            let over = |a| other.boxes.iter().any(|b| boxes_overlap(a, b));
            if label.boxes.iter().any(over) {
                found.overlap.push(format!("{view}: “{name}” over “{}”", other.text.text));
            }
        }
        let is_cut = |letter: &[Point; 4]| {
            let r = upright(letter);
            r.x0 < 0.0 || r.y0 < 0.0 || r.x1 > width || r.y1 > height
        };
        if label.boxes.iter().any(is_cut) {
            found.cut.push(format!("{view}: “{name}”"));
        }
        let code = names.iter().find(|(known, _)| known == name).map(|(_, code)| code);
        let Some(code) = code.filter(|_| label.owner.is_none()) else { continue };
        found.countries += 1;
        let whole = label.boxes.iter().map(upright).reduce(|a, b| a.union(b)).unwrap();
        for i in 0..=8 {
            let at = Point::new(whole.x0 + whole.width() * f64::from(i) / 8.0, whole.center().y);
            if let Some(other) = country_at(map, at).filter(|other| other != code) {
                found.abroad.push(format!("{view}: “{name}” on the land of {other}"));
                break;
            }
        }
    }
}

#[test]
fn names_all_over_the_earth_are_apart_whole_and_at_home() {
    let views = std::env::var("DARIEN_VIEWS").ok().and_then(|views| views.parse().ok());
    let (views, names, grounds) = (views.unwrap_or(VIEWS), names(), SharedGrounds::default());
    let story = story();
    let mut found = Found::default();
    for (s, (w, h)) in SIZES.into_iter().enumerate() {
        let mut map = earth(&story, Size::new(w, h), EN, &grounds);
        map.set_reduced_motion(true);
        for (_, lon, lat, zoom) in ABROAD.into_iter().filter(|(size, ..)| *size == s) {
            look(&mut map, Some(View { lon, lat, zoom }));
            check(&map, &names, &mut found);
        }
        for n in (s..views).step_by(SIZES.len()) {
            // Multiples of irrational numbers are spread evenly. Every third view is at the 180th meridian.
            let part = |step: f64| (n as f64 * step).fract();
            let lon =
                if n % 3 == 0 { 170.0 + 20.0 * part(0.754_877) } else { 360.0 * part(0.754_877) };
            let (lat, zoom) = (150.0 * part(0.569_840) - 75.0, 1.0 + 8.0 * part(0.438_579));
            look(&mut map, Some(View { lon, lat, zoom }));
            check(&map, &names, &mut found);
        }
    }
    eprintln!(
        "{} views, {} over the 180th meridian; {} labels, {} of countries; {} overlap, {} cut, {} abroad",
        found.views,
        found.beyond,
        found.labels,
        found.countries,
        found.overlap.len(),
        found.cut.len(),
        found.abroad.len()
    );
    assert!(found.beyond > views / 5 && found.labels > views && found.countries > views / 2);
    for wrong in [&found.overlap, &found.cut, &found.abroad] {
        assert!(wrong.is_empty(), "{} views: {wrong:#?}", wrong.len());
    }
}
