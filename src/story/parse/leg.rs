//! A [`geojson::Feature`] to a leg.

use super::super::{Certainty, Leg, LonLat, Place, PlaceIx, ProblemKind as Kind, Shape};
use super::fact::facts;
use super::feature::{KIND_WORDS, Known, LEG};
use super::looks;
use super::names::{self, Places};
use super::parts::Part;
use super::report::Report;
use super::shape;
use super::time::span;
use super::track;
use super::value::{Ids, names_sources, sources, text, word};

// Words and their meanings, in the same order.
const CERTAINTY_WORDS: [&str; 4] = ["documented", "approximate", "schematic", "unsourced"];
const CERTAINTIES: [Certainty; 4] =
    [Certainty::Documented, Certainty::Approximate, Certainty::Schematic, Certainty::Unsourced];

/// How far a place may be from the end of a leg that joins it without naming it, in kilometres.
const JOIN_KM: f64 = 25.0;

/// How many pairs of a leg and a place are compared at most to find the places at open ends. A story
/// with more pairs keeps its open ends, so that no file takes long to read.
const MOST_JOINS: usize = 5_000_000;

/// Reads a leg. Ends that it does not name stay open until [`join`]. Unless it is GeoJSON, a problem with
/// its geometry may have been reported already, and the geometry is left out.
pub(super) fn leg(
    part: Part,
    known: &Known,
    places: &mut Places,
    fact_ids: &mut Ids,
    report: &mut Report,
) -> Leg {
    let Part { id, is_geojson, is_other, .. } = part;
    let properties = &*part.properties;
    report.enter_key("properties");
    // Other programs give properties of these names another meaning.
    report.lenient = true;
    word(properties, "kind", &KIND_WORDS, LEG, report);
    let from = places.find_at(properties, "from", report);
    let to = places.find_at(properties, "to", report);
    let name = names::of_leg(properties, report);
    let duration = text(properties, "duration", report);
    let mode = looks::mode(properties, known.modes, report);
    let route = looks::route(properties, known.routes, report);
    let time = span(properties, "time", report);
    let remark = text(properties, "remark", report);
    let label = text(properties, "label", report);
    report.lenient = false;
    let certainty = word(properties, "certainty", &CERTAINTY_WORDS, 2, report);
    let sources = sources(properties, known.sources, report);
    // A line whose course is known needs a source.
    if certainty < 2 && !names_sources(properties) {
        let expected = "at least one source's id, or a certainty of schematic or unsourced";
        report.push_at("sources", Kind::NoSource, None, expected);
    }
    let facts =
        if is_other { Vec::new() } else { facts(properties, known.sources, fact_ids, report) };
    report.leave();
    let geometry = part.geometry.as_ref();
    let mut line =
        if is_geojson { shape::leg_line(geometry, known.bbox, report) } else { Vec::new() };
    track::calm(&mut line);
    let certainty = CERTAINTIES.get(certainty).copied().unwrap_or(Certainty::Schematic);
    Leg {
        id,
        from,
        to,
        name,
        duration,
        mode,
        route,
        certainty,
        remark,
        label,
        sources,
        line,
        time,
        facts,
    }
}

/// Whether a leg does not name both of its ends.
pub(super) fn is_open(leg: &Leg) -> bool {
    leg.from.is_none() || leg.to.is_none()
}

/// Whether there are few enough open ends and places to find the place at each end.
pub(super) fn may_join(legs: &[Leg], places: usize) -> bool {
    let open = legs.iter().filter(|leg| is_open(leg)).count();
    open.saturating_mul(places) <= MOST_JOINS
}

/// Joins each open end of a leg to the nearest place, if there is one near enough.
pub(super) fn join(leg: &mut Leg, places: &[Place]) {
    let near = |end: Option<&LonLat>| nearest(*end?, places);
    leg.from = leg.from.or_else(|| near(leg.line.first()));
    leg.to = leg.to.or_else(|| near(leg.line.last()));
}

/// The nearest place to `end` that is a point and not farther than [`JOIN_KM`].
fn nearest(end: LonLat, places: &[Place]) -> Option<PlaceIx> {
    let (mut best, mut best_km) = (None, JOIN_KM);
    for (i, place) in places.iter().enumerate() {
        // A degree of latitude is never less than 110 km: most places need no trigonometry.
        let far = (place.at.lat - end.lat).abs() * 110.0 > best_km;
        if far || place.shape != Shape::Point {
            continue;
        }
        let km = end.distance_km(place.at);
        if km < best_km {
            (best, best_km) = (Some(PlaceIx(i as u32)), km);
        }
    }
    best
}
