//! Where insets have room in the view of the whole route.

use super::frame::Frame;
use crate::basemap::manifest::NameKind;
use crate::camera::Camera;
use crate::label::{Grid, Obstacles, line_meets_rect, lines_cross, overlap};
use crate::mercator::{MIDDLE, beside};
use crate::scanlines::Scanlines;
use crate::story::{PlaceKind, Rank};
use kurbo::{Line, Point, Rect, Size};

/// The widths that an inset may have in a wide box and in a narrow one, the best first, in CSS pixels, and how many times
/// as wide as its window it must be.
const WIDE: [f64; 4] = [222.0, 190.0, 160.0, 132.0];
const NARROW: [f64; 3] = [120.0, 108.0, 98.0];
const LEAST_GAIN: f64 = 1.8;

/// An inset is at least and at most this high for its width, without its tab.
const SHAPES: (f64, f64) = (0.5, 1.5);

/// If the free part of the box is smaller than this (in CSS pixels), the names of stops need the room: only the first inset
/// of the story is shown, and only where it covers no such name.
const ROOMY: Size = Size::new(640.0, 560.0);

/// The height of the tab over an inset, in CSS pixels.
pub(super) const TAB: f64 = 24.0;

/// The room that is kept for the name of a stop: to the right, and above and below, in CSS pixels.
const NAME: (f64, f64) = (160.0, 24.0);

/// An inset farther than this from its window is left out, in CSS pixels: the eye would not see that they belong
/// together.
const BESIDE: f64 = 120.0;

/// The costs of a place for an inset: for each step to a smaller width (the most important inset is as large as it can be,
/// the others are rather smaller than over land), for the square of each CSS pixel from its window,
/// for each twenty-fifth of it that is over land, for each piece of the curve of a sea's name that it is over, once
/// if the names of stops must go to another side, and for an inset that is not the most important one if the names in its window must.
const SMALLER: [f64; 2] = [1000.0, 9.0];
const FAR: f64 = 1.0 / 200.0;
const LAND: f64 = 6.0;
const SEA_NAME: f64 = 30.0;
const STOP_NAME: f64 = 8.0;
const OWN_NAMES: f64 = 60.0;

/// The distances from the edge of the box and from other panels, in CSS pixels.
const MARGIN: f64 = 16.0;
const SPACE: f64 = 10.0;

/// How far from an inset the curve of a sea's name must be, in CSS pixels: half of its letters are on either side.
const SEA_LETTERS: f64 = 20.0;

/// The pitch of the places that are tried, in CSS pixels.
const STEP: f64 = 8.0;
/// Room is looked for at no more places than this from side to side, and from top to bottom.
const MOST_STEPS: f64 = 256.0;

/// Insets keep clear of at most this many pieces of the route.
const MOST_LINES: usize = 20_000;

/// What insets keep clear of in the view of the whole route, in CSS pixels.
struct Room<'a> {
    home: &'a Camera,
    /// The part of the box in which they may be.
    free: Rect,
    sizes: &'a [f64],
    tab: f64,
    /// Whether there is room for the names of stops on other sides.
    roomy: bool,
    /// The windows of all insets.
    windows: &'a [Rect],
    /// Panels.
    taken: Vec<Rect>,
    /// The route, the places, and room for the names of stops.
    lines: Vec<Line>,
    marks: Vec<Rect>,
    names: Vec<Rect>,
    near_lines: Grid,
    near_marks: Grid,
    near_names: Grid,
    /// The curves of the seas' names.
    seas: Vec<Vec<Point>>,
    land: Option<&'a Scanlines>,
}

