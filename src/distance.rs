//! How far along the route each leg and place is, measured on the curves as drawn.

use crate::route::Curve;
use crate::story::{PlaceIx, Story};

/// Kilometres along the route, from its beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distances {
    /// Where each leg starts, in the story's order; 0 for legs that are not part of the route.
    pub leg_start: Vec<f64>,
    /// Where each place is, in the story's order. `None` if no leg starts or ends there.
    pub place: Vec<Option<f64>>,
    /// The length of the route, to its farthest end.
    pub total: f64,
}

impl Distances {
    /// Measures a story. `curves` are the curves of its legs.
    ///
    /// A leg continues where the one before it ends, unless it starts from another place that the route has
    /// reached already: then it is a branch, and starts at that place's distance.
    pub fn of(story: &Story, curves: &[Curve]) -> Self {
        let mut all = Self { place: vec![None; story.places.len()], ..Self::default() };
        let (mut here, mut end) = (None, 0.0);
        for (leg, curve) in story.legs.iter().zip(curves) {
            if !leg.mode.is_route() {
                all.leg_start.push(0.0);
                continue;
            }
            let branch = if leg.from == here { None } else { all.at(leg.from) };
            let start = branch.unwrap_or(end);
            (here, end) = (leg.to, start + curve.length_km());
            all.leg_start.push(start);
            all.total = all.total.max(end);
            all.pass(leg.from, start);
            all.pass(leg.to, end);
        }
        all
    }

    /// How far along the route a place is, if the route passes through it.
    pub fn at(&self, place: Option<PlaceIx>) -> Option<f64> {
        self.place.get(place?.0 as usize).copied().flatten()
    }

    /// The route passes through a place. If it does so again, the first time counts.
    fn pass(&mut self, place: Option<PlaceIx>, km: f64) {
        if let Some(slot) = place.and_then(|ix| self.place.get_mut(ix.0 as usize)) {
            slot.get_or_insert(km);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::curves;
    use crate::story::parse;

    fn measured(text: &str) -> (Story, Vec<Curve>, Distances) {
        let story = parse(text).unwrap();
        let curves = curves(&story);
        let distances = Distances::of(&story, &curves);
        (story, curves, distances)
    }

    #[test]
    fn the_built_in_route() {
        let (story, curves, d) = measured(include_str!("../assets/story.geojson"));
        let km = |id| d.at(Some(story.place_ix(id).unwrap()));
        assert_eq!(km("necocli"), Some(0.0));
        assert_eq!(km("acandi"), Some(curves[0].length_km()));
        let village = km("bajo-chiquito").unwrap();
        assert!((60.0..110.0).contains(&village), "{village}");
        assert!(km("lajas-blancas") > Some(village) && km("lajas-blancas") < km("panama-city"));
        let branch = |to| story.legs.iter().position(|l| l.to == story.place_ix(to)).unwrap();
        let (left, right) = (branch("matamoros"), branch("reynosa"));
        assert_eq!(d.leg_start[left], d.leg_start[right]);
        assert_eq!(Some(d.leg_start[left]), km("monterrey"));
        assert!((3900.0..4600.0).contains(&d.total), "{}", d.total);
        let ends = [km("matamoros"), km("hidalgo-tx")].map(|km| km.unwrap());
        assert_eq!(d.total, ends[0].max(ends[1]));
        // Places that the route does not pass have no distance, and the highway is not part of it.
        assert_eq!((km("panama"), km("yaviza"), km("chigorodo")), (None, None, None));
    }

    #[test]
    fn a_leg_without_a_leg_before_it_continues_the_route() {
        let leg = |id, a: [f64; 2], b: [f64; 2]| {
            serde_json::json!({
                "type": "Feature", "id": id,
                "properties": {"kind": "leg", "mode": "road", "certainty": "schematic"},
                "geometry": {"type": "LineString", "coordinates": [a, b]}
            })
        };
        let place = serde_json::json!({
            "type": "Feature", "id": "p",
            "properties": {"kind": "stop", "name": "P"},
            "geometry": {"type": "Point", "coordinates": [0.0, 5.0]}
        });
        let features = [place, leg("a", [0.0, 0.0], [0.0, 1.0]), leg("b", [0.0, 4.0], [0.0, 5.0])];
        let story = serde_json::json!({"type": "FeatureCollection", "features": features});
        let (_, curves, d) = measured(&story.to_string());
        assert_eq!(d.leg_start, [0.0, curves[0].length_km()]);
        assert_eq!(d.place, [Some(d.total)]);
        assert!((d.total - 222.4).abs() < 0.5, "{}", d.total);
    }

    #[test]
    fn an_empty_story_has_no_distances() {
        assert_eq!(Distances::of(&Story::default(), &[]), Distances::default());
    }
}
