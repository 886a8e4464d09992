//! One feature: a JSON value to a [`geojson::Feature`].

use super::super::ProblemKind as Kind;
use super::super::looks::{Category, OwnMode};
use super::geometry::geometry;
use super::report::{Report, show_number};
use super::shape::StoryBbox;
use super::value::{Ids, given};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue};
use serde_json::Value;

/// An id that is not a whole number must be smaller than this: larger ones would all be written the same.
const LARGEST_FRACTION: f64 = 1e12;

/// The `kind` of a leg.
pub(super) const LEG: &str = "leg";

/// What is known of the collection when its places and legs are read.
pub(super) struct Known<'a> {
    pub sources: &'a Ids,
    pub modes: &'a [OwnMode],
    pub categories: &'a [Category],
    pub routes: &'a Ids,
    pub bbox: StoryBbox<'a>,
}

/// Reads the feature in `value`: as much of it as can be read, and a problem for all else. Its `bbox`
/// and foreign members are left out, because the map does not use them.
///
/// Also returns whether it is GeoJSON, which means that there was no problem.
pub(super) fn feature(value: Value, report: &mut Report) -> (Feature, bool) {
    let before = report.count();
    let Value::Object(mut members) = value else {
        report.push(Kind::NotGeojson, &value, "a GeoJSON feature");
        return (Feature::default(), false);
    };
    let name = members.get("type");
    if name.and_then(Value::as_str) != Some("Feature") {
        report.push_at("type", Kind::NotGeojson, name, "\"Feature\"");
    }
    let geometry = given(&members, "geometry").and_then(|value| {
        report.enter_key("geometry");
        let geometry = geometry(value, report);
        report.leave();
        geometry
    });
    let id = match given(&members, "id") {
        Some(Value::String(s)) => Some(Id::String(s.clone())),
        Some(Value::Number(n)) => Some(Id::Number(n.clone())),
        Some(other) => {
            report.push_at("id", Kind::WrongType, Some(other), "a text or a number");
            None
        }
        None => None,
    };
    let properties = match members.get_mut("properties").map(Value::take) {
        Some(Value::Object(properties)) => Some(properties),
        Some(Value::Null) | None => None,
        Some(other) => {
            report.push_at("properties", Kind::WrongType, Some(&other), "an object");
            None
        }
    };
    let feature = Feature { geometry, id, properties, ..Feature::default() };
    (feature, report.count() == before)
}

/// The type and coordinates of the feature's geometry, if it has one.
pub(super) fn geometry_value(feature: &Feature) -> Option<&GeometryValue> {
    feature.geometry.as_ref().map(|geometry| &geometry.value)
}

/// Whether the feature is a leg: its `kind` says so, or it is a LineString without a `kind`.
pub(super) fn is_leg(feature: &Feature) -> bool {
    match feature.properties.as_ref().and_then(|p| given(p, "kind")) {
        Some(kind) => kind.as_str() == Some(LEG),
        None => matches!(geometry_value(feature), Some(GeometryValue::LineString { .. })),
    }
}

/// The feature's id as text, or one made from its index.
pub(super) fn id(feature: &Feature, index: usize, report: &mut Report) -> String {
    let own = || String::from("feature-") + &index.to_string();
    match &feature.id {
        Some(Id::String(s)) => {
            if s.trim().is_empty() {
                report.enter_key("id");
                report.push_text(Kind::Empty, "\"\"".into(), "at least one character");
                report.leave();
            }
            s.clone()
        }
        Some(Id::Number(n)) => match (n.as_u64(), n.as_i64(), n.as_f64()) {
            (Some(whole), ..) => whole.to_string(),
            (_, Some(whole), _) => whole.to_string(),
            (.., Some(number)) if number.abs() < LARGEST_FRACTION => show_number(number),
            _ => {
                let value = Value::Number(n.clone());
                let expected = "a text, or a whole number of at most 19 digits";
                report.push_at("id", Kind::BadValue, Some(&value), expected);
                own()
            }
        },
        None => own(),
    }
}