/// Finds room for insets that show these parts of the `worlds`, the most important first; `None` for one without room.
pub(super) fn find(
    frame: &Frame,
    home: &Camera,
    worlds: &[Rect],
    obstacles: &Obstacles,
) -> Vec<Option<Rect>> {
    let (input, plot) = (frame.input, frame.input.plot);
    let free = (home.size.to_rect() - input.settings.padding()).abs();
    let free = free.inset(-if frame.narrow { 8.0 } else { MARGIN });
    let to_screen = home.projection();
    let windows: Vec<Rect> =
        worlds.iter().map(|world| home.transform().transform_rect_bbox(*world)).collect();
    let seen = |p: &Point| free.contains(*p);
    let mut lines = Vec::new();
    for strand in plot.legs.iter().flat_map(|line| line.seen(home.zoom, home.visible())) {
        if lines.len() == MOST_LINES {
            break;
        }
        let rest = strand.points.get(1..).unwrap_or_default();
        for (a, b) in strand.points.iter().zip(rest).take(MOST_LINES - lines.len()) {
            lines.push(Line::new(to_screen(*a), to_screen(*b)));
        }
    }
    let marks = plot.at.iter().map(|at| to_screen(*at)).filter(seen);
    let marks: Vec<Rect> = marks.map(|p| Rect::from_points(p, p)).collect();
    // The names of stops are usually to the right of them. Those in a window are in its inset.
    let main = input.story.places.iter().zip(&plot.at);
    let main = main.filter(|(p, _)| p.rank == Rank::Main && p.kind == PlaceKind::Stop);
    let stops = main.map(|(_, at)| to_screen(*at)).filter(seen);
    let stops = stops.filter(|p| !windows.iter().any(|w| w.contains(*p)));
    let names: Vec<Rect> =
        stops.map(|p| Rect::new(p.x, p.y - NAME.1, p.x + NAME.0, p.y + NAME.1)).collect();
    let seas = input.manifest.names.iter().filter(|n| n.kind == NameKind::Sea);
    let ground = home.beside(MIDDLE);
    let seas = seas.map(|n| n.along.iter().map(|p| ground.project(*p)).collect());
    let mut room = Room {
        home,
        free,
        sizes: if frame.narrow { &NARROW } else { &WIDE },
        tab: TAB * frame.text,
        roomy: free.width() >= ROOMY.width && free.height() >= ROOMY.height,
        windows: &windows,
        taken: obstacles.rects.clone(),
        near_lines: Grid::of_lines(free, &lines),
        near_marks: Grid::of_rects(free, marks.iter().copied()),
        near_names: Grid::of_rects(free, names.iter().copied()),
        lines,
        marks,
        names,
        seas: seas.collect(),
        land: input.grounds.first().map(|g| g.land_scanlines(input.shapes)),
    };
    let mut places = Vec::with_capacity(worlds.len());
    let mut shown: Vec<Rect> = Vec::new();
    for (n, window) in windows.iter().enumerate() {
        // Overlapping windows could not be distinguished.
        let apart = !shown.iter().any(|other| overlap(other, window));
        let may = apart && (room.roomy || n == 0);
        let place = may.then(|| room.find(*window, n > 0)).flatten();
        if let Some(rect) = place {
            shown.push(*window);
            room.taken.push(rect);
        }
        places.push(place);
    }
    places
}

