//! Places on the globe: degrees, great-circle distance and bearing.

use core::f64::consts::{FRAC_PI_2, PI};
use libm::atan2;

/// Mean Earth radius in kilometres (IUGG 1980, R1).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Kilometres in an international mile.
pub const KM_PER_MILE: f64 = 1.609_344;

/// A place in degrees, WGS 84: `lon` east of Greenwich, `lat` north of the equator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LonLat {
    /// Degrees east: −180 to 180, or beyond that where a line or a story goes on over the 180th meridian.
    pub lon: f64,
    /// Degrees north, −90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// A place from degrees east and degrees north.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// The same place, with its longitude within 180 degrees of `lon`.
    pub fn beside(self, lon: f64) -> Self {
        let apart = self.lon - lon;
        // At 180 degrees both ways are equally long: the longitude stays as it is written.
        let turns = if apart.abs() > 180.0 { libm::round(apart / 360.0) } else { 0.0 };
        Self { lon: self.lon - turns * 360.0, ..self }
    }

    /// Great-circle distance in kilometres (haversine formula, mean Earth radius).
    pub fn distance_km(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = sin((b - a) / 2.0);
        let half_lon = sin((other.lon - self.lon).to_radians() / 2.0);
        let h = half_lat * half_lat + cos(a) * cos(b) * half_lon * half_lon;
        2.0 * EARTH_RADIUS_KM * atan2(h.sqrt(), (1.0 - h).max(0.0).sqrt())
    }

    /// Initial great-circle bearing towards `other`, in degrees clockwise from north, 0 to 360.
    pub fn bearing_to(self, other: Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let d = (other.lon - self.lon).to_radians();
        let y = sin(d) * cos(b);
        let x = cos(a) * sin(b) - sin(a) * cos(b) * cos(d);
        let degrees = atan2(y, x).to_degrees();
        // Not `%`: for floats it adds 2 kB of code.
        if degrees < 0.0 { degrees + 360.0 } else { degrees }
    }
}

/// The sine of an angle in radians, to 15 digits. The angle must be at most a few turns.
/// The result is the same on every machine, which the standard library does not promise. It is 2 kB
/// smaller than `libm::sin`, which takes any angle.
pub fn sin(x: f64) -> f64 {
    let half_turns = libm::round(x / PI);
    let x = x - half_turns * PI;
    let (mut term, mut sum) = (x, x);
    for n in 1..12 {
        let n = f64::from(2 * n);
        term *= -x * x / (n * (n + 1.0));
        sum += term;
    }
    if half_turns as i64 & 1 == 0 { sum } else { -sum }
}

/// The cosine of an angle in radians. The angle must be at most a few turns.
pub fn cos(x: f64) -> f64 {
    sin(FRAC_PI_2 - x.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sines_and_cosines_agree_with_libm() {
        for i in -1000..=1000 {
            let x = f64::from(i) / 150.0;
            assert!((sin(x) - libm::sin(x)).abs() < 1e-15, "sin {x}");
            assert!((cos(x) - libm::cos(x)).abs() < 1e-15, "cos {x}");
        }
    }

    #[test]
    fn a_place_has_a_longitude_near_any_other() {
        for (lon, near, expected) in [
            (-178.0, 179.0, 182.0),
            (178.0, -178.0, -182.0),
            (10.0, 725.0, 730.0),
            (-180.0, 180.0, 180.0),
            (180.0, 0.0, 180.0),
            (-180.0, 0.0, -180.0),
        ] {
            assert_eq!(LonLat::new(lon, 5.0).beside(near), LonLat::new(expected, 5.0));
        }
    }

    const YAVIZA: LonLat = LonLat::new(-77.69276, 8.15835);
    const TURBO: LonLat = LonLat::new(-76.72822, 8.09263);

    #[test]
    fn the_gap_is_66_miles_across() {
        let km = YAVIZA.distance_km(TURBO);
        assert!((105.5..107.0).contains(&km), "{km}");
        assert_eq!((km / KM_PER_MILE).round(), 66.0);
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let km = LonLat::new(0.0, 0.0).distance_km(LonLat::new(0.0, 1.0));
        assert!((km - 111.195).abs() < 0.01, "{km}");
    }

    #[test]
    fn bearings_are_clockwise_from_north() {
        let o = LonLat::new(0.0, 0.0);
        assert!(o.bearing_to(LonLat::new(0.0, 1.0)).abs() < 1e-9);
        assert!((o.bearing_to(LonLat::new(1.0, 0.0)) - 90.0).abs() < 1e-9);
        assert!((o.bearing_to(LonLat::new(-1.0, 0.0)) - 270.0).abs() < 1e-9);
    }
}
