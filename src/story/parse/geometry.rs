//! One geometry: a JSON value to a [`geojson::Geometry`].
//!
//! This reader accepts what the `geojson` crate's own reader accepts. The crate stops at the first
//! problem and does not say where it is; this one finds all of them, each with its path.

use super::super::ProblemKind as Kind;
use super::report::Report;
use super::value::{Object, each, given};
use geojson::{Geometry, GeometryValue, LineStringType, PolygonType, Position};
use serde_json::Value;

/// GeoJSON's types of geometry.
pub(super) const TYPES: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];

// How the coordinates of each type are written.
const POSITION: &str = "[longitude, latitude]";
const LINE: &str = "a list of [longitude, latitude]";
const LINES: &str = "a list of lines or rings, each a list of [longitude, latitude]";
const POLYGONS: &str = "a list of polygons, each a list of rings";

/// Reads the geometry in `value`: as much of it as can be read, and a problem for all else. Its `bbox`
/// and foreign members are left out, because the map does not use them.
pub(super) fn geometry(value: &Value, report: &mut Report) -> Option<Geometry> {
    let Some(members) = value.as_object() else {
        report.push(Kind::BadGeometry, value, "a GeoJSON geometry");
        return None;
    };
    let name = members.get("type");
    let word = name.and_then(Value::as_str).unwrap_or_default();
    if word != "GeometryCollection"
        && let Some(found) = given(members, "geometries")
    {
        let expected = "nothing: only a GeometryCollection has geometries";
        report.push_at("geometries", Kind::BadGeometry, Some(found), expected);
    }
    each(members, "bbox", report, &mut |_, value, report| {
        number(value, report);
    });
    let value = match word {
        "Point" => {
            GeometryValue::Point { coordinates: coordinates(members, POSITION, position, report)? }
        }
        "MultiPoint" => {
            GeometryValue::MultiPoint { coordinates: coordinates(members, LINE, line, report) }
        }
        "LineString" => {
            GeometryValue::LineString { coordinates: coordinates(members, LINE, line, report) }
        }
        "MultiLineString" => GeometryValue::MultiLineString {
            coordinates: coordinates(members, LINES, lines, report),
        },
        "Polygon" => {
            GeometryValue::Polygon { coordinates: coordinates(members, LINES, lines, report) }
        }
        "MultiPolygon" => GeometryValue::MultiPolygon {
            coordinates: coordinates(members, POLYGONS, polygons, report),
        },
        "GeometryCollection" => {
            GeometryValue::GeometryCollection { geometries: geometries(members, report) }
        }
        _ => {
            let expected = "one of Point, LineString, MultiLineString, Polygon, MultiPolygon";
            report.push_at("type", Kind::BadGeometry, name, expected);
            return None;
        }
    };
    Some(Geometry::new(value))
}

/// Reads the coordinates of a geometry with `read`. `form` says how they are written.
fn coordinates<T: Default>(
    members: &Object,
    form: &str,
    read: fn(&Value, &mut Report) -> T,
    report: &mut Report,
) -> T {
    let Some(value) = members.get("coordinates") else {
        report.push_at("coordinates", Kind::BadCoordinate, None, form);
        return T::default();
    };
    report.enter_key("coordinates");
    let coordinates = read(value, report);
    report.leave();
    coordinates
}

fn geometries(members: &Object, report: &mut Report) -> Vec<Geometry> {
    if given(members, "geometries").is_none() {
        report.push_at("geometries", Kind::BadGeometry, None, "a list of geometries");
    }
    let mut geometries = Vec::new();
    each(members, "geometries", report, &mut |_, value, report| {
        geometries.extend(geometry(value, report));
    });
    geometries
}

fn polygons(value: &Value, report: &mut Report) -> Vec<PolygonType> {
    list(value, POLYGONS, |value, report| Some(lines(value, report)), report)
}

fn lines(value: &Value, report: &mut Report) -> Vec<LineStringType> {
    list(value, LINES, |value, report| Some(line(value, report)), report)
}

fn line(value: &Value, report: &mut Report) -> LineStringType {
    list(value, LINE, position, report)
}

/// Reads a position of at least two numbers.
fn position(value: &Value, report: &mut Report) -> Option<Position> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    // Nearly all positions are pairs, which `geojson` keeps without an allocation.
    if let [lon, lat] = items
        && let (Some(lon), Some(lat)) = (lon.as_f64(), lat.as_f64())
    {
        return Some(Position::from([lon, lat]));
    }
    if items.len() < 2 {
        report.push(Kind::BadCoordinate, value, POSITION);
        return None;
    }
    Some(Position::from(list(value, POSITION, number, report)))
}

fn number(value: &Value, report: &mut Report) -> Option<f64> {
    let number = value.as_f64();
    if number.is_none() {
        report.push(Kind::BadCoordinate, value, "a number of degrees");
    }
    number
}

/// Reads every item of the list in `value` with `read`. `form` says how the list is written.
fn list<T>(
    value: &Value,
    form: &str,
    read: fn(&Value, &mut Report) -> Option<T>,
    report: &mut Report,
) -> Vec<T> {
    let Some(items) = value.as_array() else {
        report.push(Kind::BadCoordinate, value, form);
        return Vec::new();
    };
    let mut out = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        report.enter_index(i);
        out.extend(read(item, report));
        report.leave();
    }
    out
}

#[cfg(test)]
mod tests;
