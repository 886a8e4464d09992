//! The camera: an immutable view of the Mercator plane.

use crate::geo::LonLat;
use crate::mercator::{
    beside, lonlat_from_world, world_from_lonlat, world_width, zoom_from_world_width,
};
use core::ops::RangeInclusive;
use kurbo::{Affine, Insets, Point, Rect, Size, TranslateScale, Vec2};

/// Smallest zoom: the world is 128 CSS pixels wide.
pub const MIN_ZOOM: f64 = -1.0;

/// Largest zoom of a map without tiles, about 75 m to a CSS pixel: more would suggest an accuracy that the sources do not have.
pub const MAX_ZOOM: f64 = 11.0;

/// Largest zoom of any map, about 60 cm to a CSS pixel: a map with tiles shows a street.
pub const CLOSEST: f64 = 18.0;

/// How far a camera can be from the meridian where the world begins, in worlds. Farther away, a float would be too coarse
/// for its position.
const MOST_WORLDS: f64 = 100.0;

/// At most so many copies of the world are drawn on either side.
const MOST_COPIES: i32 = 8;

/// Lines and marks are drawn this far outside the viewport, in CSS pixels.
const OUTSIDE: f64 = 20.0;

/// A view as it is exchanged with the page.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct View {
    /// Longitude of the centre, in degrees east.
    pub lon: f64,
    /// Latitude of the centre, in degrees north.
    pub lat: f64,
    /// Zoom in the 256-pixel convention; may be a fraction.
    pub zoom: f64,
}

impl View {
    /// Whether all three values are finite.
    pub fn is_finite(self) -> bool {
        self.lon.is_finite() && self.lat.is_finite() && self.zoom.is_finite()
    }
}

/// A camera: the centre of the viewport, its zoom and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Camera {
    /// The centre, in world coordinates.
    pub center: Point,
    /// Zoom, see [`crate::mercator`].
    pub zoom: f64,
    /// The viewport in CSS pixels.
    pub size: Size,
}

/// The limits of panning and zooming, so that the reader does not lose the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The range of the centre, in world coordinates.
    pub center: Rect,
    /// Smallest zoom.
    pub min_zoom: f64,
    /// Largest zoom.
    pub max_zoom: f64,
}

impl Camera {
    /// A camera that shows `view` in a viewport of `size`.
    pub fn new(view: View, size: Size) -> Self {
        let center = world_from_lonlat(LonLat::new(view.lon, view.lat));
        Self { center, zoom: view.zoom.clamp(MIN_ZOOM, CLOSEST), size }
    }

    /// The same view on the copy of the world that is nearest to `middle`.
    pub fn beside(self, middle: Point) -> Self {
        Self { center: beside(self.center, middle), ..self }
    }

    /// The camera that shows all of `bounds` (world coordinates) as large as possible inside the viewport
    /// minus `padding` (CSS pixels; ignored if it covers the whole viewport). A point is shown at [`MAX_ZOOM`].
    pub fn fit(bounds: Rect, size: Size, padding: Insets) -> Self {
        Self::fit_up_to(MAX_ZOOM, bounds, size, padding)
    }

    /// The same as [`Camera::fit`], at most at zoom `most`.
    pub fn fit_up_to(most: f64, bounds: Rect, size: Size, padding: Insets) -> Self {
        let mut free = size.to_rect() - padding;
        if free.width() < 0.0 || free.height() < 0.0 {
            free = size.to_rect();
        }
        let (w, h) = (free.width().max(1.0), free.height().max(1.0));
        let width = (w / bounds.width().max(1e-9)).min(h / bounds.height().max(1e-9));
        let zoom = zoom_from_world_width(width).max(MIN_ZOOM).min(most);
        let middle = Self { center: bounds.center(), zoom, size };
        middle.pan_by(free.center() - size.to_rect().center())
    }

    /// The nearest camera whose centre is on the map. To the east and west the map goes on for some worlds, because a
    /// route may lead around the globe.
    pub fn on_earth(self) -> Self {
        let Point { x, y } = self.center;
        let center = Point::new(x.clamp(-MOST_WORLDS, MOST_WORLDS), y.clamp(0.0, 1.0));
        Self { center, ..self }
    }

    /// This camera's view in degrees, with its longitude between -180 and 180.
    pub fn view(&self) -> View {
        let place = lonlat_from_world(self.center).beside(0.0);
        View { lon: place.lon, lat: place.lat, zoom: self.zoom }
    }

