//! Labels and their leader lines, each in a layer of its own.

use super::draw::{draw_line, draw_shape};
use super::frame::Frame;
use super::lands::CountriesInSight;
use super::lettering;
use crate::label::{self, Anchor, Obstacles};
use crate::scene::{Geometry, Item, ItemId, Layer, LayerKind, NameId, Stroke, Target, Zone};
use crate::story::{PlaceIx, Shape};
use kurbo::Point;

/// A layer for each label that has found a place. What the labels name is added to `names`.
pub(super) fn label_layers(
    frame: &Frame,
    obstacles: &Obstacles,
    memory: &mut label::Memory,
    names: &mut Vec<NameId>,
) -> Vec<Layer> {
    let before = memory.clone();
    let mut bare = Vec::new();
    let lands = CountriesInSight::new(frame);
    let (requests, named, placed) = loop {
        let (requests, named) = lettering::requests(frame, obstacles, memory, &bare);
        let placed = label::place(&requests, obstacles, &lands, frame.input.measure, memory);
        let without_room = lettering::without_room(&requests, &placed);
        if without_room.is_empty() || !bare.is_empty() {
            break (requests, named, placed);
        }
        memory.clone_from(&before);
        bare = without_room;
    };
    let mut layers = Vec::new();
    for label in placed {
        let name = named.get(label.request).copied().flatten();
        names.extend(name);
        let owner = match name {
            Some(NameId::Place(ix)) => Some(ix),
            _ => None,
        };
        let anchor = anchor(frame, owner, &label);
        let mut layer = Layer::new(LayerKind::Label { anchor });
        if let Some(leader) = label.leader {
            let stroke = Stroke::solid(frame.theme.main_label.at(0.8), 0.8);
            draw_line(leader, stroke, &mut layer);
        }
        if let Some(owner) = owner {
            let zones = label.boxes.iter().map(|b| Zone::Label(b.bounds()));
            layer.targets.extend(zones.map(|zone| Target { id: ItemId::Place(owner), zone }));
        }
        if let Some(Anchor::Dot(mark)) = requests.get(label.request).map(|r| &r.anchor) {
            let color = Some(frame.theme.context_label);
            draw_shape(Geometry::Circle(*mark), color, None, &mut layer);
        }
        layer.items.extend(label.texts.into_iter().map(Item::Text));
        layers.push(layer);
    }
    layers
}

/// The point of the map that a label moves with: its place, or what is under its middle.
fn anchor(frame: &Frame, owner: Option<PlaceIx>, label: &label::Placed) -> Point {
    let place = owner.and_then(|ix| frame.input.story.place(ix).zip(frame.at(ix)));
    match place.filter(|(place, _)| matches!(place.shape, Shape::Point)) {
        Some((_, at)) => at,
        None => {
            let middle = label.boxes.get(label.boxes.len() / 2);
            middle.map_or(Point::ZERO, |b| b.bounds().center())
        }
    }
}
