//! On a machine too slow for a flight, the resolution is lower until the map is still.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{EN, picture, widget};
use darien_map::camera::View;
use darien_map::text::BakedAdvances;
use kurbo::Size;

const NEAR: View = View { lon: -77.6, lat: 8.4, zoom: 8.0 };

/// Flies in frames so many seconds apart. Returns for each, until the map is still, whether its resolution was lower.
fn flight(seconds: f64) -> Vec<bool> {
    let mut map = widget(Size::new(1000.0, 700.0), EN);
    picture(&mut map, None);
    let (mut now, mut frames) = (10.0, Vec::new());
    map.fly_to(NEAR, Some(2.0), now);
    while map.needs_frame() {
        now += seconds;
        frames.push(map.frame(now, &BakedAdvances).motion.is_coarse());
        assert!(now < 20.0, "the flight does not end");
    }
    frames
}

#[test]
fn a_flight_with_late_frames_has_a_lower_resolution_until_the_map_is_still() {
    let frames = flight(0.1);
    let coarse = frames.iter().filter(|coarse| **coarse).count();
    assert_eq!(frames.iter().take(4).collect::<Vec<_>>(), [&false, &false, &false, &true]);
    assert_eq!(coarse, frames.len() - 4, "{frames:?}");
    assert_eq!(frames.last(), Some(&false), "the picture that stays has every pixel");
}

#[test]
fn a_flight_without_late_frames_has_full_resolution() {
    let frames = flight(1.0 / 60.0);
    assert!(frames.len() > 100 && frames.iter().all(|coarse| !coarse));
}

#[test]
fn late_frames_of_one_flight_do_not_count_for_the_next() {
    let mut map = widget(Size::new(1000.0, 700.0), EN);
    picture(&mut map, None);
    let (mut now, mut coarse) = (10.0, false);
    for (view, late) in [(NEAR, 2), (View { zoom: 6.0, ..NEAR }, 2)] {
        map.fly_to(view, Some(1.0), now);
        for frame in 0.. {
            now += if frame < late { 0.1 } else { 0.02 };
            coarse |= map.frame(now, &BakedAdvances).motion.is_coarse();
            if !map.needs_frame() {
                break;
            }
        }
        now += 5.0;
    }
    assert!(!coarse);
}
