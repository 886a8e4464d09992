//! The camera of a chapter, of what the reader has chosen, or of the whole route moves aside, and farther away, until nothing that lies over the map covers what it
//! shows.

use crate::camera::Camera;
use crate::label::{line_meets_rect, part_in_rect};
use crate::line_pyramid::LinePyramid;
use crate::mercator::km_per_world;
use crate::plot::Plot;
use crate::settings::Settings;
use crate::story::{PlaceIx, PlaceKind, Rank, Story};
use kurbo::{Line, Point, Rect, Size, Vec2};

/// How far the camera moves away: the zoom levels of one step, the most steps, and what a step costs, in CSS pixels of moving
/// aside.
const ZOOM_STEP: f64 = 0.1;
const ZOOM_STEPS: u32 = 12;
const ZOOM_COST: f64 = 32.0;

/// How far it moves aside: at most this part of what is free of the box, in so many steps to each side.
const ASIDE: f64 = 0.32;
const STEPS: i32 = 12;

/// What it costs to cover something, in CSS pixels of moving aside: a place that the chapter is about, a piece of its lines, another
/// place, a piece of another line; and all others together, at most.
const OWN_PLACE: f64 = 4000.0;
const OWN_LINE: f64 = 400.0;
const OTHER_PLACE: f64 = 30.0;
const OTHER_LINE: f64 = 3.0;
const OTHERS: f64 = 80.0;

/// What is kept free around a place and beside a line, in CSS pixels: a mark with its edge, half a stroke. The circle of a place
/// that is known only roughly gets at most the last of these.
const AROUND: f64 = 11.0;
const BESIDE: f64 = 5.0;
const ROUGH: f64 = 64.0;

/// The distance from the edge of what is free of the box, in CSS pixels.
pub const EDGE: f64 = 14.0;

/// A piece of a line is at least this long, in CSS pixels, and so many pieces and places are compared with what lies over the map; of
/// more only some.
const PIECE: f64 = 8.0;
const MOST_PIECES: usize = 256;
const MOST_PLACES: usize = 64;

/// In a story of more places than this, the lines of others than a chapter's own are not compared.
const MOST_WITH_LINES: usize = 1000;

/// In a story of very many places, those that a view so many zoom levels farther away would show are compared.
const OVERVIEW: f64 = 2.0;

/// A strip at the foot of the box that is lower than this, in CSS pixels, has the credits.
const STRIP: f64 = 60.0;
const FOOT: f64 = 24.0;

/// What the page shows over a box of this size, in CSS pixels. The credits, which are as wide as the view wants, are a strip from side to
/// side, at least as high as it was `before`.
pub fn taken(settings: &Settings, size: Size, before: &[Rect]) -> Vec<Rect> {
    let is_strip = |r: &Rect| {
        let beside = settings.padding().y1 == 0.0;
        beside && r.y1 > size.height - FOOT && r.height() < STRIP
    };
    let all = settings.obstacles();
    let strips = all.iter().chain(before).filter(|r| is_strip(r)).map(|r| r.y0);
    let strip = strips.reduce(f64::min).map(|y| Rect::new(0.0, y, size.width, size.height));
    all.iter().filter(|r| !is_strip(r)).chain(&strip).copied().collect()
}

/// What a chapter is about, or what the reader has chosen: its places, and what its bounds show of the route. And what else may be in
/// sight.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    own_places: Vec<Spot>,
    own_lines: Vec<Line>,
    places: Vec<Spot>,
    lines: Vec<Line>,
}

/// A place, in world coordinates, and what is kept free around it, in CSS pixels.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: Point,
    reach: f64,
}

/// A camera that was found, and what it costs, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clear {
    /// The camera.
    pub camera: Camera,
    /// The cost: small if the camera moved little, large if something is still covered.
    pub cost: f64,
}

