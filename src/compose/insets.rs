//! Insets: small maps beside an overview that show parts of it enlarged.

use super::draw::{draw_line, draw_rect};
use super::frame::{Enlarged, Frame};
use super::inset_room::{self, TAB, is_beside, shortest_line};
use super::labels::label_layers;
use super::map_panel::MapPanel;
use super::{base, legs, marks, regions, tiles};
use crate::camera::Camera;
use crate::label::{self, Obstacles, disc_overlap, line_meets_rect, lines_cross, overlap};
use crate::mercator::{part_beside, world_bounds};
use crate::scene::{Item, ItemId, Layer, LayerKind, NameId, Scene, Stroke, Target, TextItem, Zone};
use crate::story::{self, InsetIx};
use crate::text::{Font, Weight};
use kurbo::{Circle, Insets, Line, Point, Rect};

/// At most this many insets of a story are shown.
const MOST: usize = 4;

/// Insets are shown within this many zoom levels of the whole route.
const NEAR_HOME: f64 = 0.7;

/// A line from the map to an inset that is longer than this is left out, in CSS pixels: the eye would have to follow it
/// over names and other countries.
const LONGEST_LEAD: f64 = 200.0;

/// In a box at most this wide no lines lead from a window to its inset, in CSS pixels.
const NO_LEADS: f64 = 320.0;

/// Where the insets were placed, and for which view and obstacles that was computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct InsetMemory {
    home: Option<Camera>,
    rects: Vec<Rect>,
    worlds: Vec<Rect>,
    places: Vec<Option<Rect>>,
    /// The labels of each inset.
    labels: [label::Memory; MOST],
}

impl InsetMemory {
    /// Forgets where the labels of the insets were.
    pub(super) fn forget_labels(&mut self) {
        self.labels = Default::default();
    }
}

/// An inset that has a place.
pub(super) struct Inset<'a> {
    ix: InsetIx,
    inset: &'a story::Inset,
    /// What it shows, in world coordinates.
    world: Rect,
    /// Its map under a tab with its title.
    panel: MapPanel,
}

/// The insets that the story asks for and that have room: each near the part that it shows, and over as little land as
/// possible.
pub(super) fn place<'a>(
    frame: &Frame<'a>,
    obstacles: &mut Obstacles,
    memory: &mut InsetMemory,
) -> Vec<Inset<'a>> {
    let mut insets = Vec::new();
    let home = frame.input.home;
    if !frame.input.settings.parts().inset || (frame.camera.zoom - home.zoom).abs() > NEAR_HOME {
        return insets;
    }
    let all = frame.input.insets.iter().take(MOST);
    let worlds = all.clone().map(|inset| inset_room::shaped(world_bounds(inset.bounds)));
    let worlds: Vec<Rect> = worlds.collect();
    if memory.home != Some(home) || memory.rects != obstacles.rects || memory.worlds != worlds {
        memory.places = inset_room::find(frame, &home, &worlds, obstacles);
        (memory.home, memory.rects) = (Some(home), obstacles.rects.clone());
        memory.worlds.clone_from(&worlds);
    }
    let places = memory.places.iter().zip(worlds).zip(all).zip(0..);
    for (((place, world), inset), ix) in places {
        let Some(rect) = *place else { continue };
        let world = part_beside(world, frame.camera.center);
        let window = frame.camera.transform().transform_rect_bbox(world);
        let under = obstacles.marks.iter().any(|m| disc_overlap(m, &rect));
        if under || !is_beside(&rect, &window) || !overlap(&window, &obstacles.frame) {
            continue;
        }
        let map = Rect { y0: rect.y0 + TAB * frame.text, ..rect };
        let camera = Camera::fit(world, map.size(), Insets::ZERO);
        insets.push(Inset { ix: InsetIx(ix), inset, world, panel: MapPanel { rect, map, camera } });
    }
    obstacles.rects.extend(insets.iter().map(|inset| inset.panel.rect));
    insets
}

