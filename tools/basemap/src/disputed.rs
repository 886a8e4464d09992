//! Borders that are not settled, after a list.

use crate::spec::inside;
use darien_map::basemap::{Arc, ArcKind, ArcRef, Basemap, RegionKind};
use darien_map::mercator::lonlat_from_world;
use serde::Deserialize;

/// A file with a list of disputed borders. What else is in it belongs to other tools.
#[derive(Deserialize)]
pub struct Borders {
    /// The borders.
    pub disputed: Vec<Disputed>,
}

/// A border that is in dispute, or a line of control.
#[derive(Deserialize)]
pub struct Disputed {
    /// Codes of the two countries.
    pub between: [String; 2],
    /// The part of the border that is meant: west, south, east, north in degrees. All of it if absent.
    pub within: Option<[f64; 4]>,
}

/// Marks the borders of a list, and no others. An arc is divided where the part in dispute begins or ends. Returns how many arcs are
/// marked.
pub fn mark(map: &mut Basemap, list: &[Disputed]) -> usize {
    let mut countries: Vec<Vec<&str>> = vec![vec![]; map.arcs.len()];
    for region in map.regions.iter().filter(|region| region.kind == RegionKind::Country) {
        for arc_ref in region.rings.iter().flatten() {
            countries[arc_ref.arc as usize].push(&region.code);
        }
    }
    let mut arcs: Vec<Arc> = Vec::with_capacity(map.arcs.len());
    let mut now: Vec<std::ops::Range<u32>> = Vec::with_capacity(map.arcs.len());
    for (arc, countries) in map.arcs.iter().zip(&countries) {
        let first = arcs.len() as u32;
        if matches!(arc.kind, ArcKind::Border | ArcKind::Disputed) {
            divide(map, arc, countries, list, &mut arcs);
        } else {
            arcs.push(arc.clone());
        }
        now.push(first..arcs.len() as u32);
    }
    let marked = arcs.iter().filter(|arc| arc.kind == ArcKind::Disputed).count();
    let follow = |run: &mut Vec<ArcRef>| {
        let parts = |old: &ArcRef| {
            let reversed = old.reversed;
            let range = now[old.arc as usize].clone();
            let mut parts: Vec<ArcRef> = range.map(|arc| ArcRef { arc, reversed }).collect();
            if reversed {
                parts.reverse();
            }
            parts
        };
        *run = run.iter().flat_map(parts).collect();
    };
    map.regions.iter_mut().flat_map(|region| &mut region.rings).for_each(follow);
    map.rivers.iter_mut().flat_map(|river| &mut river.runs).for_each(follow);
    map.arcs = arcs;
    marked
}

/// Divides a border into parts that are all in dispute or all settled.
fn divide(map: &Basemap, arc: &Arc, countries: &[&str], list: &[Disputed], out: &mut Vec<Arc>) {
    let between = |entry: &&Disputed| entry.between.iter().all(|code| countries.contains(&&**code));
    let entries: Vec<&Disputed> = list.iter().filter(between).collect();
    let kind_of = |pair: &[[i32; 2]]| {
        let middle = lonlat_from_world(map.point(pair[0]).midpoint(map.point(pair[1])));
        let is_meant = |entry: &&Disputed| {
            entry.within.is_none_or(|within| inside(within, middle.lon, middle.lat))
        };
        if entries.iter().any(is_meant) { ArcKind::Disputed } else { ArcKind::Border }
    };
    let first = out.len();
    for pair in arc.points.windows(2) {
        let kind = kind_of(pair);
        match out.get_mut(first..).and_then(<[Arc]>::last_mut) {
            Some(part) if part.kind == kind => part.points.push(pair[1]),
            _ => out.push(Arc { kind, points: pair.to_vec() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darien_map::basemap::Region;
    use kurbo::{Point, Rect};

    /// Two countries side by side, with a river along their border.
    fn map() -> Basemap {
        let arc = |kind, points: &[[i32; 2]]| Arc { kind, points: points.to_vec() };
        let country = |code: &str, refs: &[(u32, bool)]| Region {
            kind: RegionKind::Country,
            code: code.into(),
            rings: vec![
                refs.iter()
                    .map(|(arc, reversed)| ArcRef { arc: *arc, reversed: *reversed })
                    .collect(),
            ],
        };
        Basemap {
            bounds: Rect::new(0.0, 0.0, 1.0, 1.0),
            focus: Rect::new(0.0, 0.0, 1.0, 1.0),
            origin: Point::new(0.0, 0.0),
            step: 0.125,
            tolerance_km: 1.0,
            relief: None,
            arcs: vec![
                arc(ArcKind::Border, &[[4, 1], [4, 3], [4, 5], [4, 7]]),
                arc(ArcKind::Coast, &[[4, 7], [1, 4], [4, 1]]),
                arc(ArcKind::Coast, &[[4, 1], [7, 4], [4, 7]]),
            ],
            regions: vec![
                country("AA", &[(0, false), (1, false)]),
                country("BB", &[(0, true), (2, true)]),
            ],
            rivers: vec![],
            cities: vec![].into(),
        }
    }

    fn outline(map: &Basemap, country: usize) -> Vec<Point> {
        map.ring_points(&map.regions[country].rings[0])
    }

    #[test]
    fn a_part_of_a_border_is_marked_and_the_countries_stay_as_they_are() {
        let before = map();
        // The middle of the border is on the equator.
        let within = Some([-10.0, -30.0, 10.0, 30.0]);
        let list = [Disputed { between: ["BB".into(), "AA".into()], within }];
        let mut marked = map();
        assert_eq!(mark(&mut marked, &list), 1);
        let kinds: Vec<ArcKind> = marked.arcs.iter().map(|arc| arc.kind).collect();
        let [border, disputed, coast] = [ArcKind::Border, ArcKind::Disputed, ArcKind::Coast];
        assert_eq!(kinds, [border, disputed, border, coast, coast]);
        assert_eq!(marked.arcs[1].points, [[4, 3], [4, 5]]);
        for country in 0..2 {
            assert_eq!(outline(&marked, country), outline(&before, country));
        }
        let again = marked.clone();
        mark(&mut marked, &list);
        assert_eq!(marked, again, "a second time changes nothing");
    }

    #[test]
    fn other_borders_are_settled() {
        let mut marked = map();
        let list = [Disputed { between: ["AA".into(), "CC".into()], within: None }];
        assert_eq!(mark(&mut marked, &list), 0);
        assert_eq!(marked, map());
    }
}
