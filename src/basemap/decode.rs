//! Decodes bytes as a basemap.
//!
//! The header has the magic bytes `DMAP`, the version (1 byte), the length of the whole file (u32), and the
//! CRC-32 of everything after the header (u32). Then follow numbers as little-endian f64 and as varints:
//! bounds, focus, origin, step, tolerance and relief; the arcs' kinds, lengths, x and y (zigzag differences
//! from point to point, also from arc to arc); the regions; the rivers; and, if there are any, the cities: their ids, ranks,
//! x and y as differences from city to city, and their names.

use super::crc::crc32;
use super::encode::{HEADER, MAGIC, VERSION};
use super::{Arc, ArcKind, ArcRef, Basemap, City, Region, RegionKind, River};
use crate::mercator::lonlat_from_world;
use crate::story::parse::report::show_number;
use core::fmt::{Display, Formatter, Result as Formatted};
use kurbo::{Point, Rect};
use std::rc::Rc;

/// Why bytes cannot be decoded as a basemap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BasemapError {
    /// The file does not begin with `DMAP`.
    NotABasemap,
    /// A version of the format that this code does not read.
    Version {
        /// The version in the header.
        got: u8,
    },
    /// Fewer or more bytes than the header says.
    Length {
        /// Bytes in the file.
        got: usize,
        /// Bytes according to the header.
        expected: usize,
    },
    /// The length is right, but the checksum is not.
    Damaged {
        /// Checksum of the bytes.
        got: u32,
        /// Checksum in the header.
        expected: u32,
    },
    /// The checksum is right, but the contents are invalid: the file was written incorrectly.
    Malformed {
        /// What was being decoded.
        what: &'static str,
        /// Where, in bytes from the start of the file.
        at: usize,
    },
    /// The file is valid, but covers another area than its manifest says.
    Bounds {
        /// The area that it covers, in world coordinates.
        got: Rect,
        /// The bounding box in the manifest, in degrees: west, south, east, north.
        expected: [f64; 4],
    },
}

impl Display for BasemapError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Formatted {
        match *self {
            Self::NotABasemap => {
                f.write_str("not a basemap: expected a file that begins with DMAP")
            }
            Self::Version { got } => {
                let (got, expected) = (thousands(got.into()), thousands(VERSION.into()));
                write_parts(f, &["has format version ", &got, ", expected ", &expected])
            }
            Self::Length { got, expected } => {
                let how = if got < expected { "cut short" } else { "too long" };
                let (got, expected) = (thousands(got), thousands(expected));
                write_parts(f, &["is ", how, ": got ", &got, " bytes, expected ", &expected])
            }
            Self::Damaged { got, expected } => {
                let (got, expected) = (hex(got), hex(expected));
                write_parts(f, &["is damaged: got checksum ", &got, ", expected ", &expected])
            }
            Self::Malformed { what, at } => {
                write_parts(f, &["is malformed: no valid ", what, " at byte ", &thousands(at)])
            }
            Self::Bounds { got, expected } => {
                let southwest = lonlat_from_world(Point::new(got.x0, got.y1));
                let northeast = lonlat_from_world(Point::new(got.x1, got.y0));
                let got = [southwest.lon, southwest.lat, northeast.lon, northeast.lat];
                let (got, expected) = (list(&got), list(&expected));
                write_parts(
                    f,
                    &["covers [", &got, "], expected [", &expected, "], as its manifest says"],
                )
            }
        }
    }
}

/// Writes the parts of an error message. Not `write!`, which adds much code.
fn write_parts(f: &mut Formatter<'_>, what: &[&str]) -> Formatted {
    f.write_str("basemap ")?;
    what.iter().try_for_each(|piece| f.write_str(piece))
}

impl core::error::Error for BasemapError {}

/// Numbers with commas between.
fn list(numbers: &[f64]) -> String {
    let mut out = String::new();
    for number in numbers {
        out.push_str(if out.is_empty() { "" } else { ", " });
        out.push_str(&show_number(*number));
    }
    out
}

/// 23441 as `23,441`.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The eight hexadecimal digits of a checksum.
fn hex(sum: u32) -> String {
    let digit = |i: u32| char::from_digit(sum >> (28 - 4 * i) & 15, 16);
    (0..8).filter_map(digit).collect()
}

/// The largest number in a file; the length of the equator in kilometres is about twice as much.
const LARGEST: f64 = 20_000.0;

/// How often rings and rivers may use each point of the arcs, on average: countries, states and lakes on both sides of an
/// arc are six.
const MOST_USES: usize = 8;

