//! The members of a GeoJSON feature collection: JSON values to `geojson`'s types. Its features are
//! read one by one, in `feature`.

use super::super::ProblemKind as Kind;
use super::geometry::TYPES;
use super::report::{Report, show};
use super::scan::Features;
use super::value::Object;
use geojson::Bbox;
use serde_json::Value;

/// A feature collection whose features are still text.
pub(super) struct Collection {
    /// All members. The list of `features` is empty here.
    pub members: Object,
    /// West, south, east, north in degrees.
    pub bbox: Option<Bbox>,
    /// Where each feature begins in the text.
    pub features: Features,
}

/// Reads the collection in `root`, whose features are still `text`. A feature or geometry alone counts as a collection of one.
pub(super) fn collection(
    root: Value,
    features: Features,
    text: &str,
    report: &mut Report,
) -> Option<Collection> {
    let Value::Object(members) = root else {
        report.push(Kind::NotGeojson, &root, "a GeoJSON object");
        return None;
    };
    report.strict = members.get("strict") == Some(&Value::Bool(true));
    let found = members.get("type");
    let name = found.and_then(Value::as_str).unwrap_or_default();
    if name == "Feature" || TYPES.contains(&name) {
        report.is_bare = true;
        report.note_at(
            "type",
            Kind::NotFeatureCollection,
            found.map_or_else(String::new, show),
            "\"FeatureCollection\"",
        );
        return Some(Collection { members, bbox: None, features: Features::alone(text) });
    }
    if name != "FeatureCollection" {
        report.push_at("type", Kind::NotGeojson, found, "\"FeatureCollection\"");
        return None;
    }
    let found = members.get("features");
    if !found.is_some_and(Value::is_array) {
        let kind = if found.is_some() { Kind::WrongType } else { Kind::Missing };
        report.push_at("features", kind, found, "a list of features");
        return None;
    }
    let bbox = members.get("bbox").and_then(|value| bbox(value, report));
    Some(Collection { members, bbox, features })
}

/// How a `bbox` is written.
pub(super) const BBOX: &str = "[west, south, east, north] in degrees";

/// Reads the `bbox` of a collection, a chapter or an inset: west, south, east, north in degrees.
/// Heights, if it has any, are left out.
pub(super) fn bbox(value: &Value, report: &mut Report) -> Option<Bbox> {
    let numbers = value.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_f64);
    let numbers: Vec<f64> = numbers.collect();
    match numbers.as_slice() {
        &[w, s, e, n] | &[w, s, _, e, n, _] if s <= n => Some(vec![w, s, e, n]),
        _ if value.is_null() => None,
        _ => {
            report.push_at("bbox", Kind::BadValue, Some(value), BBOX);
            None
        }
    }
}
