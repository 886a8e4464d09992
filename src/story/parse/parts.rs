//! Features with several geometries, taken apart: each part becomes a place or a leg of its own.

use super::super::ProblemKind as Kind;
use super::feature::{KIND_WORDS, LEG};
use super::report::Report;
use super::shape::is_split;
use super::value::{Object, given, like};
use geojson::GeometryValue;
use std::rc::Rc;

/// A feature with a single geometry, or such a part of one, which is not read yet.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The index of the feature in `features`.
    pub index: usize,
    pub id: String,
    pub properties: Rc<Object>,
    pub geometry: Option<GeometryValue>,
    /// Whether the feature is GeoJSON.
    pub is_geojson: bool,
    /// Whether it is not the first part of its feature: facts are told once.
    pub is_other: bool,
    /// See [`Report::part`].
    pub at: [Option<usize>; 2],
}

/// The geometries of a feature, each with its position: the index in a collection of geometries, and in its coordinates.
pub(super) fn take_apart(
    geometry: Option<GeometryValue>,
    properties: &Object,
    report: &mut Report,
) -> Vec<([Option<usize>; 2], Option<GeometryValue>)> {
    let kind = given(properties, "kind").and_then(|kind| like(kind, &KIND_WORDS));
    // A river or a border may have several lines.
    let is_route = kind.is_none_or(|kind| kind == LEG);
    let name = geometry.as_ref().map_or("", GeometryValue::type_name);
    let lines = name == "MultiLineString" && is_route;
    if lines && kind.is_none() {
        report.enter_key("properties");
        let expected = "\"leg\", as which it is shown; for others river or border";
        report.note_at("kind", Kind::Missing, "nothing".into(), expected);
        report.leave();
    }
    let mut parts = Vec::new();
    match geometry {
        Some(geometry) if lines || matches!(name, "GeometryCollection" | "MultiPoint") => {
            split(geometry, None, is_route, &mut parts);
            if parts.len() > 1 || !lines {
                let expected = "a single geometry; its parts are shown one by one";
                report.note_at("geometry", Kind::BadGeometry, name.into(), expected);
            }
        }
        geometry => parts.push(([None; 2], geometry)),
    }
    parts
}

/// Adds the geometries of which a geometry consists.
fn split(
    value: GeometryValue,
    within: Option<usize>,
    is_route: bool,
    out: &mut Vec<([Option<usize>; 2], Option<GeometryValue>)>,
) {
    match value {
        GeometryValue::GeometryCollection { geometries } => {
            for (i, geometry) in geometries.into_iter().enumerate() {
                split(geometry.value, within.or(Some(i)), is_route, out);
            }
        }
        GeometryValue::MultiPoint { coordinates } => {
            for (i, coordinates) in coordinates.into_iter().enumerate() {
                out.push(([within, Some(i)], Some(GeometryValue::Point { coordinates })));
            }
        }
        GeometryValue::MultiLineString { mut coordinates } if is_route => {
            // Parts that continue each other stay together.
            let mut pieces = Vec::new();
            while let Some(last) = coordinates.len().checked_sub(1) {
                let joins = |i: &usize| coordinates.get(i - 1..=*i).is_some_and(is_split);
                let first = last - (1..=last).rev().take_while(joins).count();
                let mut lines = coordinates.split_off(first);
                pieces.push(match lines.pop() {
                    Some(coordinates) if lines.is_empty() => {
                        ([within, Some(first)], Some(GeometryValue::LineString { coordinates }))
                    }
                    line => {
                        lines.extend(line);
                        (
                            [within, None],
                            Some(GeometryValue::MultiLineString { coordinates: lines }),
                        )
                    }
                });
            }
            out.extend(pieces.into_iter().rev());
        }
        value => out.push(([within, None], Some(value))),
    }
}
