//! The choices a label has, from the best to the last resort, and how each is laid out.

use super::along::{self, Run};
use super::boxes::Turned;
use super::layout::{Align, Layout, Set};
use super::request::{Anchor, Course, Look, Priority, Request};
use crate::scene::TextItem;
use crate::text::{Font, MeasureText, is_spaceable};
use core::cell::OnceCell;
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

/// How far to the side of the mark a leader may lead, in CSS pixels, and how many rows up or down:
/// labels of a crowd stand in columns.
const COLUMNS: [(f64, i32); 6] =
    [(12.0, 2), (24.0, 3), (42.0, 6), (68.0, 8), (110.0, 8), (160.0, 6)];
const ROW: f64 = 15.0;

/// How far straight up or down a leader may lead, in CSS pixels.
const UPRIGHT: [f64; 6] = [12.0, 22.0, 36.0, 54.0, 80.0, 120.0];

/// The longest leader of a label that only should have its place, in CSS pixels.
const SHORT_LEADER: f64 = 30.0;

/// Between a mark and its leader, and between the leader and its text, in CSS pixels.
const LEADER_GAPS: (f64, f64) = (2.2, 3.0);

/// Where a label could go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Placement {
    /// On this side of its mark.
    Beside(Circle, Vec2),
    /// At the end of a leader in this direction (length 1), this long.
    Leader(Circle, Vec2, f64),
    /// With its middle here.
    At(Point, Look),
    /// Along the line with its middle here, above it or below.
    Along(Point, bool),
}

/// One choice: its number, its cost and where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) id: u32,
    pub(super) cost: f64,
    pub(super) placement: Placement,
}

/// Every choice a label has.
pub(super) fn of(request: &Request) -> Vec<Choice> {
    let mut list = Vec::new();
    match &request.anchor {
        Anchor::Mark(mark) => around(request, 0, *mark, 0.0, &mut list),
        Anchor::Spots(spots) => {
            let choice = |s: &super::Spot| Choice {
                id: s.id,
                cost: s.cost,
                placement: Placement::At(s.at, s.look),
            };
            list.extend(spots.iter().map(choice));
        }
        Anchor::Along(course) => {
            let bends = request.lines.first().is_some_and(|l| is_spaceable(&l.text));
            // From the middle of what is seen outwards.
            let middle = course.stations.len() as f64 / 2.0 - 0.5;
            for (i, (id, at)) in course.stations.iter().enumerate() {
                let off = (i as f64 - middle).abs() / (middle + 1.0);
                for (k, below) in [false, true].into_iter().enumerate() {
                    if !bends || below && course.offset == 0.0 {
                        continue;
                    }
                    let (id, cost) = (2 * id + k as u32, off * 3.0 + k as f64 * 1.5);
                    list.push(Choice { id, cost, placement: Placement::Along(*at, below) });
                }
                // Too short or too bent for its name, which stands beside it then, or at a leader;
                // letters that belong together always do.
                if (request.priority != Priority::Optional || !bends)
                    && (id % 8 == 4 || course.stations.len() < 8)
                {
                    let more = 20.0 + off * 3.0;
                    around(request, 1000 * (1 + id), Circle::new(*at, 2.0), more, &mut list);
                }
            }
        }
    }
    list
}

/// Every side of a mark, and leaders as long as the label may have.
fn around(request: &Request, first: u32, mark: Circle, more: f64, list: &mut Vec<Choice>) {
    let mut id = first;
    let mut give = |cost: f64, placement| {
        list.push(Choice { id, cost: cost + more, placement });
        id += 1;
    };
    for (side, cost) in SIDES {
        give(cost, Placement::Beside(mark, side));
    }
    let longest = match request.priority {
        Priority::Required => f64::INFINITY,
        Priority::Preferred => SHORT_LEADER,
        Priority::Optional => return,
    };
    let mut lead = |to: Vec2, dislike: f64| {
        let length = to.hypot();
        if length <= longest {
            give(10.0 + length * 0.3 + dislike, Placement::Leader(mark, to / length, length));
        }
    };
    for (x, rows) in COLUMNS {
        for row in -rows..=rows {
            for (side, dislike) in [(1.0, 0.0), (-1.0, 1.0)] {
                let y = f64::from(row) * ROW;
                lead(Vec2::new(x * side, y), dislike + y.abs() * 0.02);
            }
        }
    }
    for length in UPRIGHT {
        lead(Vec2::new(0.0, -length), 3.0);
        lead(Vec2::new(0.0, length), 3.5);
    }
}

