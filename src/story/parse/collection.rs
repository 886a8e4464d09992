//! JSON to a GeoJSON feature collection. The `geojson` crate decides what a geometry is; where it
//! refuses one, what it refused is looked for here, so that an author is told all of it.

use super::super::ProblemKind as Kind;
use super::json::Json;
use super::read::Features;
use super::report::{Report, Step, show};
use super::value::{Object, given};
use geojson::feature::Id;
use geojson::{Feature, Geometry, GeometryValue};
use serde::Deserialize;
use serde_json::Value;

/// GeoJSON's geometries and how deep their positions are nested.
const GEOMETRIES: [(&str, usize); 6] = [
    ("Point", 0),
    ("MultiPoint", 1),
    ("LineString", 1),
    ("MultiLineString", 2),
    ("Polygon", 2),
    ("MultiPolygon", 3),
];

/// How coordinates of each depth are written.
const FORMS: [&str; 4] = [
    "[longitude, latitude]",
    "a list of [longitude, latitude]",
    "a list of lines or rings, each a list of [longitude, latitude]",
    "a list of polygons, each a list of rings",
];

/// A feature collection whose features are still text.
pub(super) struct Collection {
    /// All members but `features`, whose list is empty here.
    pub members: Object,
    /// West, south, east, north in degrees.
    pub bbox: Option<Vec<f64>>,
    pub features: Features,
}

/// The feature collection that was read.
pub(super) fn collection(
    root: Value,
    features: Features,
    report: &mut Report,
) -> Option<Collection> {
    let Value::Object(members) = root else {
        report.tell(Kind::NotGeojson, &root, "a GeoJSON object");
        return None;
    };
    match members.get("type") {
        Some(Value::String(s)) if s == "FeatureCollection" => {}
        found => {
            let name = found.and_then(Value::as_str).unwrap_or_default();
            let geojson = matches!(name, "Feature" | "GeometryCollection")
                || GEOMETRIES.iter().any(|g| g.0 == name);
            let kind = if geojson { Kind::NotFeatureCollection } else { Kind::NotGeojson };
            at(report, "type", kind, found, "\"FeatureCollection\"");
            return None;
        }
    }
    let found = members.get("features");
    if !matches!(found, Some(Value::Array(_))) {
        let kind = if found.is_some() { Kind::WrongType } else { Kind::Missing };
        at(report, "features", kind, found, "a list of features");
        return None;
    }
    let bbox = members.get("bbox").and_then(|value| bbox(value, report));
    Some(Collection { members, bbox, features })
}

/// Tells that the text is no JSON.
pub(super) fn not_json(error: String, report: &mut Report) {
    report.tell_text(Kind::NotJson, error, "JSON text, nested at most 127 levels deep");
}

/// A feature, and whether the crate refused it; then it has what could be read of it, but no geometry.
pub(super) fn feature(mut item: Value, report: &mut Report) -> (Feature, bool) {
    let geometry = check(&item);
    let refused = geometry.is_none();
    if refused {
        explain(&item, report);
    }
    // Of a refused feature the rest is still read, so that its other problems are told too; and
    // it is still a line, so that it is still taken for a leg.
    let line = || item["geometry"]["type"].as_str() == Some("LineString");
    let geometry = geometry.unwrap_or_else(|| {
        line().then(|| GeometryValue::LineString { coordinates: Vec::new() }.into())
    });
    let id = match item.get("id") {
        Some(Value::String(s)) => Some(Id::String(s.clone())),
        Some(Value::Number(n)) => Some(Id::Number(n.clone())),
        _ => None,
    };
    let properties = match item.get_mut("properties").map(Value::take) {
        Some(Value::Object(properties)) => Some(properties),
        _ => None,
    };
    (Feature { bbox: None, geometry, id, properties, foreign_members: None }, refused)
}

/// What a `bbox` is.
pub(super) const BBOX: &str = "[west, south, east, north] in degrees";

