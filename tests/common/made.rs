//! Stories for tests, built from features.

use serde_json::{Value, json};

/// A story of these features.
pub fn story_of(features: &[Value]) -> String {
    json!({"type": "FeatureCollection", "title": "Odd", "features": features}).to_string()
}

/// A place of some kind.
pub fn place(name: &str, kind: &str, lon: f64, lat: f64) -> Value {
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
           "properties": {"name": name, "kind": kind}})
}

/// A leg on foot.
pub fn leg(points: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": points},
           "properties": {"mode": "foot", "remark": "four to ten days"}})
}

/// A river.
pub fn river(name: &str, points: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "geometry": {"type": "LineString", "coordinates": points},
           "properties": {"name": name, "kind": "river"}})
}
