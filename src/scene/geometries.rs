//! Retained paths: shapes that stay the same while the camera moves.

use kurbo::{BezPath, Rect};

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
    path: BezPath,
    bounds: Rect,
    version: u32,
}

impl Geometries {
    /// Adds a shape.
    pub fn add(&mut self, path: BezPath) -> GeometryId {
        let id = self.free.pop().unwrap_or(self.slots.len() as u32);
        if id as usize == self.slots.len() {
            self.slots.push(Slot::default());
        }
        self.replace(GeometryId(id), path);
        GeometryId(id)
    }

    /// Replaces a shape.
    pub fn replace(&mut self, id: GeometryId, path: BezPath) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            slot.bounds = path.control_box();
            // It does not change any more, so it needs no spare capacity.
            let mut elements = path.into_elements();
            elements.shrink_to_fit();
            slot.path = BezPath::from_vec(elements);
            slot.version += 1;
            self.revision += 1;
        }
    }

    /// Removes a shape. Its id is reused.
    pub fn remove(&mut self, id: GeometryId) {
        self.replace(id, BezPath::new());
        self.free.push(id.0);
    }

    /// The shape with this id.
    pub fn get(&self, id: GeometryId) -> Option<&BezPath> {
        self.slots.get(id.0 as usize).map(|s| &s.path)
    }

    /// Counts the changes of all shapes.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The bounding box of a shape.
    pub fn bounds(&self, id: GeometryId) -> Rect {
        self.slots.get(id.0 as usize).map_or(Rect::ZERO, |s| s.bounds)
    }

    /// Counts the changes of one shape, for painters that cache it.
    pub fn version(&self, id: GeometryId) -> u32 {
        self.slots.get(id.0 as usize).map_or(0, |s| s.version)
    }
}
