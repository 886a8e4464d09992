//! Builds a plot step by step, so that a large story does not block the page.

use super::Plot;
use crate::distance::Distances;
use crate::line_pyramid::LinePyramid;
use crate::mercator::world_from_lonlat;
use crate::place_pyramid::{Growing, PlacePyramid};
use crate::route::{Curve, curve, on_plane};
use crate::scene::{Geometries, GeometryId};
use crate::story::{LegIx, Place, PlaceKind, Shape, Story};
use kurbo::{Affine, BezPath, Point, Rect};

/// Plot units in a world unit. A unit is about 10 m, so a painter that keeps paths in single
/// precision is exact to a metre over 30 degrees.
const UNITS: f64 = 4_194_304.0;

/// The cost of a line's point, relative to the cost of projecting one place.
const POINT: usize = 4;

/// A plot under construction.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The plot as far as it is built.
    pub plot: Plot,
    /// The points of each leg, in world coordinates.
    legs: Vec<Vec<Point>>,
    /// The bounding box of the route and its stops, as far as they are processed.
    route: Option<Rect>,
    /// The bounding box of all places.
    all: Option<Rect>,
    place_pyramid: Option<Growing>,
    /// Whether all is done except the levels of the place pyramid.
    measured: bool,
}

impl Plot {
    /// Builds the plot of a story at once.
    pub fn new(story: &Story, shapes: &mut Geometries) -> Self {
        let mut drawing = Drawing::default();
        while drawing.step(story, shapes, usize::MAX) {}
        drawing.plot
    }
}

impl Drawing {
    /// Does about as much work as projecting `budget` places. Returns whether something is left to do.
    /// `story` must be the same in each call.
    pub fn step(&mut self, story: &Story, shapes: &mut Geometries, budget: usize) -> bool {
        let mut spent = 0;
        while spent < budget {
            match self.next(story, shapes) {
                Some(cost) => spent = spent.saturating_add(cost),
                None => return false,
            }
        }
        true
    }

    /// Does the next piece of work and returns its cost; `None` if all is done.
    fn next(&mut self, story: &Story, shapes: &mut Geometries) -> Option<usize> {
        let plot = &mut self.plot;
        if let Some(leg) = story.legs.get(self.legs.len()) {
            plot.sorts.add_leg(story, LegIx(self.legs.len() as u32), leg);
            let points = on_plane(&leg.line);
            let cost = points.len();
            self.legs.push(points);
            return Some(cost + 1);
        }
        if let Some(leg) = story.legs.get(plot.curves.len()) {
            let curve = curve(story, &self.legs, plot.curves.len());
            let cost = curve.points.len() * POINT + self.legs.len().min(1000);
            if leg.mode.is_route() {
                curve.points.iter().for_each(|p| around(&mut self.route, *p));
            }
            plot.curves.push(curve);
            return Some(cost + 1);
        }
        if let Some(place) = story.places.get(plot.at.len()) {
            plot.sorts.add_place(story, place);
            let at = world_from_lonlat(place.at);
            if place.kind == PlaceKind::Stop {
                around(&mut self.route, at);
            }
            around(&mut self.all, at);
            plot.at.push(at);
            return Some(1);
        }
        if plot.legs.is_empty() && plot.places.is_empty() {
            let whole = Rect::new(0.0, 0.0, 1.0, 1.0);
            plot.bounds = self.route.or(self.all).unwrap_or(whole);
            let middle = plot.bounds.center();
            plot.to_world = Affine::new([1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, middle.x, middle.y]);
        }
        let from_world = plot.to_world.inverse();
        if let Some(curve) = plot.curves.get(plot.legs.len()) {
            plot.legs.push(leg_pyramid(curve, from_world, shapes));
            return Some(curve.points.len() * POINT + 1);
        }
        if let Some(place) = story.places.get(plot.places.len()) {
            let lines = match &place.shape {
                Shape::Lines(lines) => lines.as_slice(),
                _ => &[],
            };
            plot.lines.push(lines.iter().map(|l| LinePyramid::new(&on_plane(l), &[])).collect());
            let (shape, points) = place_shape(place, from_world, shapes);
            plot.places.push(shape);
            return Some(points * POINT + 1);
        }
        if !self.measured {
            self.measured = true;
            plot.distances = Distances::of(story, &plot.curves);
            (plot.place_pyramid, self.place_pyramid) = PlacePyramid::begin(story, &plot.at);
            return Some(plot.at.len());
        }
        let more =
            self.place_pyramid.as_mut().is_some_and(|from| plot.place_pyramid.grow(from, &plot.at));
        more.then_some(plot.at.len())
    }
}

fn around(rect: &mut Option<Rect>, p: Point) {
    *rect = Some(rect.map_or(Rect::from_points(p, p), |r| r.union_pt(p)));
}

/// The path of a place's own line or area, and its number of points.
fn place_shape(
    place: &Place,
    from_world: Affine,
    shapes: &mut Geometries,
) -> (Option<GeometryId>, usize) {
    let (lines, closed) = match &place.shape {
        Shape::Lines(lines) => (lines, false),
        Shape::Rings(rings) => (rings, true),
        Shape::Point | Shape::Region(_) => return (None, 0),
    };
    let mut path = BezPath::new();
    for line in lines {
        for (i, p) in on_plane(line).into_iter().enumerate() {
            let p = from_world * p;
            if i == 0 { path.move_to(p) } else { path.line_to(p) }
        }
        if closed && !line.is_empty() {
            path.close_path();
        }
    }
    let points = path.elements().len();
    (Some(shapes.add(path)), points)
}

/// A leg with a path for each strand: the smooth curve of a short leg, the points of a thinned one.
fn leg_pyramid(curve: &Curve, from_world: Affine, shapes: &mut Geometries) -> LinePyramid {
    let mut leg = LinePyramid::new(&curve.points, &curve.km);
    let whole = leg.is_whole();
    for strand in leg.all_mut() {
        let mut path = BezPath::new();
        if whole {
            path = from_world * curve.path.clone();
        } else {
            for (i, p) in strand.points.iter().enumerate() {
                let p = from_world * *p;
                if i == 0 { path.move_to(p) } else { path.line_to(p) }
            }
        }
        strand.shape = Some(shapes.add(path));
    }
    leg
}
