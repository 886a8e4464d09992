#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::story::{LonLat, Shape, Story, parse};
use serde_json::{Value, json};

fn place(id: &str, lon: f64, lat: f64) -> Value {
    json!({"type": "Feature", "id": id, "properties": {"name": id},
        "geometry": {"type": "Point", "coordinates": [lon, lat]}})
}

fn leg(from: &str, to: &str, geometry: Value) -> Value {
    json!({"type": "Feature", "properties": {"kind": "leg", "from": from, "to": to}, "geometry": geometry})
}

fn line(points: Value) -> Value {
    json!({"type": "LineString", "coordinates": points})
}

fn story(features: Vec<Value>) -> Story {
    let story = json!({"type": "FeatureCollection", "features": features});
    parse(&story.to_string()).unwrap()
}

fn longitudes(line: &[LonLat]) -> Vec<f64> {
    line.iter().map(|point| point.lon).collect()
}

fn places(story: &Story) -> Vec<f64> {
    story.places.iter().map(|place| place.at.lon).collect()
}

#[test]
fn a_leg_over_the_date_line_goes_the_short_way() {
    let story = story(vec![
        place("a", 178.0, -18.0),
        place("b", -172.0, -14.0),
        place("c", 170.0, -10.0),
        leg("a", "b", line(json!([[178, -18], [-172, -14]]))),
        leg("b", "c", line(json!([[-172, -14], [170, -10]]))),
    ]);
    assert_eq!(longitudes(&story.legs[0].line), [178.0, 188.0]);
    assert_eq!(longitudes(&story.legs[1].line), [188.0, 170.0]);
    assert_eq!(places(&story), [178.0, 188.0, 170.0]);
}

#[test]
fn a_split_line_is_one_leg() {
    let split = |second: Value| {
        let geometry =
            json!({"type": "MultiLineString", "coordinates": [[[178, -18], [180, -17]], second]});
        json!({"type": "FeatureCollection", "features":
            [place("a", 178.0, -18.0), place("b", -172.0, -14.0), leg("a", "b", geometry)]})
    };
    let story = parse(&split(json!([[-180, -17], [-172, -14]])).to_string()).unwrap();
    assert_eq!(longitudes(&story.legs[0].line), [178.0, 180.0, 180.0, 188.0]);
    assert_eq!((story.legs[0].from.unwrap().0, story.legs[0].to.unwrap().0), (0, 1));
    let story = parse(&split(json!([[-180, -16], [-172, -14]])).to_string()).unwrap();
    let lines: Vec<_> = story.legs.iter().map(|leg| longitudes(&leg.line)).collect();
    assert_eq!(lines, [[178.0, 180.0], [180.0, 188.0]], "parts that do not meet are two legs");
}

#[test]
fn a_route_around_the_globe_ends_a_turn_away() {
    let stops = [("a", -9.0), ("b", -120.0), ("c", 145.0), ("d", 18.0)];
    let mut features: Vec<Value> = stops.map(|(id, lon)| place(id, lon, 10.0)).into();
    for (from, to) in [(0, 1), (1, 2), (2, 3), (3, 0)] {
        let ((a, west), (b, east)) = (stops[from], stops[to]);
        features.push(leg(a, b, line(json!([[west, 10], [east, 10]]))));
    }
    let story = story(features);
    assert_eq!(places(&story), [-9.0, -120.0, -215.0, -342.0]);
    assert_eq!(longitudes(&story.legs[3].line), [-342.0, -369.0]);
}

#[test]
fn a_leg_that_joins_a_known_place_at_its_end_is_there() {
    let story = story(vec![
        place("a", 178.0, 0.0),
        place("b", -175.0, 0.0),
        place("c", -170.0, 5.0),
        leg("a", "b", line(json!([[178, 0], [-175, 0]]))),
        leg("c", "b", line(json!([[-170, 5], [-175, 0]]))),
    ]);
    assert_eq!(longitudes(&story.legs[1].line), [190.0, 185.0]);
    assert_eq!(places(&story), [178.0, 185.0, 190.0]);
}

#[test]
fn places_alone_are_divided_where_there_are_none() {
    let of = |lons: &[f64]| {
        let features = lons.iter().enumerate();
        places(&story(features.map(|(i, lon)| place(&i.to_string(), *lon, 1.0)).collect()))
    };
    assert_eq!(of(&[178.4, -171.8, -159.8]), [178.4, 188.2, 200.2]);
    assert_eq!(of(&[-180.0, 180.0]), [180.0, 180.0]);
    assert_eq!(of(&[140.0, -118.0, 151.0]), [140.0, 242.0, 151.0]);
    for same in [&[-100.0, 0.0, 100.0][..], &[-9.0], &[-170.0, -60.0, 50.0, 160.0]] {
        assert_eq!(of(same), same, "all around the globe, or no gap elsewhere");
    }
}

#[test]
fn shapes_and_boxes_are_where_their_places_are() {
    let ring = json!([[[170, -10], [-170, -10], [-170, -20], [170, -20], [170, -10]]]);
    let area = json!({"type": "Feature", "id": "area", "properties": {"name": "area"},
        "geometry": {"type": "Polygon", "coordinates": ring}});
    let way = leg("a", "b", line(json!([[178, -18], [-172, -14]])));
    let features = vec![place("a", 178.0, -18.0), place("b", -172.0, -14.0), area, way];
    let story = json!({"type": "FeatureCollection", "features": features,
        "chapters": [{"title": "B", "text": "B.", "place": "b", "bbox": [177, -25, -158, -10]}],
        "inset": [
            {"title": "West", "bbox": [176, -19, -178, -15]},
            {"title": "East", "bbox": [-173, -15, -171, -13], "place": "b"}]});
    let story = parse(&story.to_string()).unwrap();
    assert_eq!(story.chapters[0].bounds, Some([177.0, -25.0, 202.0, -10.0]));
    assert_eq!(story.insets[0].bounds, [176.0, -19.0, 182.0, -15.0]);
    assert_eq!(story.insets[1].bounds, [187.0, -15.0, 189.0, -13.0]);
    let Shape::Rings(rings) = &story.places[2].shape else { panic!("{:?}", story.places[2]) };
    assert_eq!(longitudes(&rings[0]), [170.0, 190.0, 190.0, 170.0, 170.0]);
    assert_eq!(story.places[2].at.lon, 180.0);
}

#[test]
fn an_area_around_a_pole_keeps_its_edge() {
    let ring = json!([[[-180, 70], [0, 75], [180, 70], [180, 90], [-180, 90], [-180, 70]]]);
    let story = story(vec![json!({"type": "Feature", "id": "ice", "properties": {"name": "ice"},
        "geometry": {"type": "Polygon", "coordinates": ring}})]);
    let Shape::Rings(rings) = &story.places[0].shape else { panic!("{:?}", story.places[0]) };
    assert_eq!(longitudes(&rings[0]), [-180.0, 0.0, 180.0, 180.0, -180.0, -180.0]);
}
