//! The story that the map shows, and the next one while it loads. A large story is read and drawn in many
//! steps. Until the last one the map shows the story before it.

use crate::basemap::Manifest;
use crate::camera::Camera;
use crate::crowd;
use crate::mercator::world_bounds;
use crate::plot::{Drawing, Plot};
use crate::scene::Geometries;
use crate::story::{Inset, InsetIx, Problem, Reading, Story};
use crate::style::{OwnStyles, Styles};
use kurbo::Rect;

/// Drawing one place takes about as long as reading this many bytes.
const BYTES_PER_PLACE: usize = 8;

/// The story that the map shows.
#[derive(Debug, Default)]
pub(super) struct LoadedStory {
    story: Story,
    plot: Plot,
    styles: OwnStyles,
    next: Loading,
    revision: u32,
    /// The inset that the map has chosen, because the story says nothing of insets.
    own_inset: Option<Inset>,
    /// The camera of the whole route and the revision that it was chosen for.
    chosen_for: Option<(Camera, u32)>,
}

/// How far the next story is.
#[derive(Debug, Default)]
enum Loading {
    #[default]
    Nothing,
    Reading(Box<Reading>),
    Drawing(Box<(Story, Drawing)>),
}

impl LoadedStory {
    pub(super) fn story(&self) -> &Story {
        &self.story
    }

    pub(super) fn plot(&self) -> &Plot {
        &self.plot
    }

    /// The styles of lines, marks and areas.
    pub(super) fn styles(&self) -> Styles<'_> {
        self.styles.table()
    }

    /// A number that grows with every new story, and with every translation of it.
    pub(super) fn revision(&self) -> u32 {
        self.revision
    }

    /// Adds the texts of a translation; see [`Story::translate`].
    ///
    /// # Errors
    /// Every problem found in the file. Its other texts are still added.
    pub(super) fn translate(&mut self, file: &str, json: &str) -> Result<(), Vec<Problem>> {
        self.revision += 1;
        self.story.translate(file, json)
    }

    /// The insets: those of the story, or else the one that the map has chosen.
    pub(super) fn insets(&self) -> &[Inset] {
        if self.story.says_insets { &self.story.insets } else { self.own_inset.as_slice() }
    }

    /// Chooses the inset for a camera of the whole route, if the story says nothing of insets.
    pub(super) fn follow_home(&mut self, home: &Camera, manifest: &Manifest) {
        let basis = Some((*home, self.revision));
        if self.story.says_insets || self.chosen_for == basis {
            return;
        }
        self.chosen_for = basis;
        let most_zoom = |at| manifest.max_zoom_at(at);
        self.own_inset = crowd::inset(&self.story, &self.plot, home, &most_zoom);
    }

    pub(super) fn inset(&self, ix: InsetIx) -> Option<&Inset> {
        self.insets().get(ix.0 as usize)
    }

    /// What an inset shows enlarged, in world coordinates.
    pub(super) fn inset_bounds(&self, ix: InsetIx) -> Option<Rect> {
        self.inset(ix).map(|inset| world_bounds(inset.bounds))
    }

    /// Whether the next story needs more steps.
    pub(super) fn is_loading(&self) -> bool {
        !matches!(self.next, Loading::Nothing)
    }

    /// Takes a piece of the next story's text. The `first` piece drops another story that was loading.
    pub(super) fn push_text(&mut self, text: &str, first: bool, shapes: &mut Geometries) {
        if first {
            if let Loading::Drawing(drawn) = core::mem::take(&mut self.next) {
                drawn.1.plot.discard(shapes);
            }
            self.next = Loading::Reading(Box::default());
        }
        if let Loading::Reading(reading) = &mut self.next {
            reading.push(text);
        }
    }

    /// Does one step of loading, which takes about as long as reading `budget` bytes. Returns whether it was
    /// the last one: then the next story has replaced the old one.
    ///
    /// # Errors
    /// Every problem found in the text. Then the old story stays.
    pub(super) fn step(
        &mut self,
        budget: usize,
        shapes: &mut Geometries,
    ) -> Result<bool, Vec<Problem>> {
        let more = match &mut self.next {
            Loading::Nothing => false,
            Loading::Reading(reading) => reading.step(budget),
            Loading::Drawing(drawn) => {
                let (story, drawing) = &mut **drawn;
                drawing.step(story, shapes, budget.div_ceil(BYTES_PER_PLACE))
            }
        };
        if more {
            return Ok(false);
        }
        match core::mem::take(&mut self.next) {
            Loading::Nothing => Ok(false),
            Loading::Reading(reading) => {
                let next = (reading.finish()?, Drawing::default());
                self.next = Loading::Drawing(Box::new(next));
                Ok(false)
            }
            Loading::Drawing(drawn) => {
                let (story, drawing) = *drawn;
                core::mem::replace(&mut self.plot, drawing.plot).discard(shapes);
                self.styles = OwnStyles::of(&story);
                self.story = story;
                self.revision += 1;
                Ok(true)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[9,60]}}]}"#;

    #[test]
    fn the_old_story_stays_until_the_next_one_is_complete() {
        let (mut loaded, mut shapes) = (LoadedStory::default(), Geometries::default());
        let (start, end) = TEXT.split_at(80);
        loaded.push_text(start, true, &mut shapes);
        loaded.push_text(end, false, &mut shapes);
        let mut steps = 0;
        while !loaded.step(16, &mut shapes).unwrap() {
            assert!(loaded.story.places.is_empty() && loaded.revision() == 0);
            assert!(loaded.is_loading());
            steps += 1;
        }
        assert!(steps > 2 && !loaded.is_loading());
        assert_eq!((loaded.story.places.len(), loaded.revision()), (1, 1));
        assert!(!loaded.step(16, &mut shapes).unwrap(), "nothing is left to do");
    }

    #[test]
    fn a_story_with_problems_changes_nothing() {
        let (mut loaded, mut shapes) = (LoadedStory::default(), Geometries::default());
        loaded.push_text("{", true, &mut shapes);
        let mut problems = Vec::new();
        while loaded.is_loading() {
            problems.extend(loaded.step(usize::MAX, &mut shapes).err().into_iter().flatten());
        }
        assert!(!problems.is_empty() && loaded.revision() == 0);
    }
}