impl Inset<'_> {
    /// All of it, in CSS pixels.
    pub(super) fn rect(&self) -> Rect {
        self.panel.rect
    }

    /// The camera of its own map.
    pub(super) fn camera(&self) -> Camera {
        self.panel.camera
    }

    /// The part of the map that it shows.
    pub(super) fn enlarged(&self) -> Enlarged {
        Enlarged { world: self.world, place: self.inset.place }
    }

    /// Draws a window around the part of the map that the inset shows, and lines from it to the inset, from corner to corner or
    /// else the shortest, but none over
    /// the route, a mark, another panel or another window, none that is long, and none in a very narrow box. Labels must
    /// keep clear of all of these lines.
    pub(super) fn draw_window(&self, frame: &Frame, obstacles: &mut Obstacles, scene: &mut Scene) {
        let MapPanel { rect, map, camera: _ } = &self.panel;
        let window = frame.camera.transform().transform_rect_bbox(self.world);
        let stroke = Stroke::solid(frame.theme.inset_frame, 0.9);
        let layer = scene.add(LayerKind::Marks);
        draw_rect(window, None, Some(stroke), layer);
        layer.targets.push(Target { id: ItemId::Inset(self.ix), zone: Zone::Window(window) });
        let corners =
            |r: Rect| [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(Point::from);
        let inner = |r: Rect| r.inset(-0.5);
        // From above they lead to the tab.
        let to = if window.y1 <= rect.y0 { *rect } else { *map };
        let leads = corners(window).into_iter().zip(corners(to)).map(|(a, b)| Line::new(a, b));
        let hidden = |l: &Line| {
            line_meets_rect(*l, &inner(window))
                || line_meets_rect(*l, &inner(*rect))
                || frame.camera.size.width <= NO_LEADS
                || (l.p1 - l.p0).hypot() > LONGEST_LEAD
                || obstacles
                    .lines
                    .iter()
                    .chain(&obstacles.window)
                    .any(|piece| lines_cross(*piece, *l))
                || obstacles.marks.iter().any(|m| near_line(m, *l))
                || obstacles.rects.iter().any(|r| *r != *rect && line_meets_rect(*l, r))
        };
        let mut lines: Vec<Line> = leads.filter(|l| !hidden(l)).collect();
        if lines.is_empty() {
            lines.extend(Some(shortest_line(&window, rect)).filter(|l| !hidden(l)));
        }
        let callouts = scene.add(LayerKind::Callouts);
        lines.iter().for_each(|line| draw_line(*line, stroke, callouts));
        let [a, b, c, d] = corners(window);
        lines.extend([(a, b), (b, c), (c, d), (d, a)].map(|(p, q)| Line::new(p, q)));
        obstacles.window.extend(lines);
    }

    /// Draws the inset with its labels. Its places can be clicked, and so can the inset as a whole. What its labels name is
    /// added to `names`.
    pub(super) fn draw(
        &self,
        outer: &Frame,
        memory: &mut InsetMemory,
        names: &mut Vec<NameId>,
        layer: &mut Layer,
    ) {
        let Some(memory) = memory.labels.get_mut(self.ix.0 as usize) else { return };
        let panel = &self.panel;
        let frame = Frame::of_panel(outer.input, &panel.camera);
        let mut inside = Layer::new(LayerKind::Panel(panel.rect));
        base::draw(&frame, &mut inside);
        tiles::draw(&frame, &mut inside);
        regions::draw(&frame, &mut inside);
        let legs::OnScreen { lines, route, reached } = legs::draw(&frame, &mut inside);
        let obstacles = Obstacles {
            frame: panel.camera.size.to_rect().inset(-3.0),
            rects: Vec::new(),
            marks: marks::draw(&frame, &mut inside),
            lines,
            route,
            window: Vec::new(),
        };
        marks::draw_traveller(&frame, reached, &mut inside);
        for label in label_layers(&frame, &obstacles, memory, names) {
            inside.items.extend(label.items);
            inside.targets.extend(label.targets);
        }
        panel.embed(inside, ItemId::Inset(self.ix), layer);
        panel.draw_edge(outer, layer);
        let tab = Rect { y1: panel.map.y0, ..panel.rect };
        let from = layer.items.len();
        let edge = Stroke::solid(outer.theme.inset_frame, 1.2);
        draw_rect(tab, Some(outer.theme.surface), Some(edge), layer);
        let size = if tab.width() < 150.0 { 12.0 } else { 13.0 };
        let font = outer.font(Font::sans(size, Weight::Semibold));
        let text = fitting(outer, outer.read(&self.inset.title), &font, tab.width() - 36.0);
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
        outer.mirror(tab, from, layer);
    }
}

/// Whether a line passes over a mark or close to it.
fn near_line(mark: &Circle, line: Line) -> bool {
    let reach = 2.0 * mark.radius + 4.0;
    line_meets_rect(line, &Rect::from_center_size(mark.center, (reach, reach)))
}

/// The words of a text that fit into `width` CSS pixels; of a single long word the beginning.
fn fitting(frame: &Frame, text: &str, font: &Font, width: f64) -> String {
    let fits = |text: &str| frame.input.measure.width(text, font) <= width;
    let mut text = text;
    while !fits(text) {
        let Some((shorter, _)) = text.rsplit_once(' ') else { break };
        text = shorter.trim_end_matches(',');
    }
    let mut word = String::from(text);
    if fits(&word) {
        return word;
    }
    while word.pop().is_some() && !fits(&(word.clone() + "…")) {}
    word + "…"
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
