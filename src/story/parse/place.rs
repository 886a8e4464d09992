//! A [`geojson::Feature`] to a place.

use super::super::{Fact, Place, PlaceKind, ProblemKind as Kind, Rank, Shape, Standing};
use super::feature::{Known, LEG, geometry_value};
use super::report::Report;
use super::shape;
use super::value::{
    Object, date, each_object, given, names_sources, need_text, number, sources, string, text, word,
};
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
const STANDING_WORDS: [&str; 3] = ["reported", "corrected", "context"];
const STANDINGS: [Standing; 3] = [Standing::Reported, Standing::Corrected, Standing::Context];

/// Reads a place. Unless it is `sound`, a problem with its geometry may have been reported already, and
/// the geometry is left out.
pub(super) fn place(
    feature: &Feature,
    id: String,
    sound: bool,
    known: &Known,
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
    let region = region(properties, report);
    let country = string(properties, "country", report).map(Into::into);
    let at = shape::own_position(properties, known.bbox, report);
    let facts = facts(properties, known, report);
    report.leave();
    let placed = if sound { shape::shape(geometry, at, known.bbox, report) } else { None }?;
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
        facts,
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

fn facts(properties: &Object, known: &Known, report: &mut Report) -> Vec<Fact> {
    let mut facts = Vec::new();
    each_object(properties, "facts", report, &mut |_, fact, report| {
        let text_ = need_text(fact, "text", report);
        if given(fact, "date").is_none() {
            report.push_missing("date", "a date such as 2024-06-11, 2024-06 or 2024");
        }
        let date = date(fact, "date", report).unwrap_or_default();
        let standing = word(fact, "standing", &STANDING_WORDS, 0, report);
        let sources = sources(fact, known.sources, report);
        if !names_sources(fact) {
            let expected = "a list of at least one source's id";
            report.push_at("sources", Kind::NoSource, None, expected);
        }
        let note = text(fact, "note", report);
        let standing = STANDINGS.get(standing).copied().unwrap_or(Standing::Reported);
        facts.push(Fact { text: text_, date, standing, sources, note });
    });
    facts
}