    /// CSS pixels per world unit.
    pub fn scale(&self) -> f64 {
        world_width(self.zoom)
    }

    /// The transform from world coordinates to CSS pixels of the viewport.
    pub fn transform(&self) -> Affine {
        self.to_screen().into()
    }

    /// The same as [`Camera::transform`], as a type without rotation.
    pub fn to_screen(&self) -> TranslateScale {
        let s = self.scale();
        let t =
            Vec2::new(self.size.width / 2.0, self.size.height / 2.0) - self.center.to_vec2() * s;
        TranslateScale::new(t, s)
    }

    /// World coordinates to CSS pixels of the viewport.
    pub fn screen_from_world(&self, world: Point) -> Point {
        let s = self.scale();
        let d = (world - self.center) * s;
        Point::new(self.size.width / 2.0 + d.x, self.size.height / 2.0 + d.y)
    }

    /// World coordinates to CSS pixels of the viewport, for many points.
    pub fn projection(&self) -> impl Fn(Point) -> Point + use<> {
        let (s, middle, center) = (self.scale(), self.size.to_rect().center(), self.center);
        move |world| middle + (world - center) * s
    }

    /// A line in world coordinates to CSS pixels of the viewport.
    pub fn on_screen(&self, world: &[Point]) -> Vec<Point> {
        let to_screen = self.projection();
        world.iter().map(|p| to_screen(*p)).collect()
    }

    /// CSS pixels of the viewport to world coordinates.
    pub fn world_from_screen(&self, screen: Point) -> Point {
        let d = screen - Point::new(self.size.width / 2.0, self.size.height / 2.0);
        self.center + d / self.scale()
    }

    /// CSS pixels of the viewport to world coordinates, for many points.
    pub fn unprojection(&self) -> impl Fn(Point) -> Point + use<> {
        let (s, middle, center) = (self.scale(), self.size.to_rect().center(), self.center);
        move |screen| center + (screen - middle) / s
    }

    /// A place in degrees to CSS pixels of the viewport: its copy nearest to the middle.
    pub fn project(&self, place: LonLat) -> Point {
        self.screen_from_world(self.nearest(world_from_lonlat(place)))
    }

    /// CSS pixels of the viewport to a place in degrees, with its longitude between -180 and 180.
    pub fn unproject(&self, screen: Point) -> LonLat {
        lonlat_from_world(self.world_from_screen(screen)).beside(0.0)
    }

    /// The copy of a point that is nearest to the middle of the view, in world coordinates.
    pub fn nearest(&self, world: Point) -> Point {
        beside(world, self.center)
    }

    /// The visible part of the world, in world coordinates.
    pub fn visible(&self) -> Rect {
        Rect::from_center_size(self.center, self.size / self.scale())
    }

    /// The copies of the world in sight, by their distance from the first one: a very wide box, or one over the date line, shows
    /// several side by side.
    pub fn copies(&self) -> RangeInclusive<i32> {
        let visible = self.visible();
        (visible.x0.floor() as i32).max(-MOST_COPIES)..=(visible.x1.floor() as i32).min(MOST_COPIES)
    }

    /// Cameras for which each copy of the world in sight is the first one: what is drawn on the first one with these cameras, is drawn
    /// on all of them.
    pub fn on_copies(&self) -> Vec<Self> {
        self.on_copies_of(Rect::new(0.0, 0.0, 1.0, 1.0))
    }

    /// The same for a `part` of the world, of which no copy need be in sight: the nearest copy is always among them, first.
    #[inline(never)]
    pub fn on_copies_of(&self, part: Rect) -> Vec<Self> {
        let nearest = libm::round(self.center.x - part.center().x) as i32;
        let seen = self.visible_with(OUTSIDE);
        let first = (seen.x0 - part.x1).ceil() as i32;
        let last = (seen.x1 - part.x0).floor() as i32;
        let mut copies = vec![self.west_by(nearest)];
        for copy in first.max(nearest - MOST_COPIES)..=last.min(nearest + MOST_COPIES) {
            if copy != nearest {
                copies.push(self.west_by(copy));
            }
        }
        copies
    }

    /// This camera, some worlds to the west.
    fn west_by(self, worlds: i32) -> Self {
        Self { center: self.center - Vec2::new(f64::from(worlds), 0.0), ..self }
    }

