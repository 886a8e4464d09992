//! From story, basemap and the reader's state to a scene. This file puts the parts in their order; each file
//! uses only files above it.

mod steady;
mod input;
mod visible_places;
mod frame;
mod lands;
mod draw;
mod turn;
mod wrap;
mod base;
mod tiles;
mod regions;
mod marks;
mod merged_line;
mod legs;
mod area_names;
mod courses;
mod waters;
mod rivers;
mod cities;
mod tile_names;
mod lettering;
mod labels;
mod scale_bar;
mod furniture;
mod map_panel;
mod locator;
mod plan;
mod inset_room;
mod insets;
mod memory;

use crate::label::Obstacles;
use crate::scene::{LayerKind, Scene};
use draw::add_panel;
use frame::Frame;
pub use input::Input;
use insets::Inset;
use labels::label_layers;
pub use memory::Memory;
pub use plan::{clear_of_panels, plan};
pub use steady::Steady;

/// The frame of the map.
fn whole_frame<'a>(input: &'a Input<'a>) -> Frame<'a> {
    let mut frame = Frame::new(input, input.camera);
    frame.crowded = marks::too_many_rough(&frame);
    frame
}

/// Composes a picture.
pub fn compose(input: &Input, memory: &mut Memory, scene: &mut Scene) {
    let mut frame = whole_frame(input);
    let Some(mut obstacles) = draw_map(&frame, scene) else { return };
    memory.follow(frame.camera);
    let mut place_locator = |obstacles: &mut Obstacles| {
        let locator = locator::place(&frame, obstacles, &mut memory.locator);
        obstacles.rects.extend(locator.iter().map(|panel| panel.rect));
        locator
    };
    // In a story without a key on the map, only the scale bar is left, which has room in many places.
    let first = input.timeline.chapter().is_some() && !furniture::has_key(&frame);
    let locator = first.then(|| place_locator(&mut obstacles));
    // Names may be over rivers and borders, that of the selected one over its own.
    let count = obstacles.lines.len();
    obstacles.lines.extend(regions::lines(&frame, &|_| true));
    let furniture = furniture::layout(&frame, &obstacles, &mut memory.key);
    obstacles.rects.extend(furniture.iter().map(|f| f.rect));
    let locator = locator.unwrap_or_else(|| place_locator(&mut obstacles));
    obstacles.lines.truncate(count);
    let insets = insets::place(&frame, &mut obstacles, &mut memory.insets);
    insets.iter().for_each(|inset| inset.draw_window(&frame, &mut obstacles, scene));
    frame.enlarged = insets.iter().map(Inset::enlarged).collect();
    scene.insets.extend(insets.iter().map(Inset::camera));
    let mut names = core::mem::take(&mut scene.names);
    scene.layers.extend(label_layers(&frame, &obstacles, &mut memory.labels, &mut names));
    let layer = scene.add(LayerKind::Marks);
    let numbered = marks::draw_numbers(&frame, layer);
    marks::draw_focus(&frame, layer);
    scene.numbered = numbered;
    for piece in furniture {
        furniture::draw(&frame, piece, scene);
    }
    for inset in insets {
        add_panel(inset.rect(), scene, |layer| {
            inset.draw(&frame, &mut memory.insets, &mut names, layer);
        });
    }
    scene.names = names;
    if let Some(panel) = locator {
        add_panel(panel.rect, scene, |layer| locator::draw_map(&panel, &frame, layer));
        add_panel(panel.rect, scene, |layer| locator::draw_view(&panel, &frame, layer));
    }
    scene.finish(input.shapes.revision());
}

/// Composes a picture without text and panels, which can be shown first.
pub fn sketch(input: &Input, scene: &mut Scene) {
    draw_map(&whole_frame(input), scene);
    scene.finish(input.shapes.revision());
}

/// Draws ground, route and marks. Returns what labels must keep clear of; nothing if the box is empty.
fn draw_map(frame: &Frame, scene: &mut Scene) -> Option<Obstacles> {
    let size = frame.camera.size;
    scene.clear(size, frame.theme.offshore, frame.camera.to_screen());
    scene.rtl = frame.rtl();
    if size.width < 1.0 || size.height < 1.0 {
        return None;
    }
    let copies = frame.camera.copies();
    let copies = [*copies.start(), *copies.end()];
    let ground = scene.add(LayerKind::Ground { copies });
    base::draw(frame, ground);
    tiles::draw(frame, ground);
    let route = scene.add(LayerKind::Route { changes: frame.input.changes });
    regions::draw(frame, route);
    let legs::OnScreen { mut lines, route: of_route, reached } = legs::draw(frame, route);
    let highlighted = |ix| frame.is_highlighted(ix) && !frame.is_selected(ix);
    lines.extend(regions::lines(frame, &highlighted));
    let layer = scene.add(LayerKind::Marks);
    let marks = marks::draw(frame, layer);
    marks::draw_traveller(frame, reached, layer);
    let rects = frame.input.settings.obstacles().to_vec();
    let (frame, window) = (size.to_rect().inset(-4.0), Vec::new());
    Some(Obstacles { frame, rects, marks, lines, route: of_route, window })
}
