//! The stops of a story that has lines and no places: where the lines end and meet.

use super::super::{Leg, Place, PlaceKind, ProblemKind as Kind, Rank, Shape, Text};
use super::report::Report;
use super::value::Ids;

/// How many such stops there are at most. In a network with more of them they would hide the lines.
const MOST: usize = 100;

/// A stop without a name at each end of a leg. Legs that meet have one in common.
pub(super) fn at_ends(legs: &[Leg], ids: &Ids, report: &mut Report) -> Vec<Place> {
    let mut stops: Vec<Place> = Vec::new();
    let ends = legs.iter().flat_map(|leg| [leg.line.first(), leg.line.last()]).flatten();
    // The last one is the end of the route, which is always marked.
    let last = ends.clone().last();
    for end in ends.take(MOST * MOST).chain(last) {
        let full = stops.len() >= MOST && Some(end) != last;
        if full || stops.iter().any(|stop| stop.at == *end) {
            continue;
        }
        let mut id = String::from("stop-") + &stops.len().to_string();
        while !ids.is_free(&id) {
            id.push('-');
        }
        stops.push(Place {
            id,
            kind: PlaceKind::Stop,
            rank: Rank::Context,
            name: Text::default(),
            place: None,
            remark: None,
            at: *end,
            shape: Shape::Point,
            country: None,
            accuracy_km: 0.0,
            max_zoom: None,
            category: None,
            value: None,
            number: None,
            time: None,
            facts: Vec::new(),
            media: Vec::new(),
        });
    }
    if !stops.is_empty() {
        let expected = "at least one place; the ends of the lines are shown as stops without names";
        report.note(Kind::NoPlaces, "lines alone".into(), expected);
    }
    stops
}
