//! A basemap file as GeoJSON, for programs that cannot read ours.

use darien_map::basemap::{ArcKind, Basemap, RegionKind};
use darien_map::mercator::lonlat_from_world;
use kurbo::Point;
use serde_json::{Value, json};

/// The countries, then the borders between them as one MultiLineString.
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
    let lines = map.arcs_of(ArcKind::Border).map(|arc| {
        let points: Vec<Point> = arc.points.iter().map(|&quanta| map.point(quanta)).collect();
        positions(&points)
    });
    features.push(json!({
        "type": "Feature",
        "properties": {"kind": "borders"},
        "geometry": {"type": "MultiLineString", "coordinates": lines.collect::<Vec<_>>()},
    }));
    json!({"type": "FeatureCollection", "features": features})
}

/// Points as GeoJSON's positions.
fn positions(points: &[Point]) -> Vec<[f64; 2]> {
    let places = points.iter().map(|&point| lonlat_from_world(point));
    places.map(|place| [place.lon, place.lat]).collect()
}
