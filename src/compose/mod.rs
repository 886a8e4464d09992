//! Story, ground, state and theme in; a scene out.

mod area_names;
mod base;
mod courses;
mod furniture;
mod insets;
mod legs;
mod lettering;
mod marks;
mod regions;
mod scale_bar;
mod turn;
mod wrap;

use crate::basemap::Manifest;
use crate::camera::Camera;
use crate::ground::Ground;
use crate::label::{self, Obstacles};
use crate::locale::Locale;
use crate::plot::Plot;
use crate::scene::{Geometries, ItemId};
use crate::scene::{Geometry, Item, Layer, LayerKind, PathItem, Scene, Stroke, Target, Zone};
use crate::state::State;
use crate::story::{Place, PlaceIx, PlaceKind, Rank, Shape, Story, Text};
use crate::style::{Sizing, Styles};
use crate::text::MeasureText;
use crate::theme::{Color, Theme, TypeScale};
use kurbo::{BezPath, Line, Point, Rect};

/// From the first zoom on lines grow bolder and letters larger, up to the second: from a view of a
/// country to one of a valley. This is a matter of looks, whatever the basemap.
const CLOSE_UP: (f64, f64) = (6.4, 8.6);

/// Towns off the route and the highway are shown this many zoom levels above the whole route.
const ORIENTATION: f64 = 1.6;

/// A zoom level counts for as much as a move by so many CSS pixels.
const ZOOM_WAY: f64 = 150.0;

/// Everything a picture is made from.
pub struct Input<'a> {
    /// The story.
    pub story: &'a Story,
    /// The story, drawn.
    pub plot: &'a Plot,
    /// What the basemap consists of.
    pub manifest: &'a Manifest,
    /// The basemap files that are there, the base first.
    pub grounds: &'a [Ground],
    /// Every retained shape.
    pub shapes: &'a Geometries,
    /// What the reader has done.
    pub state: &'a State,
    /// The camera of the whole route in this box.
    pub home: Camera,
    /// How lines, marks and areas look.
    pub styles: &'a Styles<'a>,
    /// How wide letters are.
    pub measure: &'a dyn MeasureText,
    /// How often anything but the camera has changed.
    pub changes: u32,
}

/// What one picture hands to the next, so that things keep their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    labels: label::Memory,
    inset_labels: label::Memory,
    inset: insets::InsetMemory,
    locator: usize,
    key: usize,
    camera: Option<Camera>,
}

impl Memory {
    /// Whether another picture of the same view would have more labels.
    pub fn is_unsettled(&self) -> bool {
        self.labels.is_unsettled()
    }

    /// Tells the labels how far they have come since the last picture.
    fn follow(&mut self, camera: &Camera) {
        let last = self.camera.replace(*camera).filter(|last| last.size == camera.size);
        let by = last.map_or(f64::INFINITY, |last| {
            let center = camera.screen_from_world(last.center) - camera.size.to_rect().center();
            center.hypot() + (camera.zoom - last.zoom).abs() * ZOOM_WAY
        });
        self.labels.moved(by);
    }
}

/// What all parts of a picture share.
struct Frame<'a> {
    input: &'a Input<'a>,
    camera: &'a Camera,
    theme: &'a Theme,
    scale: TypeScale,
    /// From 0 at the overview to 1 where it is drawn as a detail: bolder lines, larger type.
    detail: f64,
    /// Whether the box is narrow.
    narrow: bool,
    /// Whether towns off the route and highways are shown.
    orientation: bool,
    /// The part of the world that is shown enlarged beside, in world coordinates.
    inset: Option<Rect>,
    /// Whether this is that enlarged part.
    is_inset: bool,
    /// Places that may be shown: not what lies out of sight or under weightier ones.
    standing: Vec<PlaceIx>,
    /// Places highlighted with the chosen one.
    highlighted: &'a [PlaceIx],
}

impl<'a> Frame<'a> {
    fn new(input: &'a Input<'a>, camera: &'a Camera) -> Self {
        let detail = ((camera.zoom - CLOSE_UP.0) / (CLOSE_UP.1 - CLOSE_UP.0)).clamp(0.0, 1.0);
        let mut frame = Self {
            input,
            camera,
            theme: &input.state.theme,
            scale: TypeScale::of(camera.size.width, detail),
            detail,
            narrow: camera.size.width < 480.0,
            orientation: camera.zoom >= input.home.zoom + ORIENTATION,
            inset: None,
            is_inset: false,
            standing: Vec::new(),
            highlighted: highlighted(input),
        };
        frame.standing = marks::standing(&frame);
        frame
    }

