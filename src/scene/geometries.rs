//! Shapes that stay while the camera moves.

use kurbo::{BezPath, Rect};

/// A shape kept between pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GeometryId(pub u32);

/// Shapes that stay while the camera moves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometries {
    slots: Vec<Slot>,
    free: Vec<u32>,
    revision: u32,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Slot {
    path: BezPath,
    bounds: Rect,
    version: u32,
}

impl Geometries {
    /// Keeps a shape.
    pub fn add(&mut self, path: BezPath) -> GeometryId {
        let id = self.free.pop().unwrap_or(self.slots.len() as u32);
        if id as usize == self.slots.len() {
            self.slots.push(Slot::default());
        }
        self.replace(GeometryId(id), path);
        GeometryId(id)
    }

    /// Puts another shape in a kept one's place.
    pub fn replace(&mut self, id: GeometryId, path: BezPath) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.bounds = path.control_box();
            // It stays as it is: no room to grow.
            let mut elements = path.into_elements();
            elements.shrink_to_fit();
            slot.path = BezPath::from_vec(elements);
            slot.version += 1;
            self.revision += 1;
        }
    }

    /// Lets a shape go; its number will be given to another.
    pub fn remove(&mut self, id: GeometryId) {
        self.replace(id, BezPath::new());
        self.free.push(id.0);
    }

    /// A kept shape.
    pub fn get(&self, id: GeometryId) -> Option<&BezPath> {
        self.slots.get(id.0 as usize).map(|s| &s.path)
    }

    /// Counts up when any shape is replaced.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The box around a kept shape.
    pub fn bounds(&self, id: GeometryId) -> Rect {
        self.slots.get(id.0 as usize).map_or(Rect::ZERO, |s| s.bounds)
    }

    /// Counts up when a shape is replaced: a painter that caches it looks here.
    pub fn version(&self, id: GeometryId) -> u32 {
        self.slots.get(id.0 as usize).map_or(0, |s| s.version)
    }
}
