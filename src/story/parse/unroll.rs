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
    let mut is_known = vec![false; places.len()];
    let mut span: Option<(f64, f64)> = None;
    let mut end: Option<f64> = None;
    for leg in legs {
        let known = |ix: Option<PlaceIx>| {
            let i = ix?.0 as usize;
            is_known.get(i).filter(|known| **known).and(places.get(i)).map(|place| place.at.lon)
        };
        match (known(leg.from), known(leg.to)) {
            (None, Some(to)) => follow(leg.line.iter_mut().rev(), Some(to)),
            (from, _) => follow(leg.line.iter_mut(), from.or(end)),
        }
        for point in &leg.line {
            let (low, high) = span.unwrap_or((point.lon, point.lon));
            span = Some((low.min(point.lon), high.max(point.lon)));
        }
        for (place, end) in [(leg.from, leg.line.first()), (leg.to, leg.line.last())] {
            let Some((ix, end)) = place.zip(end) else { continue };
            let i = ix.0 as usize;
            if let Some((place, known)) = places.get_mut(i).zip(is_known.get_mut(i)) {
                if !*known {
                    place.at = place.at.beside(end.lon);
                }
                *known = true;
            }
        }
        end = leg.line.last().map_or(end, |point| Some(point.lon));
    }
    let middle = span.map(|(low, high)| (low + high) / 2.0).or_else(|| middle_of(places));
    for (place, known) in places.iter_mut().zip(is_known) {
        if let Some(middle) = middle.filter(|_| !known) {
            place.at = place.at.beside(middle);
        }
        let at = Some(place.at.lon);
        match &mut place.shape {
            Shape::Lines(lines) => {
                lines.iter_mut().fold(at, |near, line| {
                    follow(line.iter_mut(), near);
                    line.last().map(|point| point.lon)
                });
            }
            Shape::Rings(rings) => rings.iter_mut().for_each(|ring| follow(ring.iter_mut(), at)),
            Shape::Point | Shape::Region(_) => {}
        }
    }
    let of = |ix: PlaceIx| places.get(ix.0 as usize).map(|place| place.at.lon);
    for chapter in chapters {
        let near = of(chapter.place);
        chapter.bounds = chapter.bounds.map(|bounds| bounds_beside(bounds, near));
    }
    for inset in insets {
        inset.bounds = bounds_beside(inset.bounds, inset.place.and_then(of).or(middle));
    }
}

/// Moves each point of a line beside the one before it, and the first one beside `near`.
fn follow<'a>(line: impl Iterator<Item = &'a mut LonLat>, near: Option<f64>) {
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
    let mut taken = [false; 360];
    for place in places {
        let degree = (place.at.lon + 180.0) as usize % 360;
        taken.iter_mut().skip(degree).take(1).for_each(|taken| *taken = true);
    }
    let first = taken.iter().position(|taken| *taken)?;
    let (mut widest, mut begin, mut gap) = (GAP, None, 0);
    for degree in first..=first + 360 {
        if taken.iter().cycle().nth(degree) == Some(&false) {
            gap += 1;
            continue;
        }
        if gap >= widest {
            (widest, begin) = (gap, (degree < 360).then_some(degree));
        }
        gap = 0;
    }
    begin.map(|begin| begin as f64)
}

#[cfg(test)]
mod tests;