    /// The map's own words.
    fn locale(&self) -> &'a Locale {
        &self.input.state.locale
    }

    /// A text of the story, in the reader's language.
    fn read(&self, text: &'a Text) -> &'a str {
        self.input.story.read(text, self.locale().asked)
    }

    /// Whether it is drawn more as a detail than as an overview.
    fn near(&self) -> bool {
        self.detail >= 0.5
    }

    /// What the lengths of styles depend on.
    fn sizing(&self) -> Sizing {
        Sizing::Map { narrow: self.narrow, detail: self.detail }
    }

    /// Whether the chosen place or its chapter speaks of a place.
    fn is_highlighted(&self, ix: PlaceIx) -> bool {
        self.input.state.selected == Some(ix) || self.highlighted.contains(&ix)
    }

    /// Codes of the countries to be highlighted.
    fn highlighted_countries(&self) -> Vec<&'a str> {
        let mut codes = Vec::new();
        for (ix, place, _) in self.places() {
            let highlighted =
                self.is_highlighted(ix) || self.input.state.hovered == Some(ItemId::Place(ix));
            if let Shape::Region(code) = &place.shape
                && highlighted
                && place.kind == PlaceKind::Country
            {
                codes.push(code.as_str());
            }
        }
        codes
    }

    fn shows(&self, place: &Place) -> bool {
        self.orientation
            || place.rank == Rank::Main
            || !matches!(place.kind, PlaceKind::Town | PlaceKind::RoadEnd)
    }

    /// What stands and is shown, and where on the screen. (As a list: an iterator would be compiled
    /// for each that walks through it.)
    fn places(&self) -> Vec<(PlaceIx, &'a Place, Point)> {
        let (story, plot) = (self.input.story, self.input.plot);
        let to_screen = self.camera.projection();
        let mut places = Vec::with_capacity(self.standing.len());
        for ix in &self.standing {
            let found = story.place(*ix).zip(plot.at.get(ix.0 as usize));
            if let Some((place, at)) = found.filter(|(place, _)| self.shows(place)) {
                places.push((*ix, place, to_screen(*at)));
            }
        }
        places
    }
}

/// What the present chapter speaks of; for a reader who looks around, the chosen place's chapter.
fn highlighted<'a>(input: &Input<'a>) -> &'a [PlaceIx] {
    let (chapters, timeline) = (&input.story.chapters, input.state.timeline);
    let chapter = match (timeline.chapter, input.state.selected) {
        (Some(present), _) if !timeline.away => chapters.get(present),
        (_, Some(chosen)) => chapters.iter().find(|c| c.place == chosen),
        _ => None,
    };
    chapter.map_or(&[], |c| &c.highlighted)
}

/// Composes the picture.
pub fn compose(input: &Input, memory: &mut Memory, scene: &mut Scene) {
    let mut frame = Frame::new(input, &input.state.camera);
    let Some(mut obstacles) = draw_map(&frame, scene) else { return };
    memory.follow(frame.camera);
    let furniture = furniture::layout(&frame, &obstacles, &mut memory.key);
    obstacles.rects.extend(furniture.iter().map(|f| f.rect));
    let inset = insets::inset(&frame, &obstacles, &mut memory.inset);
    let locator = insets::locator(&frame, &obstacles, &mut memory.locator);
    obstacles.rects.extend(inset.iter().chain(&locator).map(|p| p.rect));
    if let Some(panel) = &inset {
        obstacles.lines.extend(panel.draw_window(&frame, scene));
        frame.inset = Some(panel.camera.visible());
    }
    scene.layers.extend(label_layers(&frame, &obstacles, &mut memory.labels));
    let layer = scene.add(LayerKind::Marks);
    let numbered = marks::draw_numbers(&frame, layer);
    marks::draw_focus(&frame, layer);
    scene.numbered = numbered;
    for piece in furniture {
        furniture::draw(&frame, piece, scene);
    }
    if let Some(inset) = inset {
        panel(inset.rect, scene, |layer| inset.draw_inset(&frame, &mut memory.inset_labels, layer));
    }
    if let Some(locator) = locator {
        panel(locator.rect, scene, |layer| locator.draw_map(&frame, layer));
        panel(locator.rect, scene, |layer| locator.draw_view(&frame, layer));
    }
    scene.finish(input.shapes.revision());
}

