//! Where stops crowd in the view of the whole route. A story that says nothing of insets shows that part of the map enlarged.

use crate::camera::Camera;
use crate::mercator::{lonlat_from_world, world_width};
use crate::plot::Plot;
use crate::story::{Inset, Place, PlaceIx, PlaceKind, Rank, Story};
use kurbo::{Point, Rect, Vec2};

/// Stops nearer to each other than this crowd: their marks touch, or their names have no line each. In CSS pixels.
const NEAR: f64 = 26.0;

/// So many stops are a crowd.
const CROWD: usize = 3;

/// In a story with more stops than this no crowd is looked for.
const MOST: usize = 500;

/// The room around a crowd: as a part of its larger side, and at least so many CSS pixels.
const AROUND: f64 = 0.6;
const LEAST_AROUND: f64 = 13.0;

/// An inset shows at least as much of the map as is so wide, in CSS pixels, at the zoom up to which the ground is exact.
const EXACT: f64 = 222.0;

/// The inset for the largest crowd of main places and stops that the camera of the whole route shows; `None` without a crowd. Of two as large
/// ones the first in the story. `most_zoom`: how near the ground may be shown at a point, in world coordinates.
pub fn inset(
    story: &Story,
    plot: &Plot,
    home: &Camera,
    most_zoom: &dyn Fn(Point) -> f64,
) -> Option<Inset> {
    let counts = |place: &Place| {
        place.has_mark() && (place.rank == Rank::Main || place.kind == PlaceKind::Stop)
    };
    let all = (0..).map(PlaceIx).zip(story.places.iter().zip(&plot.at));
    let stops = all.filter(|(_, (place, _))| counts(place)).map(|(ix, (_, at))| (ix, *at));
    let stops: Vec<(PlaceIx, Point)> = stops.take(MOST + 1).collect();
    if stops.len() > MOST {
        return None;
    }
    let near = NEAR / home.scale();
    let mut left = stops;
    let mut crowd = Vec::new();
    while let Some(first) = left.first().copied() {
        left.remove(0);
        let (mut group, mut next) = (vec![first], 0);
        while let Some((_, at)) = group.get(next).copied() {
            group.extend(left.extract_if(.., |(_, other)| (*other - at).hypot() < near));
            next += 1;
        }
        if group.len() > crowd.len() {
            crowd = group;
        }
    }
    if crowd.len() < CROWD {
        return None;
    }
    let (_, first) = *crowd.first()?;
    let bounds = crowd.iter().fold(Rect::from_points(first, first), |r, (_, at)| r.union_pt(*at));
    let exact = EXACT / world_width(most_zoom(bounds.center()));
    let side = bounds.width().max(bounds.height());
    let around = (side * AROUND).max(LEAST_AROUND / home.scale()).max((exact - side) / 2.0);
    let part = bounds.inflate(around, around);
    // The area that it shows, or else the stop with most to say.
    let area = |place: &Place| matches!(place.kind, PlaceKind::Region | PlaceKind::State);
    let mut areas = story.places.iter().zip(&plot.at);
    let area = areas.position(|(place, at)| area(place) && part.contains(*at));
    let facts = |ix: PlaceIx| story.place(ix).map_or(0, |place| place.facts.len());
    let most = crowd.iter().rev().max_by_key(|(ix, _)| facts(*ix)).map(|(ix, _)| *ix);
    let ix = area.map(|i| PlaceIx(i as u32)).or(most)?;
    let [nw, se] = [part.origin(), part.origin() + Vec2::new(part.width(), part.height())];
    let [nw, se] = [nw, se].map(lonlat_from_world);
    let title = story.place(ix)?.name.clone();
    Some(Inset { title, bounds: [nw.lon, se.lat, se.lon, nw.lat], place: Some(ix) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::View;
    use crate::scene::Geometries;
    use crate::story::parse;
    use kurbo::Size;

    /// The inset of a story with these places: the kind, the longitude and latitude, and how many facts there are about it.
    fn inset_of(places: &[(&str, f64, f64, usize)]) -> Option<Inset> {
        let feature = |(i, (kind, lon, lat, facts)): (usize, &(&str, f64, f64, usize))| {
            let fact =
                |n| format!(r#"{{"id":"{i}-{n}","text":"T","date":"2020","sources":["s"]}}"#);
            let facts: Vec<String> = (0..*facts).map(fact).collect();
            format!(
                r#"{{"type":"Feature","properties":{{"name":"{i}","kind":"{kind}","facts":[{}]}},
                "geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#,
                facts.join(",")
            )
        };
        let features: Vec<String> = places.iter().enumerate().map(feature).collect();
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{}],"sources":[{{"id":"s","title":"S"}}]}}"#,
            features.join(",")
        );
        let (story, mut shapes) = (parse(&text).unwrap(), Geometries::default());
        let plot = Plot::new(&story, &mut shapes);
        // A degree is 11.4 CSS pixels wide.
        let view = View { lon: 10.0, lat: 0.0, zoom: 4.0 };
        inset(&story, &plot, &Camera::new(view, Size::new(800.0, 600.0)), &|_| 9.0)
    }

    #[test]
    fn three_stops_that_touch_are_enlarged_and_two_are_not() {
        let far = ("stop", 30.0, 5.0, 9);
        let crowd = [("stop", 0.0, 0.0, 0), ("stop", 1.0, 0.0, 2), ("stop", 2.5, 0.0, 1)];
        let found = inset_of(&[&crowd[..], &[far]].concat()).unwrap();
        let [west, south, east, north] = found.bounds;
        assert!(west < -1.0 && east > 3.5 && south < -1.0 && north > 1.0, "{:?}", found.bounds);
        assert!(west > -3.0 && east < 5.5, "{:?}", found.bounds);
        assert_eq!((found.title.0[0].1.as_str(), found.place), ("1", Some(PlaceIx(1))));
        assert_eq!(inset_of(&[crowd[0], crowd[1], far]), None);
        assert_eq!(inset_of(&[crowd[0], ("stop", 2.5, 0.0, 0), ("stop", 5.0, 0.0, 0)]), None);
    }

    #[test]
    fn the_largest_crowd_counts_and_rivers_do_not() {
        let group = |lon: f64, count: usize| {
            let place = move |i: usize| ("stop", lon + 0.5 * i as f64, 0.0, 0);
            (0..count).map(place).collect::<Vec<_>>()
        };
        let found = inset_of(&[group(0.0, 3), group(20.0, 5)].concat()).unwrap();
        assert_eq!(found.place, Some(PlaceIx(3)));
        let river = ("border", 0.2, 0.0, 0);
        assert_eq!(inset_of(&[group(0.0, 2), vec![river]].concat()), None);
    }

    #[test]
    fn the_area_in_it_gives_its_name() {
        let stops = [("stop", 0.0, 0.0, 4), ("stop", 1.0, 0.0, 0), ("stop", 1.0, 1.0, 0)];
        let found = inset_of(&[&stops[..], &[("region", 0.5, 0.5, 0)]].concat()).unwrap();
        assert_eq!(found.place, Some(PlaceIx(3)));
    }

    #[test]
    fn an_inset_is_not_nearer_than_the_ground_is_exact() {
        let same = [("stop", 0.0, 0.0, 0); 3];
        let [west, _, east, _] = inset_of(&same).unwrap().bounds;
        // At zoom 9 a degree is 364 CSS pixels wide.
        assert!((east - west) * 364.0 >= 222.0, "{west} {east}");
    }
}
