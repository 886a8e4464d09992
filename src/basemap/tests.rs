//! Tests of the format: every basemap survives a round trip, and every damaged file is refused.

use super::super::{
    Arc, ArcKind, ArcRef, Basemap, BasemapError, City, Region, RegionKind, River, decode, encode,
};
use crate::basemap::crc::crc32;
use kurbo::{Point, Rect};
use proptest::collection::vec;
use proptest::prelude::*;
use std::rc::Rc;

const REAL: &[u8] = include_bytes!("../../assets/rio-grande.bin");

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-20_000.0..=20_000.0, 0.0..1e-300, Just(0.0)]
}

fn rect() -> impl Strategy<Value = Rect> {
    [number(), number(), number(), number()].prop_map(|[a, b, c, d]| Rect::new(a, b, c, d).abs())
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
    vec(vec(arc_ref, 1..3), 0..2)
}

fn region() -> impl Strategy<Value = Region> {
    let kind = prop::sample::select(vec![RegionKind::Country, RegionKind::State, RegionKind::Lake]);
    (kind, "[A-Z]{0,6}", runs()).prop_map(|(kind, code, rings)| Region { kind, code, rings })
}

fn river() -> impl Strategy<Value = River> {
    ("\\PC{0,9}", 1..4_u8, runs()).prop_map(|(name, rank, runs)| River { name, rank, runs })
}

fn city() -> impl Strategy<Value = City> {
    let at = [prop::num::i32::ANY, prop::num::i32::ANY];
    (any::<u32>(), 0..11_u8, at, "\\PC{0,9}").prop_map(|(id, rank, at, name)| City {
        id,
        rank,
        at,
        name,
    })
}

prop_compose! {
    fn basemap()(
        bounds in rect(),
        focus in rect(),
        origin in [number(), number()],
        step in 1e-300..20_000.0,
        tolerance_km in number(),
        relief in prop::option::of(rect()),
        arcs in vec(arc(), 4..9),
        regions in vec(region(), 0..3),
        rivers in vec(river(), 0..3),
        cities in vec(city(), 0..4),
    ) -> Basemap {
        let origin = Point::new(origin[0], origin[1]);
        Basemap { bounds, focus, origin, step, tolerance_km, relief, arcs, regions, rivers, cities: cities.into() }
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

/// A small basemap that has a thing of each kind.
fn small() -> Basemap {
    let runs = vec![vec![ArcRef { arc: 0, reversed: false }, ArcRef { arc: 1, reversed: true }]];
    let city = |id| City { id, rank: 2, at: [3, 4], name: "Ñu".into() };
    Basemap {
        bounds: Rect::new(0.0, 0.0, 9.0, 9.0),
        focus: Rect::new(1.0, 1.0, 2.0, 2.0),
        origin: Point::new(0.5, 0.5),
        step: 1.0,
        tolerance_km: 1.0,
        relief: Some(Rect::new(0.0, 0.0, 1.0, 1.0)),
        arcs: vec![
            Arc { kind: ArcKind::Coast, points: vec![[0, 1], [200, -3], [4, 5]] },
            Arc { kind: ArcKind::Disputed, points: vec![[4, 5], [6, 7]] },
        ],
        regions: vec![Region { kind: RegionKind::Lake, code: "AA".into(), rings: runs.clone() }],
        rivers: vec![River { name: "Río".into(), rank: 1, runs }],
        // Five bytes each, so that a file may end behind their numbers.
        cities: vec![city(3_000_000_000), city(2_000_000_000)].into(),
    }
}

/// Not by chance, as the test above: a panic may need one value of one byte.
#[test]
fn no_value_of_a_byte_and_no_length_with_a_right_checksum_panics() {
    let file = encode(&small());
    assert_eq!(decode(&file), Ok(small()));
    let mut body = file[13..].to_vec();
    for length in 0..body.len() {
        // Cities are at the end of a file, and need not be there.
        let read = decode(&file_of(&body[..length]));
        assert!(read.is_err() || read.is_ok_and(|map| map.cities.is_empty()), "{length} bytes");
    }
    for at in 0..body.len() {
        let was = body[at];
        for to in 0..=255 {
            body[at] = to;
            let points = decode(&file_of(&body))
                .map_or(0, |map| map.arcs.iter().map(|arc| arc.points.len()).sum());
            assert!(points <= body.len(), "byte {at}: {to}");
        }
        body[at] = was;
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

/// A file with the right length and checksum.
fn file_of(body: &[u8]) -> Vec<u8> {
    let mut file = b"DMAP\x01".to_vec();
    file.extend((13 + body.len() as u32).to_le_bytes());
    file.extend(crc32(body).to_le_bytes());
    file.extend(body);
    file
}

/// The numbers at the beginning of a file.
fn head(step: f64) -> Vec<u8> {
    let numbers = [0.0; 10].into_iter().chain([step, 1.0]);
    numbers.flat_map(f64::to_le_bytes).chain([0]).collect()
}

#[test]
fn counts_beyond_the_file_allocate_nothing() {
    // An empty basemap, except for an arc count of 2^28.
    let file = file_of(&[head(1.0), vec![0xff, 0xff, 0xff, 0x7f]].concat());
    let at = file.len();
    assert_eq!(decode(&file), Err(BasemapError::Malformed { what: "arc kind", at }));
}

#[test]
fn numbers_that_no_map_has_are_refused() {
    let refused = |body: Vec<u8>| match decode(&file_of(&body)) {
        Err(BasemapError::Malformed { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    for step in [0.0, -1.0, 1e300, f64::NAN, f64::INFINITY] {
        assert_eq!(refused(head(step)), "step", "{step}");
    }
    let mut reversed = head(1.0);
    reversed[..8].copy_from_slice(&1.0_f64.to_le_bytes());
    assert_eq!(refused(reversed), "bounds");
}

/// A few bytes could stand for a shape of any size: a ring that uses a long arc again and again.
#[test]
fn an_arc_is_not_used_again_and_again() {
    let ring = |uses: usize| Basemap {
        bounds: Rect::new(0.0, 0.0, 1.0, 1.0),
        focus: Rect::new(0.0, 0.0, 1.0, 1.0),
        origin: Point::ZERO,
        step: 1.0,
        tolerance_km: 1.0,
        relief: None,
        arcs: vec![Arc { kind: ArcKind::Coast, points: vec![[0, 1]; 500] }],
        regions: vec![Region {
            kind: RegionKind::Country,
            code: "AA".into(),
            rings: vec![vec![ArcRef { arc: 0, reversed: false }; uses]],
        }],
        rivers: Vec::new(),
        cities: Rc::default(),
    };
    assert!(decode(&encode(&ring(6))).is_ok());
    let refused = decode(&encode(&ring(500)));
    assert!(matches!(refused, Err(BasemapError::Malformed { what: "arc reference", .. })));
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
