//! How stable labels are while the map moves: how often one changes its side, or disappears and comes back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{Label, Look};
use common::{EN, picture, story, widget};
use darien_map::camera::{Camera, View};
use darien_map::geo::LonLat;
use darien_map::gestures::InputEvent;
use darien_map::story::PlaceKind;
use darien_map::widget::Widget;
use kurbo::{Point, Size, Vec2};
use std::collections::BTreeMap;

/// Frames of one movement.
const STEPS: usize = 100;

/// A label that moves farther than this against its place from one frame to the next has changed
/// its side, in CSS pixels.
const JUMP: f64 = 3.0;

/// A label that is gone, or there, for no more frames than this has flickered.
const FLICKER: usize = 10;

/// Where the movements begin; `None` = the whole route.
const STARTS: [(&str, Option<View>); 3] = [
    ("overview", None),
    ("Darién", Some(View { lon: -77.4, lat: 8.35, zoom: 8.0 })),
    ("border", Some(View { lon: -98.2, lat: 26.0, zoom: 7.5 })),
];

#[derive(Clone, Copy, Debug)]
enum Move {
    Pan(f64, f64),
    /// Levels a frame.
    Zoom(f64),
}

/// The movements from every start, in this order. The last goes back where the one before ended.
const MOVES: [(&str, Move); 6] = [
    ("pan east", Move::Pan(-3.0, 0.0)),
    ("pan west", Move::Pan(3.0, 0.0)),
    ("pan south", Move::Pan(0.0, -3.0)),
    ("pan north", Move::Pan(0.0, 3.0)),
    ("zoom in", Move::Zoom(0.02)),
    ("zoom out", Move::Zoom(-0.02)),
];

/// What a movement did to the labels.
#[derive(Clone, Copy, Debug, Default)]
struct Instability {
    /// Labels in all frames together.
    shown: usize,
    changes: usize,
    flickers: usize,
    /// How far labels slid that did not change their side, in CSS pixels.
    slid: f64,
}

impl Instability {
    fn share(&self) -> f64 {
        (self.changes + self.flickers) as f64 / self.shown.max(1) as f64
    }
}

/// The position of a label in one frame.
#[derive(Clone, Copy)]
struct Position {
    /// Left end, middle and right end of its foot: one of the three stays when its type grows.
    at: [Point; 3],
    /// The place it is beside, if that is a point, in degrees.
    by: Option<LonLat>,
}

/// A label from frame to frame: its text, and the number of the place it belongs to.
type Name = (Option<u32>, String);

/// The labels of the last picture. A label of two lines counts by its first; labels with the same name
/// are left out.
fn positions(map: &Widget) -> BTreeMap<Name, Position> {
    let look = Look::at(map.scene().0, map.settings().theme());
    let mut seen: Vec<u32> = Vec::new();
    let mut found = BTreeMap::new();
    let mut twice = Vec::new();
    // Labels of an inset do not move with the map.
    for label in look.labels.iter().filter(|l| !l.furniture && !look.in_inset(l)) {
        if let Some(owner) = label.owner {
            if seen.contains(&owner.0) {
                continue;
            }
            seen.push(owner.0);
        }
        let name = (label.owner.map(|o| o.0), label.text.text.clone());
        if found.insert(name.clone(), position_of(label)).is_some() {
            twice.push(name);
        }
    }
    // Labels with the same name cannot be seen apart.
    twice.iter().for_each(|name| {
        found.remove(name);
    });
    found
}

fn position_of(label: &Label) -> Position {
    let boxes = &label.boxes;
    let (first, last) = (boxes[0], boxes[boxes.len() - 1]);
    let middle = boxes[boxes.len() / 2];
    let place = label.owner.and_then(|ix| story().place(ix));
    let line = place.is_none_or(|p| matches!(p.kind, PlaceKind::River | PlaceKind::Border));
    Position {
        at: [first[3], middle[3].midpoint(middle[2]), last[2]],
        by: place.filter(|_| !line).map(|p| p.at),
    }
}

/// How far a label moved against its place, beyond what the zoom explains, in CSS pixels. What
/// is by no place is compared with the ground under it.
fn moved(a: &Position, b: &Position, before: &Camera, now: &Camera) -> f64 {
    let stretch = (now.scale() / before.scale()).max(before.scale() / now.scale()) - 1.0;
    let ends = a.at.into_iter().zip(b.at).map(|(p, q)| match b.by {
        Some(place) => {
            let (from, to) = (p - before.project(place), q - now.project(place));
            (to - from).hypot() - from.hypot() * stretch
        }
        None => (q - now.screen_from_world(before.world_from_screen(p))).hypot(),
    });
    ends.fold(f64::INFINITY, f64::min).max(0.0)
}