/// A label's lines, measured.
pub(super) struct Block<'a> {
    request: &'a Request,
    widths: Vec<f64>,
    size: Size,
    measure: &'a dyn MeasureText,
    /// Its first line and what it is set along, once somebody asked.
    run: OnceCell<Option<Run>>,
}

impl<'a> Block<'a> {
    pub(super) fn new(request: &'a Request, measure: &'a dyn MeasureText) -> Self {
        let lines = &request.lines;
        let widths: Vec<f64> = lines.iter().map(|l| measure.width(&l.text, &l.font)).collect();
        let width = widths.iter().copied().fold(0.0, f64::max);
        let height = lines.iter().map(|l| l.font.ascent() + l.font.descent()).sum();
        let size = Size::new(width, height);
        Self { request, widths, size, measure, run: OnceCell::new() }
    }

    /// What a choice would cover; `None` if its line is too short or too bent.
    pub(super) fn lay(&self, placement: &Placement) -> Option<Layout> {
        match *placement {
            Placement::Beside(mark, side) => {
                // On a diagonal the corner of the text comes closer than on a straight side.
                let diagonal = side.x != 0.0 && side.y != 0.0;
                let reach = mark.radius + if diagonal { BESIDE * 0.5 } else { BESIDE };
                let reach = if diagonal { reach * core::f64::consts::FRAC_1_SQRT_2 } else { reach };
                let layout = self.attached(mark.center + side * reach, side, None);
                (!self.is_astride(&layout)).then_some(layout)
            }
            Placement::Leader(mark, direction, length) => {
                let (from, to) = LEADER_GAPS;
                let start = mark.center + direction * (mark.radius + from);
                let end = mark.center + direction * (mark.radius + from + length);
                let side = match direction.x {
                    x if x > 0.0 => Vec2::new(1.0, 0.0),
                    x if x < 0.0 => Vec2::new(-1.0, 0.0),
                    _ => Vec2::new(0.0, direction.y),
                };
                Some(self.attached(end + side * to, side, Some(Line::new(start, end))))
            }
            Placement::At(center, look) => {
                let line = self.request.lines.first()?;
                let width = self.measure.width(&line.text, &look.font);
                let (up, down) = (look.font.cap_height() / 2.0, look.font.cap_height() / 2.0);
                let rect = Rect::new(
                    center.x - width / 2.0,
                    center.y - up,
                    center.x + width / 2.0,
                    center.y + down,
                );
                let boxes = vec![Turned::upright(rect.inflate(2.0, 4.0))];
                let origin = Point::new(rect.x0, rect.y1);
                Some(Layout { boxes, leader: None, set: Set::Level(origin, look) })
            }
            Placement::Along(at, below) => {
                let Anchor::Along(course) = &self.request.anchor else { return None };
                self.along(course, at, below)
            }
        }
    }

    /// Whether a name that cannot follow its line stands on it.
    fn is_astride(&self, layout: &Layout) -> bool {
        let Anchor::Along(course) = &self.request.anchor else { return false };
        let bends = self.request.lines.first().is_none_or(|l| is_spaceable(&l.text));
        let meets = |w: &[Point]| {
            let [a, b] = *w else { return false };
            layout.boxes.iter().any(|r| r.meets_line(Line::new(a, b)))
        };
        !bends && course.points.windows(2).any(meets)
    }

    fn along(&self, course: &Course, at: Point, below: bool) -> Option<Layout> {
        let line = self.request.lines.first()?;
        let rise = match (course.offset, below) {
            // The small letters stand astride the line.
            (0.0, _) => -line.font.x_height() / 2.0,
            (offset, false) => offset,
            (offset, true) => -offset - line.font.ascent() * 0.85,
        };
        let width = *self.widths.first()?;
        let run = self.run.get_or_init(|| Run::new(line, &course.points, width, self.measure));
        let (boxes, letters) = along::set(line, run.as_ref()?, at, rise)?;
        Some(Layout { boxes, leader: None, set: Set::Along(letters) })
    }

