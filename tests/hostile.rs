//! Inputs that were made to harm, and those that fuzzing found: nothing panics, and every number stays one.
//!
//! `node tools/fuzz.mjs` looks for more; what it finds is kept in `fuzz/corpus`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

/// Runs a fuzz target over its committed inputs, and over pieces of them.
fn run(target: &str, on: fn(&[u8])) {
    let folder = Path::new("fuzz/corpus").join(target);
    let files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(!files.is_empty(), "{} has no inputs", folder.display());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        eprintln!("{}", file.display());
        on(&bytes);
        on(&bytes[..bytes.len() / 2]);
    }
}

/// Runs a fuzz target over inputs that no one has chosen: as many as take about a second, or `HOSTILE` times as many.
fn run_random(count: u32, on: fn(&[u8])) {
    let times = std::env::var("HOSTILE").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let mut state = 1_u64;
    for _ in 0..count * times {
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let length = usize::from(next()) * 2;
        let bytes: Vec<u8> = (0..length).map(|_| next()).collect();
        on(&bytes);
    }
}

#[test]
fn hostile_stories() {
    run("story", fuzz::story);
}

#[test]
fn forged_basemaps() {
    run("basemap", fuzz::basemap);
}

#[test]
fn events_with_any_number() {
    run("events", fuzz::events);
    run_random(60, fuzz::events);
}

#[test]
fn scenes_with_any_number() {
    run("svg", fuzz::svg);
    run_random(2000, fuzz::svg);
}
