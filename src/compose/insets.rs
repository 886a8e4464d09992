//! Small maps over the map: the inset shows a part enlarged beside an overview, the locator shows the whole
//! route beside a close-up.

use super::draw::{draw_line, draw_rect};
use super::frame::Frame;
use super::labels::label_layers;
use super::steady::Corner;
use super::{base, legs, marks, regions};
use crate::basemap::manifest::NameKind;
use crate::camera::Camera;
use crate::label::{self, Grid, Obstacles, disc_overlap, line_meets_rect, lines_cross, overlap};
use crate::mercator::world_bounds;
use crate::scene::{Item, ItemId, Layer, LayerKind, Scene, Stroke, Target, TextItem, Zone};
use crate::story::{PlaceKind, Rank};
use crate::text::{Font, Weight};
use kurbo::{Circle, Insets, Line, Point, Rect, Size};

/// The widths that an inset may have in a wide box and in a narrow one, the best first, and the height of its tab;
/// in CSS pixels.
const WIDE: [f64; 4] = [222.0, 190.0, 160.0, 132.0];
const NARROW: [f64; 3] = [120.0, 108.0, 98.0];
const TAB: f64 = 24.0;

/// The inset is shown within this many zoom levels of the whole route, if it enlarges at least this much.
const NEAR_HOME: f64 = 0.7;
const LEAST_GAIN: f64 = 1.8;

/// The room that is kept for the name of a stop: to the right, and above and below, in CSS pixels.
const NAME: (f64, f64) = (160.0, 24.0);

/// An inset farther than this from its window is left out, and so is a line to it that is longer, in CSS pixels: the
/// eye would have to follow the line over names and other countries.
const BESIDE: f64 = 120.0;
const LONGEST_LEAD: f64 = 200.0;

/// The costs of a place for the inset: for each step to a smaller width (only where a larger one has no room), for the square of each CSS pixel from its window,
/// for each twenty-fifth of it that is over land, and for each piece of the curve of a sea's name that it is over.
const SMALLER: f64 = 1000.0;
const FAR: f64 = 1.0 / 200.0;
const LAND: f64 = 6.0;
const SEA_NAME: f64 = 20.0;

/// In a box at most this wide no lines lead from the window to the inset, in CSS pixels.
const NO_LEADS: f64 = 320.0;

/// The distances from the edge of the box and from other panels, in CSS pixels.
const MARGIN: f64 = 16.0;
const SPACE: f64 = 10.0;

/// The locator is shown from this many zoom levels above the whole route.
const LOCATE_FROM: f64 = 1.8;

/// The sizes that the locator may have, in CSS pixels.
const LOCATORS: [Size; 3] =
    [Size::new(200.0, 122.0), Size::new(150.0, 92.0), Size::new(104.0, 64.0)];

/// A small map over the map.
pub(super) struct Panel {
    /// All of it, in CSS pixels.
    pub rect: Rect,
    /// Its map, without the tab, in CSS pixels.
    map: Rect,
    /// The camera of its map.
    pub camera: Camera,
}

/// Where the inset was placed, and for which view and obstacles that was computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct InsetMemory {
    home: Option<Camera>,
    rects: Vec<Rect>,
    place: Option<Rect>,
}

/// Room for the inset is looked for at no more places than this from side to side, and from top to bottom.
const MOST_STEPS: f64 = 256.0;