impl Subject {
    /// The subject of a view that is about these places and shows `bounds`, in world coordinates, through this camera. `None` is the
    /// whole route with its stops. Of the legs each `every_leg`-th is a part of it.
    pub fn new(
        story: &Story,
        plot: &Plot,
        about: Option<&[PlaceIx]>,
        bounds: Rect,
        camera: &Camera,
        every_leg: usize,
    ) -> Self {
        let mut subject = Self::default();
        let own = about.unwrap_or_default();
        // Moving farther away brings more into sight.
        let sight = camera.visible().inflate(bounds.width(), bounds.height());
        // Of very many others, those of an overview will do.
        let part = (camera.zoom - OVERVIEW, sight);
        for ix in plot.place_pyramid.candidates(story, part, &[own]) {
            let place = story.place(ix).zip(plot.at.get(ix.0 as usize));
            let Some((place, at)) =
                place.filter(|(place, at)| place.has_mark() && sight.contains(**at))
            else {
                continue;
            };
            let inside = match about {
                Some(_) => bounds.contains(*at),
                None => place.kind == PlaceKind::Stop,
            };
            let mut reach = AROUND;
            if inside && place.accuracy_km > 0.0 && own.contains(&ix) {
                let radius = place.accuracy_km / km_per_world(at.y) * camera.scale();
                reach = radius.clamp(AROUND, ROUGH);
            }
            let list = if inside { &mut subject.own_places } else { &mut subject.places };
            list.push(Spot { at: *at, reach });
        }
        // Its own lines, and those of the other rivers and borders that the story is about.
        let few = about.is_some() && story.places.len() <= MOST_WITH_LINES;
        for (i, place) in story.places.iter().enumerate().filter(|_| few) {
            if place.rank == Rank::Main && !own.contains(&PlaceIx(i as u32)) {
                for line in plot.lines.get(i).into_iter().flatten() {
                    subject.add_line(line, camera, bounds, sight);
                }
            }
        }
        for ix in own {
            for line in plot.lines.get(ix.0 as usize).into_iter().flatten() {
                subject.add_line(line, camera, bounds, sight);
            }
        }
        for (leg, line) in story.legs.iter().zip(&plot.legs).step_by(every_leg) {
            if leg.mode.is_route() {
                subject.add_line(line, camera, bounds, sight);
            }
        }
        thin(&mut subject.own_places, MOST_PLACES);
        thin(&mut subject.places, MOST_PLACES);
        thin(&mut subject.own_lines, MOST_PIECES);
        thin(&mut subject.lines, MOST_PIECES);
        subject
    }

    /// Adds the outline of an area in `bounds`, in world coordinates.
    pub fn add_outline(&mut self, points: &[Point], camera: &Camera, bounds: Rect) {
        self.add_points(points, PIECE / camera.scale(), bounds, bounds);
        thin(&mut self.own_lines, MOST_PIECES);
    }

    /// Adds the pieces of a line that are in sight.
    #[inline(never)]
    fn add_line(&mut self, line: &LinePyramid, camera: &Camera, bounds: Rect, sight: Rect) {
        for strand in line.seen(camera.zoom, sight) {
            if strand.may_be_in(sight) {
                self.add_points(&strand.points, PIECE / camera.scale(), bounds, sight);
            }
        }
    }

    /// The same for a part of a line. Each piece is at least so long; those in `bounds` are what the chapter is about.
    fn add_points(&mut self, points: &[Point], least: f64, bounds: Rect, sight: Rect) {
        let Some((mut from, rest)) = points.split_first().map(|(from, rest)| (*from, rest)) else {
            return;
        };
        for (i, to) in rest.iter().enumerate() {
            if (*to - from).hypot2() < least * least && i + 1 < rest.len() {
                continue;
            }
            let piece = Line::new(from, *to);
            self.own_lines.extend(part_in_rect(piece, &bounds));
            if !(bounds.contains(from) && bounds.contains(*to)) {
                self.lines.extend(part_in_rect(piece, &sight));
            }
            from = *to;
        }
    }

    /// The camera nearest to this one, which fits the chapter's bounds into `free`, that has the subject clear of `covers`; if there
    /// is none, the one that leaves the least covered. Both are in CSS pixels.
    pub fn clear(&self, camera: &Camera, free: Rect, covers: &[Rect]) -> Clear {
        let step = Vec2::new(free.width(), free.height()) * (ASIDE / f64::from(STEPS));
        let mut best = Clear { camera: *camera, cost: f64::INFINITY };
        for away in 0..=ZOOM_STEPS {
            let zoom_cost = f64::from(away) * ZOOM_COST;
            if zoom_cost >= best.cost {
                break;
            }
            let there = camera.zoom_about(free.center(), f64::from(away) * -ZOOM_STEP);
            let view = self.seen_by(&there);
            for ring in 0..=STEPS {
                if zoom_cost + f64::from(ring) * step.x.min(step.y) >= best.cost {
                    break;
                }
                let mut attempt = |x: i32, y: i32| {
                    let aside = Vec2::new(f64::from(x) * step.x, f64::from(y) * step.y);
                    let cost = zoom_cost + aside.hypot();
                    let most = best.cost - cost;
                    if most > 0.0 {
                        let cost = cost + view.covered(aside, free, covers, most);
                        if cost < best.cost {
                            best = Clear { camera: there.pan_by(aside), cost };
                        }
                    }
                };
                for i in -ring..=ring {
                    attempt(i, -ring);
                    if ring > 0 {
                        attempt(i, ring);
                    }
                }
                for i in 1 - ring..ring {
                    attempt(-ring, i);
                    attempt(ring, i);
                }
            }
        }
        best
    }