    /// What is in sight of a part of the world, in each of its copies.
    pub fn parts_in_sight(&self, part: Rect) -> impl Iterator<Item = Rect> {
        let visible = self.visible();
        let seen = move |copy| part.intersect(visible - Vec2::new(f64::from(copy), 0.0));
        self.copies().map(seen).filter(|part| !part.is_zero_area())
    }

    /// The visible part of the world and `margin` CSS pixels around it, in world coordinates.
    pub fn visible_with(&self, margin: f64) -> Rect {
        let margin = margin / self.scale();
        self.visible().inflate(margin, margin)
    }

    /// Pans by `by` CSS pixels: positive x moves the map to the right.
    pub fn pan_by(self, by: Vec2) -> Self {
        Self { center: self.center - by / self.scale(), ..self }
    }

    /// Zooms by `levels`; the point at `at` (CSS pixels) stays in place.
    pub fn zoom_about(self, at: Point, levels: f64) -> Self {
        let under = self.world_from_screen(at);
        let zoom = (self.zoom + levels).clamp(MIN_ZOOM, CLOSEST);
        let zoomed = Self { zoom, ..self };
        let d = at - Point::new(self.size.width / 2.0, self.size.height / 2.0);
        Self { center: under - d / zoomed.scale(), ..zoomed }
    }

    /// The nearest camera within `limits`. If these are as wide as the world, the map goes on around it.
    pub fn within(self, limits: &Limits) -> Self {
        let Rect { x0, y0, x1, y1 } = limits.center;
        let x = if x1 - x0 >= 1.0 {
            beside(self.center, limits.center.center()).x
        } else {
            self.center.x.clamp(x0, x1)
        };
        Self {
            center: Point::new(x, self.center.y.clamp(y0, y1)),
            zoom: self.zoom.clamp(limits.min_zoom.min(limits.max_zoom), limits.max_zoom),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        Camera::new(View { lon: -88.0, lat: 17.0, zoom: 5.5 }, Size::new(1280.0, 800.0))
    }

    #[test]
    fn fit_shows_all_of_the_bounds_in_any_viewport() {
        let bounds = Rect::new(0.22, 0.42, 0.29, 0.48);
        for (w, h) in [(360.0, 640.0), (1280.0, 800.0), (8000.0, 200.0), (280.0, 420.0)] {
            let padding = Insets::new(20.0, 30.0, if w > 900.0 { 352.0 } else { 20.0 }, 40.0);
            let c = Camera::fit(bounds, Size::new(w, h), padding);
            let a = c.screen_from_world(bounds.origin());
            let b = c.screen_from_world(Point::new(bounds.x1, bounds.y1));
            let free = Rect::new(padding.x0, padding.y0, w - padding.x1, h - padding.y1);
            let free = free.inflate(1e-6, 1e-6);
            assert!(free.contains(a) && free.contains(b), "{w}×{h}: {a:?} {b:?}");
            let tight = (b.x - a.x) / free.width() > 0.999 || (b.y - a.y) / free.height() > 0.999;
            assert!(tight, "{w}×{h}");
        }
    }

    #[test]
    fn a_viewport_smaller_than_its_padding_still_has_a_camera() {
        let c =
            Camera::fit(Rect::new(0.2, 0.4, 0.3, 0.5), Size::new(1.0, 1.0), Insets::uniform(50.0));
        assert!(c.view().is_finite());
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let c = camera();
        let at = Point::new(200.0, 700.0);
        let z = c.zoom_about(at, 1.7);
        assert!((z.world_from_screen(at) - c.world_from_screen(at)).hypot() < 1e-12);
        assert_eq!(c.zoom_about(at, 100.0).zoom, CLOSEST);
    }

    #[test]
    fn panning_moves_the_map() {
        let c = camera();
        let p = c.screen_from_world(Point::new(0.25, 0.45));
        let q = c.pan_by(Vec2::new(30.0, -12.0)).screen_from_world(Point::new(0.25, 0.45));
        assert!((q - p - Vec2::new(30.0, -12.0)).hypot() < 1e-6);
    }

    #[test]
    fn screen_and_world_are_inverse() {
        let c = camera();
        let p = Point::new(17.0, 333.0);
        assert!((c.screen_from_world(c.world_from_screen(p)) - p).hypot() < 1e-9);
        let w = Point::new(0.26, 0.44);
        assert!((c.transform() * w - c.screen_from_world(w)).hypot() < 1e-9);
    }
}
