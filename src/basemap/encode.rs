//! Encodes a basemap as bytes. See [`super::decode()`] for the layout; the two must change together.

use super::crc::crc32;
use super::{ArcRef, Basemap, City};
use kurbo::Rect;

/// `DMAP`, at the start of every file.
pub(super) const MAGIC: [u8; 4] = *b"DMAP";
/// The only version of the format that this code writes and reads.
pub(super) const VERSION: u8 = 1;
/// Magic, version, length of the file and checksum of the body: 4 + 1 + 4 + 4 bytes.
pub(super) const HEADER: usize = 13;

/// Encodes `map`; the inverse of [`super::decode()`].
///
/// Numbers of one kind are next to each other (all kinds, all lengths, all x, all y), because the file is
/// compressed for transfer, and it compresses best this way.
pub fn encode(map: &Basemap) -> Vec<u8> {
    let mut body = Vec::new();
    rect(&mut body, map.bounds);
    rect(&mut body, map.focus);
    for number in [map.origin.x, map.origin.y, map.step, map.tolerance_km] {
        float(&mut body, number);
    }
    body.push(u8::from(map.relief.is_some()));
    if let Some(relief) = map.relief {
        rect(&mut body, relief);
    }

    size(&mut body, map.arcs.len());
    body.extend(map.arcs.iter().map(|arc| arc.kind as u8));
    for arc in &map.arcs {
        size(&mut body, arc.points.len());
    }
    for axis in 0..2 {
        let mut before = 0_i32;
        for point in map.arcs.iter().flat_map(|arc| &arc.points) {
            let here = point.get(axis).copied().unwrap_or_default();
            varint(&mut body, zigzag(here.wrapping_sub(before)));
            before = here;
        }
    }

    size(&mut body, map.regions.len());
    for region in &map.regions {
        body.push(region.kind as u8);
        text(&mut body, &region.code);
    }
    for region in &map.regions {
        runs(&mut body, &region.rings);
    }
    size(&mut body, map.rivers.len());
    for river in &map.rivers {
        body.push(river.rank);
        text(&mut body, &river.name);
    }
    for river in &map.rivers {
        runs(&mut body, &river.runs);
    }
    cities(&mut body, &map.cities);

    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend(MAGIC);
    file.push(VERSION);
    file.extend(((HEADER + body.len()) as u32).to_le_bytes());
    file.extend(crc32(&body).to_le_bytes());
    file.extend(body);
    file
}

/// Runs of arc references. Most arcs follow the one before, so the differences are small.
fn runs(out: &mut Vec<u8>, runs: &[Vec<ArcRef>]) {
    size(out, runs.len());
    for run in runs {
        size(out, run.len());
    }
    let mut next = 0_u32;
    for arc_ref in runs.iter().flatten() {
        let number = arc_ref.arc << 1 | u32::from(arc_ref.reversed);
        varint(out, zigzag(number.wrapping_sub(next) as i32));
        next = (arc_ref.arc + 1) << 1;
    }
}

/// Cities, by rising id; nothing if there are none.
fn cities(out: &mut Vec<u8>, cities: &[City]) {
    if cities.is_empty() {
        return;
    }
    size(out, cities.len());
    let mut before = 0;
    for city in cities {
        varint(out, city.id.wrapping_sub(before));
        before = city.id;
    }
    out.extend(cities.iter().map(|city| city.rank));
    for axis in 0..2 {
        let mut before = 0_i32;
        for city in cities {
            let here = city.at.get(axis).copied().unwrap_or_default();
            varint(out, zigzag(here.wrapping_sub(before)));
            before = here;
        }
    }
    for city in cities {
        text(out, &city.name);
    }
}

fn rect(out: &mut Vec<u8>, rect: Rect) {
    for number in [rect.x0, rect.y0, rect.x1, rect.y1] {
        float(out, number);
    }
}

fn float(out: &mut Vec<u8>, number: f64) {
    out.extend(number.to_le_bytes());
}

fn text(out: &mut Vec<u8>, text: &str) {
    size(out, text.len());
    out.extend(text.as_bytes());
}

fn size(out: &mut Vec<u8>, size: usize) {
    varint(out, size as u32);
}

/// Maps 0, −1, 1, −2, … to 0, 1, 2, 3, …, so small numbers of either sign stay short.
fn zigzag(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)) as u32
}

/// Writes seven bits a byte, the lowest first; the top bit is set on all bytes but the last.
fn varint(out: &mut Vec<u8>, mut number: u32) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}
