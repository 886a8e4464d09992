//! A [`geojson::Feature`] to a place.

use super::super::{Place, PlaceKind, ProblemKind as Kind, Rank, Shape};
use super::fact::facts;
use super::feature::{KIND_WORDS, Known};
use super::looks;
use super::media::media;
use super::names;
use super::parts::Part;
use super::report::Report;
use super::shape;
use super::time::span;
use super::value::{Ids, Object, given, number, string, text, word};
use geojson::GeometryValue;

/// What the words of [`KIND_WORDS`] mean.
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

/// Reads a place. Unless it is GeoJSON, a problem with its geometry may have been reported already, and the geometry is left out.
pub(super) fn place(
    part: Part,
    known: &Known,
    fact_ids: &mut Ids,
    report: &mut Report,
) -> Option<Place> {
    let Part { id, is_geojson, is_other, .. } = part;
    let properties = &*part.properties;
    let geometry = part.geometry.as_ref();
    report.enter_key("properties");
    let kind = match geometry {
        Some(GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. }) => 3,
        Some(GeometryValue::MultiLineString { .. }) => 6,
        _ => 0,
    };
    // Other programs give properties of these names another meaning.
    report.lenient = true;
    let kind = word(properties, "kind", &KIND_WORDS, kind, report);
    let rank = word(properties, "rank", &["main", "context"], 0, report);
    let name = names::of_place(properties, report);
    let place = names::description(properties, report);
    let remark = text(properties, "remark", report);
    let region = region(properties, report);
    let country = string(properties, "country", report).map(Into::into);
    let category = looks::category(properties, known.categories, report);
    let value = looks::place_value(properties, report);
    let mark_number = looks::place_number(properties, report);
    let time = span(properties, "time", report);
    report.lenient = geometry.is_some();
    let at = shape::own_position(properties, known.bbox, report);
    report.lenient = false;
    let accuracy = "a number of kilometres from 0 to 20000";
    let accuracy_km = number(properties, "accuracyKm", (0.0, 20_000.0), accuracy, report);
    let zoom = "a zoom level from 0 to 24";
    let max_zoom = number(properties, "maxZoom", (0.0, 24.0), zoom, report);
    let facts =
        if is_other { Vec::new() } else { facts(properties, known.sources, fact_ids, report) };
    // A list is one of this format: its addresses are checked.
    report.lenient = !given(properties, "media").is_some_and(serde_json::Value::is_array);
    let media = if is_other { Vec::new() } else { media(properties, report) };
    report.lenient = false;
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
        number: mark_number,
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
    fits.then(|| code.into())
}
