//! Places labels: a greedy search over their candidates, repeated for required labels.

use super::boxes::{Turned, lines_cross, overlap};
use super::choices::{self, Block, Choice};
use super::layout::{GAP, Layout, Set};
use super::memory::Memory;
use super::request::{Anchor, Lands, Obstacles, Placed, Priority, Request};
use super::room::Room;
use crate::text::MeasureText;
use core::cell::OnceCell;
use kurbo::Rect;
use std::rc::Rc;

/// The cost of displacing another label: one that is required or preferred, and one that is optional.
const DISPLACEMENT: (f64, f64) = (30.0, 12.0);

/// The bonus for the position of the last composition: more than any difference between two sides of a mark.
const KEEP: f64 = 9.0;

/// The least distance between two names along lines, in CSS pixels: a border and a river may run side by side, and their
/// names would be read as one.
const SIDE_BY_SIDE: f64 = 20.0;

/// Two names side by side in one row are so many times as far from each other as names below each other: they would be read as one.
const IN_A_ROW: f64 = 2.5;

/// A label that may be left out takes a new position only this far inside the frame, in CSS pixels. Otherwise a
/// moving map would push it along the edge.
const COMFORT: f64 = 28.0;

/// The largest number of attempts. In each, required labels without a position come first. With more than
/// [`FEW`] required labels there are fewer attempts, because many of them will have no position anyway.
const TRIES: usize = 12;
const FEW: usize = 25;
const LEAST_TRIES: usize = 2;

/// How a candidate fits among the obstacles, without regard to other labels.
struct Fit {
    layout: Layout,
    /// See [`Layout::reach`].
    reach: Rect,
    /// Its cost, without that of displacing others.
    cost: f64,
    /// Whether its text or its leader line is over the route.
    crosses: bool,
}

/// A request with its candidates.
struct Candidates<'a> {
    request: &'a Request,
    block: Block<'a>,
    choices: Vec<Choice>,
    /// How each candidate fits, computed lazily; `None` if it does not.
    fits: Vec<OnceCell<Option<Rc<Fit>>>>,
    /// The index, layout and reach of the candidate that it had in the last composition, if it still exists.
    kept: Option<(usize, Layout, Rect)>,
}

/// A label with its position.
struct Taken {
    candidate: usize,
    choice: Choice,
    fit: Rc<Fit>,
}

/// Places labels. `memory` has the positions of the last composition, and then those of this one.
pub fn place(
    requests: &[Request],
    obstacles: &Obstacles,
    lands: &dyn Lands,
    measure: &dyn MeasureText,
    memory: &mut Memory,
) -> Vec<Placed> {
    let room = Room::new(obstacles, lands);
    let mut candidates: Vec<Candidates> = requests
        .iter()
        .map(|request| {
            let block = Block::new(request, measure);
            let choices = choices::of(request);
            let kept = memory.choice(request.key).and_then(|id| {
                let index = choices.iter().position(|c| c.id == id)?;
                let layout = block.lay_out(&choices.get(index)?.placement)?;
                let reach = layout.reach();
                Some((index, layout, reach))
            });
            let fits = choices.iter().map(|_| OnceCell::new()).collect();
            Candidates { request, block, choices, fits, kept }
        })
        .collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let mut taken = Vec::new();
    let mut fewest = (usize::MAX, usize::MAX);
    let required_count = requests.iter().filter(|r| r.priority.is_expected()).count();
    let mut tried: Vec<(usize, Vec<usize>)> = Vec::new();
    for n in 0..(TRIES * FEW / required_count.max(1)).clamp(LEAST_TRIES, TRIES) {
        // From the second attempt on, labels without a position come first, then those over the route, and the gaps
        // are smaller.
        let gap = if n == 0 { GAP.0 } else { GAP.1 };
        if n == 1 {
            for candidate in &mut candidates {
                candidate.fits.iter_mut().for_each(|s| drop(s.take()));
            }
        }
        // An order that was tried before would lead to the same attempts again.
        if n > 0 && tried.iter().any(|(m, before)| m % 2 == n % 2 && *before == order) {
            break;
        }
        let attempt = place_in_order(&order, &candidates, &room, obstacles.frame, gap, memory);
        let mut troubled: Vec<bool> = requests.iter().map(|r| r.priority.is_expected()).collect();
        let mut crossing = 0;
        for t in &attempt {
            crossing += usize::from(t.fit.crosses);
            troubled.get_mut(t.candidate).into_iter().for_each(|w| *w = t.fit.crosses);
        }
        let is_troubled = |i: &usize| troubled.get(*i).is_some_and(|w| *w);
        let mut next: Vec<usize> = order.iter().copied().filter(is_troubled).collect();
        let count = next.len();
        next.extend(order.iter().filter(|i| !is_troubled(i)));
        if n % 2 == 1 {
            // Reverse the order of the other required labels, so that not the same ones displace each other
            // again.
            next.get_mut(count..required_count).into_iter().for_each(<[usize]>::reverse);
        }
        // First of all, no required label may be missing.
        if (count - crossing, crossing) < fewest {
            (fewest, taken) = ((count - crossing, crossing), attempt);
        }
        if count == 0 {
            break;
        }
        let before = core::mem::replace(&mut order, next);
        if n > 0 {
            tried.push((n, before));
        }
    }
    let had = memory.begin();
    let mut placed: Vec<Placed> = Vec::with_capacity(taken.len());
    for Taken { candidate: request, choice, fit } in taken {
        let Some(candidate) = candidates.get(request) else { continue };
        memory.take(candidate.request.key, choice.id);
        let texts = candidate.block.texts(&fit.layout);
        let (boxes, leader) = (fit.layout.boxes.clone(), fit.layout.leader);
        placed.push(Placed { request, texts, leader, boxes, choice: choice.id });
    }
    memory.end(had);
    placed
}

