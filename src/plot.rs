//! The plot: a story's lines and areas as retained paths, and the cameras that show them.

mod drawing;

use crate::camera::{Camera, Limits};
use crate::distance::Distances;
use crate::line_pyramid::LinePyramid;
use crate::mercator::{MIDDLE, beside};
use crate::place_pyramid::PlacePyramid;
use crate::route::Curve;
use crate::scene::{Geometries, GeometryId};
use crate::story::Sorts;
pub use drawing::Drawing;
use kurbo::{Affine, Insets, Point, Rect, Size, Vec2};

/// The room above and below the whole route, as a part of the free height: in a box that is [`LOW`], and in one that is
/// [`HIGH`] (CSS pixels). It is for the names of its ends and of the countries around them. A low box gives the room
/// to the route.
const NAMES: (f64, f64) = (0.11, 0.165);
const LOW: f64 = 420.0;
const HIGH: f64 = 720.0;

/// Names do not need more than this, in CSS pixels: a country's and three rows of stops'.
const MOST_NAMES: f64 = 136.0;

/// The zoom of a story whose places are all at one point: its country and the coasts around it are in sight.
const AROUND_ONE: f64 = 5.0;

/// The ground is compared with at most about this many points of the route.
const MOST_POINTS: usize = 10_000;

/// A story as retained paths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// The transform from plot units to world coordinates.
    pub to_world: Affine,
    /// Each leg's curve, in world coordinates.
    pub curves: Vec<Curve>,
    /// How far along the route each leg and place is.
    pub distances: Distances,
    /// Each leg at several levels of detail; every strand has a path.
    pub legs: Vec<LinePyramid>,
    /// Each place's own lines, if it is a river or a border.
    pub lines: Vec<Vec<LinePyramid>>,
    /// The path of each place's own line or area, if it has one.
    pub places: Vec<Option<GeometryId>>,
    /// The position of each place, in world coordinates.
    pub at: Vec<Point>,
    /// What the legend explains.
    pub sorts: Sorts,
    /// Candidate places by zoom and position, if there are very many.
    pub(crate) place_pyramid: PlacePyramid,
    /// The bounding box of the route and its stops, in world coordinates.
    pub bounds: Rect,
}

impl Plot {
    /// Removes its paths.
    pub fn discard(self, shapes: &mut Geometries) {
        let legs = self.legs.iter().flat_map(LinePyramid::shapes);
        for id in legs.chain(self.places.iter().copied().flatten()) {
            shapes.remove(id);
        }
    }

    /// Whether it has any leg or place.
    pub fn is_drawn(&self) -> bool {
        !(self.legs.is_empty() && self.at.is_empty())
    }

    /// The home camera: it shows the whole route in a viewport whose sides are covered by `padding`, at most at zoom `most`.
    pub fn home(&self, size: Size, padding: Insets, most: f64) -> Camera {
        let Vec2 { x, y } = Self::room(size, padding);
        let one_place = self.bounds.width().max(self.bounds.height()) == 0.0;
        let most = if one_place { AROUND_ONE.min(most) } else { most };
        Camera::fit_up_to(most, self.bounds, size, padding + Insets::new(x, y, x, y))
    }

    /// The room beside the whole route, and above and below it, in CSS pixels.
    pub fn room(size: Size, padding: Insets) -> Vec2 {
        let (w, h) = (size.width - padding.x_value(), size.height - padding.y_value());
        let part = NAMES.0 + (NAMES.1 - NAMES.0) * ((h - LOW) / (HIGH - LOW)).clamp(0.0, 1.0);
        Vec2::new((w * 0.09).clamp(10.0, 120.0), (h * part).clamp(10.0, MOST_NAMES))
    }

    /// The limits of panning and zooming, at most to zoom `max_zoom`: on each side as far again as the route is long, or all
    /// around the globe.
    pub fn limits(&self, home: &Camera, max_zoom: f64) -> Limits {
        let (w, h) = (self.bounds.width().max(0.01), self.bounds.height().max(0.01));
        let center = self.bounds.inflate(w, h);
        let center = Rect::new(center.x0, center.y0.max(0.0), center.x1, center.y1.min(1.0));
        Limits { center, min_zoom: home.zoom.min(3.5) - 1.0, max_zoom }
    }

    /// Points along the whole route, in world coordinates of the basemap, at the coarsest level of detail. Of very many only some.
    pub fn route_points(&self) -> Vec<Point> {
        let strands = || self.legs.iter().flat_map(LinePyramid::coarse);
        let mut count = 0;
        for strand in strands() {
            count += strand.points.len();
        }
        let step = count.div_ceil(MOST_POINTS).max(1);
        let (mut points, mut i) = (Vec::new(), 0);
        for strand in strands() {
            for point in &strand.points {
                if i % step == 0 {
                    points.push(beside(*point, MIDDLE));
                }
                i += 1;
            }
        }
        points
    }
}
