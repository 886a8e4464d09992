//! Outlines of marks: shapes and icons by name, and SVG paths.

use super::super::ProblemKind as Kind;
use super::report::Report;
use super::value::{self, Object, given, string};
use kurbo::{BezPath, Point, Vec2};

/// How long a path may be, in bytes. An icon that is 20 pixels wide shows no more detail.
const MOST_BYTES: usize = 4000;

/// The box of a path is 24 units wide and high. It may reach out of it a little.
const BOX: (f64, f64) = (-4.0, 28.0);

const PATH: &str =
    "an SVG path in a box of 24 by 24 units, with the commands M, L, H, V, C, S, Q, T and Z";

/// The shapes of marks. The first is a circle.
const SHAPES: [&str; 5] = ["circle", "square", "diamond", "triangle", "star"];
const SHAPE_PATHS: [&str; 5] = [
    "",
    "M3 3H21V21H3Z",
    "M12 0L24 12L12 24L0 12Z",
    "M12 1L24 22H0Z",
    "M12 0L15.2 8.4L24 8.7L17 14.2L19.5 22.8L12 17.8L4.5 22.8L7 14.2L0 8.7L8.8 8.4Z",
];

/// The icons.
const ICONS: [&str; 14] = [
    "anchor", "bus", "church", "cross", "drop", "flag", "gate", "house", "mountain", "plane",
    "ship", "tent", "train", "tree",
];
const ICON_PATHS: [&str; 14] = [
    "M10.5 9H7V7H10.5V6.5C8.5 6 8 5 8 4C8 2 10 1 12 1C14 1 16 2 16 4C16 5 15.5 6 13.5 6.5V7H17V9H13.5V19.5C16.5 19 18.5 17 19 14.5L17 15.5L20 11L23 15.5L21.5 15C21 19.5 17 23 12 23C7 23 3 19.5 2.5 15L1 15.5L4 11L7 15.5L5 14.5C5.5 17 7.5 19 10.5 19.5Z",
    "M5 2H19C20.5 2 21 3 21 4V18H19V22H16V18H8V22H5V18H3V4C3 3 3.5 2 5 2ZM5 5V12H19V5ZM5.5 14V16.5H8V14ZM16 14V16.5H18.5V14Z",
    "M11 0H13V3H16V5H13V8L19 12V23H14V17H10V23H5V12L11 8V5H8V3H11Z",
    "M9 2H15V9H22V15H15V22H9V15H2V9H9Z",
    "M12 1C15 6 19 10 19 15C19 20 16 23 12 23C8 23 5 20 5 15C5 10 9 6 12 1Z",
    "M5 1H7.5V3H21L17 8.5L21 14H7.5V23H5Z",
    "M4 4H7V8H17V4H20V8H23V12H20V22H17V12H7V22H4V12H1V8H4Z",
    "M12 1L23 11H20V22H14V15H10V22H4V11H1Z",
    "M9 3L14.5 13L17 9L24 21H0Z",
    "M12 0C13 0 14 2 14 4V9L23 15V17.5L14 14.5V19L17 21.5V23.5L12 22L7 23.5V21.5L10 19V14.5L1 17.5V15L10 9V4C10 2 11 0 12 0Z",
    "M10.5 1H13.5V5H18V11L22.5 12.5L19 22H5L1.5 12.5L6 11V5H10.5ZM8 7.5V10.2L12 9L16 10.2V7.5Z",
    "M12 2L24 22H15L12 15L9 22H0Z",
    "M6 1H18C20 1 21 2.5 21 4V15C21 17 19.5 18 18 18L20.5 23H18L16.5 20H7.5L6 23H3.5L6 18C4.5 18 3 17 3 15V4C3 2.5 4 1 6 1ZM6 4V10H18V4ZM6 13V15.5H8.5V13ZM15.5 13V15.5H18V13Z",
    "M12 0L19 10H16.5L21 18H13.5V24H10.5V18H3L7.5 10H5Z",
];

/// The outline of a category's mark in a box of 24 units, and whether it is an icon, which is drawn on a disc. `None` for a disc alone.
pub(super) fn outline(category: &Object, report: &mut Report) -> (Option<BezPath>, bool) {
    let built_in = |paths: &[&str], i: usize| paths.get(i).and_then(|path| read(path));
    let shape = value::word(category, "shape", &SHAPES, 0, report);
    if given(category, "path").is_some() {
        return (own_path(category, report), false);
    }
    if given(category, "icon").is_some() {
        let icon = value::word(category, "icon", &ICONS, 0, report);
        return (built_in(&ICON_PATHS, icon), true);
    }
    (built_in(&SHAPE_PATHS, shape).filter(|path| !path.is_empty()), false)
}

fn own_path(category: &Object, report: &mut Report) -> Option<BezPath> {
    let text = string(category, "path", report)?;
    let inside = |at: f64| (BOX.0..=BOX.1).contains(&at);
    let good = |path: &BezPath| {
        let bounds = path.control_box();
        let within = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].into_iter().all(inside);
        within && bounds.width().min(bounds.height()) >= 2.0
    };
    report.enter_key("path");
    let mut found = None;
    if text.len() > MOST_BYTES {
        value::too_big(text.len(), MOST_BYTES, " bytes", report);
    } else {
        found = read(text).filter(good);
        if found.is_none() {
            report.push_text(Kind::BadValue, text.into(), PATH);
        }
    }
    report.leave();
    found
}

