//! A basemap file as GeoJSON, for programs that cannot read ours.

use darien_map::basemap::{Arc, ArcKind, Basemap, RegionKind};
use darien_map::mercator::lonlat_from_world;
use kurbo::Point;
use serde_json::{Value, json};

/// The countries, then the lines as MultiLineStrings: coasts (with the shores of lakes), borders, rivers.
///
/// Every ring is a polygon of its own: the file does not say which ring is a hole of which, and
/// whoever wants the land as a whole joins the countries anyway.
pub fn geojson(map: &Basemap) -> Value {
    let countries = map.regions.iter().filter(|region| region.kind == RegionKind::Country);
    let mut features: Vec<Value> = countries
        .map(|country| {
            let polygons = country.rings.iter().map(|ring| {
                let mut points = map.ring_points(ring);
                points.extend(points.first().copied());
                vec![positions(&points)]
            });
            let polygons: Vec<_> = polygons.collect();
            json!({
                "type": "Feature",
                "properties": {"kind": "country", "code": country.code},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons},
            })
        })
        .collect();
    let arcs = |kind| map.arcs_of(kind).map(|arc| world_points(map, arc)).collect::<Vec<_>>();
    let coasts = [arcs(ArcKind::Coast), arcs(ArcKind::Shore)].concat();
    features.push(lines(json!({"kind": "coasts"}), &coasts));
    features.push(lines(json!({"kind": "borders"}), &arcs(ArcKind::Border)));
    features.extend(map.rivers.iter().map(|river| {
        let runs: Vec<_> = river.runs.iter().map(|run| map.run_points(run).collect()).collect();
        lines(json!({"kind": "river", "name": river.name, "rank": river.rank}), &runs)
    }));
    json!({"type": "FeatureCollection", "features": features})
}

fn world_points(map: &Basemap, arc: &Arc) -> Vec<Point> {
    arc.points.iter().map(|&quanta| map.point(quanta)).collect()
}

/// Lines as one feature.
fn lines(properties: Value, lines: &[Vec<Point>]) -> Value {
    let lines: Vec<_> = lines.iter().map(|points| positions(points)).collect();
    json!({
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiLineString", "coordinates": lines},
    })
}

/// Points as GeoJSON's positions.
fn positions(points: &[Point]) -> Vec<[f64; 2]> {
    let places = points.iter().map(|&point| lonlat_from_world(point));
    places.map(|place| [place.lon, place.lat]).collect()
}
