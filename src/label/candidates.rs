//! The places a label could take, from the best to the last resort.

use super::{Anchor, Candidate, Need, Request, TextLine, along};
use crate::scene::TextItem;
use crate::text::MeasureText;
use kurbo::{Circle, Line, Point, Rect, Size, Vec2};

/// Sides of a mark in order of preference (Imhof 1962; Christensen, Marks and Shieber 1995):
/// direction of the label from the mark, and what the side costs.
const SIDES: [(Vec2, f64); 8] = [
    (Vec2::new(1.0, 0.0), 0.0),
    (Vec2::new(-1.0, 0.0), 1.0),
    (Vec2::new(1.0, -1.0), 1.5),
    (Vec2::new(1.0, 1.0), 2.0),
    (Vec2::new(-1.0, -1.0), 2.5),
    (Vec2::new(-1.0, 1.0), 3.0),
    (Vec2::new(0.0, -1.0), 3.5),
    (Vec2::new(0.0, 1.0), 4.0),
];

/// Between a mark and its label, in CSS pixels.
const BESIDE: f64 = 4.0;

/// Lengths a leader may have, in CSS pixels.
const LEADERS: [f64; 9] = [16.0, 24.0, 34.0, 46.0, 60.0, 78.0, 100.0, 130.0, 170.0];

/// Directions a leader may take: every 30°, as (cos, sin), nearly level ones first.
const DIRECTIONS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (0.866, -0.5),
    (0.866, 0.5),
    (-1.0, 0.0),
    (-0.866, -0.5),
    (-0.866, 0.5),
    (0.5, -0.866),
    (0.5, 0.866),
    (-0.5, -0.866),
    (-0.5, 0.866),
    (0.0, -1.0),
    (0.0, 1.0),
];

/// Between a mark and its leader, and between the leader and its text, in CSS pixels.
const LEADER_GAPS: (f64, f64) = (2.2, 3.0);

/// Calls `take` with every candidate and its number.
pub(super) fn each(
    request: &Request,
    measure: &dyn MeasureText,
    take: &mut dyn FnMut(u16, Candidate),
) {
    let block = Block::new(&request.lines, measure);
    let mut n = 0;
    let mut give = |candidate: Option<Candidate>| {
        if let Some(candidate) = candidate {
            take(n, candidate);
        }
        n += 1;
    };
    match &request.anchor {
        Anchor::Mark(mark) => {
            block.around_mark(request, *mark, 0.0, &mut give);
        }
        Anchor::Area(centers) => {
            for (i, center) in centers.iter().enumerate() {
                let top_left = *center - block.size.to_vec2() / 2.0;
                give(Some(block.at(request, top_left, Align::Middle, i as f64)));
            }
        }
        Anchor::Along(line, offset) => {
            for (i, middle) in
                [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82].iter().enumerate()
            {
                let first = request.lines.first();
                let set =
                    first.and_then(|l| along::set(request, l, line, *middle, *offset, measure));
                give(set.map(|(boxes, text)| Candidate {
                    boxes,
                    texts: vec![text],
                    leader: None,
                    cost: i as f64,
                }));
            }
            // Too short or too bent for its name: a leader points to its middle.
            if let (Need::Must, Some(middle)) = (request.need, line.get(line.len() / 2)) {
                block.around_mark(request, Circle::new(*middle, 1.0), 20.0, &mut give);
            }
        }
    }
}

/// Which edge the lines of a label share.
#[derive(Clone, Copy)]
enum Align {
    Left,
    Middle,
    Right,
}

/// A label's lines, measured.
struct Block<'a> {
    lines: &'a [TextLine],
    widths: Vec<f64>,
    size: Size,
    measure: &'a dyn MeasureText,
}

impl<'a> Block<'a> {
    fn new(lines: &'a [TextLine], measure: &'a dyn MeasureText) -> Self {
        let widths: Vec<f64> = lines.iter().map(|l| measure.width(&l.text, &l.font)).collect();
        let width = widths.iter().copied().fold(0.0, f64::max);
        let height = lines.iter().map(|l| l.font.ascent() + l.font.descent()).sum();
        Self { lines, widths, size: Size::new(width, height), measure }
    }

