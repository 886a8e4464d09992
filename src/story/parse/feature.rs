//! One feature: a JSON value to a [`geojson::Feature`].

use super::super::ProblemKind as Kind;
use super::super::looks::{Category, OwnMode};
use super::geometry::{TYPES, geometry};
use super::report::{Report, show};
use super::shape::StoryBbox;
use super::value::{Ids, Object, given, id_text, like};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue};
use serde_json::Value;

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
    // A geometry without a feature around it.
    if name.and_then(Value::as_str).is_some_and(|name| TYPES.contains(&name)) {
        if !report.is_bare {
            report.note_at(
                "type",
                Kind::NotGeojson,
                show(name.unwrap_or(&Value::Null)),
                "\"Feature\"",
            );
        }
        let mut around = Object::new();
        around.insert("type".into(), "Feature".into());
        around.insert("geometry".into(), Value::Object(members));
        return feature(Value::Object(around), report);
    }
    if name.and_then(Value::as_str) != Some("Feature") {
        let collection = name.and_then(Value::as_str) == Some("FeatureCollection");
        let unpack = "\"Feature\": take the features out of this collection";
        let expected = if collection { unpack } else { "\"Feature\"" };
        report.push_at("type", Kind::NotGeojson, name, expected);
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

/// The words for the kinds of places. The last one is that of a leg, which is no place.
pub(super) const KIND_WORDS: [&str; 9] =
    ["stop", "town", "road-end", "region", "state", "country", "river", "border", "leg"];

/// The index of [`KIND_WORDS`] that is a leg.
pub(super) const LEG: usize = 8;

/// Whether a feature is a leg: its `kind` says so, or it is a line whose `kind` is absent or not one of this format.
pub(super) fn is_leg(properties: &Object, geometry: Option<&GeometryValue>) -> bool {
    let kind = given(properties, "kind").and_then(|kind| like(kind, &KIND_WORDS));
    let is_line = matches!(
        geometry,
        Some(GeometryValue::LineString { .. } | GeometryValue::MultiLineString { .. })
    );
    kind.map_or(is_line, |kind| kind == LEG)
}

/// The feature's id as text, or one made from its index.
pub(super) fn id(feature: &Feature, index: usize, report: &mut Report) -> String {
    let own = || own_id(index);
    match &feature.id {
        Some(Id::String(s)) => {
            if s.trim().is_empty() {
                report.enter_key("id");
                report.push_text(Kind::Empty, "\"\"".into(), "at least one character");
                report.leave();
            }
            s.clone()
        }
        Some(Id::Number(n)) => {
            let value = Value::Number(n.clone());
            let found = id_text(&value);
            found.unwrap_or_else(|| {
                let expected = "a text, or a whole number of at most 19 digits";
                report.push_at("id", Kind::BadValue, Some(&value), expected);
                own()
            })
        }
        None => own(),
    }
}

/// The id of a feature that has none.
pub(super) fn own_id(index: usize) -> String {
    String::from("feature-") + &index.to_string()
}
