//! State that is kept from one composition to the next, so that labels and panels keep their places.

use super::insets::InsetMemory;
use crate::camera::Camera;
use crate::label;

/// In the distance between two cameras, one zoom level counts as this many CSS pixels.
const ZOOM_LEVEL_PIXELS: f64 = 150.0;

/// State that is kept from one composition to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    pub(super) labels: label::Memory,
    pub(super) insets: InsetMemory,
    /// The indices of the places where locator and furniture were in the last picture.
    pub(super) locator: usize,
    pub(super) key: usize,
    camera: Option<Camera>,
}

impl Memory {
    /// Whether another picture of the same view would have more labels.
    pub fn is_unsettled(&self) -> bool {
        self.labels.is_unsettled()
    }

    /// Forgets where labels and panels were in the last picture, so that the next one depends on its view alone.
    pub fn forget_positions(&mut self) {
        self.labels = label::Memory::default();
        self.insets.forget_labels();
        (self.locator, self.key) = (0, 0);
    }

    /// Records how far the camera has moved since the last picture.
    pub(super) fn follow(&mut self, camera: &Camera) {
        let last = self.camera.replace(*camera).filter(|last| last.size == camera.size);
        let by = last.map_or(f64::INFINITY, |last| {
            let center = camera.screen_from_world(last.center) - camera.size.to_rect().center();
            center.hypot() + (camera.zoom - last.zoom).abs() * ZOOM_LEVEL_PIXELS
        });
        self.labels.moved(by);
    }
}
