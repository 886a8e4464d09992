//! From the ground in degrees to the file's content.

use crate::crossing::crossing;
use crate::ground::Ground;
use crate::order::order;
use crate::simplify::Line;
use crate::spec::{self, Spec, inside};
use crate::topo::Topology;
use darien_map::basemap::{Arc, ArcKind, ArcRef, Basemap, City, Region, RegionKind, River};
use darien_map::geo::LonLat;
use darien_map::mercator::world_from_lonlat;
use kurbo::{Point, Rect};
use serde::Serialize;
use std::rc::Rc;

/// The result.
#[derive(Serialize)]
pub struct Report {
    out: String,
    arcs: usize,
    points: usize,
    regions: usize,
    rivers: usize,
    cities: usize,
    /// Largest deviation measured in the focus, in kilometres.
    focus_error_km: f64,
    /// Largest deviation measured anywhere, in kilometres.
    error_km: f64,
    /// Arcs that still cross another: should be 0.
    crossing: usize,
    /// Quantum at the middle of the focus, in metres.
    quantum_m: f64,
}

const EQUATOR_KM: f64 = 40_075.016_686;

/// Makes the file.
pub fn build(spec: &Spec, topology: &Topology) -> Result<(Basemap, Report), String> {
    let ground = Ground::new(spec, topology)?;
    let quanta = f64::from(1_u32 << spec.bits);
    let mut lines: Vec<(Line, Vec<[i32; 2]>)> =
        ground.arcs.iter().map(|points| line(spec, quanta, points)).collect();
    let small = small_rings(spec, &ground);

    let loose = |arc: usize| ground.loose[arc] || ground.kinds[arc] == ArcKind::River;
    let drawn = |arc: usize| !loose(arc) && !small[arc];
    let mut kept: Vec<Vec<usize>> = lines.iter().map(|(line, _)| line.simplify()).collect();
    let mut left = 0;
    for _ in 0..8 {
        let points: Vec<Vec<[i32; 2]>> = (0..lines.len())
            .map(|arc| if drawn(arc) { pick(&lines[arc].1, &kept[arc]) } else { vec![] })
            .collect();
        let bad = crossing(&points);
        left = bad.len();
        for &(arc, at) in &bad {
            // Draw that part with more detail.
            let corner = |at: usize| kept[arc][at.min(kept[arc].len() - 1)];
            let stretch = corner(at)..=corner(at + 1);
            for tolerance in &mut lines[arc].0.tolerance[stretch] {
                *tolerance *= 0.6;
            }
        }
        let mut again: Vec<usize> = bad.iter().map(|&(arc, _)| arc).collect();
        again.dedup();
        for arc in again {
            kept[arc] = lines[arc].0.simplify();
        }
        if left == 0 {
            break;
        }
    }

    let mut errors = [0.0_f64; 2];
    for (arc, (line, _)) in lines.iter().enumerate() {
        if small[arc] || ground.kinds[arc] == ArcKind::Cut {
            continue;
        }
        for pair in kept[arc].windows(2) {
            let error = line.error(pair[0], pair[1]);
            errors[1] = errors[1].max(error);
            let [lon, lat] = ground.arcs[arc][(pair[0] + pair[1]) / 2];
            if inside(spec.focus, lon, lat) {
                errors[0] = errors[0].max(error);
            }
        }
    }

    let arcs = (0..lines.len()).map(|arc| {
        let mut points = pick(&lines[arc].1, &kept[arc]);
        points.dedup();
        let ring = points.first() == points.last();
        // A ring of fewer than three corners has no area, a line of one point no length.
        let enough = points.len() >= if ring { 4 } else { 2 };
        (enough && !small[arc]).then_some(Arc { kind: ground.kinds[arc], points })
    });
    let (arcs, moved) = order(only_used(&ground, arcs.collect()));
    let refs = |runs: &[Vec<ArcRef>]| -> Vec<Vec<ArcRef>> {
        let runs = runs.iter().map(|run| {
            let run = run.iter().filter_map(|old| {
                moved[old.arc as usize]
                    .map(|new| ArcRef { arc: new.arc, reversed: new.reversed != old.reversed })
            });
            run.collect::<Vec<_>>()
        });
        runs.filter(|run| !run.is_empty()).collect()
    };
    let regions = ground.regions.iter().map(|(kind, code, rings)| Region {
        kind: *kind,
        code: code.clone(),
        rings: refs(rings),
    });
    let rivers = ground.rivers.iter().map(|(name, rank, runs)| River {
        name: name.clone(),
        rank: *rank,
        runs: refs(runs),
    });
    let map = Basemap {
        bounds: rect(spec.bounds),
        focus: rect(spec.focus),
        origin: Point::ORIGIN,
        step: 1.0 / quanta,
        // Rounded up to whole metres.
        tolerance_km: (errors[0] * 1000.0).ceil() / 1000.0,
        relief: spec.relief.map(rect),
        regions: regions.filter(|region| !region.rings.is_empty()).collect(),
        rivers: rivers.filter(|river| !river.runs.is_empty()).collect(),
        arcs,
        cities: Rc::new(spec.cities.iter().map(|city| city_of(city, quanta)).collect()),
    };
    let middle = f64::midpoint(spec.focus[1], spec.focus[3]).to_radians().cos();
    let report = Report {
        out: spec.out.clone(),
        arcs: map.arcs.len(),
        points: map.arcs.iter().map(|arc| arc.points.len()).sum(),
        regions: map.regions.len(),
        rivers: map.rivers.len(),
        cities: map.cities.len(),
        focus_error_km: errors[0],
        error_km: errors[1],
        crossing: left,
        quantum_m: EQUATOR_KM * 1000.0 * middle / quanta,
    };
    Ok((map, report))
}