impl Room<'_> {
    /// The best place for the inset with this window. If it is `minor`, that is not the most important one, it has a line
    /// to its window, or no place.
    fn find(&self, window: Rect, minor: bool) -> Option<Rect> {
        let free = self.free;
        let names = Rect { x1: window.x1 + NAME.0, ..window.inflate(0.0, NAME.1) };
        let smaller_cost = SMALLER[usize::from(minor)];
        let shape = window.height() / window.width();
        let mut best: Option<(f64, Rect)> = None;
        for (smaller, width) in self.sizes.iter().enumerate() {
            let size = Size::new(*width, libm::round(width * shape + self.tab));
            if window.width() * LEAST_GAIN > *width {
                continue;
            }
            let step = (free.width().max(free.height()) / MOST_STEPS).max(STEP);
            let count = |free: f64, size: f64| (((free - size) / step).max(-1.0) + 1.0) as u32;
            for y in 0..count(free.height(), size.height) {
                for x in 0..count(free.width(), size.width) {
                    let at = free.origin() + (f64::from(x) * step, f64::from(y) * step);
                    let rect = Rect::from_origin_size(at, size);
                    let far = distance(&rect, &window);
                    let cost = far * far * FAR + smaller as f64 * smaller_cost;
                    let worse = |cost: f64| best.is_some_and(|(least, _)| cost >= least);
                    if far > BESIDE || worse(cost) || !self.is_free(rect) {
                        continue;
                    }
                    let cost = cost
                        + self.cost(rect)
                        + if minor && overlap(&rect, &names) { OWN_NAMES } else { 0.0 };
                    if !worse(cost) && (!minor || self.has_lead(&window, &rect)) {
                        best = Some((cost, rect));
                    }
                }
            }
        }
        best.map(|(_, rect)| rect)
    }

    fn is_free(&self, rect: Rect) -> bool {
        let wide = rect.inflate(SPACE, SPACE);
        let crossed = |i: usize| self.lines.get(i).is_some_and(|l| line_meets_rect(*l, &wide));
        !self.windows.iter().chain(&self.taken).any(|r| overlap(&wide, r))
            && !self.near_marks.any(wide, &mut |i| on(&self.marks, i, wide))
            && (self.roomy || !self.covers_name(rect))
            && !self.near_lines.any(wide, &mut |i| crossed(i))
    }

    /// Whether the shortest line from a window to its inset does not cross the route.
    fn has_lead(&self, window: &Rect, rect: &Rect) -> bool {
        let lead = shortest_line(window, rect);
        let crossed = |i: usize| self.lines.get(i).is_some_and(|l| lines_cross(*l, lead));
        !self.near_lines.any(Rect::from_points(lead.p0, lead.p1), &mut |i| crossed(i))
    }

    /// Whether it covers the room for the name of a stop.
    fn covers_name(&self, rect: Rect) -> bool {
        self.near_names.any(rect, &mut |i| on(&self.names, i, rect))
    }

    /// What it costs to cover land and the room for names.
    fn cost(&self, rect: Rect) -> f64 {
        let on_land = |i: &u32| {
            let (x, y) = (f64::from(i % 5) / 4.0, f64::from(i / 5) / 4.0);
            let p = Point::new(rect.x0 + rect.width() * x, rect.y0 + rect.height() * y);
            let world = beside(self.home.world_from_screen(p), MIDDLE);
            let world = Rect::from_center_size(world, (0.0, 0.0));
            self.land.is_some_and(|rows| rows.contains(world))
        };
        let wide = rect.inflate(SEA_LETTERS, SEA_LETTERS);
        let pieces = self.seas.iter().flat_map(|curve| curve.windows(2));
        let over = |w: &&[Point]| matches!(**w, [a, b] if line_meets_rect(Line::new(a, b), &wide));
        (0..25).filter(on_land).count() as f64 * LAND
            + pieces.filter(over).count() as f64 * SEA_NAME
            + if self.covers_name(rect) { STOP_NAME } else { 0.0 }
    }
}

/// Whether a rectangle of a list overlaps another one.
fn on(list: &[Rect], i: usize, r: Rect) -> bool {
    list.get(i).is_some_and(|other| overlap(other, &r))
}

/// A part of the world, grown so that an inset can show it.
pub(super) fn shaped(world: Rect) -> Rect {
    let width = world.width().max(world.height() / SHAPES.1);
    let height = world.height().max(width * SHAPES.0);
    Rect::from_center_size(world.center(), (width, height))
}

/// Whether an inset here is so near to its window that the eye sees that they belong together.
pub(super) fn is_beside(rect: &Rect, window: &Rect) -> bool {
    distance(rect, window) <= BESIDE && !overlap(window, rect)
}

/// The distance between two rectangles, in CSS pixels.
fn distance(a: &Rect, b: &Rect) -> f64 {
    let line = shortest_line(a, b);
    (line.p1 - line.p0).hypot2().sqrt()
}

/// The shortest line from one rectangle to another.
pub(super) fn shortest_line(a: &Rect, b: &Rect) -> Line {
    let nearest = |r: &Rect, p: Point| Point::new(p.x.max(r.x0).min(r.x1), p.y.max(r.y0).min(r.y1));
    let start = nearest(a, b.center());
    Line::new(start, nearest(b, start))
}
