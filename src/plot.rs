//! A story's lines and areas as retained shapes, and the ground the camera shows them over.

use crate::camera::{Camera, Limits};
use crate::crowd::Crowd;
use crate::distance::Distances;
use crate::mercator::world_from_lonlat;
use crate::route::{Curve, curves, unwrapped};
use crate::scene::{Geometries, GeometryId};
use crate::story::{Place, PlaceKind, Shape, Story};
use crate::thin::Thinned;
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
    /// Each leg as it is drawn; every strand has its shape.
    pub legs: Vec<Thinned>,
    /// Each place's own lines, if it is a river or a border.
    pub lines: Vec<Vec<Thinned>>,
    /// Each place's own line or area, if it has one.
    pub places: Vec<Option<GeometryId>>,
    /// Where each place stands, in world coordinates.
    pub at: Vec<Point>,
    /// The same by where they are, if there are very many.
    pub(crate) crowd: Crowd,
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
        let legs = curves.iter().map(|c| drawn(c, from_world, shapes)).collect();
        let lines = story.places.iter().map(|place| match &place.shape {
            Shape::Lines(lines) => lines.iter().map(|l| Thinned::new(&unwrapped(l), &[])).collect(),
            _ => Vec::new(),
        });
        let lines = lines.collect();
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
        let crowd = Crowd::new(story, &at);
        Self { to_world, curves, distances, legs, lines, places, at, crowd, bounds }
    }

    /// Lets its shapes go.
    pub fn discard(self, shapes: &mut Geometries) {
        let legs = self.legs.iter().flat_map(Thinned::shapes);
        for id in legs.chain(self.places.iter().copied().flatten()) {
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

    /// Points all along the route, in world coordinates: enough to tell where it passes.
    pub fn route_points(&self) -> Vec<Point> {
        let strands = self.legs.iter().flat_map(Thinned::coarse);
        strands.flat_map(|s| s.points.iter().copied()).collect()
    }
}

/// A leg with a shape for each strand: its smooth curve, or of one thinned and cut its points.
fn drawn(curve: &Curve, from_world: Affine, shapes: &mut Geometries) -> Thinned {
    let mut leg = Thinned::new(&curve.points, &curve.km);
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

fn bounds(story: &Story, curves: &[Curve], at: &[Point]) -> Rect {
    let legs = story.legs.iter().zip(curves).filter(|(leg, _)| leg.mode.is_route());
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