/// Decodes a basemap. A truncated, damaged or malformed file is an error. What is decoded takes at most about twelve times
/// the memory of the file.
pub fn decode(file: &[u8]) -> Result<Basemap, BasemapError> {
    let magic_length = file.len().min(MAGIC.len());
    if file.is_empty() || file[..magic_length] != MAGIC[..magic_length] {
        return Err(BasemapError::NotABasemap);
    }
    let Some((header, body)) = file.split_first_chunk::<HEADER>() else {
        return Err(BasemapError::Length { got: file.len(), expected: HEADER });
    };
    let [_, _, _, _, version, l0, l1, l2, l3, c0, c1, c2, c3] = *header;
    if version != VERSION {
        return Err(BasemapError::Version { got: version });
    }
    let expected = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
    if file.len() != expected {
        return Err(BasemapError::Length { got: file.len(), expected });
    }
    let expected = u32::from_le_bytes([c0, c1, c2, c3]);
    let got = crc32(body);
    if got != expected {
        return Err(BasemapError::Damaged { got, expected });
    }
    let mut reader = Reader { left: body, end: file.len(), wrong: ("", 0) };
    let read = reader.basemap();
    let (what, at) = reader.wrong;
    read.ok_or(BasemapError::Malformed { what, at })
}

/// The bytes not yet read of a file that is `end` bytes long.
struct Reader<'a> {
    left: &'a [u8],
    end: usize,
    /// What could not be decoded, and where.
    wrong: (&'static str, usize),
}

/// `None` means that [`Reader::wrong`] has the error. Not a `Result`, because passing errors on takes more
/// code.
type Read<T> = Option<T>;

