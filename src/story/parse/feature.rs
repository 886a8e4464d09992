//! A GeoJSON feature to a place or a leg.

use super::super::{
    Certainty, Fact, Leg, LonLat, Mode, Place, PlaceKind, ProblemKind as Kind, Rank, Shape,
    Standing,
};
use super::geometry::{self, Bbox};
use super::report::{Report, show_number};
use super::value::{
    Ids, Object, date, each, given, names_sources, need_text, number, object, sources, string,
    text, word,
};
use geojson::feature::Id;
use geojson::{Feature, GeometryValue};

/// Words and what they mean, in the same order. A leg has the last word and no meaning as a place.
const KIND_WORDS: [&str; 9] =
    ["stop", "town", "road-end", "region", "state", "country", "river", "border", LEG];
const LEG: &str = "leg";
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
const MODE_WORDS: [&str; 6] = ["boat", "foot", "road", "rail", "highway", "gap"];
const MODES: [Mode; 6] = [Mode::Boat, Mode::Foot, Mode::Road, Mode::Rail, Mode::Highway, Mode::Gap];
const CERTAINTY_WORDS: [&str; 4] = ["documented", "approximate", "schematic", "unsourced"];
const CERTAINTIES: [Certainty; 4] =
    [Certainty::Documented, Certainty::Approximate, Certainty::Schematic, Certainty::Unsourced];

/// Most pairs of a leg and a place that are compared for joins: past that, legs with open ends keep
/// them, so that no file takes long.
const MOST_JOINS: usize = 5_000_000;

/// What every feature is read against.
pub(super) struct Against<'a> {
    pub sources: &'a Ids,
    pub bbox: Bbox<'a>,
}

/// Whether the feature is a leg: it says so, or it is a LineString that does not say what it is.
pub(super) fn is_leg(feature: &Feature) -> bool {
    match feature.properties.as_ref().and_then(|p| given(p, "kind")) {
        Some(kind) => kind.as_str() == Some(LEG),
        None => matches!(value(feature), Some(GeometryValue::LineString { .. })),
    }
}

fn value(feature: &Feature) -> Option<&GeometryValue> {
    feature.geometry.as_ref().map(|g| &g.value)
}

/// The feature's id, or one made from its index.
pub(super) fn id(feature: &Feature, index: usize, report: &mut Report) -> String {
    match &feature.id {
        Some(Id::String(s)) => {
            if s.trim().is_empty() {
                report.enter_key("id");
                report.tell_text(Kind::Empty, "\"\"".into(), "at least one character");
                report.pop();
            }
            s.clone()
        }
        Some(Id::Number(n)) => n
            .as_i64()
            .map_or_else(|| show_number(n.as_f64().unwrap_or_default()), |whole| whole.to_string()),
        None => String::from("feature-") + &index.to_string(),
    }
}

/// The place in `feature`. `refused`: its geometry was told to be bad already.
pub(super) fn place(
    feature: &Feature,
    id: String,
    refused: bool,
    against: &Against,
    report: &mut Report,
) -> Option<Place> {
    let none = Object::new();
    let properties = feature.properties.as_ref().unwrap_or(&none);
    let geometry = value(feature);
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
    let at = geometry::own_position(properties, against.bbox, report);
    let facts = facts(properties, against, report);
    report.pop();
    let placed = if refused { None } else { geometry::shape(geometry, at, against.bbox, report) }?;
    Some(Place {
        id,
        kind: KINDS.get(kind).copied().unwrap_or(PlaceKind::Stop),
        rank: if rank == 0 { Rank::Main } else { Rank::Context },
        name,
        place,
        remark,
        at: placed.at,
        shape: region.map_or(placed.shape, Shape::Region),
        country: string(properties, "country", report).map(Into::into),
        accuracy_km: accuracy_km.unwrap_or(0.0),
        facts,
    })
}

/// The code of a basemap region, such as `PA` or `MX-TAM`.
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
        report.tell_text(Kind::BadValue, code.into(), expected);
        report.pop();
    }
    Some(code.into())
}

fn facts(properties: &Object, against: &Against, report: &mut Report) -> Vec<Fact> {
    let mut facts = Vec::new();
    each(properties, "facts", report, &mut |_, value, report| {
        let Some(fact) = object(value, report) else { return };
        let text_ = need_text(fact, "text", report);
        if given(fact, "date").is_none() {
            report.missing("date", "a date such as 2024-06-11, 2024-06 or 2024");
        }
        let date = date(fact, "date", report).unwrap_or_default();
        let standing = word(fact, "standing", &STANDING_WORDS, 0, report);
        let sources = sources(fact, against.sources, report);
        if !names_sources(fact) {
            no_source("a list of at least one source's id", report);
        }
        let note = text(fact, "note", report);
        let standing = STANDINGS.get(standing).copied().unwrap_or(Standing::Reported);
        facts.push(Fact { text: text_, date, standing, sources, note });
    });
    facts
}

fn no_source(expected: &str, report: &mut Report) {
    report.enter_key("sources");
    report.tell_text(Kind::NoSource, "nothing".into(), expected);
    report.pop();
}

/// The leg in `feature`. Ends it does not name are left open for [`join`].
pub(super) fn leg(
    feature: &Feature,
    id: String,
    refused: bool,
    against: &Against,
    places: &Ids,
    report: &mut Report,
) -> Leg {
    let none = Object::new();
    let properties = feature.properties.as_ref().unwrap_or(&none);
    report.enter_key("properties");
    let mut end = |key| {
        let value = given(properties, key)?;
        report.enter_key(key);
        let found = places.find(value, "the id of one of the story's places", report);
        report.pop();
        found.map(super::super::PlaceIx)
    };
    let (from, to) = (end("from"), end("to"));
    let mode = word(properties, "mode", &MODE_WORDS, 2, report);
    let certainty = word(properties, "certainty", &CERTAINTY_WORDS, 2, report);
    let remark = text(properties, "remark", report);
    let sources = sources(properties, against.sources, report);
    // A line that claims to be known has to say from whom.
    if certainty < 2 && !names_sources(properties) {
        no_source("at least one source's id, or a certainty of schematic or unsourced", report);
    }
    report.pop();
    let line =
        if refused { Vec::new() } else { geometry::course(value(feature), against.bbox, report) };
    let mode = MODES.get(mode).copied().unwrap_or(Mode::Road);
    let certainty = CERTAINTIES.get(certainty).copied().unwrap_or(Certainty::Schematic);
    Leg { id, from, to, mode, certainty, remark, sources, line }
}

/// Whether a leg does not name both of its ends.
pub(super) fn is_open(leg: &Leg) -> bool {
    leg.from.is_none() || leg.to.is_none()
}

/// Whether there are few enough to be joined.
pub(super) fn may_join(legs: &[Leg], places: usize) -> bool {
    let open = legs.iter().filter(|leg| is_open(leg)).count();
    open.saturating_mul(places) <= MOST_JOINS
}

/// Gives a leg that does not name its ends the nearest place to each, if one is near.
pub(super) fn join(leg: &mut Leg, places: &[Place]) {
    let near = |end: Option<&LonLat>| geometry::nearest(*end?, places);
    leg.from = leg.from.or_else(|| near(leg.line.first()));
    leg.to = leg.to.or_else(|| near(leg.line.last()));
}
