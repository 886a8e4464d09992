//! A story's lines and areas as retained shapes, and the ground the camera shows them over.

use crate::camera::{Camera, Limits};
use crate::distance::Distances;
use crate::mercator::world_from_lonlat;
use crate::route::{Curve, curves, unwrapped};
use crate::scene::{Geometries, GeometryId};
use crate::story::{Mode, Place, PlaceKind, Shape, Story};
use kurbo::{Affine, BezPath, Insets, Point, Rect, Size};

/// Plot units in a world unit: about 10 m each, so that a painter that keeps its paths in single
/// precision is still exact to a metre over 30 degrees.
const UNITS: f64 = 4_194_304.0;

/// A story, drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// Plot units to world coordinates.
    pub to_world: Affine,
    /// Each leg's curve, in world coordinates.
    pub curves: Vec<Curve>,
    /// How far along the route everything lies.
    pub distances: Distances,
    /// Each leg's shape.
    pub legs: Vec<GeometryId>,
    /// Each place's own line or area, if it has one.
    pub places: Vec<Option<GeometryId>>,
    /// Where each place stands, in world coordinates.
    pub at: Vec<Point>,
    /// What a first look must show: the route and its stops, in world coordinates.
    pub bounds: Rect,
}

impl Plot {
    /// Draws a story.
    pub fn new(story: &Story, shapes: &mut Geometries) -> Self {
        let curves = curves(story);
        let at: Vec<Point> = story.places.iter().map(|p| world_from_lonlat(p.at)).collect();
        let bounds = bounds(story, &curves, &at);
        let middle = bounds.center();
        let to_world = Affine::new([1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, middle.x, middle.y]);
        let from_world = to_world.inverse();
        let legs = curves.iter().map(|c| shapes.add(from_world * c.path.clone())).collect();
        let mut place_shape = |place: &Place| {
            let (lines, closed) = match &place.shape {
                Shape::Lines(lines) => (lines, false),
                Shape::Rings(rings) => (rings, true),
                Shape::Point | Shape::Region(_) => return None,
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
            Some(shapes.add(path))
        };
        let places = story.places.iter().map(&mut place_shape).collect();
        let distances = Distances::of(story, &curves);
        Self { to_world, curves, distances, legs, places, at, bounds }
    }

    /// Lets its shapes go.
    pub fn discard(self, shapes: &mut Geometries) {
        for id in self.legs.into_iter().chain(self.places.into_iter().flatten()) {
            shapes.remove(id);
        }
    }

    /// The camera that shows the whole route in a box, less the parts of it that are covered.
    pub fn home(&self, size: Size, padding: Insets) -> Camera {
        let (w, h) = (size.width - padding.x_value(), size.height - padding.y_value());
        let (x, y) = ((w * 0.09).clamp(10.0, 120.0), (h * 0.11).clamp(10.0, 96.0));
        Camera::fit(self.bounds, size, padding + Insets::new(x, y, x, y))
    }

    /// How far a hand may move the camera: as far again as the route is long, on every side.
    pub fn limits(&self, home: &Camera) -> Limits {
        let (w, h) = (self.bounds.width().max(0.01), self.bounds.height().max(0.01));
        let center = self.bounds.inflate(w, h);
        let center = Rect::new(center.x0, center.y0.max(0.0), center.x1, center.y1.min(1.0));
        Limits { center, min_zoom: home.zoom.min(3.5) - 1.0 }
    }

    /// Points all along the route, in world coordinates.
    pub fn route_points(&self) -> Vec<Point> {
        self.curves.iter().flat_map(|c| c.points.iter().copied()).collect()
    }
}

/// Whether this leg is part of the route.
pub fn is_route(mode: Mode) -> bool {
    !matches!(mode, Mode::Highway | Mode::Gap)
}

fn bounds(story: &Story, curves: &[Curve], at: &[Point]) -> Rect {
    let legs = story.legs.iter().zip(curves).filter(|(leg, _)| is_route(leg.mode));
    let stops = story.places.iter().zip(at).filter(|(p, _)| p.kind == PlaceKind::Stop);
    let mut points: Vec<Point> = legs.flat_map(|(_, c)| c.points.iter().copied()).collect();
    points.extend(stops.map(|(_, p)| *p));
    if points.is_empty() {
        points.extend(at);
    }
    let around =
        |r: Option<Rect>, p: &Point| Some(r.map_or(Rect::from_points(*p, *p), |r| r.union_pt(*p)));
    points.iter().fold(None, around).unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0))
}
