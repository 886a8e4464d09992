//! Line pyramids: long lines, thinned for each zoom level and cut into strands, so that only visible points
//! with a visible distance between them are drawn.

use crate::camera::{MAX_ZOOM, MIN_ZOOM};
use crate::mercator::world_width;
use crate::route::FEW_POINTS;
use crate::scene::GeometryId;
use kurbo::{Point, Rect};

/// Distance between points of a thinned line, in CSS pixels at the upper end of a zoom level.
const APART: f64 = 1.0;

/// A line is not thinned further once it has at most this many points. A thinned line is drawn point by
/// point, and a few hundred points are drawn quickly.
const FEWEST: usize = 200;

/// The most points of a line that a picture draws, and the most CSS pixels. A line that turns back and forth all over the map
/// has as many of them at every zoom.
const MOST: (usize, f64) = (20_000, 150_000.0);

/// Points in a strand.
const STRAND: usize = 1000;

/// A part of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strand {
    /// Its points, in world coordinates.
    pub points: Vec<Point>,
    /// Kilometres from the beginning of the line to each of its points; empty if the line has none.
    pub km: Vec<f64>,
    /// Its bounding box, in world coordinates.
    pub bounds: Rect,
    /// Its length, in world units.
    pub length: f64,
    /// Its retained path, if it has one.
    pub shape: Option<GeometryId>,
}

impl Strand {
    /// Whether a part of it may be in a rectangle, in world coordinates.
    pub fn may_be_in(&self, part: Rect) -> bool {
        touches(&self.bounds, &part)
    }
}

/// A line at several levels of detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinePyramid {
    /// The largest zoom of each level, and the level's strands; the finest level first.
    levels: Vec<(f64, Vec<Strand>)>,
}

impl LinePyramid {
    /// Builds the pyramid of a line. `km` may be empty.
    pub fn new(points: &[Point], km: &[f64]) -> Self {
        let mut all = Self { levels: vec![(f64::INFINITY, cut(points, km))] };
        if points.len() <= FEW_POINTS {
            return all;
        }
        let (mut zoom, mut last) = (MAX_ZOOM, points.len());
        let (mut points, mut km) = (points.to_vec(), km.to_vec());
        while zoom >= MIN_ZOOM && points.len() > FEWEST {
            let keep = indices_to_keep(&points, APART / world_width(zoom));
            points = pick(&points, &keep);
            km = pick(&km, &keep);
            // A level that saves little is not worth its memory.
            if points.len() * 3 < last * 2 {
                last = points.len();
                all.levels.push((zoom, cut(&points, &km)));
            }
            zoom -= 1.0;
        }
        // For a line that no distance between its points makes shorter: levels that no zoom asks for, see `seen`.
        while points.len() > FEWEST {
            let keep = every_other(points.len());
            points = pick(&points, &keep);
            km = pick(&km, &keep);
            zoom = zoom.min(MIN_ZOOM - 1.0) - 1.0;
            all.levels.push((zoom, cut(&points, &km)));
        }
        all
    }

    /// The strands for a zoom.
    pub fn at(&self, zoom: f64) -> &[Strand] {
        let good = self.levels.iter().rev().find(|(top, _)| zoom <= *top);
        good.map_or(&[], |(_, strands)| strands)
    }

    /// The strands for a zoom that may be visible, or coarser ones if these have too many points. The single strand of a
    /// short line is always included.
    pub fn seen(&self, zoom: f64, visible: Rect) -> impl Iterator<Item = &Strand> {
        let strands = self.fitting(zoom, visible);
        strands.iter().filter(move |s| strands.len() == 1 || s.may_be_in(visible))
    }

    /// The finest level for a zoom that has not too many points in sight, or the coarsest one. Not inlined, because many callers use it.
    #[inline(never)]
    fn fitting(&self, zoom: f64, visible: Rect) -> &[Strand] {
        // Most lines are short, and there may be very many of them.
        if let [(_, strands)] = &*self.levels {
            return strands;
        }
        let width = world_width(zoom);
        let finest = self.levels.iter().rposition(|(top, _)| zoom <= *top).unwrap_or(0);
        let mut coarsest: &[Strand] = &[];
        for (_, strands) in self.levels.iter().skip(finest) {
            coarsest = strands;
            let (mut points, mut length) = (0, 0.0);
            for strand in strands {
                if strands.len() == 1 || strand.may_be_in(visible) {
                    points += strand.points.len();
                    length += strand.length;
                }
            }
            if points <= MOST.0 && length * width <= MOST.1 {
                break;
            }
        }
        coarsest
    }

    /// Whether the line is short enough to be drawn without thinning.
    pub fn is_whole(&self) -> bool {
        self.levels.iter().all(|(top, strands)| *top == f64::INFINITY && strands.len() <= 1)
    }

    /// The strands of the coarsest level, which show roughly where the line is.
    pub fn coarse(&self) -> &[Strand] {
        self.at(f64::NEG_INFINITY)
    }

