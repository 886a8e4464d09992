//! Labels along a line: seas, rivers, remarks on the route.

use super::boxes::Turned;
use super::request::TextLine;
use crate::text::MeasureText;
use kurbo::{Point, Vec2};

/// The cosine of the sharpest turn between neighbouring letters, 0.42 radians. At sharper turns a word is
/// hard to read.
const LEAST_COSINE: f64 = 0.913_088_940_312_307_9;

/// A text and its line, measured once for all candidates.
pub(super) struct Run {
    path: MeasuredLine,
    /// The advance of each letter, and the whole width with tracking, in CSS pixels.
    advances: Vec<f64>,
    width: f64,
}

impl Run {
    /// `width` is that of the whole text, in CSS pixels.
    pub(super) fn new(
        text: &TextLine,
        line: &[Point],
        width: f64,
        measure: &dyn MeasureText,
    ) -> Option<Self> {
        let path = MeasuredLine::new(line).filter(|path| width <= path.length)?;
        let mut letter = [0; 4];
        let advance = |c: char| measure.advance(c.encode_utf8(&mut letter), &text.font);
        Some(Self { path, advances: text.text.chars().map(advance).collect(), width })
    }
}

/// Places a text along its line: its middle near the point `middle`, its baseline `rise` CSS pixels
/// above the line in reading direction. Returns the rotated box of every letter and the starts of the letters'
/// baselines. `None` if the line is too short or bends too sharply.
pub(super) fn set(
    text: &TextLine,
    run: &Run,
    middle: Point,
    rise: f64,
) -> Option<(Vec<Turned>, Vec<Point>)> {
    let font = text.font;
    let Run { path, advances, width } = run;
    let start = path.nearest(middle) - width / 2.0;
    if start < 0.0 || start + width > path.length {
        return None;
    }
    let tracking = font.tracking * font.size;
    let half = (font.ascent() + font.descent()) / 2.0;
    let mut s = start;
    let mut last: Option<Vec2> = None;
    let mut end: Option<Point> = None;
    let mut glyphs = Vec::with_capacity(advances.len());
    let mut boxes = Vec::with_capacity(advances.len());
    for advance in advances {
        // The direction over a letter and a half, so that small bends of the line do not affect the letters.
        let reach = advance.max(font.size * 0.5) * 0.75;
        let (a, b) = (path.at(s + advance / 2.0 - reach)?, path.at(s + advance / 2.0 + reach)?);
        let tangent = (b - a) / (b - a).hypot().max(1e-9);
        if last.is_some_and(|last| last.dot(tangent) < LEAST_COSINE) {
            return None;
        }
        last = Some(tangent);
        let up = Vec2::new(tangent.y, -tangent.x);
        let on = path.at(s + advance / 2.0)?.lerp(a.midpoint(b), 0.5);
        let baseline = on + up * rise;
        // On the inside of a sharp bend letters would overlap.
        let from = baseline - tangent * (advance / 2.0);
        if end.is_some_and(|end| (from - end).dot(tangent) < -0.12 * font.size) {
            return None;
        }
        end = Some(baseline + tangent * (advance / 2.0));
        glyphs.push(from);
        boxes.push(Turned {
            center: baseline + up * (font.ascent() - half),
            half: Vec2::new(advance / 2.0, half),
            along: tangent,
        });
        s += advance + tracking;
    }
    Some((boxes, glyphs))
}

/// A line parametrized by arc length, in reading direction (left to right).
struct MeasuredLine {
    points: Vec<Point>,
    at: Vec<f64>,
    length: f64,
}

impl MeasuredLine {
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

    /// The arc length, in CSS pixels, at which the line is nearest to a point.
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

    /// The point at arc length `s`, in CSS pixels. Slightly outside of the line, its ends are extrapolated.
    fn at(&self, s: f64) -> Option<Point> {
        let i = self.at.partition_point(|l| *l < s).clamp(1, self.points.len() - 1);
        let (a, b) = (*self.points.get(i - 1)?, *self.points.get(i)?);
        let (sa, sb) = (*self.at.get(i - 1)?, *self.at.get(i)?);
        Some(a + (b - a) * ((s - sa) / (sb - sa).max(1e-9)))
    }
}
