//! The candidate positions of a label with their costs, and how each is laid out.

use super::along::{self, Run};
use super::boxes::{Turned, bounds, line_meets_rect};
use super::layout::{Align, Layout, Set};
use super::request::{Anchor, Course, CourseOf, Look, Priority, Request};
use crate::scene::TextItem;
use crate::text::{Font, MeasureText, is_spaceable};
use core::cell::OnceCell;
use kurbo::{Circle, Line, Point, Rect, Size, Vec2};

/// Sides of a mark in order of preference (Imhof 1962; Christensen, Marks and Shieber 1995):
/// the direction from the mark to the label, and the cost.
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

/// Distance between a mark and its label, in CSS pixels.
const BESIDE: f64 = 4.0;

/// Horizontal distances to the end of a leader line, in CSS pixels, and for each the number of rows up and
/// down. Labels of crowded marks are arranged in columns. No leader line is longer than 62 px, because it would lead the eye across other
/// subjects.
const COLUMNS: [(f64, i32); 4] = [(12.0, 4), (24.0, 3), (42.0, 3), (58.0, 1)];
const ROW: f64 = 15.0;

/// Lengths of vertical leader lines, in CSS pixels, and how far to the right the label at the end is, in halves of its width, with
/// the cost.
const UPRIGHT: [f64; 4] = [12.0, 22.0, 36.0, 54.0];
const ASKEW: [(f64, f64); 3] = [(0.0, 0.0), (0.5, 8.0), (-0.5, 8.0)];

/// The longest leader line of a label with [`Priority::Preferred`], in CSS pixels.
const SHORT_LEADER: f64 = 48.0;

/// Distance between a mark and its leader line, and between the leader line and its label, in CSS pixels.
const LEADER_GAPS: (f64, f64) = (2.2, 3.0);

/// How much farther than usual letters may be from the line that they follow, in CSS pixels.
const FARTHER: [f64; 4] = [0.0, 4.0, 8.0, 12.0];

/// A candidate position of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Placement {
    /// On a side of its mark. The vector has the components −1, 0 or 1.
    Beside(Circle, Vec2),
    /// At the end of a leader line with this direction (unit vector) and length; if it is vertical, this many halves of the label's
    /// width to the right.
    Leader(Circle, Vec2, f64, f64),
    /// Centred at a point.
    At(Point, Look),
    /// Along its line, centred at a point; below the line if true, else above.
    Along(Point, bool),
}

/// A candidate with its id and its cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) id: u32,
    pub(super) cost: f64,
    pub(super) placement: Placement,
}

/// All candidates of a label.
pub(super) fn of(request: &Request) -> Vec<Choice> {
    let mut list = Vec::new();
    match &request.anchor {
        Anchor::Mark(mark) | Anchor::Dot(mark) => {
            add_around_mark(request, 0, *mark, 0.0, &mut list)
        }
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
            // Stations near the middle of the visible part are preferred.
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
                // The line may be too short or too bent for the label, which is then placed beside it or at
                // a leader line. Text with joined letters is always placed this way.
                if course.of != CourseOf::Border
                    && (request.priority != Priority::Optional || !bends)
                    && (id % 8 == 4 || course.stations.len() < 8)
                {
                    let more = 20.0 + off * 3.0;
                    add_around_mark(
                        request,
                        1000 * (1 + id),
                        Circle::new(*at, 2.0),
                        more,
                        &mut list,
                    );
                }
            }
        }
    }
    list
}

/// Adds the candidates around a mark: every side, and leader lines as long as the priority allows.
fn add_around_mark(request: &Request, first: u32, mark: Circle, more: f64, list: &mut Vec<Choice>) {
    let mut id = first;
    let mut add = |cost: f64, placement| {
        list.push(Choice { id, cost: cost + more, placement });
        id += 1;
    };
    for (side, cost) in SIDES {
        add(cost, Placement::Beside(mark, side));
    }
    let longest = match request.priority {
        Priority::Required | Priority::Expected => f64::INFINITY,
        Priority::Preferred => SHORT_LEADER,
        Priority::Optional => return,
    };
    let mut add_leader = |to: Vec2, askew: f64, penalty: f64| {
        let length = to.hypot();
        if length <= longest {
            let placement = Placement::Leader(mark, to / length, length, askew);
            add(10.0 + length * 0.3 + penalty, placement);
        }
    };
    for (x, rows) in COLUMNS {
        for row in -rows..=rows {
            for (side, penalty) in [(1.0, 0.0), (-1.0, 1.0)] {
                let y = f64::from(row) * ROW;
                add_leader(Vec2::new(x * side, y), 0.0, penalty + y.abs() * 0.02);
            }
        }
    }
    for length in UPRIGHT {
        for (askew, penalty) in ASKEW {
            add_leader(Vec2::new(0.0, -length), askew, penalty + 3.0);
            add_leader(Vec2::new(0.0, length), askew, penalty + 3.5);
        }
    }
}

