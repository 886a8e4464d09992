//! Where labels stand: by priority, beside their mark, over their area or along their line, none
//! over another, over a mark or over the frame.
//!
//! Requests come in order of priority and each takes the cheapest candidate that is still free.
//! What a label took in the last picture costs it a little less in the next: labels keep their side
//! while the map moves.

mod along;
mod candidates;

use crate::scene::{Halo, TextItem};
use crate::text::{Font, MeasureText};
use crate::theme::Color;
use kurbo::{Circle, Line, Point, Rect};

/// A label that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The same number for the same label from picture to picture.
    pub key: u32,
    /// What it says: one or two lines.
    pub lines: Vec<TextLine>,
    /// Around its letters.
    pub halo: Option<Halo>,
    /// Where it belongs.
    pub anchor: Anchor,
    /// What it does when there is no room beside its mark.
    pub need: Need,
}

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// What it says.
    pub text: String,
    /// Its face.
    pub font: Font,
    /// Its colour.
    pub color: Color,
}

/// Where a label belongs.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// Beside a mark of this radius (CSS pixels).
    Mark(Circle),
    /// In the middle of the first of these that is free.
    Area(Vec<Point>),
    /// Along a line, its letters `offset` CSS pixels off it: positive = to the left of the way.
    Along(Vec<Point>, f64),
}

/// How much a label wants its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It steps aside with a leader line.
    Must,
    /// It waits for the next zoom.
    May,
}

/// What labels keep clear of, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Obstacles {
    /// Labels stay inside.
    pub frame: Rect,
    /// Furniture.
    pub rects: Vec<Rect>,
    /// Marks of stops.
    pub marks: Vec<Circle>,
    /// The route; crossed only if there is no other way.
    pub lines: Vec<Line>,
}

/// A label that has its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Index in the requests.
    pub request: usize,
    /// The letters.
    pub texts: Vec<TextItem>,
    /// From the mark to the text, if the label had to step aside.
    pub leader: Option<Line>,
    /// What it covers.
    pub boxes: Vec<Rect>,
    /// Which of its candidates it took.
    pub candidate: u16,
}

/// Which candidate each label took in the last picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory(Vec<(u32, u16)>);

impl Memory {
    fn candidate(&self, key: u32) -> Option<u16> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, c)| *c)
    }
}

/// Space kept free around every label, in CSS pixels.
const GAP: f64 = 2.0;

/// What crossing one piece of the route costs; staying where it was saves [`KEEP`].
const CROSSING: f64 = 60.0;

/// See [`CROSSING`]. More than any difference between two sides of a mark.
const KEEP: f64 = 9.0;

/// A place a label could take.
struct Candidate {
    boxes: Vec<Rect>,
    texts: Vec<TextItem>,
    leader: Option<Line>,
    cost: f64,
}

/// Finds every label its place. `memory` is read and then holds what was taken this time.
pub fn place(
    requests: &[Request],
    obstacles: &Obstacles,
    measure: &dyn MeasureText,
    memory: &mut Memory,
) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(requests.len());
    for (index, request) in requests.iter().enumerate() {
        let kept = memory.candidate(request.key);
        let mut best: Option<(f64, Placed)> = None;
        candidates::each(request, measure, &mut |n, candidate| {
            let keep = if kept == Some(n) { KEEP } else { 0.0 };
            let least = candidate.cost - keep;
            if best.as_ref().is_some_and(|(cost, _)| least >= *cost)
                || !is_free(&candidate, request, obstacles, &placed)
            {
                return;
            }
            let crossings = crossings(&candidate, &obstacles.lines);
            if crossings > 0 && request.need == Need::May {
                return;
            }
            let cost = least + CROSSING * crossings as f64;
            if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                let Candidate { boxes, texts, leader, .. } = candidate;
                best = Some((cost, Placed { request: index, texts, leader, boxes, candidate: n }));
            }
        });
        placed.extend(best.map(|(_, p)| p));
    }
    memory.0.clear();
    let taken = placed.iter().filter_map(|p| Some((requests.get(p.request)?.key, p.candidate)));
    memory.0.extend(taken);
    placed
}

fn is_free(c: &Candidate, request: &Request, obstacles: &Obstacles, placed: &[Placed]) -> bool {
    let own = match request.anchor {
        Anchor::Mark(circle) => Some(circle.center),
        _ => None,
    };
    let frame = obstacles.frame;
    let inside =
        |r: &Rect| r.x0 >= frame.x0 && r.y0 >= frame.y0 && r.x1 <= frame.x1 && r.y1 <= frame.y1;
    c.boxes.iter().all(inside)
        && !c.boxes.iter().any(|b| {
            let wide = b.inflate(GAP, GAP);
            obstacles.rects.iter().any(|r| overlap(&wide, r))
                || obstacles.marks.iter().any(|m| Some(m.center) != own && disc_overlap(m, &wide))
                || placed.iter().any(|p| {
                    p.boxes.iter().any(|r| overlap(&wide, r))
                        || p.leader.is_some_and(|l| line_meets_rect(l, &wide))
                })
        })
        && c.leader.is_none_or(|leader| {
            !obstacles.rects.iter().any(|r| line_meets_rect(leader, r))
                && !obstacles
                    .marks
                    .iter()
                    .any(|m| Some(m.center) != own && line_meets_rect(leader, &m.bounding_rect()))
                && !placed.iter().any(|p| {
                    p.boxes.iter().any(|r| line_meets_rect(leader, r))
                        || p.leader.is_some_and(|l| {
                            l.crossing_point(leader)
                                .is_some_and(|x| on_segment(l, x) && on_segment(leader, x))
                        })
                })
        })
}

fn crossings(c: &Candidate, lines: &[Line]) -> usize {
    let Some(bounds) = c.boxes.iter().copied().reduce(|a, b| a.union(b)) else { return 0 };
    lines
        .iter()
        .filter(|l| {
            line_meets_rect(**l, &bounds) && c.boxes.iter().any(|b| line_meets_rect(**l, b))
        })
        .count()
}

/// Whether two boxes share more than an edge.
pub fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// Whether a disc reaches into a box.
pub fn disc_overlap(disc: &Circle, r: &Rect) -> bool {
    let dx = disc.center.x - disc.center.x.clamp(r.x0, r.x1);
    let dy = disc.center.y - disc.center.y.clamp(r.y0, r.y1);
    dx * dx + dy * dy < disc.radius * disc.radius
}

/// Whether a piece of straight line passes through a box (Liang and Barsky 1984).
pub fn line_meets_rect(line: Line, r: &Rect) -> bool {
    let d = line.p1 - line.p0;
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    for (p, q) in [
        (-d.x, line.p0.x - r.x0),
        (d.x, r.x1 - line.p0.x),
        (-d.y, line.p0.y - r.y0),
        (d.y, r.y1 - line.p0.y),
    ] {
        if p == 0.0 {
            if q < 0.0 {
                return false;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    t0 <= t1
}

fn on_segment(line: Line, p: Point) -> bool {
    let d = line.p1 - line.p0;
    let t = d.dot(p - line.p0) / d.hypot2().max(1e-9);
    (0.0..=1.0).contains(&t)
}

trait BoundingRect {
    fn bounding_rect(&self) -> Rect;
}

impl BoundingRect for Circle {
    fn bounding_rect(&self) -> Rect {
        Rect::from_center_size(self.center, (2.0 * self.radius, 2.0 * self.radius))
    }
}

#[cfg(test)]
mod tests;
