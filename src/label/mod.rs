//! Where labels stand: by priority, beside their mark, inside their area or along their line, none
//! over another, over a mark or over the frame.
//!
//! Requests come in order of priority, and each takes the cheapest choice that is free. A label
//! keeps what it had in the last picture unless it must leave it or gains much by leaving, and
//! others keep clear of it if they can: so labels stay where they are while the map moves.

mod along;
mod boxes;
mod choices;
mod memory;

pub use boxes::{Turned, disc_overlap, line_meets_rect, lines_cross, overlap};

use crate::scene::{Halo, TextItem};
use crate::text::{Font, MeasureText};
use crate::theme::Color;
use choices::{Block, Choice};
use kurbo::{Circle, Line, Point, Rect};
pub use memory::Memory;

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
    /// With its middle at one of these.
    Spots(Vec<Spot>),
    /// Along a line.
    Along(Course),
}

/// One place a name of an area could stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The same number for the same place from picture to picture.
    pub id: u32,
    /// Where its middle would be, in CSS pixels.
    pub at: Point,
    /// What it costs, next to the other spots.
    pub cost: f64,
    /// The face and colours it would have there.
    pub look: Look,
}

/// A face and its colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The face.
    pub font: Font,
    /// The letters.
    pub color: Color,
    /// Around them.
    pub halo: Option<Halo>,
}

/// The stretch of a line that can be seen, for letters to stand on.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its points in CSS pixels.
    pub points: Vec<Point>,
    /// Where the middle of a name may stand, in CSS pixels, with the same number for the same place
    /// from picture to picture.
    pub stations: Vec<(u32, Point)>,
    /// How far the letters stand off the line, in CSS pixels; 0 = astride it.
    pub offset: f64,
}

impl Course {
    /// How long it is, in CSS pixels.
    pub fn length(&self) -> f64 {
        let step = |w: &[Point]| if let [a, b] = *w { (b - a).hypot() } else { 0.0 };
        self.points.windows(2).map(step).sum()
    }
}

/// How much a label wants its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It steps aside with a leader line, across the route if there is no other way.
    Must,
    /// It steps a little aside with a leader line, but never over the route.
    Should,
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
    /// The route.
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
    pub boxes: Vec<Turned>,
    /// Which of its choices it took.
    pub choice: u32,
}

/// Space kept free around a label, in CSS pixels: a little more when it takes a new place than when
/// it keeps the one it has, so that a label at the limit does not come and go.
const GAP: (f64, f64) = (3.0, 1.5);

/// What crossing the route costs: once, and for every further piece of it.
const CROSSING: (f64, f64) = (60.0, 6.0);

/// What a leader over the route costs.
const LEADER_CROSSING: f64 = 6.0;

/// What it costs to pass a mark that the label's own overlaps.
const PASSING: f64 = 5.0;

/// What it costs to drive another label from its place: one that must be there, and one that may.
const DRIVING_OUT: (f64, f64) = (30.0, 12.0);

/// Staying where it was saves this: more than any difference between two sides of a mark.
const KEEP: f64 = 9.0;

/// A label that may be left out takes a new place only this far inside the frame, in CSS pixels: else
/// a moving map would push it along before its edge.
const COMFORT: f64 = 28.0;

/// How often the labels that must be there are tried anew, those without a place first.
const TRIES: usize = 12;

/// Letters of one choice, laid out.
struct Layout {
    boxes: Vec<Turned>,
    leader: Option<Line>,
    set: Set,
}

/// How a choice sets its letters.
enum Set {
    /// As a block of lines.
    Block(Point, choices::Align),
    /// Letter by letter, for the one line.
    Letters(Vec<(Point, f64)>),
}

/// One label's request, measured.
struct Wish<'a> {
    request: &'a Request,
    block: Block<'a>,
    choices: Vec<Choice>,
    /// What it took last time, if that is still among its choices.
    kept: Option<(u32, Layout)>,
}

