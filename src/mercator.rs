//! Web Mercator: the plane the map is drawn on.
//!
//! World coordinates run from 0 to 1: x eastwards from the antimeridian, y southwards from 85.0511° north, as
//! in web map tiles. To the east and west the world repeats: x may be beyond 0 and 1. Zoom follows the 256-pixel convention: at zoom z the world is 256·2^z CSS pixels wide;
//! z may be a fraction.

use crate::geo::{EARTH_RADIUS_KM, LonLat, cos, sin};
use core::f64::consts::{LN_2, PI};
use kurbo::{Point, Rect, Vec2};
use libm::{atan, exp, log};

/// The latitude of the northern edge of the square Mercator world, in degrees; the southern edge is its
/// negative.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// Width of the world in CSS pixels at zoom 0.
pub const TILE_SIZE: f64 = 256.0;

/// Earth's equatorial circumference in kilometres (WGS 84).
const EQUATOR_KM: f64 = 40_075.016_686;

/// Converts degrees to world coordinates. Latitudes are clamped to [`MAX_LATITUDE`].
pub fn world_from_lonlat(place: LonLat) -> Point {
    let lat = place.lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
    let sine = sin(lat);
    let y = 0.5 - log((1.0 + sine) / (1.0 - sine)) / (4.0 * PI);
    Point::new(place.lon / 360.0 + 0.5, y)
}

/// Converts world coordinates to degrees. Longitude is not wrapped.
pub fn lonlat_from_world(world: Point) -> LonLat {
    let lat = 2.0 * atan(exp((0.5 - world.y) * 2.0 * PI)) - PI / 2.0;
    LonLat::new((world.x - 0.5) * 360.0, lat.to_degrees())
}

/// Width of the world in CSS pixels at `zoom`.
pub fn world_width(zoom: f64) -> f64 {
    // Not `exp2`: its table adds 4 kB to the WASM.
    TILE_SIZE * exp(zoom * LN_2)
}

/// The zoom at which the world is `width` CSS pixels wide.
pub fn zoom_from_world_width(width: f64) -> f64 {
    log(width / TILE_SIZE) / LN_2
}

/// Kilometres in one CSS pixel at `lat` degrees and `zoom`. Latitudes are clamped to [`MAX_LATITUDE`].
pub fn km_per_pixel(lat: f64, zoom: f64) -> f64 {
    let lat = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE);
    EQUATOR_KM * cos(lat.to_radians()) / world_width(zoom)
}

/// The zoom at which `km` kilometres are half a CSS pixel at `lat` degrees.
pub fn half_pixel_zoom(lat: f64, km: f64) -> f64 {
    zoom_from_world_width(TILE_SIZE * km_per_pixel(lat, 0.0) / (2.0 * km))
}

/// Kilometres in one world unit at the latitude of `y` (world coordinates), on a sphere with the mean Earth
/// radius.
pub fn km_per_world(y: f64) -> f64 {
    let e = exp((0.5 - y) * 2.0 * PI);
    2.0 * PI * EARTH_RADIUS_KM * 2.0 * e / (e * e + 1.0)
}

/// The rectangle in world coordinates of a bounding box in degrees: west, south, east, north.
pub fn world_bounds([west, south, east, north]: [f64; 4]) -> Rect {
    let nw = world_from_lonlat(LonLat::new(west, north));
    Rect::from_points(nw, world_from_lonlat(LonLat::new(east, south)))
}

/// How many worlds a point must be moved to be within half a world of `middle`.
fn turns(x: f64, middle: f64) -> f64 {
    libm::round(middle - x)
}

/// The copy of a point that is nearest to `middle`: to the east and west the world repeats.
pub fn beside(point: Point, middle: Point) -> Point {
    point + Vec2::new(turns(point.x, middle.x), 0.0)
}

/// The copy of a part of the world that is nearest to `middle`.
pub fn part_beside(part: Rect, middle: Point) -> Rect {
    part + Vec2::new(turns(part.center().x, middle.x), 0.0)
}

/// Whether two parts of the world, on the copies where they are nearest to each other, have something in common.
pub fn shares_part(a: Rect, b: Rect) -> bool {
    part_beside(b, a.center()).overlaps(a)
}

/// The middle of the world: the copy of a point beside it is the one on the basemap.
pub const MIDDLE: Point = Point::new(0.5, 0.5);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_north_west_corner_is_the_origin() {
        let nw = world_from_lonlat(LonLat::new(-180.0, MAX_LATITUDE));
        assert!(nw.x.abs() < 1e-12 && nw.y.abs() < 1e-9, "{nw:?}");
        assert_eq!(world_from_lonlat(LonLat::new(0.0, 0.0)), Point::new(0.5, 0.5));
    }

    #[test]
    fn degrees_survive_a_round_trip() {
        for (lon, lat) in [(-77.277, 8.512), (-98.263, 26.1), (179.9, -60.0)] {
            let back = lonlat_from_world(world_from_lonlat(LonLat::new(lon, lat)));
            assert!((back.lon - lon).abs() < 1e-9 && (back.lat - lat).abs() < 1e-9);
        }
    }

    #[test]
    fn zoom_follows_the_256_pixel_convention() {
        assert_eq!(world_width(0.0), 256.0);
        assert!((km_per_pixel(0.0, 0.0) - 156.543).abs() < 1e-3);
        assert!(km_per_pixel(90.0, 0.0) > 13.0, "the pole is clamped to the map's edge");
    }
}
