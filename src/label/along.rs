//! Lettering along a line: seas, rivers, remarks on the route.

use super::boxes::Turned;
use super::request::TextLine;
use crate::text::MeasureText;
use kurbo::{Point, Vec2};

/// The cosine of the sharpest turn from one letter to the next, 0.42 radians: beyond it a word
/// breaks up.
const LEAST_COSINE: f64 = 0.913_088_940_312_307_9;

/// A text and the line it may be set along, measured once for all its choices.
pub(super) struct Run {
    way: Way,
    /// How far each letter moves on, and all of them with the tracking, in CSS pixels.
    advances: Vec<f64>,
    width: f64,
}

impl Run {
    /// `width`: of all the text.
    pub(super) fn new(
        text: &TextLine,
        line: &[Point],
        width: f64,
        measure: &dyn MeasureText,
    ) -> Option<Self> {
        let way = Way::new(line).filter(|way| width <= way.length)?;
        let mut letter = [0; 4];
        let advance = |c: char| measure.advance(c.encode_utf8(&mut letter), &text.font);
        Some(Self { way, advances: text.text.chars().map(advance).collect(), width })
    }
}

/// Sets a text along its line with its middle by the point `middle`, its baseline `rise` CSS pixels
/// above the line as read. Gives every letter's box, turned as the letter is, and where its baseline
/// begins; `None` if the line is too short or too bent.
pub(super) fn set(
    text: &TextLine,
    run: &Run,
    middle: Point,
    rise: f64,
) -> Option<(Vec<Turned>, Vec<Point>)> {
    let font = text.font;
    let Run { way, advances, width } = run;
    let start = way.nearest(middle) - width / 2.0;
    if start < 0.0 || start + width > way.length {
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
        // The chord over a letter and a half: small bends of the line do not shake the word.
        let reach = advance.max(font.size * 0.5) * 0.75;
        let (a, b) = (way.at(s + advance / 2.0 - reach)?, way.at(s + advance / 2.0 + reach)?);
        let tangent = (b - a) / (b - a).hypot().max(1e-9);
        if last.is_some_and(|last| last.dot(tangent) < LEAST_COSINE) {
            return None;
        }
        last = Some(tangent);
        let up = Vec2::new(tangent.y, -tangent.x);
        let on = way.at(s + advance / 2.0)?.lerp(a.midpoint(b), 0.5);
        let baseline = on + up * rise;
        // On the inside of a sharp bend letters would stand on each other's feet.
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