/// Reads the data of an SVG path (SVG 2, 9.3) without arcs. `None` if it is no such path.
fn read(text: &str) -> Option<BezPath> {
    let mut text = Numbers(text.as_bytes());
    let mut path = BezPath::new();
    let (mut at, mut start, mut control) = (Point::ZERO, Point::ZERO, None);
    let mut command = 0;
    while let Some(next) = text.next_sign() {
        if next.is_ascii_alphabetic() {
            command = next;
            text.0 = text.0.get(1..)?;
        } else if command == 0 || matches!(command, b'Z' | b'z') {
            return None;
        }
        if path.elements().is_empty() && !matches!(command, b'M' | b'm') {
            return None;
        }
        let from = if command.is_ascii_lowercase() { at.to_vec2() } else { Vec2::ZERO };
        let mut point = || Some(Point::new(text.number()?, text.number()?) + from);
        // The control point of a smooth curve mirrors the last one of a curve of the same kind.
        let mirrored = |kind: u8| match control {
            Some((of, last)) if of == kind => at + (at - last),
            _ => at,
        };
        let mut last = None;
        match command.to_ascii_uppercase() {
            b'M' => {
                at = point()?;
                start = at;
                path.move_to(at);
                // Further pairs of numbers are lines.
                command = if command == b'm' { b'l' } else { b'L' };
            }
            b'L' => {
                at = point()?;
                path.line_to(at);
            }
            b'H' => {
                at.x = text.number()? + from.x;
                path.line_to(at);
            }
            b'V' => {
                at.y = text.number()? + from.y;
                path.line_to(at);
            }
            b'C' | b'S' => {
                let a = if command.eq_ignore_ascii_case(&b'C') { point()? } else { mirrored(b'C') };
                let b = point()?;
                at = point()?;
                path.curve_to(a, b, at);
                last = Some((b'C', b));
            }
            b'Q' | b'T' => {
                let a = if command.eq_ignore_ascii_case(&b'Q') { point()? } else { mirrored(b'Q') };
                at = point()?;
                path.quad_to(a, at);
                last = Some((b'Q', a));
            }
            b'Z' => {
                path.close_path();
                at = start;
            }
            _ => return None,
        }
        control = last;
    }
    (!path.is_empty() && path.is_finite()).then_some(path)
}

/// What is left of a path's text.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    /// The next byte after spaces and commas.
    fn next_sign(&mut self) -> Option<u8> {
        while let Some((b' ' | b',' | b'\n' | b'\t' | b'\r', rest)) = self.0.split_first() {
            self.0 = rest;
        }
        self.0.first().copied()
    }

    fn eat(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| wanted(**first))?;
        self.0 = rest;
        Some(*first)
    }

    /// A decimal number without an exponent.
    fn number(&mut self) -> Option<f64> {
        self.next_sign();
        let minus = self.eat(|b| b == b'-').is_some();
        let (mut number, mut digits, mut unit) = (0.0, 0, 1.0);
        let mut fraction = false;
        loop {
            if let Some(digit) = self.eat(|b| b.is_ascii_digit()) {
                number = number * 10.0 + f64::from(digit - b'0');
                unit *= if fraction { 10.0 } else { 1.0 };
                digits += 1;
            } else if !fraction && self.eat(|b| b == b'.').is_some() {
                fraction = true;
            } else {
                break;
            }
        }
        let number = number / unit;
        (digits > 0).then_some(if minus { -number } else { number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    #[test]
    fn every_built_in_outline_fits_into_its_box() {
        for path in SHAPE_PATHS[1..].iter().chain(&ICON_PATHS) {
            let path = read(path).unwrap_or_default();
            let bounds = path.bounding_box();
            assert!(
                bounds.x0 >= 0.0 && bounds.y0 >= 0.0 && bounds.x1 <= 24.0 && bounds.y1 <= 24.0,
                "{bounds}"
            );
            assert!(bounds.width() >= 12.0 && bounds.height() >= 16.0, "{bounds}");
        }
    }

    #[test]
    fn paths_are_read_as_svg_defines_them() {
        for (text, svg) in [
            ("M1 2L3,4", "M1,2 L3,4"),
            ("m1 2 3 4-1-.5z", "M1,2 L4,6 L3,5.5 Z"),
            ("M0 0h5v6H1V2", "M0,0 L5,0 L5,6 L1,6 L1,2"),
            ("M0 0c1 1 2 2 3 0s2 1 3 0", "M0,0 C1,1 2,2 3,0 C4,-2 5,1 6,0"),
            ("M0 0Q1 1 2 0T4 0", "M0,0 Q1,1 2,0 Q3,-1 4,0"),
        ] {
            assert_eq!(read(text), BezPath::from_svg(svg).ok(), "{text}");
        }
        for bad in
            ["", "L1 2", "M1", "M1 2A1 1 0 0 1 3 4", "M1 2Z3", "5 5", "M1 2L", "M1e5 2", "<svg>"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