    /// Whether a rectangle covers a part of what the chapter is about, in CSS pixels of this camera.
    pub fn is_under(&self, camera: &Camera, rect: Rect) -> bool {
        let seen = self.seen_by(camera);
        let places = seen.own_places.iter().any(|spot| spot.is_in(Vec2::ZERO, &rect));
        places || seen.own_lines.iter().any(|line| line_meets_rect(*line, &rect))
    }

    /// Whether a rectangle is on or beside a piece of any line in sight, in CSS pixels of this camera.
    pub fn is_any_line_under(&self, camera: &Camera, rect: Rect) -> bool {
        let (to_screen, rect) = (camera.projection(), rect.inflate(BESIDE, BESIDE));
        let mut lines = self.own_lines.iter().chain(&self.lines);
        lines.any(|l| line_meets_rect(Line::new(to_screen(l.p0), to_screen(l.p1)), &rect))
    }

    /// The subject in CSS pixels of a camera.
    fn seen_by(&self, camera: &Camera) -> Self {
        let to_screen = camera.projection();
        let spots = |list: &[Spot]| {
            list.iter().map(|spot| Spot { at: to_screen(spot.at), ..*spot }).collect()
        };
        let lines = |list: &[Line]| {
            list.iter().map(|line| Line::new(to_screen(line.p0), to_screen(line.p1))).collect()
        };
        Self {
            own_places: spots(&self.own_places),
            own_lines: lines(&self.own_lines),
            places: spots(&self.places),
            lines: lines(&self.lines),
        }
    }

    /// What it costs that this is covered once all is moved by `aside`, all in CSS pixels. From `most` on it is not worked out further.
    fn covered(&self, aside: Vec2, free: Rect, covers: &[Rect], most: f64) -> f64 {
        let room = free.inset(-EDGE);
        let mut cost = 0.0;
        for spot in &self.own_places {
            let lost = !room.contains(spot.at + aside);
            if lost || covers.iter().any(|rect| spot.is_in(aside, rect)) {
                cost += OWN_PLACE;
                if cost >= most {
                    return cost;
                }
            }
        }
        let meets = |line: &Line| {
            covers.iter().any(|rect| line_meets_rect(*line, &rect.inflate(BESIDE, BESIDE)))
        };
        for line in &self.own_lines {
            let line = *line + aside;
            if !free.contains(line.p0.midpoint(line.p1)) || meets(&line) {
                cost += OWN_LINE;
                if cost >= most {
                    return cost;
                }
            }
        }
        let mut others = 0.0;
        for spot in &self.places {
            let covered = covers.iter().any(|rect| spot.is_in(aside, rect));
            others += if covered { OTHER_PLACE } else { 0.0 };
        }
        for line in &self.lines {
            if others >= OTHERS {
                return cost + OTHERS;
            }
            others += if meets(&(*line + aside)) { OTHER_LINE } else { 0.0 };
        }
        cost + others.min(OTHERS)
    }
}

impl Spot {
    /// Whether it is in a rectangle once it is moved by `aside`.
    fn is_in(&self, aside: Vec2, rect: &Rect) -> bool {
        rect.inflate(self.reach, self.reach).contains(self.at + aside)
    }
}

/// Keeps at most `most` of a list.
fn thin<T: Copy>(list: &mut Vec<T>, most: usize) {
    let step = list.len().div_ceil(most).max(1);
    let kept = list.len().div_ceil(step);
    for i in 0..kept {
        list[i] = list[i * step];
    }
    list.truncate(kept);
}