/// The lines of a label with their sizes.
pub(super) struct Block<'a> {
    request: &'a Request,
    widths: Vec<f64>,
    size: Size,
    measure: &'a dyn MeasureText,
    /// The measured first line for placement along a line, computed lazily.
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

    /// Lays out a candidate; `None` if the label's line is too short or bends too sharply.
    pub(super) fn lay_out(&self, placement: &Placement) -> Option<Layout> {
        match *placement {
            Placement::Beside(mark, side) => {
                // At a diagonal position the corner of the text may be closer to the mark than a side.
                let diagonal = side.x != 0.0 && side.y != 0.0;
                let reach = mark.radius + if diagonal { BESIDE * 0.5 } else { BESIDE };
                let reach = if diagonal { reach * core::f64::consts::FRAC_1_SQRT_2 } else { reach };
                let layout = self.attached(mark.center + side * reach, side, None);
                (!self.covers_its_line(&layout)).then_some(layout)
            }
            Placement::Leader(mark, direction, length, askew) => {
                let (from, to) = LEADER_GAPS;
                let start = mark.center + direction * (mark.radius + from);
                let end = mark.center + direction * (mark.radius + from + length);
                let (side, gap) = match direction.x {
                    x if x > 0.0 => (Vec2::new(1.0, 0.0), Vec2::new(to, 0.0)),
                    x if x < 0.0 => (Vec2::new(-1.0, 0.0), Vec2::new(-to, 0.0)),
                    _ => (Vec2::new(askew, direction.y), direction * to),
                };
                Some(self.attached(end + gap, side, Some(Line::new(start, end))))
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

    /// Whether a label that cannot be curved would cover its line.
    fn covers_its_line(&self, layout: &Layout) -> bool {
        let Anchor::Along(course) = &self.request.anchor else { return false };
        let bends = self.request.lines.first().is_none_or(|l| is_spaceable(&l.text));
        !bends && (cover(&layout.boxes, &course.line) || cover(&layout.boxes, &course.points))
    }

    fn along(&self, course: &Course, at: Point, below: bool) -> Option<Layout> {
        let line = self.request.lines.first()?;
        let width = *self.widths.first()?;
        let run = self.run.get_or_init(|| Run::new(line, &course.points, width, self.measure));
        // Where the line has many turns, the letters are farther from its middle.
        for more in FARTHER {
            let rise = match (course.offset, below) {
                // The line runs through the middle of the lower-case letters.
                (0.0, _) => -line.font.x_height() / 2.0,
                (offset, false) => offset + more,
                (offset, true) => -offset - more - line.font.ascent() * 0.85,
            };
            let (boxes, letters) = along::set(line, run.as_ref()?, at, rise)?;
            if !cover(&boxes, &course.line) {
                return Some(Layout { boxes, leader: None, set: Set::Along(letters) });
            }
        }
        None
    }

    /// Lays out the label to the `side` of `p`; half to the right, a quarter of it is left of `p`. A label at the left or right has the
    /// middle of its lower-case letters at the height of `p`.
    fn attached(&self, p: Point, side: Vec2, leader: Option<Line>) -> Layout {
        let lines = &self.request.lines;
        let first = lines.first().map_or(0.0, |l| l.font.ascent() - l.font.x_height() / 2.0);
        let x = p.x - self.size.width * (1.0 - side.x) / 2.0;
        let y = match side.y {
            y if y > 0.0 => p.y,
            y if y < 0.0 => p.y - self.size.height,
            _ => p.y - first,
        };
        let align = match side.x {
            x if x >= 1.0 => Align::Left,
            x if x <= -1.0 => Align::Right,
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
        // The mark has no room of its own.
        if let Anchor::Dot(Circle { center, radius }) = self.request.anchor {
            let size = Size::new(2.0 * radius, 2.0 * radius);
            boxes.push(Turned::upright(Rect::from_center_size(center, size)));
        }
        Layout { boxes, leader, set: Set::Block(top_left, align) }
    }

    /// Calls `take` with the index and the start of the baseline of every line.
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

    /// The texts of a candidate, as scene items.
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
                        spaced_glyphs(&text, &font, origin, self.measure)
                    };
                    texts.push(TextItem { text, origin, font, color, halo: request.halo, glyphs });
                }
            }),
            Set::Level(origin, look) => {
                let text = request.lines.first().map_or("", |line| &line.text);
                let glyphs = spaced_glyphs(text, &look.font, *origin, self.measure);
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

/// Whether some boxes are over a line.
fn cover(boxes: &[Turned], line: &[Point]) -> bool {
    let Some(bounds) = bounds(boxes) else { return false };
    line.windows(2).any(|w| {
        let [a, b] = *w else { return false };
        let piece = Line::new(a, b);
        line_meets_rect(piece, &bounds) && boxes.iter().any(|r| r.meets_line(piece))
    })
}

/// The positions of the letters of a text with letter spacing, so that every painter draws it alike. Empty
/// for text with joined letters, which cannot be spaced.
fn spaced_glyphs(
    text: &str,
    font: &Font,
    origin: Point,
    measure: &dyn MeasureText,
) -> Vec<(Point, f64)> {
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
