//! Finds every label its place.

use super::boxes::{lines_cross, overlap};
use super::choices::{self, Block, Choice};
use super::layout::{GAP, Layout};
use super::memory::Memory;
use super::request::{Obstacles, Placed, Priority, Request};
use super::room::Room;
use crate::text::MeasureText;
use core::cell::OnceCell;
use kurbo::Rect;
use std::rc::Rc;

/// What it costs to drive another label from its place: one that must be there, and one that may.
const DISPLACEMENT: (f64, f64) = (30.0, 12.0);

/// Staying where it was saves this: more than any difference between two sides of a mark.
const KEEP: f64 = 9.0;

/// A label that may be left out takes a new place only this far inside the frame, in CSS pixels: else
/// a moving map would push it along before its edge.
const COMFORT: f64 = 28.0;

/// How often the labels that must be there are tried anew, those without a place first: so often if
/// they are no more than this, less often if they are more, for then many will have none anyway.
const TRIES: usize = 12;
const FEW: usize = 25;
const LEAST_TRIES: usize = 2;

/// A choice that keeps clear of everything but other labels.
struct Stand {
    layout: Layout,
    /// See [`Layout::reach`].
    reach: Rect,
    /// What it costs, driving out others left aside.
    cost: f64,
}

/// One label's request, measured.
struct Candidates<'a> {
    request: &'a Request,
    block: Block<'a>,
    choices: Vec<Choice>,
    /// How each choice would stand, once somebody asked; `None` = not at all.
    stands: Vec<OnceCell<Option<Rc<Stand>>>>,
    /// Which of its choices it took last time, if that is still one, and how far that reaches.
    kept: Option<(usize, Layout, Rect)>,
}

/// A choice taken.
struct Taken {
    candidate: usize,
    choice: Choice,
    stand: Rc<Stand>,
}

/// Finds every label its place. `memory` is read and then holds what was taken this time.
pub fn place(
    requests: &[Request],
    obstacles: &Obstacles,
    measure: &dyn MeasureText,
    memory: &mut Memory,
) -> Vec<Placed> {
    let room = Room::new(obstacles);
    let mut candidates: Vec<Candidates> = requests
        .iter()
        .map(|request| {
            let block = Block::new(request, measure);
            let choices = choices::of(request);
            let kept = memory.choice(request.key).and_then(|id| {
                let index = choices.iter().position(|c| c.id == id)?;
                let layout = block.lay(&choices.get(index)?.placement)?;
                let reach = layout.reach();
                Some((index, layout, reach))
            });
            let stands = choices.iter().map(|_| OnceCell::new()).collect();
            Candidates { request, block, choices, stands, kept }
        })
        .collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let mut taken = Vec::new();
    let mut fewest = usize::MAX;
    let musts = requests.iter().filter(|r| r.priority == Priority::Required).count();
    let mut tried: Vec<(usize, Vec<usize>)> = Vec::new();
    for n in 0..(TRIES * FEW / musts.max(1)).clamp(LEAST_TRIES, TRIES) {
        // Who had no place comes first, and closer to the others.
        let gap = if n == 0 { GAP.0 } else { GAP.1 };
        if n == 1 {
            for candidate in &mut candidates {
                candidate.stands.iter_mut().for_each(|s| drop(s.take()));
            }
        }
        // From an order there was before all would go round in the same circle.
        if n > 0 && tried.iter().any(|(m, before)| m % 2 == n % 2 && *before == order) {
            break;
        }
        let attempt = take_in(&order, &candidates, &room, obstacles.frame, gap, memory);
        let mut without: Vec<bool> =
            requests.iter().map(|r| r.priority == Priority::Required).collect();
        for t in &attempt {
            without.get_mut(t.candidate).into_iter().for_each(|w| *w = false);
        }
        let missing = |i: &usize| without.get(*i).is_some_and(|w| *w);
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
        let before = core::mem::replace(&mut order, next);
        if n > 0 {
            tried.push((n, before));
        }
    }
    let had = memory.begin();
    let mut placed: Vec<Placed> = Vec::with_capacity(taken.len());
    for Taken { candidate: request, choice, stand } in taken {
        let Some(candidate) = candidates.get(request) else { continue };
        memory.take(candidate.request.key, choice.id);
        let texts = candidate.block.texts(&stand.layout);
        let (boxes, leader) = (stand.layout.boxes.clone(), stand.layout.leader);
        placed.push(Placed { request, texts, leader, boxes, choice: choice.id });
    }
    memory.end(had);
    placed
}

/// Gives every candidate, in this order, the cheapest choice that is free.
fn take_in(
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
        let must = candidate.request.priority == Priority::Required;
        let waits = !must && memory.waits(candidate.request.key);
        let mut best: Option<(f64, &Choice, &Rc<Stand>)> = None;
        // What it had comes first: then little else is cheap enough to be looked at.
        let kept = candidate.kept.as_ref().map(|(index, ..)| *index);
        let others = (0..candidate.choices.len()).filter(|i| kept != Some(*i));
        for index in kept.into_iter().chain(others) {
            let keeps = kept == Some(index);
            let pair = candidate.choices.get(index).zip(candidate.stands.get(index));
            let Some((choice, stand)) = pair else { continue };
            let least = choice.cost - if keeps { KEEP } else { 0.0 };
            let worse = |cost: f64| best.is_some_and(|(least, ..)| cost >= least);
            if worse(least) || waits && !keeps {
                continue;
            }
            let gap = if keeps { GAP.1 } else { gap };
            let stand = stand.get_or_init(|| {
                let layout = candidate.block.lay(&choice.placement)?;
                let shy = memory.is_moving() && !keeps && !must;
                let frame = frame.inset(if shy { -COMFORT } else { 0.0 });
                let cost = least + room.cost(&layout, gap, frame, candidate.request)?;
                Some(Rc::new(Stand { reach: layout.reach(), layout, cost }))
            });
            let Some(stand) = stand else { continue };
            if worse(stand.cost) || taken.iter().any(|t| in_the_way(stand, gap, &t.stand)) {
                continue;
            }
            let cost = stand.cost + displacement_cost(stand, rest, candidates);
            if !worse(cost) {
                best = Some((cost, choice, stand));
            }
        }
        taken.extend(best.map(|(_, choice, stand)| Taken {
            candidate: *i,
            choice: *choice,
            stand: Rc::clone(stand),
        }));
    }
    taken
}

/// Whether a label that has its place is nearer than `gap` CSS pixels, or one's leader crosses the
/// other.
fn in_the_way(stand: &Stand, gap: f64, other: &Stand) -> bool {
    let (l, o) = (&stand.layout, &other.layout);
    overlap(&stand.reach, &other.reach)
        && (l.boxes.iter().any(|b| {
            let wide = b.inflate(gap);
            o.boxes.iter().any(|other| wide.meets(other))
                || o.leader.is_some_and(|line| wide.meets_line(line))
        }) || l.leader.is_some_and(|leader| {
            o.boxes.iter().any(|b| b.inflate(1.0).meets_line(leader))
                || o.leader.is_some_and(|line| lines_cross(line, leader))
        }))
}

/// What it costs to take the place of labels that are not yet there but were in the last picture.
fn displacement_cost(stand: &Stand, rest: &[usize], candidates: &[Candidates]) -> f64 {
    let mut cost = 0.0;
    let l = &stand.layout;
    for candidate in rest.iter().filter_map(|i| candidates.get(*i)) {
        let Some((_, kept, reach)) = &candidate.kept else { continue };
        if !overlap(&stand.reach, reach) {
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
