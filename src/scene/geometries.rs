//! Retained paths: shapes that stay the same while the camera moves.

use kurbo::{BezPath, Rect};
use std::rc::Rc;

/// The id of a retained shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GeometryId(pub u32);

/// All retained shapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometries {
    slots: Vec<Slot>,
    free: Vec<u32>,
    revision: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Slot {
    shape: Rc<Shape>,
    version: u32,
}

#[derive(Debug, Default, PartialEq)]
struct Shape {
    path: BezPath,
    bounds: Rect,
}

impl Geometries {
    /// Adds a shape.
    pub fn add(&mut self, path: BezPath) -> GeometryId {
        self.add_shape(shape_of(path))
    }

    /// Adds a shape of other geometries. Its path is not copied: both have the same one, until one of them
    /// replaces it.
    pub fn share(&mut self, from: &Self, id: GeometryId) -> GeometryId {
        self.add_shape(from.slots.get(id.0 as usize).map(|s| s.shape.clone()).unwrap_or_default())
    }

    /// Replaces a shape.
    pub fn replace(&mut self, id: GeometryId, path: BezPath) {
        self.set(id, shape_of(path));
    }

    /// Removes a shape. Its id is reused.
    pub fn remove(&mut self, id: GeometryId) {
        self.set(id, Rc::default());
        self.free.push(id.0);
    }

    /// The shape with this id.
    pub fn get(&self, id: GeometryId) -> Option<&BezPath> {
        self.slots.get(id.0 as usize).map(|s| &s.shape.path)
    }

    /// Counts the changes of all shapes.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The bounding box of a shape.
    pub fn bounds(&self, id: GeometryId) -> Rect {
        self.slots.get(id.0 as usize).map_or(Rect::ZERO, |s| s.shape.bounds)
    }

    /// Counts the changes of one shape, for painters that cache it.
    pub fn version(&self, id: GeometryId) -> u32 {
        self.slots.get(id.0 as usize).map_or(0, |s| s.version)
    }
    fn add_shape(&mut self, shape: Rc<Shape>) -> GeometryId {
        let id = self.free.pop().unwrap_or(self.slots.len() as u32);
        if id as usize == self.slots.len() {
            self.slots.push(Slot::default());
        }
        self.set(GeometryId(id), shape);
        GeometryId(id)
    }

    fn set(&mut self, id: GeometryId, shape: Rc<Shape>) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.shape = shape;
            slot.version += 1;
            self.revision += 1;
        }
    }
}

fn shape_of(path: BezPath) -> Rc<Shape> {
    let bounds = path.control_box();
    // It does not change any more, so it needs no spare capacity.
    let mut elements = path.into_elements();
    elements.shrink_to_fit();
    Rc::new(Shape { path: BezPath::from_vec(elements), bounds })
}