/// The inset that the story asks for: near the part that it shows, and over as little land as possible.
pub(super) fn inset(
    frame: &Frame,
    obstacles: &Obstacles,
    memory: &mut InsetMemory,
) -> Option<Panel> {
    let inset = frame.input.story.insets.first()?;
    let home = frame.input.home;
    if !frame.input.settings.parts().inset || (frame.camera.zoom - home.zoom).abs() > NEAR_HOME {
        return None;
    }
    let world = world_bounds(inset.bounds);
    if memory.home != Some(home) || memory.rects != obstacles.rects {
        let place = find_room(frame, &home, world, obstacles);
        *memory = InsetMemory { home: Some(home), rects: obstacles.rects.clone(), place };
    }
    let rect = memory.place?;
    let window = frame.camera.transform().transform_rect_bbox(world);
    let under = obstacles.marks.iter().any(|m| disc_overlap(m, &rect));
    let beside = distance(&rect, &window) <= BESIDE && !overlap(&window, &rect);
    if under || !beside || !overlap(&window, &obstacles.frame) {
        return None;
    }
    let map = Rect { y0: rect.y0 + TAB * frame.text, ..rect };
    let camera = Camera::fit(world, map.size(), Insets::ZERO);
    Some(Panel { rect, map, camera })
}

/// Finds room for the inset in the view of the whole route.
fn find_room(frame: &Frame, home: &Camera, world: Rect, obstacles: &Obstacles) -> Option<Rect> {
    let free = (home.size.to_rect() - frame.input.settings.padding()).abs();
    let margin = if frame.narrow { 8.0 } else { MARGIN };
    let free = free.inset(-margin);
    let window = home.transform().transform_rect_bbox(world);
    let seen = |p: &Point| free.contains(*p);
    let plot = frame.input.plot;
    let to_screen = home.projection();
    let mut points: Vec<Rect> = Vec::new();
    let mut see = |world: &[Point]| {
        let on_screen = world.iter().map(|p| to_screen(*p));
        points.extend(on_screen.filter(seen).map(|p| Rect::from_points(p, p)));
    };
    for line in &plot.legs {
        line.seen(home.zoom, home.visible()).for_each(|strand| see(&strand.points));
    }
    see(&plot.at);
    let main = frame.input.story.places.iter().zip(&plot.at);
    let main = main.filter(|(p, _)| p.rank == Rank::Main && p.kind == PlaceKind::Stop);
    // The names of stops are usually to the right of them.
    let stops = main.map(|(_, at)| to_screen(*at));
    let stops = stops.filter(|p| free.contains(*p) && !window.contains(*p));
    let names: Vec<Rect> =
        stops.map(|p| Rect::new(p.x, p.y - NAME.1, p.x + NAME.0, p.y + NAME.1)).collect();
    let near_points = Grid::of_rects(free, points.iter().copied());
    let near_names = Grid::of_rects(free, names.iter().copied());
    let meets = |list: &[Rect], i: usize, r: &Rect| list.get(i).is_some_and(|o| overlap(o, r));
    let land = frame.input.grounds.first().map(|g| g.land_scanlines(frame.input.shapes));
    let on_land = |p: Point| {
        let world = Rect::from_center_size(home.world_from_screen(p), (0.0, 0.0));
        land.is_some_and(|rows| rows.hold(world))
    };
    let seas = frame.input.manifest.names.iter().filter(|n| n.kind == NameKind::Sea);
    let seas: Vec<Vec<Point>> =
        seas.map(|n| n.along.iter().map(|p| home.project(*p)).collect()).collect();
    let seas = |r: Rect| {
        let pieces = seas.iter().flat_map(|curve| curve.windows(2));
        let over = |w: &&[Point]| matches!(**w, [a, b] if line_meets_rect(Line::new(a, b), &r));
        pieces.filter(over).count()
    };
    let sizes: &[f64] = if frame.narrow { &NARROW } else { &WIDE };
    let mut best: Option<(f64, Rect)> = None;
    for (smaller, width) in sizes.iter().enumerate() {
        let height = width * (world.height() / world.width()).clamp(0.5, 1.5) + TAB * frame.text;
        let size = Size::new(*width, libm::round(height));
        if window.width() * LEAST_GAIN > *width {
            continue;
        }
        let step = (free.width().max(free.height()) / MOST_STEPS).max(8.0);
        let (columns, rows) = (
            ((free.width() - size.width) / step).max(-1.0),
            ((free.height() - size.height) / step).max(-1.0),
        );
        for y in 0..(rows + 1.0) as u32 {
            for x in 0..(columns + 1.0) as u32 {
                let at = free.origin() + (f64::from(x) * step, f64::from(y) * step);
                let rect = Rect::from_origin_size(at, size);
                let wide = rect.inflate(SPACE, SPACE);
                let far = distance(&rect, &window);
                let cost = far * far * FAR + smaller as f64 * SMALLER;
                if far > BESIDE
                    || best.is_some_and(|(c, _)| cost >= c)
                    || overlap(&wide, &window)
                    || obstacles.rects.iter().any(|r| overlap(&wide, r))
                    || near_points.any(wide, &mut |i| meets(&points, i, &wide))
                    || near_names.any(rect, &mut |i| meets(&names, i, &rect))
                {
                    continue;
                }
                let spots = (0..25).filter(|i| {
                    let (x, y) = (f64::from(i % 5) / 4.0, f64::from(i / 5) / 4.0);
                    on_land(Point::new(rect.x0 + rect.width() * x, rect.y0 + rect.height() * y))
                });
                let cost = cost + spots.count() as f64 * LAND + seas(wide) as f64 * SEA_NAME;
                if best.is_none_or(|(c, _)| cost < c) {
                    best = Some((cost, rect));
                }
            }
        }
    }
    best.map(|(_, rect)| rect)
}

