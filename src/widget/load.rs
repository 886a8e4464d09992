//! A story comes in, piece by piece: a large one is read and drawn in many steps, and until the last of
//! them the map shows the one before it.

use super::Widget;
use crate::compose::Memory;
use crate::plot::Drawing;
use crate::scene::Geometries;
use crate::story::{Problem, Reading, Story};
use crate::timeline::Timeline;

/// How many places are put where they stand while a byte of text is read, one over.
const BYTES_PER_PLACE: usize = 8;

/// What is there of the next story.
#[derive(Debug, Default)]
pub(super) enum Loading {
    #[default]
    Nothing,
    Reading(Box<Reading>),
    Drawing(Box<(Story, Drawing)>),
}

impl Loading {
    /// Lets go of it, and of the shapes it has made.
    fn discard(&mut self, shapes: &mut Geometries) {
        if let Self::Drawing(drawn) = core::mem::take(self) {
            drawn.1.plot.discard(shapes);
        }
    }
}

impl Widget {
    /// Loads a story, unless something is wrong with it: then the old one stays.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_story(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        self.take_story(text, true);
        while self.go_on_loading(usize::MAX)? {}
        Ok(())
    }

    /// Takes a piece of a story's text; the first one of a story drops what there is of another.
    pub fn take_story(&mut self, text: &str, first: bool) {
        if first {
            self.loading.discard(&mut self.shapes);
            self.loading = Loading::Reading(Box::default());
        }
        if let Loading::Reading(reading) = &mut self.loading {
            reading.push(text);
        }
    }

    /// Goes on with the story whose text was taken, for about as long as it takes to read `budget` bytes
    /// of it. Returns whether something is left to do; if not, it is the map's story now.
    ///
    /// # Errors
    /// Every problem found in the text; then the old story stays.
    pub fn go_on_loading(&mut self, budget: usize) -> Result<bool, Vec<Problem>> {
        match &mut self.loading {
            Loading::Nothing => Ok(false),
            Loading::Reading(reading) => {
                if reading.step(budget) {
                    return Ok(true);
                }
                if let Loading::Reading(reading) = core::mem::take(&mut self.loading) {
                    self.loading =
                        Loading::Drawing(Box::new((reading.finish()?, Drawing::default())));
                }
                Ok(true)
            }
            Loading::Drawing(drawn) => {
                let (story, drawing) = &mut **drawn;
                if drawing.step(story, &mut self.shapes, budget / BYTES_PER_PLACE) {
                    return Ok(true);
                }
                if let Loading::Drawing(drawn) = core::mem::take(&mut self.loading) {
                    self.turn_to(drawn.0, drawn.1);
                }
                Ok(false)
            }
        }
    }

    /// Shows another story, all of it.
    fn turn_to(&mut self, story: Story, drawing: Drawing) {
        core::mem::replace(&mut self.plot, drawing.plot).discard(&mut self.shapes);
        self.story = story;
        let route = self.plot.route_points();
        for ground in &mut self.grounds {
            ground.follow(&route, &mut self.shapes);
        }
        self.picture.memory = Memory::default();
        (self.state.hovered, self.state.focused) = (None, None);
        self.state.timeline = Timeline::default();
        self.tell_tour();
        if self.state.selected.is_some() {
            self.choose(None);
        }
        self.go_home();
        self.invalidate();
    }
}