    /// The strands of all levels.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Strand> {
        self.levels.iter_mut().flat_map(|(_, strands)| strands)
    }

    /// The ids of all strands' paths.
    pub fn shapes(&self) -> impl Iterator<Item = GeometryId> {
        self.levels.iter().flat_map(|(_, strands)| strands).filter_map(|s| s.shape)
    }
}

/// Whether two rectangles have a point in common. Unlike `overlaps`, also for rectangles without area.
fn touches(a: &Rect, b: &Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// The indices of the points to keep: both ends, and each point at least `apart` from the last one kept.
fn indices_to_keep(points: &[Point], apart: f64) -> Vec<usize> {
    let mut keep: Vec<usize> = Vec::new();
    let mut last: Option<Point> = None;
    for (i, p) in points.iter().enumerate() {
        if i + 1 == points.len() || last.is_none_or(|l| (*p - l).hypot2() >= apart * apart) {
            keep.push(i);
            last = Some(*p);
        }
    }
    keep
}

/// The indices of every other point, and of the last one.
fn every_other(count: usize) -> Vec<usize> {
    let last = count.saturating_sub(1);
    (0..last).step_by(2).chain([last]).collect()
}

fn pick<T: Copy>(list: &[T], keep: &[usize]) -> Vec<T> {
    keep.iter().filter_map(|i| list.get(*i).copied()).collect()
}

/// Cuts a line into strands. Each begins where the one before it ends. A short line is one strand.
fn cut(points: &[Point], km: &[f64]) -> Vec<Strand> {
    let most = if points.len() > FEW_POINTS { STRAND } else { FEW_POINTS };
    let mut strands = Vec::new();
    let mut from = 0;
    while from + 1 < points.len() || from == 0 {
        let end = (from + most).min(points.len());
        let points = points.get(from..end).unwrap_or_default().to_vec();
        let km = km.get(from..end).unwrap_or_default().to_vec();
        let Some(first) = points.first() else { break };
        let around = |r: Rect, p: &Point| r.union_pt(*p);
        let bounds = points.iter().fold(Rect::from_points(*first, *first), around);
        let step = |w: &[Point]| if let [a, b] = *w { (b - a).hypot() } else { 0.0 };
        let length = points.windows(2).map(step).sum();
        strands.push(Strand { points, km, bounds, length, shape: None });
        from = (end - 1).max(from + 1);
    }
    strands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zigzag(count: usize) -> Vec<Point> {
        (0..count).map(|i| Point::new(0.2 + i as f64 * 1e-6, 0.4 + (i % 2) as f64 * 1e-6)).collect()
    }

    #[test]
    fn a_line_of_few_points_stays_whole() {
        for count in [0, 1, 2, FEW_POINTS] {
            let points = zigzag(count);
            let line = LinePyramid::new(&points, &[]);
            let strands = line.at(3.0);
            assert_eq!(strands.len(), count.min(1));
            assert!(strands.iter().all(|s| s.points == points && s.km.is_empty()));
        }
    }

    #[test]
    fn a_line_all_over_the_map_is_drawn_with_few_points() {
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed) / f64::from(u32::MAX)
        };
        let points: Vec<Point> = (0..100_000).map(|_| Point::new(next(), next())).collect();
        let line = LinePyramid::new(&points, &[]);
        for zoom in [-1.0, 3.0, 11.0] {
            let seen = line.seen(zoom, Rect::new(0.0, 0.0, 1.0, 1.0));
            let count: usize = seen.map(|s| s.points.len()).sum();
            assert!((100..=MOST.0).contains(&count), "{count} at zoom {zoom}");
        }
        let count: usize = line.coarse().iter().map(|s| s.points.len()).sum();
        assert!(count <= FEWEST, "{count}");
    }

    #[test]
    fn smaller_zooms_have_fewer_points_without_gaps() {
        let points = zigzag(50_000);
        let km: Vec<f64> = (0..points.len()).map(|i| i as f64).collect();
        let line = LinePyramid::new(&points, &km);
        let mut most = usize::MAX;
        for zoom in [11.0, 9.0, 7.0, 5.0, 3.0, 1.0, -1.0] {
            let strands = line.at(zoom);
            let count: usize = strands.iter().map(|s| s.points.len()).sum();
            assert!(count <= most);
            most = count;
            assert_eq!(strands[0].points.first(), points.first());
            assert_eq!(strands.last().unwrap().points.last(), points.last());
            for pair in strands.windows(2) {
                assert_eq!(pair[0].points.last(), pair[1].points.first(), "no gap");
                assert_eq!(pair[0].km.last(), pair[1].km.first());
            }
            let step = 2.0 / world_width(zoom) + 4e-6;
            let all = strands.iter().flat_map(|s| s.points.windows(2));
            assert!(all.clone().all(|w| (w[1] - w[0]).hypot() < step), "zoom {zoom}");
        }
        assert!(most < FEW_POINTS, "{most}");
        let seen = line.seen(11.0, Rect::new(0.2, 0.3, 0.201, 0.5)).count();
        assert!((1..=2).contains(&seen), "{seen}");
    }
}