/// Composes the picture without words and without what stands over it: what can be shown first.
pub fn sketch(input: &Input, scene: &mut Scene) {
    draw_map(&Frame::new(input, &input.state.camera), scene);
    scene.finish(input.shapes.revision());
}

/// Ground, route and marks, and what labels must keep clear of; nothing if there is no box to draw in.
fn draw_map(frame: &Frame, scene: &mut Scene) -> Option<Obstacles> {
    let (size, state) = (frame.camera.size, frame.input.state);
    scene.clear(size, frame.theme.offshore, frame.camera.to_screen());
    scene.rtl = state.locale.rtl;
    if size.width < 1.0 || size.height < 1.0 {
        return None;
    }
    base::draw(frame, scene.add(LayerKind::Ground { copies: base::copies(frame) }));
    let route = scene.add(LayerKind::Route { changes: frame.input.changes });
    regions::draw(frame, route);
    let lines = legs::draw(frame, route);
    let marks = marks::draw(frame, scene.add(LayerKind::Marks));
    let frame = size.to_rect().inset(-4.0);
    Some(Obstacles { frame, rects: state.obstacles.clone(), marks, lines })
}

/// Draws what stands over the map, in `rect` and at most the width of its edge outside it.
fn panel(rect: Rect, scene: &mut Scene, draw: impl FnOnce(&mut Layer)) {
    let layer = scene.add(LayerKind::Panel(rect.inflate(2.0, 2.0)));
    draw(layer);
    if layer.items.is_empty() {
        scene.layers.pop();
    }
}

/// A layer for each label that has found a place.
fn label_layers(frame: &Frame, obstacles: &Obstacles, memory: &mut label::Memory) -> Vec<Layer> {
    let (requests, owners) = lettering::requests(frame, obstacles, memory);
    let mut layers = Vec::new();
    for label in label::place(&requests, obstacles, frame.input.measure, memory) {
        let owner = owners.get(label.request).copied().flatten();
        let anchor = label_stands(frame, owner, &label);
        let mut layer = Layer::new(LayerKind::Label { anchor });
        if let Some(leader) = label.leader {
            draw_leader(frame, leader, &mut layer);
        }
        if let Some(owner) = owner {
            let zones = label.boxes.iter().map(|b| Zone::Label(b.bounds()));
            layer.targets.extend(zones.map(|zone| Target { id: ItemId::Place(owner), zone }));
        }
        layer.items.extend(label.texts.into_iter().map(Item::Text));
        layers.push(layer);
    }
    layers
}

/// The point of the picture a label belongs to: its place, or what lies under its middle.
fn label_stands(frame: &Frame, owner: Option<PlaceIx>, label: &label::Placed) -> Point {
    let (story, plot) = (frame.input.story, frame.input.plot);
    let place = owner.and_then(|ix| story.place(ix).zip(plot.at.get(ix.0 as usize)));
    match place.filter(|(place, _)| matches!(place.shape, Shape::Point)) {
        Some((_, at)) => frame.camera.screen_from_world(*at),
        None => {
            let middle = label.boxes.get(label.boxes.len() / 2);
            middle.map_or(Point::ZERO, |b| b.bounds().center())
        }
    }
}

fn draw_leader(frame: &Frame, leader: Line, layer: &mut Layer) {
    let stroke = Stroke::solid(frame.theme.main_label.at(0.8), 0.8);
    draw_line(leader, stroke, layer);
}

/// Draws a shape. (One function for all: putting the parts together takes a hundred bytes each time.)
#[inline(never)]
fn draw(shape: Geometry, fill: Option<Color>, stroke: Option<Stroke>, layer: &mut Layer) {
    layer.items.push(Item::Path(PathItem { shape, fill, stroke }));
}

/// Draws a straight line.
fn draw_line(line: Line, stroke: Stroke, layer: &mut Layer) {
    draw(segment(line.p0, line.p1), None, Some(stroke), layer);
}

fn segment(a: Point, b: Point) -> Geometry {
    let mut path = BezPath::new();
    path.move_to(a);
    path.line_to(b);
    Geometry::Path(path)
}

/// Draws a rectangle.
fn draw_rect(r: Rect, fill: Option<Color>, stroke: Option<Stroke>, layer: &mut Layer) {
    let mut path = BezPath::new();
    path.move_to(r.origin());
    path.line_to((r.x1, r.y0));
    path.line_to((r.x1, r.y1));
    path.line_to((r.x0, r.y1));
    path.close_path();
    draw(Geometry::Path(path), fill, stroke, layer);
}
