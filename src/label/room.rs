//! What stands around labels before any of them has its place: furniture, marks and the route.

use super::boxes::{Turned, bounds, line_meets_rect, lines_cross, overlap};
use super::grid::Grid;
use super::layout::Layout;
use super::request::{Anchor, Obstacles, Priority, Request};

use kurbo::{Circle, Line, Rect};

/// What crossing the route costs: once, and for every further piece of it up to so many.
const CROSSING: (f64, f64) = (60.0, 6.0);
const MOST_CROSSED: usize = 100;

/// What a leader over the route costs.
const LEADER_CROSSING: f64 = 6.0;

/// What it costs to pass a mark that the label's own overlaps.
const PASSING: f64 = 5.0;

/// Obstacles, where they are found quickly.
pub(super) struct Room<'a> {
    obstacles: &'a Obstacles,
    marks: Grid,
    lines: Grid,
}

impl<'a> Room<'a> {
    pub(super) fn new(obstacles: &'a Obstacles) -> Self {
        let Obstacles { frame, marks, lines, .. } = obstacles;
        let marks = Grid::of_rects(*frame, marks.iter().map(around));
        Self { obstacles, marks, lines: Grid::of_lines(*frame, lines) }
    }

    /// What a label would cost here, if it would stand clear of furniture and marks, inside `frame`
    /// and `gap` CSS pixels from everything.
    pub(super) fn cost(&self, l: &Layout, gap: f64, frame: Rect, request: &Request) -> Option<f64> {
        if self.is_free(l, gap, frame, request) { self.harm(l, request) } else { None }
    }

    fn is_free(&self, l: &Layout, gap: f64, f: Rect, request: &Request) -> bool {
        let own = match request.anchor {
            Anchor::Mark(circle) => Some(circle),
            _ => None,
        };
        let other = |m: &Circle| own.is_none_or(|c| c.center != m.center);
        // A leader cannot help but pass a mark that its own overlaps.
        let apart = |m: &Circle| {
            own.is_none_or(|c| (c.center - m.center).hypot() > c.radius + m.radius + 3.0)
        };
        let inside = |b: &Turned| {
            let r = b.bounds();
            r.x0 >= f.x0 && r.y0 >= f.y0 && r.x1 <= f.x1 && r.y1 <= f.y1
        };
        let rects = &self.obstacles.rects;
        l.boxes.iter().all(inside)
            && !l.boxes.iter().any(|b| {
                let wide = b.inflate(gap);
                let bounds = wide.bounds();
                rects.iter().any(|r| overlap(&bounds, r))
                    || self.any_mark(bounds, &mut |_, m| other(m) && wide.meets_disc(m))
            })
            && l.leader.is_none_or(|leader| {
                let passes =
                    |m: &Circle| other(m) && apart(m) && line_meets_rect(leader, &around(m));
                !rects.iter().any(|r| line_meets_rect(leader, r))
                    && !self
                        .any_mark(Rect::from_points(leader.p0, leader.p1), &mut |_, m| passes(m))
            })
    }

    /// What crossing the route and passing marks costs a label; `None` if it may not.
    fn harm(&self, l: &Layout, request: &Request) -> Option<f64> {
        let bounds = bounds(&l.boxes)?;
        let crosses = |line: &Line| {
            line_meets_rect(*line, &bounds) && l.boxes.iter().any(|b| b.meets_line(*line))
        };
        let may = request.priority == Priority::Required;
        let mut crossed = Vec::new();
        self.any_line(bounds, &mut |i, line| {
            if crosses(line) && !crossed.contains(&i) {
                crossed.push(i);
            }
            crossed.len() >= if may { MOST_CROSSED } else { 1 }
        });
        let crossing = match crossed.len() {
            0 => 0.0,
            _ if !may => return None,
            pieces => CROSSING.0 + CROSSING.1 * pieces as f64,
        };
        let Some(leader) = l.leader else { return Some(crossing) };
        let over = self.any_line(Rect::from_points(leader.p0, leader.p1), &mut |_, line| {
            lines_cross(*line, leader)
        });
        let mut passed = Vec::new();
        if let Anchor::Mark(own) = &request.anchor {
            self.any_mark(Rect::from_points(leader.p0, leader.p1), &mut |i, m| {
                let passes = m.center != own.center && line_meets_rect(leader, &around(m));
                if passes && !passed.contains(&i) {
                    passed.push(i);
                }
                false
            });
        }
        let over = if over { LEADER_CROSSING } else { 0.0 };
        Some(crossing + over + PASSING * passed.len() as f64)
    }

    fn any_mark(&self, near: Rect, test: &mut dyn FnMut(usize, &Circle) -> bool) -> bool {
        let marks = &self.obstacles.marks;
        self.marks.any(near, &mut |i| marks.get(i).is_some_and(|m| test(i, m)))
    }

    fn any_line(&self, near: Rect, test: &mut dyn FnMut(usize, &Line) -> bool) -> bool {
        let lines = &self.obstacles.lines;
        self.lines.any(near, &mut |i| lines.get(i).is_some_and(|l| test(i, l)))
    }
}

/// The box around a mark.
fn around(m: &Circle) -> Rect {
    Rect::from_center_size(m.center, (2.0 * m.radius, 2.0 * m.radius))
}
