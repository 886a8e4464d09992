//! Clipped grounds. Most views show a small part of the world, but painters process every point of a path,
//! visible or not.

use crate::basemap::Basemap;
use crate::basemap::manifest::{Manifest, Role};
use crate::scene::{Geometries, GeometryId};
use kurbo::{Affine, BezPath, PathEl, Rect, Size};

/// How far the largest window extends beyond the countries of the route, in world units: about as far as a
/// viewport that shows the whole route.
const AROUND_ROUTE: (f64, f64) = (0.045, 0.065);

/// Of how many details a base is clipped to the surroundings. A base under more details is coarse, and fast to paint as a whole.
const MOST_DETAILS: usize = 4;

/// Paths extend this far beyond the window, as a fraction of its size, because lines have a width.
const BLEED: f64 = 1.0 / 64.0;

/// The paths of a ground for views inside a window. Inside the window they are the same as those of the ground;
/// outside they are simplified.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClippedGround {
    /// The window, in world coordinates.
    pub window: Rect,
    /// All land.
    pub land: GeometryId,
    /// Countries off the route.
    pub off_route: GeometryId,
    /// Lakes.
    pub lakes: GeometryId,
    /// Coast lines and lake shores.
    pub coasts: GeometryId,
}

impl ClippedGround {
    /// The ids of its paths.
    pub fn shapes(&self) -> [GeometryId; 4] {
        [self.land, self.off_route, self.lakes, self.coasts]
    }

    /// The same ground clipped to a smaller window, in world coordinates.
    pub(super) fn clip(&self, window: Rect, to_world: Affine, shapes: &mut Geometries) -> Self {
        let clipped = self.shapes().map(|id| shapes.add(part(id, window, to_world, shapes)));
        let [land, off_route, lakes, coasts] = clipped;
        Self { window, land, off_route, lakes, coasts }
    }

    /// Updates the countries off the route. `off_route` is the path of the whole ground.
    pub(super) fn clip_off_route(
        &self,
        off_route: GeometryId,
        to_world: Affine,
        shapes: &mut Geometries,
    ) {
        shapes.replace(self.off_route, part(off_route, self.window, to_world, shapes));
    }
}

/// The windows of a base, in world coordinates: the surroundings of the route, and those of the first details.
pub(super) fn windows(map: &Basemap, manifest: &Manifest) -> impl Iterator<Item = Rect> {
    let details = manifest.pieces.iter().filter(|p| p.role == Role::Detail).map(|p| p.world);
    let details = details.take(MOST_DETAILS);
    // A viewport that shows a detail may be larger than the detail.
    let details = details.map(|r| r.inflate(r.width(), r.height()));
    [map.focus.inflate(AROUND_ROUTE.0, AROUND_ROUTE.1)].into_iter().chain(details)
}

/// A path of a ground, clipped to a window.
fn part(id: GeometryId, window: Rect, to_world: Affine, shapes: &Geometries) -> BezPath {
    let Size { width, height } = window.size() * BLEED;
    let window = to_world.inverse().transform_rect_bbox(window.inflate(width, height));
    shapes.get(id).map(|path| cut(path, window)).unwrap_or_default()
}

/// Clips a path of straight lines to a window. Points that pass on one side of it are merged into one line.
fn cut(path: &BezPath, window: Rect) -> BezPath {
    let elements = path.elements();
    // Retained paths need no spare capacity.
    let mut out = BezPath::with_capacity(elements.len());
    let mut from = 0;
    while from < elements.len() {
        let begins = |el: &PathEl| matches!(el, PathEl::MoveTo(_));
        let rest = elements.get(from + 1..).unwrap_or_default();
        let end = from + 1 + rest.iter().position(begins).unwrap_or(rest.len());
        cut_line(elements.get(from..end).unwrap_or_default(), window, &mut out);
        from = end;
    }
    out
}

/// Clips one line or ring of a path.
fn cut_line(line: &[PathEl], window: Rect, out: &mut BezPath) {
    let sides = |el: &PathEl| el.end_point().map_or(!0, |p| sides(p, window));
    if line.iter().fold(!0, |all, el| all & sides(el)) != 0 {
        return;
    }
    // The sides on which all points since the last kept one lie.
    let mut common = !0;
    for (i, el) in line.iter().enumerate() {
        common &= sides(el);
        let next = line.get(i + 1).filter(|el| el.end_point().is_some());
        if i > 0 && next.is_some_and(|next| common & sides(next) != 0) {
            continue;
        }
        out.push(*el);
        common = sides(el);
    }
}

/// The sides of a window beyond which a point is, as bits: west, east, north, south; 0 is inside.
fn sides(p: kurbo::Point, window: Rect) -> u8 {
    u8::from(p.x < window.x0)
        | u8::from(p.x > window.x1) << 1
        | u8::from(p.y < window.y0) << 2
        | u8::from(p.y > window.y1) << 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basemap::{PieceId, decode};
    use crate::ground::Ground;
    use crate::hit::is_inside;
    use kurbo::Point;

    #[test]
    fn a_clipped_ground_is_the_same_inside_its_window_with_far_fewer_points() {
        let map = decode(&std::fs::read("assets/overview.bin").unwrap()).unwrap();
        let mut shapes = Geometries::default();
        let manifest = Manifest::parse(include_str!("../../assets/basemap.json")).unwrap();
        let ground = Ground::new(&manifest, PieceId(0), &map, &mut shapes).unwrap();
        let (to_ground, count) = (ground.to_world.inverse(), |id| {
            let path: &BezPath = shapes.get(id).unwrap();
            path.elements().len()
        });
        assert_eq!(ground.clipped_grounds.len(), 3);
        for (clipped, most) in ground.clipped_grounds.iter().zip([0.3, 0.3, 0.8]) {
            let (part, whole) =
                (shapes.get(clipped.land).unwrap(), shapes.get(ground.land).unwrap());
            let (size, origin) = (clipped.window.size(), clipped.window.origin());
            for i in 0..400 {
                let (x, y) = (f64::from(i % 20) / 19.0, f64::from(i / 20) / 19.0);
                let p = to_ground * (origin + (size.width * x, size.height * y));
                assert_eq!(is_inside(part, p), is_inside(whole, p), "{p:?}");
            }
            for (part, whole) in [(clipped.land, ground.land), (clipped.coasts, ground.coasts)] {
                let kept = count(part) as f64 / count(whole) as f64;
                assert!(kept < most, "{clipped:?}: {kept}");
            }
            assert_eq!(ground.clipped(clipped.window), *clipped);
        }
        assert_eq!(ground.clipped(Rect::new(0.0, 0.2, 1.0, 0.8)), ground.whole());
    }

    #[test]
    fn a_line_around_a_corner_does_not_cross_the_window() {
        let window = Rect::new(0.0, 0.0, 10.0, 10.0);
        let mut path = BezPath::new();
        let around =
            [(-5.0, 9.0), (-5.0, 5.0), (-5.0, -3.0), (-4.0, -5.0), (3.0, -5.0), (8.0, 5.0)];
        for (i, p) in around.map(Point::from).into_iter().enumerate() {
            if i == 0 { path.move_to(p) } else { path.line_to(p) }
        }
        let part = cut(&path, window);
        assert_eq!(part.elements().len(), 4, "{part:?}");
        assert!(cut(&path, Rect::new(20.0, 0.0, 30.0, 10.0)).is_empty());
        path.close_path();
        assert_eq!(cut(&path, window).elements().last(), Some(&PathEl::ClosePath));
    }
}
