//! Directions: how far and in which direction a place is from the one before it, from the geometry.

use crate::basemap::Manifest;
use crate::geo::LonLat;
use crate::ground::Ground;
use crate::scene::Geometries;
use crate::story::{Mode, Place, PlaceIx, PlaceKind, Shape, Story};
use crate::words::{Reader, Words};
use serde::Serialize;

/// The data that directions are computed from.
#[derive(Clone, Copy)]
pub struct Directions<'a> {
    /// The story.
    pub story: &'a Story,
    /// The manifest of the basemap, for the names of countries.
    pub manifest: &'a Manifest,
    /// The base with its geometries, once it is loaded. Without it, no crossing of a border is known.
    pub ground: Option<(&'a Ground, &'a Geometries)>,
}

/// The distance and direction of a place from another, in a straight line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Way<'a> {
    /// Kilometres, rounded to the accuracy of the places.
    pub km: u32,
    /// The direction from the other place.
    pub direction: Direction,
    /// The other place.
    pub from: Words<'a>,
    /// How the leg is travelled, for a way of travel that the story defines a similar one; absent for a place off the route.
    pub mode: Option<Mode>,
    /// The story's own words for that, within a sentence; may be empty.
    pub by: Words<'a>,
    /// The country that the leg enters, ISO 3166-1 alpha-2; absent if it stays in the same country.
    pub into: Option<&'a str>,
    /// The name of that country; may be empty.
    pub country: Words<'a>,
}

/// One of eight directions, clockwise from north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// North.
    N,
    /// North-east.
    Ne,
    /// East.
    E,
    /// South-east.
    Se,
    /// South.
    S,
    /// South-west.
    Sw,
    /// West.
    W,
    /// North-west.
    Nw,
}

impl Direction {
    const ALL: [Self; 8] =
        [Self::N, Self::Ne, Self::E, Self::Se, Self::S, Self::Sw, Self::W, Self::Nw];

    /// The direction from one place to another.
    fn between(from: LonLat, to: LonLat) -> Self {
        let eighth = libm::round(from.bearing_to(to) / 45.0) as usize % 8;
        Self::ALL.get(eighth).copied().unwrap_or(Self::N)
    }
}

impl<'a> Directions<'a> {
    /// The distance and direction of a place from the start of its leg; for a place off the route, from the
    /// nearest stop. `None` at the beginning of the route, and for places that are not points.
    pub fn describe(&self, ix: PlaceIx, reader: Reader) -> Option<Way<'a>> {
        let story = self.story;
        let place = story.place(ix).filter(|p| is_point(p))?;
        let leg = story.legs.iter().find(|l| l.mode.is_route() && l.to == Some(ix));
        let before = leg.map_or_else(|| self.nearest_stop(ix, place), |leg| leg.from);
        // Nobody could find the way from a place without a name.
        let from = story.place(before?).filter(|from| !from.name.0.is_empty())?;
        let into = leg.and_then(|_| {
            let (here, there) = (self.country(from)?, self.country(place)?);
            (here != there).then_some(there)
        });
        Some(Way {
            km: rounded(from.at.distance_km(place.at)),
            direction: Direction::between(from.at, place.at),
            from: reader.words(&from.name),
            mode: leg.map(|leg| story.looks.built_in(leg.mode)),
            by: reader.some_words(leg.and_then(|leg| story.looks.by(leg.mode))),
            into,
            country: into.map_or_else(Words::default, |code| self.country_name(code, reader)),
        })
    }

    /// The stop of the route that is nearest to a place off the route.
    fn nearest_stop(&self, ix: PlaceIx, place: &Place) -> Option<PlaceIx> {
        let mut best: Option<(f64, PlaceIx)> = None;
        for leg in self.story.legs.iter().filter(|l| l.mode.is_route()) {
            if leg.from == Some(ix) {
                return None;
            }
            for stop in [leg.from, leg.to].into_iter().flatten() {
                let Some(at) = self.story.place(stop).map(|p| p.at) else { continue };
                // Squared differences of degrees are exact enough to choose, and cheap.
                let (x, y) = (at.lon - place.at.lon, at.lat - place.at.lat);
                let far = x * x + y * y;
                if best.is_none_or(|(least, _)| far < least) {
                    best = Some((far, stop));
                }
            }
        }
        best.map(|(_, stop)| stop)
    }

    /// The country of a place, ISO 3166-1 alpha-2: according to the story, else according to the basemap.
    pub fn country(&self, place: &'a Place) -> Option<&'a str> {
        place.country.as_deref().or_else(|| {
            self.ground.and_then(|(ground, shapes)| ground.country_at(place.at, shapes))
        })
    }

    /// The name of a country: that of the story's place if there is one, else that of the basemap.
    fn country_name(&self, code: &str, reader: Reader) -> Words<'a> {
        let own = self.story.places.iter().find(|p| {
            p.kind == PlaceKind::Country && matches!(&p.shape, Shape::Region(own) if own == code)
        });
        let known = self.manifest.names.iter().find(|name| name.code == code);
        let known = known.and_then(|name| name.text.as_ref());
        reader.some_words(own.map(|place| &place.name).or(known))
    }
}

fn is_point(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd)
        && matches!(place.shape, Shape::Point)
}

/// Rounds kilometres for the reader: from 20 km on in steps of 5, because a place stands for a whole town.
fn rounded(km: f64) -> u32 {
    let step = if km < 20.0 { 1.0 } else { 5.0 };
    (libm::round(km / step) * step).max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_clockwise() {
        let from = LonLat::new(-80.0, 10.0);
        let to = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (1.0, -1.0), (0.0, -1.0), (-1.0, -1.0)];
        for (i, (x, y)) in to.into_iter().chain([(-1.0, 0.0), (-1.0, 1.0)]).enumerate() {
            assert_eq!(
                Direction::between(from, LonLat::new(-80.0 + x, 10.0 + y)),
                Direction::ALL[i]
            );
        }
        assert_eq!(Direction::between(from, LonLat::new(-80.01, 11.0)), Direction::N);
    }

    #[test]
    fn distances_are_rounded() {
        assert_eq!([0.2, 1.2, 19.4, 22.4, 38.0, 862.0].map(rounded), [1, 1, 19, 20, 40, 860]);
    }
}