impl Reader<'_> {
    fn basemap(&mut self) -> Read<Basemap> {
        let bounds = self.rect("bounds")?;
        let focus = self.rect("focus")?;
        let origin = Point::new(self.float("origin")?, self.float("origin")?);
        let step = self.float("step")?;
        if step <= 0.0 {
            return self.malformed("step");
        }
        let tolerance_km = self.float("tolerance")?;
        let relief = match self.byte("relief")? {
            0 => None,
            1 => Some(self.rect("relief")?),
            _ => return self.malformed("relief"),
        };
        let arcs = self.arcs()?;
        let points: usize = arcs.iter().map(|arc| arc.points.len()).sum();
        let mut left = points * MOST_USES;
        let heads = self.list("region", 3, |r| Some((r.region_kind()?, r.text()?)))?;
        let mut regions = Vec::with_capacity(heads.len());
        for (kind, code) in heads {
            regions.push(Region { kind, code, rings: self.runs(&arcs, &mut left)? });
        }
        let heads = self.list("river", 3, |r| Some((r.rank()?, r.text()?)))?;
        let mut rivers = Vec::with_capacity(heads.len());
        for (rank, name) in heads {
            rivers.push(River { name, rank, runs: self.runs(&arcs, &mut left)? });
        }
        let cities = if self.left.is_empty() { Vec::new() } else { self.cities()? };
        let cities = Rc::new(cities);
        if !self.left.is_empty() {
            return self.malformed("end");
        }
        Some(Basemap {
            bounds,
            focus,
            origin,
            step,
            tolerance_km,
            relief,
            arcs,
            regions,
            rivers,
            cities,
        })
    }

    fn arcs(&mut self) -> Read<Vec<Arc>> {
        let kinds = self.list("arc kind", 6, Self::arc_kind)?;
        let mut arcs = Vec::with_capacity(kinds.len());
        let mut all = 0_usize;
        for kind in kinds {
            let count = self.varint("arc length")? as usize;
            all = all.saturating_add(count);
            // Every point takes at least two bytes, so the allocation is never larger than the file.
            if count < 2 || all > self.left.len() / 2 {
                return self.malformed("arc length");
            }
            arcs.push(Arc { kind, points: vec![[0; 2]; count] });
        }
        for axis in 0..2 {
            let mut here = 0_i32;
            for arc in &mut arcs {
                for point in &mut arc.points {
                    here = here.wrapping_add(self.signed("coordinate")?);
                    point[axis] = here;
                }
            }
        }
        Some(arcs)
    }

    /// Reads runs of arcs. `left`: how many points they may have, all together.
    fn runs(&mut self, arcs: &[Arc], left: &mut usize) -> Read<Vec<Vec<ArcRef>>> {
        let lengths = self.list("run", 2, |r| r.varint("run"))?;
        let mut next = 0_u32;
        let mut runs = Vec::with_capacity(lengths.len());
        for length in lengths {
            if length == 0 || length as usize > self.left.len() {
                return self.malformed("run length");
            }
            let mut run = Vec::with_capacity(length as usize);
            for _ in 0..length {
                let number = next.wrapping_add(self.signed("arc reference")? as u32);
                let arc = number >> 1;
                let points = arcs.get(arc as usize).map(|arc| arc.points.len());
                let Some(rest) = points.and_then(|points| left.checked_sub(points)) else {
                    return self.malformed("arc reference");
                };
                *left = rest;
                run.push(ArcRef { arc, reversed: number & 1 == 1 });
                next = (arc + 1) << 1;
            }
            runs.push(run);
        }
        Some(runs)
    }

    /// Reads a count, then that many items. Each of them takes at least so many bytes of the file, here or later.
    fn list<T>(
        &mut self,
        what: &'static str,
        bytes: usize,
        mut item: impl FnMut(&mut Self) -> Read<T>,
    ) -> Read<Vec<T>> {
        let count = self.varint(what)? as usize;
        if count > self.left.len() / bytes {
            return self.malformed(what);
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }

    fn cities(&mut self) -> Read<Vec<City>> {
        let mut id = 0_u32;
        let count = self.varint("city")? as usize;
        // Each takes at least five bytes of the file.
        if count > self.left.len() / 5 {
            return self.malformed("city");
        }
        let mut cities = vec![City { id: 0, rank: 0, at: [0; 2], name: String::new() }; count];
        for city in &mut cities {
            id = id.wrapping_add(self.varint("city")?);
            city.id = id;
        }
        for city in &mut cities {
            city.rank = self.byte("city rank")?;
        }
        for axis in 0..2 {
            let mut here = 0_i32;
            for city in &mut cities {
                here = here.wrapping_add(self.signed("coordinate")?);
                city.at[axis] = here;
            }
        }
        for city in &mut cities {
            city.name = self.text()?;
        }
        Some(cities)
    }

    fn arc_kind(&mut self) -> Read<ArcKind> {
        Some(match self.byte("arc kind")? {
            0 => ArcKind::Coast,
            1 => ArcKind::Border,
            2 => ArcKind::StateLine,
            3 => ArcKind::Shore,
            4 => ArcKind::Cut,
            5 => ArcKind::River,
            6 => ArcKind::Disputed,
            _ => return self.malformed("arc kind"),
        })
    }

    fn region_kind(&mut self) -> Read<RegionKind> {
        Some(match self.byte("region kind")? {
            0 => RegionKind::Country,
            1 => RegionKind::State,
            2 => RegionKind::Lake,
            _ => return self.malformed("region kind"),
        })
    }

    fn rank(&mut self) -> Read<u8> {
        match self.byte("river rank")? {
            rank @ 1..=3 => Some(rank),
            _ => self.malformed("river rank"),
        }
    }

    fn text(&mut self) -> Read<String> {
        let length = self.varint("text")? as usize;
        let text = self.left.get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok());
        let Some(text) = text else { return self.malformed("text") };
        self.left = &self.left[length..];
        Some(text.to_owned())
    }

    fn rect(&mut self, what: &'static str) -> Read<Rect> {
        let [x0, y0] = [self.float(what)?, self.float(what)?];
        let [x1, y1] = [self.float(what)?, self.float(what)?];
        if x0 > x1 || y0 > y1 {
            return self.malformed(what);
        }
        Some(Rect::new(x0, y0, x1, y1))
    }

    fn float(&mut self, what: &'static str) -> Read<f64> {
        if let Some((bytes, rest)) = self.left.split_first_chunk::<8>() {
            let number = f64::from_le_bytes(*bytes);
            if number.abs() <= LARGEST {
                self.left = rest;
                return Some(number);
            }
        }
        self.malformed(what)
    }

    fn signed(&mut self, what: &'static str) -> Read<i32> {
        let number = self.varint(what)?;
        Some((number >> 1) as i32 ^ -((number & 1) as i32))
    }

    fn varint(&mut self, what: &'static str) -> Read<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte(what)?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        self.malformed(what)
    }

    fn byte(&mut self, what: &'static str) -> Read<u8> {
        let Some((&byte, rest)) = self.left.split_first() else { return self.malformed(what) };
        self.left = rest;
        Some(byte)
    }

    fn malformed<T>(&mut self, what: &'static str) -> Read<T> {
        self.wrong = (what, self.end - self.left.len());
        None
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