/// West, south, east, north of a `bbox`, with or without heights.
pub(super) fn bbox(value: &Value, report: &mut Report) -> Option<Vec<f64>> {
    let numbers = value.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_f64);
    let numbers: Vec<f64> = numbers.collect();
    match numbers.as_slice() {
        &[w, s, e, n] | &[w, s, _, e, n, _] if s <= n => Some(vec![w, s, e, n]),
        _ if value.is_null() => None,
        _ => {
            report.enter_key("bbox");
            report.tell(Kind::BadValue, value, BBOX);
            report.pop();
            None
        }
    }
}

/// The geometry of a feature, if it has one; none at all if it is no feature. (The crate's reader of
/// whole features would cost the WASM nearly 2 kB for members nobody asks for.)
fn check(item: &Value) -> Option<Option<Geometry>> {
    let feature = item.as_object()?;
    let sound = item["type"].as_str() == Some("Feature")
        && given(feature, "id").is_none_or(|id| id.is_string() || id.is_number())
        && given(feature, "properties").is_none_or(Value::is_object);
    if !sound {
        return None;
    }
    match given(feature, "geometry") {
        Some(geometry) => Geometry::deserialize(Json(geometry)).ok().map(Some),
        None => Some(None),
    }
}

/// Tells why `item` is no feature.
fn explain(item: &Value, report: &mut Report) {
    let before = report.count();
    if let Some(feature) = item.as_object() {
        let kind = feature.get("type");
        if kind.and_then(Value::as_str) != Some("Feature") {
            at(report, "type", Kind::NotGeojson, kind, "\"Feature\"");
        }
        if let Some(geometry) = given(feature, "geometry") {
            report.enter_key("geometry");
            match geometry.as_object() {
                Some(geometry) => explain_geometry(geometry, report),
                None => report.tell(Kind::BadGeometry, geometry, "a geometry, or null"),
            }
            report.pop();
        }
        if let Some(id) = given(feature, "id").filter(|id| !id.is_string() && !id.is_number()) {
            at(report, "id", Kind::WrongType, Some(id), "a text or a number");
        }
        if let Some(found) = given(feature, "properties").filter(|p| !p.is_object()) {
            at(report, "properties", Kind::WrongType, Some(found), "an object");
        }
    } else {
        report.tell(Kind::NotGeojson, item, "a GeoJSON feature");
    }
    if report.count() == before {
        report.tell(Kind::NotGeojson, item, "a GeoJSON feature");
    }
}

/// Tells a problem with what stands at `key`, or with there being nothing.
fn at(report: &mut Report, key: &'static str, kind: Kind, got: Option<&Value>, expected: &str) {
    report.enter_key(key);
    report.tell_text(kind, got.map_or_else(|| "nothing".into(), show), expected);
    report.pop();
}

fn explain_geometry(geometry: &Object, report: &mut Report) {
    let name = geometry.get("type");
    let known = name.and_then(Value::as_str).and_then(|n| GEOMETRIES.iter().find(|g| g.0 == n));
    let Some(&(_, depth)) = known else {
        let expected = "one of Point, LineString, MultiLineString, Polygon, MultiPolygon";
        at(report, "type", Kind::BadGeometry, name, expected);
        return;
    };
    let Some(coordinates) = geometry.get("coordinates") else {
        at(report, "coordinates", Kind::BadCoordinate, None, FORMS[depth]);
        return;
    };
    report.enter_key("coordinates");
    explain_coordinates(coordinates, depth, report);
    report.pop();
}

/// Tells every coordinate that is no number, and every list where a number or a deeper list belongs.
fn explain_coordinates(value: &Value, depth: usize, report: &mut Report) {
    let Some(items) = value.as_array() else {
        report.tell(Kind::BadCoordinate, value, FORMS[depth]);
        return;
    };
    if depth == 0 && items.len() < 2 {
        report.tell(Kind::BadCoordinate, value, FORMS[0]);
        return;
    }
    for (i, item) in items.iter().enumerate() {
        report.push(Step::Index(i));
        if depth > 0 {
            explain_coordinates(item, depth - 1, report);
        } else if !item.is_number() {
            report.tell(Kind::BadCoordinate, item, "a number of degrees");
        }
        report.pop();
    }
}
