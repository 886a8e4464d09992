//! Tests a label's layout against the obstacles: panels, marks and the route.

use super::boxes::{
    Turned, bounds, disc_overlap, distance_to_line, line_meets_rect, lines_cross, overlap,
};
use super::grid::Grid;
use super::layout::Layout;
use super::request::{Anchor, Course, CourseOf, Lands, Obstacles, Priority, Request};
use kurbo::{Circle, Line, Point, Rect};

/// The cost of covering the route: once, and for each covered segment, up to [`MOST_CROSSED`] segments.
const CROSSING: (f64, f64) = (60.0, 6.0);
const MOST_CROSSED: usize = 100;

/// The cost of a leader line that crosses the route: more than that of any text over it.
const LEADER_CROSSING: f64 = 700.0;

/// The cost of a leader line that crosses a highway or a gap. Only labels that are expected have such lines.
const HIGHWAY_CROSSING: f64 = 60.0;

/// The cost of a leader line that crosses the window of an inset.
const WINDOW_CROSSING: f64 = 6.0;

/// The cost of a leader line that passes over a mark which overlaps the label's own.
const PASSING: f64 = 5.0;

/// The cost of a text at the end of a leader line that stands this near to another mark, in CSS pixels: it could be read
/// as the name of that one.
const AT_OTHER: f64 = 12.0;
const NEAR_OTHER: f64 = 7.0;

/// The cost of a leader line from a place without a mark that begins this near to the mark of another one, in CSS pixels.
const FROM_OTHER: f64 = 40.0;
const UNMARKED: f64 = 1.5;

/// A text may be on the land of another country with this part of its length. The cost of more, and what is added for the whole
/// length: more than that of a long leader line.
const A_LITTLE: f64 = 0.15;
const MOST: f64 = 0.5;
const ABROAD: (f64, f64) = (10.0, 60.0);

/// The cost of a leader line that is on the land of another country for more than this, in CSS pixels: outlines are rough.
const LED_ABROAD: f64 = 30.0;
const ROUGHLY: f64 = 4.0;

/// Farther from another leg than this, no text is read as its name, in CSS pixels.
const ASIDE: f64 = 64.0;

/// At most this part of a leg's name may be nearer to another leg.
const STRAYING: f64 = 0.2;

/// The cost of a leg's name that is wholly beyond the ends of its leg, and how near to an end the nearest point of the leg is then,
/// in CSS pixels.
const BEYOND: f64 = 14.0;
const ON_END: f64 = 0.5;

/// The distance between points of a text at which its distance from the route is measured, in CSS pixels.
const SAMPLE: f64 = 12.0;

/// A line nearer to another one than this is on it, in CSS pixels.
const ON_LINE: f64 = 3.0;

/// The obstacles, with spatial indices.
pub(super) struct Room<'a> {
    obstacles: &'a Obstacles,
    lands: &'a dyn Lands,
    marks: Grid,
    lines: Grid,
}

impl<'a> Room<'a> {
    pub(super) fn new(obstacles: &'a Obstacles, lands: &'a dyn Lands) -> Self {
        let Obstacles { frame, marks, lines, .. } = obstacles;
        let marks = Grid::of_rects(*frame, marks.iter().map(around));
        Self { obstacles, lands, marks, lines: Grid::of_lines(*frame, lines) }
    }

    /// The cost of a layout, and whether it is over the route; `None` if it covers panels or marks, or is not inside `frame` or not `gap` CSS
    /// pixels away from them.
    pub(super) fn cost(
        &self,
        l: &Layout,
        gap: f64,
        frame: Rect,
        request: &Request,
    ) -> Option<(f64, bool)> {
        if !self.is_free(l, gap, frame, request) {
            return None;
        }
        let beyond = self.beyond_its_leg(l, request)?;
        let (cost, crosses) = self.crossing_cost(l, request)?;
        let abroad = self.abroad_cost(l, request)?;
        Some((cost + beyond * BEYOND + abroad, crosses))
    }

    /// The cost of a text or a leader line on the land of another country; `None` if most of the text is there and may be left out.
    fn abroad_cost(&self, l: &Layout, request: &Request) -> Option<f64> {
        let Some(home) = request.home else { return Some(0.0) };
        let (mut length, mut abroad) = (0.0, 0.0);
        for b in &l.boxes {
            let half = b.along * b.half.x;
            length += 2.0 * b.half.x;
            abroad += self.lands.abroad(home, Line::new(b.center - half, b.center + half));
        }
        let led = l.leader.map_or(0.0, |leader| self.lands.abroad(home, leader));
        if abroad > length * MOST && !request.priority.is_expected() {
            return None;
        }
        let over = abroad > length * A_LITTLE;
        let text = if over { ABROAD.0 + ABROAD.1 * abroad / length } else { 0.0 };
        Some(text + if led > ROUGHLY { LED_ABROAD } else { 0.0 })
    }

