//! The camera of what the reader has chosen, from which nothing that lies over the map covers it.

use crate::approach::{APART, Surroundings};
use crate::camera::Camera;
use crate::clearing::{Subject, taken};
use crate::mercator::world_from_lonlat;
use crate::selection::Chosen;
use crate::settings::Settings;
use crate::story::Shape;
use kurbo::{Point, Rect};

/// In a story of more legs than this, only so many are compared with what lies over the map.
const MOST_LEGS: usize = 2000;

/// The camera that fits what was chosen, and what lay over the map when it was moved aside.
#[derive(Debug, Default)]
pub(super) struct ClearedChoice {
    /// None if it shows the whole route.
    fitted: Option<Camera>,
    /// None until it was compared with what lies over the map.
    taken: Option<Vec<Rect>>,
}

/// A choice that is to be cleared of what the page shows over the map.
pub(super) struct ToClear {
    pub fitted: Camera,
    pub subject: Subject,
    pub taken: Vec<Rect>,
}

impl ClearedChoice {
    /// Begins with the camera that fits what was chosen.
    pub(super) fn begin(&mut self, fitted: Camera, home: Camera) {
        *self = Self { fitted: Some(fitted).filter(|fitted| *fitted != home), taken: None };
    }

    /// What is to be cleared, if something else lies over the map than before.
    pub(super) fn update(
        &mut self,
        chosen: Chosen,
        surroundings: &Surroundings,
        settings: &Settings,
    ) -> Option<ToClear> {
        let fitted = self.fitted?;
        let before = self.taken.as_deref();
        let taken = taken(settings, fitted.size, before.unwrap_or_default());
        if before == Some(&taken) {
            return None;
        }
        self.taken = Some(taken.clone());
        let Surroundings { story, plot, .. } = *surroundings;
        let (extent, about) = match chosen {
            Chosen::Place(ix) => {
                // A mark and what is beside it.
                let around = APART / fitted.scale();
                let mark = plot.at.get(ix.0 as usize);
                let mark = mark.map(|at| Rect::from_center_size(*at, (around, around)));
                (surroundings.extent(ix).or(mark)?, Some(ix))
            }
            Chosen::Leg(ix) => (surroundings.leg_extent(ix)?, None),
        };
        let every = story.legs.len() / MOST_LEGS + 1;
        let mut subject = Subject::new(story, plot, Some(about.as_slice()), extent, &fitted, every);
        let place = about.and_then(|ix| story.place(ix));
        if let Some(Shape::Rings(rings)) = place.map(|place| &place.shape) {
            for ring in rings {
                let outline: Vec<Point> = ring.iter().map(|at| world_from_lonlat(*at)).collect();
                subject.add_outline(&outline, &fitted, extent);
            }
        }
        Some(ToClear { fitted, subject, taken })
    }
}