    /// The label to the `side` of `p`. Level labels have the middle of their small letters at p.
    fn attached(&self, p: Point, side: Vec2, leader: Option<Line>) -> Layout {
        let lines = &self.request.lines;
        let first = lines.first().map_or(0.0, |l| l.font.ascent() - l.font.x_height() / 2.0);
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
        let top_left = Point::new(x, y);
        let mut boxes = Vec::with_capacity(lines.len());
        self.each_line(top_left, align, &mut |i, baseline| {
            if let (Some(line), Some(width)) = (lines.get(i), self.widths.get(i)) {
                let (up, down) = (line.font.ascent(), line.font.descent());
                let (x0, x1) = (baseline.x, baseline.x + width);
                boxes.push(Turned::upright(Rect::new(x0, baseline.y - up, x1, baseline.y + down)));
            }
        });
        Layout { boxes, leader, set: Set::Block(top_left, align) }
    }

    /// The index and the beginning of the baseline of every line.
    fn each_line(&self, top_left: Point, align: Align, take: &mut dyn FnMut(usize, Point)) {
        let mut top = top_left.y;
        for (i, (line, width)) in self.request.lines.iter().zip(&self.widths).enumerate() {
            let free = self.size.width - width;
            let shift = match align {
                Align::Left => 0.0,
                Align::Middle => free / 2.0,
                Align::Right => free,
            };
            let ascent = line.font.ascent();
            take(i, Point::new(top_left.x + shift, top + ascent));
            top += ascent + line.font.descent();
        }
    }

    /// The letters of a choice.
    pub(super) fn texts(&self, layout: &Layout) -> Vec<TextItem> {
        let request = self.request;
        let one = |look: Look, origin: Option<Point>, glyphs: Vec<(Point, f64)>| {
            let text = request.lines.first()?.text.clone();
            let (Look { font, color, halo }, origin) = (look, origin?);
            Some(TextItem { text, origin, font, color, halo, glyphs })
        };
        let mut texts = Vec::with_capacity(request.lines.len());
        match &layout.set {
            Set::Block(top_left, align) => self.each_line(*top_left, *align, &mut |i, origin| {
                if let Some(line) = request.lines.get(i) {
                    let (text, font, color) = (line.text.clone(), line.font, line.color);
                    let glyphs = if font.tracking == 0.0 {
                        Vec::new()
                    } else {
                        spaced(&text, &font, origin, self.measure)
                    };
                    texts.push(TextItem { text, origin, font, color, halo: request.halo, glyphs });
                }
            }),
            Set::Level(origin, look) => {
                let text = request.lines.first().map_or("", |line| &line.text);
                let glyphs = spaced(text, &look.font, *origin, self.measure);
                texts.extend(one(*look, Some(*origin), glyphs));
            }
            Set::Along(letters) => {
                let turn = |b: &Turned| libm::atan2(b.along.y, b.along.x);
                let turns = layout.boxes.iter().map(turn);
                let glyphs = letters.iter().copied().zip(turns).collect();
                texts.extend(request.lines.first().and_then(|line| {
                    let look = Look { font: line.font, color: line.color, halo: request.halo };
                    one(look, letters.first().copied(), glyphs)
                }));
            }
        }
        texts
    }
}

/// Letterspaced text is set letter by letter, alike by every painter; letters that belong together
/// are not.
fn spaced(text: &str, font: &Font, origin: Point, measure: &dyn MeasureText) -> Vec<(Point, f64)> {
    if !is_spaceable(text) {
        return Vec::new();
    }
    let mut x = 0.0;
    let mut letter = [0; 4];
    text.chars()
        .map(|c| {
            let here = Point::new(origin.x + x, origin.y);
            x += measure.advance(c.encode_utf8(&mut letter), font) + font.tracking * font.size;
            (here, 0.0)
        })
        .collect()
}