    fn is_free(&self, l: &Layout, gap: f64, f: Rect, request: &Request) -> bool {
        let own = match request.anchor {
            Anchor::Mark(circle) => Some(circle),
            _ => None,
        };
        let other = |m: &Circle| own.is_none_or(|c| c.center != m.center);
        // A leader line cannot avoid a mark that overlaps its own.
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

    /// The cost of covering the route and passing over marks, and whether it does the former; `None` if that is not
    /// allowed.
    fn crossing_cost(&self, l: &Layout, request: &Request) -> Option<(f64, bool)> {
        let bounds = bounds(&l.boxes)?;
        let crosses = |line: &Line| {
            line_meets_rect(*line, &bounds) && l.boxes.iter().any(|b| b.meets_line(*line))
        };
        let window = &self.obstacles.window;
        if window.iter().any(crosses) {
            return None;
        }
        let may_cross = request.priority == Priority::Required;
        let mut crossed = Vec::new();
        self.any_line(bounds, &mut |i, line| {
            if crosses(line) && !crossed.contains(&i) {
                crossed.push(i);
            }
            crossed.len() >= if may_cross { MOST_CROSSED } else { 1 }
        });
        let crossing = match crossed.len() {
            0 => 0.0,
            _ if !may_cross => return None,
            pieces => CROSSING.0 + CROSSING.1 * pieces as f64,
        };
        let Some(leader) = l.leader else { return Some((crossing, crossing > 0.0)) };
        let mut over_highway = false;
        let over = self.any_line(Rect::from_points(leader.p0, leader.p1), &mut |i, line| {
            let over = lines_cross(*line, leader);
            over_highway |= over;
            over && i < self.obstacles.route
        });
        if over_highway && !request.priority.is_expected() {
            return None;
        }
        let near = bounds.inflate(NEAR_OTHER, NEAR_OTHER);
        let at_other = self.any_mark(near, &mut |_, m| {
            let other = matches!(request.anchor, Anchor::Mark(own) if own.center != m.center);
            other && disc_overlap(m, &near)
        });
        let mut at_other = if at_other { AT_OTHER } else { 0.0 };
        let start = Rect::from_center_size(leader.p0, (2.0 * NEAR_OTHER, 2.0 * NEAR_OTHER));
        let unmarked = matches!(request.anchor, Anchor::Mark(own) if own.radius < UNMARKED);
        if unmarked && self.any_mark(start, &mut |_, m| disc_overlap(m, &start)) {
            at_other += FROM_OTHER;
        }
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
        let crosses = over || crossing > 0.0;
        if over && !may_cross {
            return None;
        }
        let mut over = match (over, over_highway) {
            (true, _) => LEADER_CROSSING,
            (_, true) => HIGHWAY_CROSSING,
            _ => 0.0,
        };
        if window.iter().any(|line| lines_cross(*line, leader)) {
            over += WINDOW_CROSSING;
        }
        Some((crossing + over + at_other + PASSING * passed.len() as f64, crosses))
    }

    /// How much of the name of a leg reaches beyond the ends of the leg, 0 to 1; `None` if it stands rather beside another leg.
    fn beyond_its_leg(&self, l: &Layout, request: &Request) -> Option<f64> {
        let Anchor::Along(Course { line, of, .. }) = &request.anchor else { return Some(0.0) };
        if matches!(of, CourseOf::Ground | CourseOf::Border) {
            return Some(0.0);
        }
        let ends = [*line.first()?, *line.last()?];
        let route = *of == CourseOf::Route;
        let from_own = |p: Point| {
            let pieces = line.windows(2).map(|w| match w {
                [a, b] => distance_to_line(p, Line::new(*a, *b)),
                _ => f64::INFINITY,
            });
            pieces.fold(f64::INFINITY, f64::min)
        };
        let (mut count, mut nearer, mut beyond) = (0.0, 0.0, 0.0);
        for b in &l.boxes {
            let steps = (2.0 * b.half.x / SAMPLE).ceil().max(1.0) as u32;
            for i in 0..steps {
                let along = (f64::from(i) + 0.5) / f64::from(steps) * 2.0 - 1.0;
                let p = b.center + b.along * (along * b.half.x);
                let own = from_own(p);
                let reach = if route { own.min(ASIDE) } else { own + ON_LINE };
                let near = Rect::from_center_size(p, (2.0 * reach, 2.0 * reach));
                let other = self.any_line(near, &mut |i, other| {
                    i < self.obstacles.route
                        && distance_to_line(p, *other) < reach
                        && !(route && from_own(other.midpoint()) < ON_LINE)
                });
                count += 1.0;
                nearer += f64::from(u8::from(other));
                let at_end = ends.iter().any(|end| (*end - p).hypot() <= own + ON_END);
                beyond += f64::from(u8::from(at_end));
            }
        }
        (nearer <= count * STRAYING).then_some(beyond / count.max(1.0))
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

/// The bounding box of a mark.
fn around(m: &Circle) -> Rect {
    Rect::from_center_size(m.center, (2.0 * m.radius, 2.0 * m.radius))
}