/// Gives each label, in this order, its cheapest free candidate.
fn place_in_order(
    order: &[usize],
    candidates: &[Candidates],
    room: &Room,
    frame: Rect,
    gap: f64,
    memory: &Memory,
) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::with_capacity(order.len());
    for (n, i) in order.iter().enumerate() {
        let Some(candidate) = candidates.get(*i) else { continue };
        let rest = order.get(n + 1..).unwrap_or_default();
        let required = candidate.request.priority.is_expected();
        let waits = !required && memory.must_wait(candidate.request.key);
        let mut best: Option<(f64, &Choice, &Rc<Fit>)> = None;
        // The last position is tested first: most other candidates are then too expensive to be laid out.
        let kept = candidate.kept.as_ref().map(|(index, ..)| *index);
        let others = (0..candidate.choices.len()).filter(|i| kept != Some(*i));
        for index in kept.into_iter().chain(others) {
            let keeps = kept == Some(index);
            let pair = candidate.choices.get(index).zip(candidate.fits.get(index));
            let Some((choice, fit)) = pair else { continue };
            let least = choice.cost - if keeps { KEEP } else { 0.0 };
            let worse = |cost: f64| best.is_some_and(|(least, ..)| cost >= least);
            if worse(least) || waits && !keeps {
                continue;
            }
            let gap = if keeps { GAP.1 } else { gap };
            let fit = fit.get_or_init(|| {
                let layout = candidate.block.lay_out(&choice.placement)?;
                let needs_margin = memory.is_moving() && !keeps && !required;
                let frame = frame.inset(if needs_margin { -COMFORT } else { 0.0 });
                let (cost, crosses) = room.cost(&layout, gap, frame, candidate.request)?;
                let cost = least + cost;
                Some(Rc::new(Fit { reach: layout.reach(), layout, cost, crosses }))
            });
            let Some(fit) = fit else { continue };
            if worse(fit.cost) || taken.iter().any(|t| conflicts(fit, gap, &t.fit)) {
                continue;
            }
            let cost = fit.cost + displacement_cost(fit, rest, candidates);
            if !worse(cost) {
                best = Some((cost, choice, fit));
            }
        }
        taken.extend(best.map(|(_, choice, fit)| Taken {
            candidate: *i,
            choice: *choice,
            fit: Rc::clone(fit),
        }));
    }
    taken
}

/// Whether a placed label is nearer than `gap` CSS pixels, or its leader line crosses that of the other. Two names
/// along lines are farther from each other.
fn conflicts(fit: &Fit, gap: f64, other: &Fit) -> bool {
    let (l, o) = (&fit.layout, &other.layout);
    let both_along = matches!((&l.set, &o.set), (Set::Along(_), Set::Along(_)));
    let both_blocks = matches!((&l.set, &o.set), (Set::Block(..), Set::Block(..)));
    let (gap, more) = if both_along { (SIDE_BY_SIDE, SIDE_BY_SIDE) } else { (gap, 0.0) };
    let apart = if both_blocks { gap * (IN_A_ROW - 1.0) } else { 0.0 };
    overlap(&fit.reach.inflate(more + apart, more), &other.reach)
        && (l.boxes.iter().any(|b| {
            let wide = b.inflate(gap);
            let in_a_row = |other: &Turned| {
                let level = (b.center.y - other.center.y).abs() < b.half.y.min(other.half.y);
                level && wide.widen(apart).meets(other)
            };
            o.boxes.iter().any(|other| wide.meets(other) || both_blocks && in_a_row(other))
                || o.leader.is_some_and(|line| wide.meets_line(line))
        }) || l.leader.is_some_and(|leader| {
            o.boxes.iter().any(|b| b.inflate(1.0).meets_line(leader))
                || o.leader.is_some_and(|line| lines_cross(line, leader))
        }))
}

/// The cost of displacing labels that are placed later but had a position in the last composition.
fn displacement_cost(fit: &Fit, rest: &[usize], candidates: &[Candidates]) -> f64 {
    let mut cost = 0.0;
    let l = &fit.layout;
    for candidate in rest.iter().filter_map(|i| candidates.get(*i)) {
        let Some((_, kept, reach)) = &candidate.kept else { continue };
        if matches!(candidate.request.anchor, Anchor::Dot(_)) || !overlap(&fit.reach, reach) {
            continue;
        }
        let met = l.boxes.iter().any(|b| kept.boxes.iter().any(|k| b.inflate(GAP.1).meets(k)))
            || l.leader.is_some_and(|line| kept.boxes.iter().any(|k| k.meets_line(line)));
        if met {
            cost += if candidate.request.priority == Priority::Optional {
                DISPLACEMENT.1
            } else {
                DISPLACEMENT.0
            };
        }
    }
    cost
}