/// The locator, in a corner where it covers no stop: before the story begins that of the last picture, if it is free; while the
/// story is told, which has these `chapters`, the same one in all of them.
pub(super) fn locator(
    frame: &Frame,
    obstacles: &Obstacles,
    chapters: &[Camera],
    corner: &mut Corner,
) -> Option<Panel> {
    let input = frame.input;
    let told = !chapters.is_empty();
    let near = frame.camera.zoom >= input.home.zoom + LOCATE_FROM;
    // In a chapter it is there wherever the view shows a part of the route only.
    let part = |extent: Rect| extent.union(input.plot.bounds) != extent;
    let wanted = if told { part(frame.camera.visible()) } else { near };
    if !input.settings.parts().locator || !wanted {
        return None;
    }
    let size = frame.camera.size;
    let area = size.to_rect().inset(-MARGIN);
    // Beside the card rather than under it.
    let free = frame.turned(size.to_rect() - input.settings.padding());
    let allowed = Size::new(size.width * 0.34, size.height * 0.3);
    // Above the credits, which are at the lower edge.
    let foot = obstacles.rects.iter().filter(|r| r.y1 > size.height - 24.0 && r.height() < 60.0);
    let foot = foot.map(|r| r.y0 - SPACE).fold(area.y1, f64::min);
    let corners = |small: Size| {
        let (low, beside) = (foot - small.height, free.x1 - MARGIN - small.width);
        let corners = [
            Point::new(area.x1 - small.width, low),
            Point::new(beside, low),
            Point::new(beside, area.y0),
            Point::new(area.x0, area.y0),
            Point::new(area.x0, low),
        ];
        corners.map(|at| Rect::from_origin_size(at, small))
    };
    let free_of = |rect: &Rect| {
        let wide = rect.inflate(4.0, 4.0);
        !obstacles.rects.iter().any(|r| overlap(&wide, r))
            && !obstacles.marks.iter().any(|m| disc_overlap(m, &wide))
    };
    let panel = |rect: Rect| {
        let small = rect.size();
        let bounds = input.plot.bounds;
        let camera = Camera::fit(bounds, small, Insets::uniform(small.height * 0.14));
        Panel { rect, map: rect, camera }
    };
    let sizes =
        || LOCATORS.iter().filter(|s| s.width <= allowed.width && s.height <= allowed.height);
    if told {
        let corners = corners(*sizes().next()?);
        let found = corner.steady.choose(frame, chapters, &corners, &obstacles.rects);
        if input.timeline.follows() {
            let found = found.filter(|steady| !steady.covers)?;
            return Some(panel(frame.turned(*corners.get(found.index)?)));
        }
        // A reader who looks around finds it there, too, if it is free.
        corner.last = found.map_or(corner.last, |steady| steady.index);
    }
    for small in sizes() {
        let corners = corners(*small);
        for n in [corner.last, 0, 1, 2, 3, 4] {
            let Some(rect) = corners.get(n).map(|r| frame.turned(*r)) else { continue };
            if free_of(&rect) {
                corner.last = n;
                return Some(panel(rect));
            }
        }
    }
    None
}

