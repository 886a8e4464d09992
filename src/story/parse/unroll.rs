//! A story's longitudes, made continuous: the Earth is round, but the map is a plane.
//!
//! In a file each longitude is between −180 and 180, so a step over the 180th meridian looks like one around the globe. Afterwards each
//! position is on the copy of the world where its neighbours are: a leg goes the short way, and begins where the one before it ends. So
//! longitudes may be beyond ±180, and a route around the globe ends 360 degrees from where it begins.

use super::super::{LonLat, Place, PlaceIx, Shape, Story};

/// In a story without legs, a gap of at least so many degrees of longitude without places is where the map ends. With a smaller one
/// the places are all around the globe, and the map ends where all maps do.
const GAP: usize = 120;

/// Farther north and south than this, a step around the globe is the edge of an area around the pole.
const POLAR: f64 = 85.0;

/// Makes the longitudes of a story continuous.
pub(super) fn unroll(story: &mut Story) {
    let Story { places, legs, chapters, insets, .. } = story;
    // The longitudes where legs end at places.
    let mut known: Vec<Option<f64>> = vec![None; places.len()];
    // Places and boxes off the route are beside its beginning.
    let (mut start, mut end) = (None, None);
    for leg in legs {
        let of = |ix: Option<PlaceIx>| known.get(ix?.0 as usize).copied().flatten();
        let backwards = of(leg.from).is_none() && of(leg.to).is_some();
        if backwards {
            leg.line.reverse();
        }
        follow(&mut leg.line, of(leg.from).or(of(leg.to)).or(end));
        if backwards {
            leg.line.reverse();
        }
        let (first, last) = (leg.line.first(), leg.line.last());
        for (place, end) in [(leg.from, first), (leg.to, last)] {
            let slot = place.and_then(|ix| known.get_mut(ix.0 as usize));
            if let Some((slot, end)) = slot.zip(end) {
                slot.get_or_insert(end.lon);
            }
        }
        start = start.or(first.map(|point| point.lon));
        end = last.map_or(end, |point| Some(point.lon));
    }
    let start = start.or_else(|| middle_of(places));
    for (place, known) in places.iter_mut().zip(known) {
        if let Some(near) = known.or(start) {
            place.at = place.at.beside(near);
        }
        let at = Some(place.at.lon);
        match &mut place.shape {
            Shape::Lines(lines) => {
                lines.iter_mut().fold(at, |near, line| {
                    follow(line, near);
                    line.last().map(|point| point.lon)
                });
            }
            Shape::Rings(rings) => rings.iter_mut().for_each(|ring| follow(ring, at)),
            Shape::Point | Shape::Region(_) => {}
        }
    }
    let of = |ix: PlaceIx| places.get(ix.0 as usize).map(|place| place.at.lon);
    for chapter in chapters {
        let near = of(chapter.place);
        chapter.bounds = chapter.bounds.map(|bounds| bounds_beside(bounds, near));
    }
    for inset in insets {
        inset.bounds = bounds_beside(inset.bounds, inset.place.and_then(of).or(start));
    }
}

/// Moves each point of a line beside the one before it, and the first one beside `near`.
fn follow(line: &mut [LonLat], near: Option<f64>) {
    let mut near = near;
    for point in line {
        let last = near.unwrap_or(point.lon);
        let around_pole = point.lat.abs() > POLAR && (point.lon - last).abs() == 360.0;
        if !around_pole {
            *point = point.beside(last);
        }
        near = Some(point.lon);
    }
}

/// A box in degrees (west, south, east, north) whose east is east of its west, with its middle beside `near`.
fn bounds_beside([west, south, east, north]: [f64; 4], near: Option<f64>) -> [f64; 4] {
    let east = if east < west { east + 360.0 } else { east };
    let middle = LonLat::new((west + east) / 2.0, 0.0);
    let by = near.map_or(0.0, |near| middle.beside(near).lon - middle.lon);
    [west + by, south, east + by, north]
}

/// The longitude in the middle of places, if the largest gap between them is not at the 180th meridian.
fn middle_of(places: &[Place]) -> Option<f64> {
    let mut taken = [false; 361];
    for place in places {
        if let Some(taken) = taken.get_mut((place.at.lon + 180.0) as usize) {
            *taken = true;
        }
    }
    let first = taken.iter().position(|taken| *taken)?;
    // The gap at the 180th meridian, and the widest of the others.
    let (mut widest, mut begin, mut last) = (GAP, None, first);
    for (degree, _) in taken.iter().enumerate().filter(|(_, taken)| **taken) {
        if degree - last > widest {
            // A little less, so that a place just at the gap is on this side of it.
            (widest, begin) = (degree - last, Some(degree as f64 - 0.25));
        }
        last = degree;
    }
    begin.filter(|_| widest > first + 360 - last)
}

#[cfg(test)]
mod tests;
