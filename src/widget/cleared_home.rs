//! The camera of the whole route from which nothing that the page shows over the map covers a stop.

use super::loaded_story::LoadedStory;
use crate::camera::Camera;
use crate::clearing::{EDGE, Subject, taken};
use crate::plot::Plot;
use crate::settings::Settings;
use kurbo::Rect;

/// The room for the name of a stop at the edge, in CSS pixels.
const NAME: f64 = 26.0;

/// In a story with more legs and places than this, something is covered in any case.
const MOST: usize = 2000;

/// The camera, and what it was found for.
#[derive(Debug, Default)]
pub(super) struct ClearedHome {
    camera: Camera,
    /// The camera that fits the whole route.
    fitted: Camera,
    /// The revision of the story.
    story: u32,
    /// What the page shows over the map.
    taken: Vec<Rect>,
}

impl ClearedHome {
    /// The camera for a story, in the box whose `fitted` camera this is; if none was found, that one.
    pub(super) fn camera(&self, fitted: Camera, story: u32) -> Camera {
        if self.is_for(fitted, story) { self.camera } else { fitted }
    }

    /// Finds the camera for what the page shows over the map now. Returns whether it was another one before.
    pub(super) fn update(
        &mut self,
        loaded: &LoadedStory,
        settings: &Settings,
        fitted: Camera,
    ) -> bool {
        let revision = loaded.revision();
        let known = self.is_for(fitted, revision);
        let before: &[Rect] = if known { &self.taken } else { &[] };
        let taken = taken(settings, fitted.size, before);
        if known && taken == self.taken {
            return false;
        }
        let before = self.camera(fitted, revision);
        let (story, plot) = (loaded.story(), loaded.plot());
        let mut camera = fitted;
        if story.legs.len() + story.places.len() <= MOST {
            let padding = settings.padding();
            let room = Plot::room(fitted.size, padding);
            let edge = NAME.min(room.x - 1.0).min(room.y - 1.0) - EDGE;
            let free = (fitted.size.to_rect() - padding).inset(-edge);
            let subject = Subject::new(story, plot, None, plot.bounds, &fitted, 1);
            camera = subject.clear(&fitted, free, &taken).camera;
        }
        *self = Self { camera, fitted, story: revision, taken };
        camera != before
    }

    fn is_for(&self, fitted: Camera, story: u32) -> bool {
        self.fitted == fitted && self.story == story
    }
}