/// Whether a line passes over a mark or close to it.
fn near_line(mark: &Circle, line: Line) -> bool {
    let reach = 2.0 * mark.radius + 4.0;
    line_meets_rect(line, &Rect::from_center_size(mark.center, (reach, reach)))
}

/// The distance between two rectangles, in CSS pixels.
fn distance(a: &Rect, b: &Rect) -> f64 {
    let x = (b.x0 - a.x1).max(a.x0 - b.x1).max(0.0);
    let y = (b.y0 - a.y1).max(a.y0 - b.y1).max(0.0);
    (x * x + y * y).sqrt()
}

impl Panel {
    /// Draws a window around the part of the map that the inset shows, and lines from it to the inset, but none over
    /// the route, a mark or another panel, none that is long, and none in a very narrow box. Returns all of these lines, for labels must
    /// keep clear of them.
    pub(super) fn draw_window(
        &self,
        frame: &Frame,
        obstacles: &Obstacles,
        scene: &mut Scene,
    ) -> Vec<Line> {
        let window = frame.camera.transform().transform_rect_bbox(self.camera.visible());
        let stroke = Stroke::solid(frame.theme.inset_frame, 0.9);
        let layer = scene.add(LayerKind::Marks);
        draw_rect(window, None, Some(stroke), layer);
        layer.targets.push(Target { id: ItemId::Inset, zone: Zone::Window(window) });
        let corners =
            |r: Rect| [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(Point::from);
        let inner = |r: Rect| r.inset(-0.5);
        let leads =
            corners(window).into_iter().zip(corners(self.map)).map(|(a, b)| Line::new(a, b));
        let hidden = |l: &Line| {
            line_meets_rect(*l, &inner(window))
                || line_meets_rect(*l, &inner(self.rect))
                || frame.camera.size.width <= NO_LEADS
                || (l.p1 - l.p0).hypot() > LONGEST_LEAD
                || obstacles.lines.iter().any(|piece| lines_cross(*piece, *l))
                || obstacles.marks.iter().any(|m| near_line(m, *l))
                || obstacles.rects.iter().any(|r| *r != self.rect && line_meets_rect(*l, r))
        };
        let mut lines: Vec<Line> = leads.filter(|l| !hidden(l)).collect();
        let callouts = scene.add(LayerKind::Callouts);
        lines.iter().for_each(|line| draw_line(*line, stroke, callouts));
        let [a, b, c, d] = corners(window);
        lines.extend([(a, b), (b, c), (c, d), (d, a)].map(|(p, q)| Line::new(p, q)));
        lines
    }

    /// Draws the inset with its labels. Its places can be clicked, and so can the inset as a whole.
    pub(super) fn draw_inset(&self, outer: &Frame, memory: &mut label::Memory, layer: &mut Layer) {
        let frame = Frame::of_panel(outer.input, &self.camera);
        let mut inside = Layer::new(LayerKind::Panel(self.rect));
        base::draw(&frame, &mut inside);
        regions::draw(&frame, &mut inside);
        let legs::OnScreen { lines, reached } = legs::draw(&frame, &mut inside);
        let obstacles = Obstacles {
            frame: self.camera.size.to_rect().inset(-3.0),
            rects: Vec::new(),
            marks: marks::draw(&frame, &mut inside),
            lines,
            window: Vec::new(),
        };
        marks::draw_traveller(&frame, reached, &mut inside);
        for label in label_layers(&frame, &obstacles, memory) {
            inside.items.extend(label.items);
            inside.targets.extend(label.targets);
        }
        self.embed(inside, ItemId::Inset, layer);
        self.draw_edge(outer, layer);
        let tab = Rect { y1: self.map.y0, ..self.rect };
        let from = layer.items.len();
        let edge = Stroke::solid(outer.theme.inset_frame, 1.2);
        draw_rect(tab, Some(outer.theme.surface), Some(edge), layer);
        let title = outer.input.story.insets.first().map(|i| outer.read(&i.title));
        let size = if tab.width() < 150.0 { 12.0 } else { 13.0 };
        let font = outer.font(Font::sans(size, Weight::Semibold));
        let text = fitting(outer, title.unwrap_or_default(), &font, tab.width() - 36.0);
        let origin = Point::new(tab.x0 + 9.0, tab.center().y + font.cap_height() / 2.0);
        let color = outer.theme.ink;
        layer.items.push(Item::Text(TextItem {
            text,
            origin,
            font,
            color,
            halo: None,
            glyphs: Vec::new(),
        }));
        draw_enlarge_sign(outer, Point::new(tab.x1 - 15.0, tab.center().y), layer);
        outer.turn(tab, from, layer);
    }

    /// Draws the locator's map of the whole route.
    pub(super) fn draw_map(&self, outer: &Frame, layer: &mut Layer) {
        let frame = Frame::of_panel(outer.input, &self.camera);
        let mut inside = Layer::new(LayerKind::Panel(self.rect));
        base::draw(&frame, &mut inside);
        let plot = frame.input.plot;
        let to_screen = self.camera.transform() * plot.to_world;
        let stroke = frame.input.styles.locator_route.stroke(frame.theme, frame.sizing());
        legs::draw_plain(&frame, to_screen, stroke, &mut inside);
        self.embed(inside, ItemId::Locator, layer);
    }

    /// Draws on the locator the rectangle that the view shows.
    pub(super) fn draw_view(&self, outer: &Frame, layer: &mut Layer) {
        let window = self.camera.transform().transform_rect_bbox(outer.camera.visible());
        // In a close-up the rectangle would be too small to be seen.
        let least = Size::new(window.width().max(8.0), window.height().max(6.0));
        let window = Rect::from_center_size(window.center(), least);
        let fill = Some(outer.theme.route.at(0.17));
        let edge = Stroke::solid(outer.theme.route, 1.6);
        let mut inside = Layer::new(LayerKind::Panel(self.rect));
        draw_rect(window, fill, Some(edge), &mut inside);
        layer.embed(inside, self.map.size(), self.map.origin());
        self.draw_edge(outer, layer);
    }

    fn embed(&self, inside: Layer, id: ItemId, layer: &mut Layer) {
        layer.targets.push(Target { id, zone: Zone::Panel(self.rect) });
        layer.embed(inside, self.map.size(), self.map.origin());
    }

    fn draw_edge(&self, outer: &Frame, layer: &mut Layer) {
        let edge = Stroke::solid(outer.theme.inset_frame, 1.2);
        draw_rect(self.map, None, Some(edge), layer);
    }
}

/// The words of a text that fit into `width` CSS pixels.
fn fitting(frame: &Frame, text: &str, font: &Font, width: f64) -> String {
    let mut text = text;
    while frame.input.measure.width(text, font) > width {
        let Some((shorter, _)) = text.rsplit_once(' ') else { break };
        text = shorter.trim_end_matches(',');
    }
    text.into()
}

/// Two arrows that point away from each other: a click enlarges the map.
fn draw_enlarge_sign(frame: &Frame, at: Point, layer: &mut Layer) {
    let stroke = Stroke::solid(frame.theme.route, 1.5);
    for sign in [1.0, -1.0] {
        let corner = at + (4.5 * sign, -4.5 * sign);
        for end in [
            at + (0.8 * sign, -0.8 * sign),
            corner + (-3.6 * sign, 0.0),
            corner + (0.0, 3.6 * sign),
        ] {
            draw_line(Line::new(corner, end), stroke, layer);
        }
    }
}