/// A choice taken.
struct Taken {
    wish: usize,
    id: u32,
    choice: Choice,
    layout: Layout,
}

/// Finds every label its place. `memory` is read and then holds what was taken this time.
pub fn place(
    requests: &[Request],
    obstacles: &Obstacles,
    measure: &dyn MeasureText,
    memory: &mut Memory,
) -> Vec<Placed> {
    let wishes: Vec<Wish> = requests
        .iter()
        .map(|request| {
            let block = Block::new(request, measure);
            let choices = choices::of(request);
            let kept = memory.choice(request.key).and_then(|id| {
                let choice = choices.iter().find(|c| c.id == id)?;
                Some((id, block.lay(&choice.way)?))
            });
            Wish { request, block, choices, kept }
        })
        .collect();
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let mut taken = Vec::new();
    let mut fewest = usize::MAX;
    let musts = requests.iter().filter(|r| r.need == Need::Must).count();
    for n in 0..TRIES {
        // Who had no place comes first, and closer to the others.
        let gap = if n == 0 { GAP.0 } else { GAP.1 };
        let attempt = take_in(&order, &wishes, obstacles, gap, memory);
        let missing = |i: &usize| {
            wishes.get(*i).is_some_and(|w| w.request.need == Need::Must)
                && attempt.iter().all(|t| t.wish != *i)
        };
        let mut next: Vec<usize> = order.iter().copied().filter(missing).collect();
        let count = next.len();
        next.extend(order.iter().filter(|i| !missing(i)));
        if n % 2 == 1 {
            // Another order of those that must be there, lest the same ones push each other out.
            next.get_mut(count..musts).into_iter().for_each(<[usize]>::reverse);
        }
        if count < fewest {
            (fewest, taken) = (count, attempt);
        }
        if count == 0 {
            break;
        }
        order = next;
    }
    let had = memory.begin();
    let mut placed: Vec<Placed> = Vec::with_capacity(taken.len());
    for t in taken {
        let Some(wish) = wishes.get(t.wish) else { continue };
        memory.take(wish.request.key, t.id);
        let texts = wish.block.texts(&t.choice.way, t.layout.set);
        let Layout { boxes, leader, .. } = t.layout;
        placed.push(Placed { request: t.wish, texts, leader, boxes, choice: t.id });
    }
    memory.end(had);
    placed
}

/// Gives every wish, in this order, the cheapest choice that is free.
fn take_in(
    order: &[usize],
    wishes: &[Wish],
    obstacles: &Obstacles,
    gap: f64,
    memory: &Memory,
) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::with_capacity(order.len());
    for (n, i) in order.iter().enumerate() {
        let Some(wish) = wishes.get(*i) else { continue };
        let rest = order.get(n + 1..).unwrap_or_default();
        let must = wish.request.need == Need::Must;
        let waits = !must && memory.waits(wish.request.key);
        let mut best: Option<(f64, Taken)> = None;
        for choice in &wish.choices {
            let keeps = wish.kept.as_ref().is_some_and(|(id, _)| *id == choice.id);
            let least = choice.cost - if keeps { KEEP } else { 0.0 };
            if best.as_ref().is_some_and(|(cost, _)| least >= *cost) {
                continue;
            }
            let Some(layout) = wish.block.lay(&choice.way) else { continue };
            let gap = if keeps { GAP.1 } else { gap };
            if waits && !keeps {
                continue;
            }
            let shy = memory.is_moving() && !keeps && !must;
            let frame = obstacles.frame.inset(if shy { -COMFORT } else { 0.0 });
            if !is_free(&layout, gap, frame, wish.request, obstacles, &taken) {
                continue;
            }
            let Some(harm) = harm(&layout, wish.request, obstacles) else { continue };
            let cost = least + harm + driving_out(&layout, rest, wishes);
            if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                best = Some((cost, Taken { wish: *i, id: choice.id, choice: *choice, layout }));
            }
        }
        taken.extend(best.map(|(_, t)| t));
    }
    taken
}

