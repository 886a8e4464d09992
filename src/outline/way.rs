//! Where a place lies from the one before it, in words made from the geometry.

use crate::basemap::Manifest;
use crate::geo::LonLat;
use crate::ground::Ground;
use crate::lang::{Lang, Strings};
use crate::scene::Geometries;
use crate::story::{Mode, Place, PlaceIx, PlaceKind, Shape, Story};

/// What the words are made from.
#[derive(Clone, Copy)]
pub struct Lands<'a> {
    /// The story.
    pub story: &'a Story,
    /// What the basemap names.
    pub manifest: &'a Manifest,
    /// The ground of the whole map, if it is there, and its shapes: without it no border is told of.
    pub ground: Option<(&'a Ground, &'a Geometries)>,
}

impl Lands<'_> {
    /// “40 km north-west from Acandí, on foot; crosses into Panama”: how far and in which direction a place
    /// lies from where its leg begins, as the crow flies; off the route, from the nearest stop. Empty where
    /// the route begins, and for what is no point.
    pub fn way(&self, ix: PlaceIx, lang: Lang) -> String {
        let story = self.story;
        let Some(place) = story.place(ix).filter(|p| is_point(p)) else { return String::new() };
        let leg = story.legs.iter().find(|l| l.mode.is_route() && l.to == Some(ix));
        let before = leg.map_or_else(|| self.nearest_stop(ix, place), |leg| leg.from);
        let Some(from) = before.and_then(|ix| story.place(ix)) else { return String::new() };
        let strings = Strings::of(lang);
        let km = whole(from.at.distance_km(place.at)).to_string();
        let winds = &strings.directions;
        let wind = winds.get(wind(from.at, place.at)).copied().unwrap_or_default();
        let name = from.name.get(lang);
        let mut words = [&km, " ", strings.km, " ", wind, " ", strings.from, " ", name].concat();
        let Some(leg) = leg else { return words };
        words += strings.comma;
        words += " ";
        words += match leg.mode {
            Mode::Boat => strings.boat,
            Mode::Foot => strings.foot,
            Mode::Rail => strings.rail,
            _ => strings.road,
        };
        if let (Some(here), Some(there)) = (self.country(from), self.country(place))
            && here != there
            && let Some(name) = self.country_name(there, lang)
        {
            // English alone says “the”, and of this one country.
            let article = if lang == Lang::En && there == "US" { "the " } else { "" };
            for word in [strings.semicolon, " ", strings.crosses, " ", article, name] {
                words += word;
            }
        }
        words
    }

    /// The stop of the route that a place off it is nearest to.
    fn nearest_stop(&self, ix: PlaceIx, place: &Place) -> Option<PlaceIx> {
        let mut best: Option<(f64, PlaceIx)> = None;
        for leg in self.story.legs.iter().filter(|l| l.mode.is_route()) {
            if leg.from == Some(ix) {
                return None;
            }
            for stop in [leg.from, leg.to].into_iter().flatten() {
                let Some(at) = self.story.place(stop).map(|p| p.at) else { continue };
                // Near enough to the truth for the choice, and without a root or an angle.
                let (x, y) = (at.lon - place.at.lon, at.lat - place.at.lat);
                let far = x * x + y * y;
                if best.is_none_or(|(least, _)| far < least) {
                    best = Some((far, stop));
                }
            }
        }
        best.map(|(_, stop)| stop)
    }

    /// ISO 3166-1 alpha-2 of the country a place lies in: what the story says, else what the ground shows.
    pub fn country<'a>(&'a self, place: &'a Place) -> Option<&'a str> {
        let told = place.country.as_deref();
        told.or_else(|| {
            self.ground.and_then(|(ground, shapes)| ground.country_at(place.at, shapes))
        })
    }

    fn country_name(&self, code: &str, lang: Lang) -> Option<&str> {
        let told = self.story.places.iter().find(|p| {
            p.kind == PlaceKind::Country && matches!(&p.shape, Shape::Region(own) if own == code)
        });
        if let Some(place) = told {
            return Some(place.name.get(lang));
        }
        let known = self.manifest.names.iter().find(|name| name.code == code)?;
        known.text.as_ref().map(|text| text.get(lang))
    }
}

fn is_point(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd)
        && matches!(place.shape, Shape::Point)
}

/// Kilometres as they are told: from 20 on in steps of 5, for the places stand for whole towns.
fn whole(km: f64) -> u32 {
    let step = if km < 20.0 { 1.0 } else { 5.0 };
    (libm::round(km / step) * step).max(1.0) as u32
}

/// Which of the eight winds leads from one place to another: 0 north, 1 north-east, clockwise.
fn wind(from: LonLat, to: LonLat) -> usize {
    libm::round(from.bearing_to(to) / 45.0) as usize % 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_winds_go_round() {
        let from = LonLat::new(-80.0, 10.0);
        let to = [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (1.0, -1.0), (0.0, -1.0), (-1.0, -1.0)];
        for (i, (x, y)) in to.into_iter().chain([(-1.0, 0.0), (-1.0, 1.0)]).enumerate() {
            assert_eq!(wind(from, LonLat::new(-80.0 + x, 10.0 + y)), i);
        }
        assert_eq!(wind(from, LonLat::new(-80.01, 11.0)), 0);
    }

    #[test]
    fn distances_are_no_finer_than_the_places() {
        assert_eq!([0.2, 1.2, 19.4, 22.4, 38.0, 862.0].map(whole), [1, 1, 19, 20, 40, 860]);
    }
}
