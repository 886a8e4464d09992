//! Lettering along a line: seas, rivers, remarks on the route.

use super::{TextLine, Turned};
use crate::text::MeasureText;
use kurbo::{Point, Vec2};

/// Where each letter's baseline begins, and its turn in radians clockwise.
type Letters = Vec<(Point, f64)>;

/// The sharpest turn from one letter to the next, in radians: beyond it a word breaks up.
const MAX_TURN: f64 = 0.42;

/// Sets a text along `line` with its middle by the point `middle`, its baseline `rise` CSS pixels
/// above the line as read. Gives every letter's box, and where its baseline begins
/// with its turn in radians clockwise; `None` if the line is too short or too bent.
pub(super) fn set(
    text: &TextLine,
    line: &[Point],
    middle: Point,
    rise: f64,
    measure: &dyn MeasureText,
) -> Option<(Vec<Turned>, Letters)> {
    let font = text.font;
    let way = Way::new(line)?;
    let width = measure.width(&text.text, &font);
    let start = way.nearest(middle) - width / 2.0;
    if start < 0.0 || start + width > way.length {
        return None;
    }
    let tracking = font.tracking * font.size;
    let half = (font.ascent() + font.descent()) / 2.0;
    let mut s = start;
    let mut last: Option<f64> = None;
    let mut end: Option<Point> = None;
    let mut letter = [0; 4];
    let count = text.text.len();
    let mut glyphs = Vec::with_capacity(count);
    let mut boxes = Vec::with_capacity(count);
    for c in text.text.chars() {
        let advance = measure.advance(c.encode_utf8(&mut letter), &font);
        // The chord over a letter and a half: small bends of the line do not shake the word.
        let reach = advance.max(font.size * 0.5) * 0.75;
        let (a, b) = (way.at(s + advance / 2.0 - reach)?, way.at(s + advance / 2.0 + reach)?);
        let tangent = (b - a) / (b - a).hypot().max(1e-9);
        let angle = libm::atan2(tangent.y, tangent.x);
        if last.is_some_and(|l| turn(l, angle).abs() > MAX_TURN) {
            return None;
        }
        last = Some(angle);
        let up = Vec2::new(tangent.y, -tangent.x);
        let on = way.at(s + advance / 2.0)?.lerp(a.midpoint(b), 0.5);
        let baseline = on + up * rise;
        // On the inside of a sharp bend letters would stand on each other's feet.
        let from = baseline - tangent * (advance / 2.0);
        if end.is_some_and(|end| (from - end).dot(tangent) < -0.12 * font.size) {
            return None;
        }
        end = Some(baseline + tangent * (advance / 2.0));
        glyphs.push((from, angle));
        boxes.push(Turned {
            center: baseline + up * (font.ascent() - half),
            half: Vec2::new(advance / 2.0, half),
            along: tangent,
        });
        s += advance + tracking;
    }
    Some((boxes, glyphs))
}

/// The turn from one direction to another, −π to π.
fn turn(from: f64, to: f64) -> f64 {
    use core::f64::consts::PI;
    let d = to - from;
    if d > PI {
        d - 2.0 * PI
    } else if d < -PI {
        d + 2.0 * PI
    } else {
        d
    }
}

/// A line by arc length, read from left to right.
struct Way {
    points: Vec<Point>,
    at: Vec<f64>,
    length: f64,
}

impl Way {
    fn new(line: &[Point]) -> Option<Self> {
        let (first, last) = (line.first()?, line.last()?);
        let mut points = line.to_vec();
        if last.x < first.x {
            points.reverse();
        }
        let mut length = 0.0;
        let mut before: Option<Point> = None;
        let at = points
            .iter()
            .map(|p| {
                length += before.map_or(0.0, |b| (*p - b).hypot());
                before = Some(*p);
                length
            })
            .collect();
        (length > 0.0).then_some(Self { points, at, length })
    }

    /// How far along the line comes nearest to a point, in CSS pixels.
    fn nearest(&self, p: Point) -> f64 {
        let mut best = (f64::INFINITY, 0.0);
        let ends = self.points.windows(2).zip(self.at.windows(2));
        for (points, at) in ends {
            let ([a, b], [from, to]) = (points, at) else { continue };
            let d = *b - *a;
            let t = ((p - *a).dot(d) / d.hypot2().max(1e-9)).clamp(0.0, 1.0);
            let far = (*a + d * t - p).hypot2();
            if far < best.0 {
                best = (far, from + (to - from) * t);
            }
        }
        best.1
    }

    /// The point `s` CSS pixels along; a little beyond either end in the end's direction.
    fn at(&self, s: f64) -> Option<Point> {
        let i = self.at.partition_point(|l| *l < s).clamp(1, self.points.len() - 1);
        let (a, b) = (*self.points.get(i - 1)?, *self.points.get(i)?);
        let (sa, sb) = (*self.at.get(i - 1)?, *self.at.get(i)?);
        Some(a + (b - a) * ((s - sa) / (sb - sa).max(1e-9)))
    }
}