/// Whether a label would stand clear of the frame, furniture, marks and the labels that have
/// their place.
fn is_free(
    l: &Layout,
    gap: f64,
    f: Rect,
    request: &Request,
    o: &Obstacles,
    taken: &[Taken],
) -> bool {
    let own = match request.anchor {
        Anchor::Mark(circle) => Some(circle),
        _ => None,
    };
    let others = || o.marks.iter().filter(|m| own.is_none_or(|c| c.center != m.center));
    // A leader cannot help but pass a mark that its own overlaps.
    let apart =
        |m: &&Circle| own.is_none_or(|c| (c.center - m.center).hypot() > c.radius + m.radius + 3.0);
    let inside = |b: &Turned| {
        let r = b.bounds();
        r.x0 >= f.x0 && r.y0 >= f.y0 && r.x1 <= f.x1 && r.y1 <= f.y1
    };
    l.boxes.iter().all(inside)
        && !l.boxes.iter().any(|b| {
            let wide = b.inflate(gap);
            let bounds = wide.bounds();
            o.rects.iter().any(|r| overlap(&bounds, r))
                || others().any(|m| wide.meets_disc(m))
                || taken.iter().any(|t| {
                    t.layout.boxes.iter().any(|other| wide.meets(other))
                        || t.layout.leader.is_some_and(|line| wide.meets_line(line))
                })
        })
        && l.leader.is_none_or(|leader| {
            !o.rects.iter().any(|r| line_meets_rect(leader, r))
                && !others().filter(apart).any(|m| line_meets_rect(leader, &around(m)))
                && !taken.iter().any(|t| {
                    t.layout.boxes.iter().any(|b| b.inflate(1.0).meets_line(leader))
                        || t.layout.leader.is_some_and(|line| lines_cross(line, leader))
                })
        })
}

/// The box around a mark.
fn around(m: &Circle) -> Rect {
    Rect::from_center_size(m.center, (2.0 * m.radius, 2.0 * m.radius))
}

/// What crossing the route and passing marks costs a label; `None` if it may not.
fn harm(l: &Layout, request: &Request, o: &Obstacles) -> Option<f64> {
    let bounds = l.boxes.iter().map(Turned::bounds).reduce(|a, b| a.union(b))?;
    let crosses = |line: &Line| {
        line_meets_rect(*line, &bounds) && l.boxes.iter().any(|b| b.meets_line(*line))
    };
    let pieces = o.lines.iter().filter(|line| crosses(line)).count();
    if pieces > 0 && request.need != Need::Must {
        return None;
    }
    let over = l.leader.is_some_and(|leader| o.lines.iter().any(|line| lines_cross(*line, leader)));
    let crossing = if pieces > 0 { CROSSING.0 + CROSSING.1 * pieces as f64 } else { 0.0 };
    let passed = match (l.leader, &request.anchor) {
        (Some(leader), Anchor::Mark(own)) => o
            .marks
            .iter()
            .filter(|m| m.center != own.center && line_meets_rect(leader, &around(m)))
            .count(),
        _ => 0,
    };
    Some(crossing + if over { LEADER_CROSSING } else { 0.0 } + PASSING * passed as f64)
}

/// What it costs to take the place of labels that are not yet there but were in the last picture.
fn driving_out(l: &Layout, rest: &[usize], wishes: &[Wish]) -> f64 {
    let mut cost = 0.0;
    for wish in rest.iter().filter_map(|i| wishes.get(*i)) {
        let Some((_, kept)) = &wish.kept else { continue };
        let met = l.boxes.iter().any(|b| kept.boxes.iter().any(|k| b.inflate(GAP.1).meets(k)))
            || l.leader.is_some_and(|line| kept.boxes.iter().any(|k| k.meets_line(line)));
        if met {
            cost += if wish.request.need == Need::May { DRIVING_OUT.1 } else { DRIVING_OUT.0 };
        }
    }
    cost
}

#[cfg(test)]
mod tests;
