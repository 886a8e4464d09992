//! Parts of a ground: most pictures show a small part of the world, and a painter goes over every
//! point of a shape, seen or not.

use crate::basemap::manifest::{Manifest, Role};
use crate::basemap::{Basemap, Piece};
use crate::scene::{Geometries, GeometryId};
use kurbo::{Affine, BezPath, PathEl, Rect, Size};

/// How far beyond the route's countries the largest part reaches, in world units: about as far as a
/// box shows that holds the whole route.
const AROUND_ROUTE: (f64, f64) = (0.045, 0.065);

/// Lines are whole a little beyond the window, in parts of its size: they are thicker than nothing.
const BLEED: f64 = 1.0 / 64.0;

/// What of a ground is painted where no more than a window is seen. Inside it is the ground; what
/// lies beyond is cut short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClippedGround {
    /// It holds for views inside this, in world coordinates.
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
    /// Its shapes.
    pub fn shapes(&self) -> [GeometryId; 4] {
        [self.land, self.off_route, self.lakes, self.coasts]
    }

    /// The same inside a smaller window, in world coordinates.
    pub(super) fn clip(&self, window: Rect, to_world: Affine, shapes: &mut Geometries) -> Self {
        let clipped = self.shapes().map(|id| shapes.add(part(id, window, to_world, shapes)));
        let [land, off_route, lakes, coasts] = clipped;
        Self { window, land, off_route, lakes, coasts }
    }

    /// `off_route`, of the whole ground, has changed.
    pub(super) fn clip_off_route(
        &self,
        off_route: GeometryId,
        to_world: Affine,
        shapes: &mut Geometries,
    ) {
        shapes.replace(self.off_route, part(off_route, self.window, to_world, shapes));
    }
}

/// What the parts of a base show, in world coordinates: the surroundings of the route, and within them those of each detail.
pub(super) fn windows(map: &Basemap, manifest: &Manifest) -> impl Iterator<Item = Rect> {
    let details = manifest.pieces.iter().filter(|p| p.role == Role::Detail).map(Piece::world);
    // A box that shows a detail may be wider than that.
    let details = details.map(|r| r.inflate(r.width(), r.height()));
    [map.focus.inflate(AROUND_ROUTE.0, AROUND_ROUTE.1)].into_iter().chain(details)
}

/// A shape of a ground, inside a window.
fn part(id: GeometryId, window: Rect, to_world: Affine, shapes: &Geometries) -> BezPath {
    let Size { width, height } = window.size() * BLEED;
    let window = to_world.inverse().transform_rect_bbox(window.inflate(width, height));
    shapes.get(id).map(|path| cut(path, window)).unwrap_or_default()
}

/// A path of straight lines, the same inside a window. What passes by on one side of it is one line.
fn cut(path: &BezPath, window: Rect) -> BezPath {
    let elements = path.elements();
    // Once it is kept it takes no more room than it needs.
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

/// One line or ring of a path.
fn cut_line(line: &[PathEl], window: Rect, out: &mut BezPath) {
    let sides = |el: &PathEl| el.end_point().map_or(!0, |p| sides(p, window));
    if line.iter().fold(!0, |all, el| all & sides(el)) != 0 {
        return;
    }
    // The sides on which all lies since the last point that was kept.
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

/// On which sides of a window a point lies: west, east, north, south; 0 = inside.
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
    fn a_clipped_ground_is_the_whole_one_inside_its_window_and_far_fewer_points() {
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
    fn a_line_around_a_corner_does_not_cut_it() {
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