/// A box in degrees as a world rectangle, moved to round numbers (2⁻²⁰, 38 m) that compress.
fn rect([west, south, east, north]: [f64; 4]) -> Rect {
    let round = |number: f64| (number * 1_048_576.0).round() / 1_048_576.0;
    let a = world_from_lonlat(LonLat::new(west, north));
    let b = world_from_lonlat(LonLat::new(east, south));
    Rect::new(round(a.x), round(a.y), round(b.x), round(b.y))
}

/// A city, its position in quanta.
fn city_of(city: &spec::City, quanta: f64) -> City {
    let world = world_from_lonlat(LonLat::new(city.at[0], city.at[1]));
    let at = [world.x, world.y].map(|at| (at * quanta).round() as i32);
    City { id: city.id, rank: city.rank, at, name: city.name.clone() }
}

/// An arc's line, and its points in quanta.
fn line(spec: &Spec, quanta: f64, places: &[[f64; 2]]) -> (Line, Vec<[i32; 2]>) {
    let count = places.len();
    let mut line = Line {
        points: Vec::with_capacity(count),
        grid: Vec::with_capacity(count),
        scale: Vec::with_capacity(count),
        tolerance: Vec::with_capacity(count),
    };
    let mut grid = Vec::with_capacity(count);
    for &[lon, lat] in places {
        let world = world_from_lonlat(LonLat::new(lon, lat));
        let zone = spec.zone(lon, lat);
        let snap = f64::from(1_u32 << zone.map_or(0, |zone| zone.snap));
        let cell = [world.x, world.y].map(|at| ((at * quanta / snap).round() * snap) as i32);
        grid.push(cell);
        line.points.push([world.x, world.y]);
        line.grid.push(cell.map(|at| f64::from(at) / quanta));
        line.scale.push(EQUATOR_KM * lat.to_radians().cos());
        line.tolerance.push(zone.map_or(1.0, |zone| zone.km));
    }
    (line, grid)
}

/// The kept points.
fn pick(grid: &[[i32; 2]], kept: &[usize]) -> Vec<[i32; 2]> {
    kept.iter().map(|&i| grid[i]).collect()
}

/// Leaves out arcs that no region, river or line uses.
fn only_used(ground: &Ground, mut arcs: Vec<Option<Arc>>) -> Vec<Option<Arc>> {
    let rings = ground.regions.iter().flat_map(|region| region.2.iter().flatten());
    let runs = ground.rivers.iter().flat_map(|river| river.2.iter().flatten());
    let mut used = ground.loose.clone();
    for arc_ref in rings.chain(runs) {
        used[arc_ref.arc as usize] = true;
    }
    for (arc, used) in arcs.iter_mut().zip(used) {
        if !used {
            *arc = None;
        }
    }
    arcs
}

/// The arcs of rings that are too small to keep: islands and lakes, alone or shared by states.
fn small_rings(spec: &Spec, ground: &Ground) -> Vec<bool> {
    let mut small = vec![false; ground.arcs.len()];
    let mut keep = vec![false; ground.arcs.len()];
    for (kind, _, rings) in &ground.regions {
        for ring in rings {
            let points: Vec<[f64; 2]> = ring
                .iter()
                .flat_map(|arc_ref| {
                    let mut points = ground.arcs[arc_ref.arc as usize].clone();
                    if arc_ref.reversed {
                        points.reverse();
                    }
                    points
                })
                .collect();
            let least = spec.zone(points[0][0], points[0][1]).map_or(0.0, |zone| zone.least_km2);
            let judge = if area_km2(&points) < least { &mut small } else { &mut keep };
            if *kind != RegionKind::State {
                for arc_ref in ring {
                    judge[arc_ref.arc as usize] = true;
                }
            }
        }
    }
    small.iter().zip(keep).map(|(&small, keep)| small && !keep).collect()
}

/// The area of a ring in degrees, in square kilometres.
fn area_km2(points: &[[f64; 2]]) -> f64 {
    let origin = points[0];
    let twice: f64 = points
        .windows(2)
        .map(|pair| {
            let [a, b] = [pair[0], pair[1]].map(|p| [p[0] - origin[0], p[1] - origin[1]]);
            a[0] * b[1] - a[1] * b[0]
        })
        .sum();
    let degree = EQUATOR_KM / 360.0;
    (twice / 2.0).abs() * degree * degree * origin[1].to_radians().cos()
}