    /// Every side of a mark, and if it must have a place every leader.
    fn around_mark(
        &self,
        request: &Request,
        mark: Circle,
        more: f64,
        give: &mut dyn FnMut(Option<Candidate>),
    ) {
        for (side, cost) in SIDES {
            give(Some(self.beside(request, mark, side, cost + more)));
        }
        if request.need == Need::May {
            return;
        }
        for length in LEADERS {
            for (i, (cos, sin)) in DIRECTIONS.into_iter().enumerate() {
                let cost = 10.0 + length * 0.3 + i as f64 * 0.3 + more;
                give(Some(self.with_leader(request, mark, Vec2::new(cos, sin), length, cost)));
            }
        }
    }

    fn beside(&self, request: &Request, mark: Circle, side: Vec2, cost: f64) -> Candidate {
        // On a diagonal the corner of the text comes closer than on a straight side.
        let diagonal = side.x != 0.0 && side.y != 0.0;
        let reach = mark.radius + if diagonal { BESIDE * 0.25 } else { BESIDE };
        let reach = if diagonal { reach * core::f64::consts::FRAC_1_SQRT_2 } else { reach };
        self.attached(request, mark.center + side * reach, side, cost)
    }

    fn with_leader(
        &self,
        request: &Request,
        mark: Circle,
        way: Vec2,
        length: f64,
        cost: f64,
    ) -> Candidate {
        let (from, to) = LEADER_GAPS;
        let start = mark.center + way * (mark.radius + from);
        let end = mark.center + way * (mark.radius + from + length);
        let side = if way.x > 0.3 {
            Vec2::new(1.0, 0.0)
        } else if way.x < -0.3 {
            Vec2::new(-1.0, 0.0)
        } else {
            Vec2::new(0.0, way.y)
        };
        let candidate = self.attached(request, end + side * to, side, cost);
        Candidate { leader: Some(Line::new(start, end)), ..candidate }
    }

    /// The label to the `side` of `p`. Level labels have the middle of their small letters at p.
    fn attached(&self, request: &Request, p: Point, side: Vec2, cost: f64) -> Candidate {
        let first = self.lines.first().map_or(0.0, |l| l.font.ascent() - l.font.x_height() / 2.0);
        let x = match side.x {
            x if x > 0.0 => p.x,
            x if x < 0.0 => p.x - self.size.width,
            _ => p.x - self.size.width / 2.0,
        };
        let y = match side.y {
            y if y > 0.0 => p.y,
            y if y < 0.0 => p.y - self.size.height,
            _ => p.y - first,
        };
        let align = match side.x {
            x if x > 0.0 => Align::Left,
            x if x < 0.0 => Align::Right,
            _ => Align::Middle,
        };
        self.at(request, Point::new(x, y), align, cost)
    }

    fn at(&self, request: &Request, top_left: Point, align: Align, cost: f64) -> Candidate {
        let mut boxes = Vec::with_capacity(self.lines.len());
        let mut texts = Vec::with_capacity(self.lines.len());
        let mut top = top_left.y;
        for (line, width) in self.lines.iter().zip(&self.widths) {
            let free = self.size.width - width;
            let x = top_left.x
                + match align {
                    Align::Left => 0.0,
                    Align::Middle => free / 2.0,
                    Align::Right => free,
                };
            let (ascent, descent) = (line.font.ascent(), line.font.descent());
            boxes.push(Rect::new(x, top, x + width, top + ascent + descent));
            let origin = Point::new(x, top + ascent);
            texts.push(TextItem {
                text: line.text.clone(),
                origin,
                font: line.font,
                color: line.color,
                halo: request.halo,
                glyphs: self.spaced(line, origin),
            });
            top += ascent + descent;
        }
        Candidate { boxes, texts, leader: None, cost }
    }

    /// Letterspaced text is set letter by letter, alike by every painter.
    fn spaced(&self, line: &TextLine, origin: Point) -> Vec<(Point, f64)> {
        if line.font.tracking == 0.0 {
            return Vec::new();
        }
        let mut x = 0.0;
        let mut letter = [0; 4];
        line.text
            .chars()
            .map(|c| {
                let here = Point::new(origin.x + x, origin.y);
                x += self.measure.advance(c.encode_utf8(&mut letter), &line.font)
                    + line.font.tracking * line.font.size;
                (here, 0.0)
            })
            .collect()
    }
}
