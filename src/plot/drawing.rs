//! A plot in the making, step by step: a large story is drawn in many, so that nobody has to wait for it.

use super::Plot;
use crate::distance::Distances;
use crate::line_pyramid::LinePyramid;
use crate::mercator::world_from_lonlat;
use crate::place_pyramid::{Growing, PlacePyramid};
use crate::route::{Curve, curve, unwrapped};
use crate::scene::{Geometries, GeometryId};
use crate::story::{Place, PlaceKind, Shape, Story};
use kurbo::{Affine, BezPath, Point, Rect};

/// Plot units in a world unit: about 10 m each, so that a painter that keeps its paths in single
/// precision is still exact to a metre over 30 degrees.
const UNITS: f64 = 4_194_304.0;

/// What a point of a line costs, in what it costs to put one place where it stands.
const POINT: usize = 4;

/// A plot in the making.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The plot, as far as it is made.
    pub plot: Plot,
    /// Each leg's points in the world.
    legs: Vec<Vec<Point>>,
    /// Around the route and its stops, as far as they have been seen.
    route: Option<Rect>,
    /// Around every place.
    all: Option<Rect>,
    place_pyramid: Option<Growing>,
    /// Whether all is there but the crowd.
    measured: bool,
}

impl Plot {
    /// Draws a story.
    pub fn new(story: &Story, shapes: &mut Geometries) -> Self {
        let mut drawing = Drawing::default();
        while drawing.step(story, shapes, usize::MAX) {}
        drawing.plot
    }
}

impl Drawing {
    /// Goes on for about as long as it takes to put `budget` places where they stand; returns whether
    /// something is left to do. It has to be the same story each time.
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

    /// The next piece of work, and what it cost; none if all is done.
    fn next(&mut self, story: &Story, shapes: &mut Geometries) -> Option<usize> {
        let plot = &mut self.plot;
        if let Some(leg) = story.legs.get(self.legs.len()) {
            let points = unwrapped(&leg.line);
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
            plot.legs.push(drawn(curve, from_world, shapes));
            return Some(curve.points.len() * POINT + 1);
        }
        if let Some(place) = story.places.get(plot.places.len()) {
            let lines = match &place.shape {
                Shape::Lines(lines) => lines.as_slice(),
                _ => &[],
            };
            plot.lines.push(lines.iter().map(|l| LinePyramid::new(&unwrapped(l), &[])).collect());
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

/// A place's own line or area, and how many points that has.
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
        for (i, p) in unwrapped(line).into_iter().enumerate() {
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

/// A leg with a shape for each strand: its smooth curve, or of one thinned and cut its points.
fn drawn(curve: &Curve, from_world: Affine, shapes: &mut Geometries) -> LinePyramid {
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
