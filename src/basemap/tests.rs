//! Tests of the format: every basemap survives a round trip, and every damaged file is refused.

use super::super::{
    Arc, ArcKind, ArcRef, Basemap, BasemapError, Region, RegionKind, River, decode, encode,
};
use crate::basemap::crc::crc32;
use kurbo::{Point, Rect};
use proptest::collection::vec;
use proptest::prelude::*;

const REAL: &[u8] = include_bytes!("../../assets/rio-grande.bin");

fn number() -> impl Strategy<Value = f64> {
    prop::num::f64::NORMAL | prop::num::f64::ZERO
}

fn rect() -> impl Strategy<Value = Rect> {
    [number(), number(), number(), number()].prop_map(|[a, b, c, d]| Rect::new(a, b, c, d))
}

fn arc() -> impl Strategy<Value = Arc> {
    let kind = prop::sample::select(vec![
        ArcKind::Coast,
        ArcKind::Border,
        ArcKind::StateLine,
        ArcKind::Shore,
        ArcKind::Cut,
        ArcKind::River,
    ]);
    let point =
        prop_oneof![[-300..300_i32, -300..300_i32], [prop::num::i32::ANY, prop::num::i32::ANY],];
    (kind, vec(point, 2..9)).prop_map(|(kind, points)| Arc { kind, points })
}

fn runs() -> impl Strategy<Value = Vec<Vec<ArcRef>>> {
    let arc_ref = (0..4_u32, any::<bool>()).prop_map(|(arc, reversed)| ArcRef { arc, reversed });
    vec(vec(arc_ref, 0..5), 0..4)
}

fn region() -> impl Strategy<Value = Region> {
    let kind = prop::sample::select(vec![RegionKind::Country, RegionKind::State, RegionKind::Lake]);
    (kind, "[A-Z]{0,6}", runs()).prop_map(|(kind, code, rings)| Region { kind, code, rings })
}

fn river() -> impl Strategy<Value = River> {
    ("\\PC{0,9}", 1..4_u8, runs()).prop_map(|(name, rank, runs)| River { name, rank, runs })
}

prop_compose! {
    fn basemap()(
        bounds in rect(),
        focus in rect(),
        origin in [number(), number()],
        step in number(),
        tolerance_km in number(),
        relief in prop::option::of(rect()),
        arcs in vec(arc(), 4..9),
        regions in vec(region(), 0..5),
        rivers in vec(river(), 0..5),
    ) -> Basemap {
        let origin = Point::new(origin[0], origin[1]);
        Basemap { bounds, focus, origin, step, tolerance_km, relief, arcs, regions, rivers }
    }
}

proptest! {
    #[test]
    fn round_trip(map in basemap()) {
        prop_assert_eq!(decode(&encode(&map)), Ok(map));
    }

    /// With a right checksum but random contents, the result is an error or a basemap, never a panic.
    #[test]
    fn garbage_with_a_right_checksum_does_not_panic(map in basemap(), at in any::<prop::sample::Index>(), to: u8) {
        let mut file = encode(&map);
        let at = 13 + at.index(file.len() - 13);
        file[at] = to;
        let crc = crc32(&file[13..]);
        file[9..13].copy_from_slice(&crc.to_le_bytes());
        if let Ok(other) = decode(&file) {
            let size: usize = other.arcs.iter().map(|arc| arc.points.len()).sum();
            prop_assert!(size <= file.len());
        }
    }
}

#[test]
fn a_real_file_survives_a_round_trip() {
    let map = decode(REAL).unwrap();
    assert_eq!(encode(&map), REAL);
}

#[test]
fn every_truncation_is_refused() {
    for length in 0..REAL.len() {
        assert!(decode(&REAL[..length]).is_err(), "{length} bytes were accepted");
    }
}

#[test]
fn every_flipped_byte_is_refused() {
    let mut file = REAL.to_vec();
    for at in 0..file.len() {
        for mask in [1, 0x55, 0x80, 0xff] {
            file[at] ^= mask;
            assert!(decode(&file).is_err(), "byte {at} ^ {mask} was accepted");
            file[at] ^= mask;
        }
    }
}

#[test]
fn an_extra_byte_is_refused() {
    let mut file = REAL.to_vec();
    file.push(0);
    let (got, expected) = (file.len(), REAL.len());
    assert_eq!(decode(&file), Err(BasemapError::Length { got, expected }));
}

#[test]
fn counts_beyond_the_file_allocate_nothing() {
    // An empty basemap, except for an arc count of 2^28.
    let mut body = vec![0; 8 * 12 + 1];
    body.extend([0xff, 0xff, 0xff, 0x7f]);
    let mut file = b"DMAP\x01".to_vec();
    file.extend((13 + body.len() as u32).to_le_bytes());
    file.extend(crc32(&body).to_le_bytes());
    file.extend(&body);
    let at = file.len();
    assert_eq!(decode(&file), Err(BasemapError::Malformed { what: "arc kind", at }));
}

#[test]
fn errors_say_what_was_got_and_what_expected() {
    let say = |file: &[u8]| decode(file).unwrap_err().to_string();
    assert_eq!(say(b"<!doctype html>"), "not a basemap: expected a file that begins with DMAP");
    assert_eq!(say(b""), "not a basemap: expected a file that begins with DMAP");
    assert_eq!(say(b"DMAP"), "basemap is cut short: got 4 bytes, expected 13");
    assert_eq!(say(b"DMAP\x09--------"), "basemap has format version 9, expected 1");
    let error = BasemapError::Length { got: 1204, expected: 23441 };
    assert_eq!(error.to_string(), "basemap is cut short: got 1,204 bytes, expected 23,441");
    let error = BasemapError::Length { got: 1_000_024, expected: 23 };
    assert_eq!(error.to_string(), "basemap is too long: got 1,000,024 bytes, expected 23");
    let mut flipped = REAL.to_vec();
    flipped[40] ^= 4;
    assert!(say(&flipped).starts_with("basemap is damaged: got checksum "));
}
