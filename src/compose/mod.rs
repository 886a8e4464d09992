//! Story, ground, state and theme in; a scene out.

mod base;
mod furniture;
mod journey;
mod lettering;

use crate::camera::Camera;
use crate::ground::Ground;
use crate::label::{self, Memory, Obstacles};
use crate::plot::Plot;
use crate::scene::{Geometries, ItemId};
use crate::scene::{Item, Outline, PathItem, Scene, Stroke, Target, Zone};
use crate::state::State;
use crate::story::{Place, PlaceIx, PlaceKind, Rank, Story};
use crate::text::MeasureText;
use crate::theme::{Theme, TypeScale};
use kurbo::{BezPath, Line};

/// From this zoom on the map is drawn as a detail: bolder lines, larger type.
const NEAR: f64 = 7.6;

/// Towns off the route and the highway are shown this many zoom levels above the whole route.
const ORIENTATION: f64 = 1.6;

/// Everything a picture is made from.
pub struct Input<'a> {
    /// The story.
    pub story: &'a Story,
    /// The story, drawn.
    pub plot: &'a Plot,
    /// The basemap files that are there, the coarsest first.
    pub grounds: &'a [Ground],
    /// Every retained shape.
    pub shapes: &'a Geometries,
    /// What the reader has done.
    pub state: &'a State,
    /// The camera of the whole route in this box.
    pub home: Camera,
    /// How wide letters are.
    pub measure: &'a dyn MeasureText,
}

/// What all parts of a picture share.
struct Frame<'a> {
    input: &'a Input<'a>,
    camera: &'a Camera,
    theme: &'a Theme,
    scale: TypeScale,
    /// Whether it is drawn as a detail.
    near: bool,
    /// Whether the box is narrow.
    narrow: bool,
    /// Whether towns off the route and highways are shown.
    orientation: bool,
}

impl Frame<'_> {
    fn shows(&self, place: &Place) -> bool {
        self.orientation
            || place.rank == Rank::Main
            || !matches!(place.kind, PlaceKind::Town | PlaceKind::RoadEnd)
    }

    fn places(&self) -> impl Iterator<Item = (PlaceIx, &Place, kurbo::Point)> {
        let all = self.input.story.places.iter().zip(&self.input.plot.at).enumerate();
        all.filter(|(_, (p, _))| self.shows(p))
            .map(|(i, (p, at))| (PlaceIx(i as u32), p, self.camera.screen_from_world(*at)))
    }
}

/// Composes the picture. `memory` keeps labels in their places from picture to picture.
pub fn compose(input: &Input, memory: &mut Memory, scene: &mut Scene) {
    let state = input.state;
    let camera = &state.camera;
    let theme = &state.theme;
    scene.clear(camera.size, theme.offshore);
    if camera.size.width < 1.0 || camera.size.height < 1.0 {
        return;
    }
    let near = camera.zoom >= NEAR;
    let frame = Frame {
        input,
        camera,
        theme,
        scale: TypeScale::of(camera.size.width, near),
        near,
        narrow: camera.size.width < 480.0,
        orientation: camera.zoom >= input.home.zoom + ORIENTATION,
    };
    base::draw(&frame, scene);
    journey::draw_areas(&frame, scene);
    let route = journey::draw_legs(&frame, scene);
    let marks = journey::draw_marks(&frame, scene);
    let furniture = furniture::layout(&frame, &route, &marks);
    let mut obstacles = Obstacles {
        frame: camera.size.to_rect().inset(-4.0),
        rects: state.obstacles.clone(),
        marks,
        lines: route,
    };
    obstacles.rects.extend(furniture.iter().map(|f| f.rect));
    let (requests, owners) = lettering::requests(&frame, &obstacles);
    let placed = label::place(&requests, &obstacles, input.measure, memory);
    for label in placed {
        if let Some(leader) = label.leader {
            draw_leader(&frame, leader, scene);
        }
        if let Some(Some(owner)) = owners.get(label.request) {
            let zones = label.boxes.iter().map(|r| Zone::Label(*r));
            scene.targets.extend(zones.map(|zone| Target { id: ItemId::Place(*owner), zone }));
        }
        scene.items.extend(label.texts.into_iter().map(Item::Text));
    }
    journey::draw_focus(&frame, scene);
    furniture::draw(&frame, furniture, scene);
}

fn draw_leader(frame: &Frame, leader: Line, scene: &mut Scene) {
    let mut path = BezPath::new();
    path.move_to(leader.p0);
    path.line_to(leader.p1);
    let stroke = Stroke::solid(frame.theme.main_label.at(0.8), 0.8);
    let item = PathItem { shape: Outline::Path(path), fill: None, stroke: Some(stroke) };
    scene.items.push(Item::Path(item));
}