/// Makes one movement and counts. Jumps and flickers are added to `events`.
fn run(map: &mut Widget, what: &str, movement: Move, events: &mut Vec<String>) -> Instability {
    // Each step is one picture, not a flight.
    map.set_reduced_motion(true);
    let mut instability = Instability::default();
    let mut there: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
    picture(map, None);
    let mut last = (positions(map), map.viewpoint().camera());
    for step in 0..=STEPS {
        if step > 0 {
            let middle = map.viewpoint().camera().size.to_rect().center();
            match movement {
                Move::Pan(x, y) => map.pan_by(Vec2::new(x, y), 0.0),
                Move::Zoom(levels) => {
                    map.handle(InputEvent::Wheel { at: middle, delta: -400.0 * levels }, 0.0);
                }
            }
            picture(map, None);
        }
        let (now, camera) = (positions(map), map.viewpoint().camera());
        for (name, b) in &now {
            there.entry(name.clone()).or_default().push(step);
            instability.shown += 1;
            let Some(a) = last.0.get(name) else { continue };
            let by = moved(a, b, &last.1, &camera);
            if by > JUMP {
                instability.changes += 1;
                events.push(format!("{what}, frame {step}: “{}” moves {by:.1} px", name.1));
            } else {
                instability.slid += by;
            }
        }
        last = (now, camera);
    }
    for (name, steps) in there {
        for (kind, frame) in flickers(&steps) {
            instability.flickers += 1;
            events.push(format!("{what}, frame {frame}: “{}” {kind}", name.1));
        }
    }
    instability
}

/// Short absences and short appearances of a label that is there in these frames.
fn flickers(steps: &[usize]) -> Vec<(&'static str, usize)> {
    let mut found = Vec::new();
    let mut since = steps.first().copied().unwrap_or(0);
    for pair in steps.windows(2).filter(|p| p[1] > p[0] + 1) {
        if pair[1] - pair[0] - 1 <= FLICKER {
            found.push(("goes and comes back", pair[0] + 1));
        }
        if since > 0 && pair[0] - since < FLICKER {
            found.push(("comes and goes", since));
        }
        since = pair[1];
    }
    let end = steps.last().copied().unwrap_or(0);
    if since > 0 && end < STEPS && end - since < FLICKER {
        found.push(("comes and goes", since));
    }
    found
}

#[test]
fn a_short_absence_or_appearance_counts_as_a_flicker() {
    let frames = |ranges: &[(usize, usize)]| -> Vec<usize> {
        ranges.iter().flat_map(|(a, b)| *a..=*b).collect()
    };
    let count = |ranges: &[(usize, usize)]| flickers(&frames(ranges)).len();
    assert_eq!(count(&[(0, 100)]), 0);
    assert_eq!(count(&[(0, 40)]), 0, "it leaves for good");
    assert_eq!(count(&[(0, 40), (45, 100)]), 1);
    assert_eq!(count(&[(0, 40), (60, 100)]), 0, "it comes back much later");
    assert_eq!(count(&[(50, 55)]), 1);
    assert_eq!(count(&[(96, 100)]), 0, "who knows how long it stays");
    assert_eq!(count(&[(0, 40), (44, 46), (80, 100)]), 2);
}

/// Every movement in one box, and what happened in them.
fn run_all_movements(size: Size) -> (Vec<(String, Instability)>, Vec<String>) {
    let mut map = widget(size, EN);
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for (start, view) in STARTS {
        for (way, movement) in MOVES {
            match (view, way) {
                (_, "zoom out") => {}
                (Some(view), _) => map.jump_to(view),
                (None, _) => map.load_story(common::STORY).unwrap(),
            }
            let what = format!("{}×{} {start}, {way}", size.width, size.height);
            let instability = run(&mut map, &what, movement, &mut events);
            rows.push((what, instability));
        }
    }
    (rows, events)
}

#[test]
fn labels_keep_their_places_while_the_map_moves() {
    let sizes = [Size::new(1280.0, 800.0), Size::new(360.0, 640.0)];
    let runs = std::thread::scope(|scope| {
        let runs = sizes.map(|size| scope.spawn(move || run_all_movements(size)));
        runs.map(|run| run.join().unwrap())
    });
    let rows = runs.iter().flat_map(|(rows, _)| rows);
    let events = runs.iter().flat_map(|(_, events)| events);
    let mut all = Instability::default();
    for (what, u) in rows {
        let percent = u.share() * 100.0;
        let slid = u.slid / u.shown.max(1) as f64;
        eprintln!(
            "{what:32} {:5} labels {:3} changes {:3} flickers {percent:6.2} % {slid:6.2} px slid",
            u.shown, u.changes, u.flickers
        );
        all.shown += u.shown;
        all.changes += u.changes;
        all.flickers += u.flickers;
        all.slid += u.slid;
    }
    let all_events: Vec<_> = events.collect();
    if let Ok(p) = std::env::var("DARIEN_EVENTS") {
        std::fs::write(p, all_events.iter().map(|e| format!("{e}\n")).collect::<String>()).unwrap();
    }
    let first = all_events.iter().take(20).map(|e| format!("\n  {e}")).collect::<String>();
    let percent = all.share() * 100.0;
    eprintln!("in all {all:?}: {percent:.2} %");
    assert!(all.shown > 20_000, "{all:?}");
    assert!(percent < 0.5, "{percent:.2} % of {} labels are unsteady: {all:?}{first}", all.shown);
}
