//! A [`geojson::Feature`] to a place.

use super::super::{Place, PlaceKind, ProblemKind as Kind, Rank, Shape};
use super::fact::facts;
use super::feature::{Known, LEG, geometry_value};
use super::looks;
use super::media::media;
use super::report::Report;
use super::shape;
use super::time::span;
use super::value::{Ids, Object, need_text, number, string, text, word};
use geojson::{Feature, GeometryValue};

// Words and their meanings, in the same order. The last word is that of a leg, which is no place.
const KIND_WORDS: [&str; 9] =
    ["stop", "town", "road-end", "region", "state", "country", "river", "border", LEG];
const KINDS: [PlaceKind; 8] = [
    PlaceKind::Stop,
    PlaceKind::Town,
    PlaceKind::RoadEnd,
    PlaceKind::Region,
    PlaceKind::State,
    PlaceKind::Country,
    PlaceKind::River,
    PlaceKind::Border,
];

/// Reads a place. Unless it is `is_geojson`, a problem with its geometry may have been reported already, and
/// the geometry is left out.
pub(super) fn place(
    feature: &Feature,
    id: String,
    is_geojson: bool,
    known: &Known,
    fact_ids: &mut Ids,
    report: &mut Report,
) -> Option<Place> {
    let none = Object::new();
    let properties = feature.properties.as_ref().unwrap_or(&none);
    let geometry = geometry_value(feature);
    report.enter_key("properties");
    let kind = match geometry {
        Some(GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. }) => 3,
        Some(GeometryValue::MultiLineString { .. }) => 6,
        _ => 0,
    };
    let kind = word(properties, "kind", &KIND_WORDS, kind, report);
    let rank = word(properties, "rank", &["main", "context"], 0, report);
    let name = need_text(properties, "name", report);
    let place = text(properties, "place", report);
    let remark = text(properties, "remark", report);
    let accuracy = "a number of kilometres from 0 to 20000";
    let accuracy_km = number(properties, "accuracyKm", (0.0, 20_000.0), accuracy, report);
    let zoom = "a zoom level from 0 to 24";
    let max_zoom = number(properties, "maxZoom", (0.0, 24.0), zoom, report);
    let region = region(properties, report);
    let country = string(properties, "country", report).map(Into::into);
    let at = shape::own_position(properties, known.bbox, report);
    let category = looks::category(properties, known.categories, report);
    let value = looks::place_value(properties, report);
    let number = looks::place_number(properties, report);
    let time = span(properties, "time", report);
    let facts = facts(properties, known.sources, fact_ids, report);
    let media = media(properties, report);
    report.leave();
    let placed = if is_geojson { shape::shape(geometry, at, known.bbox, report) } else { None }?;
    Some(Place {
        id,
        kind: KINDS.get(kind).copied().unwrap_or(PlaceKind::Stop),
        rank: if rank == 0 { Rank::Main } else { Rank::Context },
        name,
        place,
        remark,
        at: placed.at,
        shape: region.map_or(placed.shape, Shape::Region),
        country,
        accuracy_km: accuracy_km.unwrap_or(0.0),
        max_zoom,
        category,
        value,
        number,
        time,
        facts,
        media,
    })
}

/// Reads the code of a basemap region, such as `PA` or `MX-TAM`.
fn region(properties: &Object, report: &mut Report) -> Option<String> {
    let code = string(properties, "region", report)?;
    let (country, state) = code.split_once('-').unwrap_or((code, "0"));
    let upper = |b: u8| b.is_ascii_uppercase();
    let fits = country.len() == 2
        && country.bytes().all(upper)
        && (1..=3).contains(&state.len())
        && state.bytes().all(|b| upper(b) || b.is_ascii_digit());
    if !fits {
        report.enter_key("region");
        let expected = "an ISO 3166 code such as PA or MX-TAM";
        report.push_text(Kind::BadValue, code.into(), expected);
        report.leave();
    }
    Some(code.into())
}
