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
        while self.is_loading() {
            self.go_on_loading(usize::MAX)?;
        }
        Ok(())
    }

    /// Whether something is left to do of a story whose text was taken.
    pub fn is_loading(&self) -> bool {
        !matches!(self.told.next, Loading::Nothing)
    }

    /// Takes a piece of a story's text; the first one of a story drops what there is of another.
    pub fn take_story(&mut self, text: &str, first: bool) {
        if first {
            self.told.next.discard(&mut self.shapes);
            self.told.next = Loading::Reading(Box::default());
        }
        if let Loading::Reading(reading) = &mut self.told.next {
            reading.push(text);
        }
    }

    /// Goes on with the story whose text was taken, for about as long as it takes to read `budget` bytes
    /// of it. Once nothing is left to do, it is the map's story.
    ///
    /// # Errors
    /// Every problem found in the text; then the old story stays.
    pub fn go_on_loading(&mut self, budget: usize) -> Result<(), Vec<Problem>> {
        let more = match &mut self.told.next {
            Loading::Nothing => false,
            Loading::Reading(reading) => reading.step(budget),
            Loading::Drawing(drawn) => {
                let (story, drawing) = &mut **drawn;
                drawing.step(story, &mut self.shapes, budget.div_ceil(BYTES_PER_PLACE))
            }
        };
        if more {
            return Ok(());
        }
        match core::mem::take(&mut self.told.next) {
            Loading::Nothing => {}
            Loading::Reading(reading) => {
                let next = (reading.finish()?, Drawing::default());
                self.told.next = Loading::Drawing(Box::new(next));
            }
            Loading::Drawing(drawn) => self.turn_to(drawn.0, drawn.1),
        }
        Ok(())
    }

    /// Shows another story, all of it.
    fn turn_to(&mut self, story: Story, drawing: Drawing) {
        core::mem::replace(&mut self.told.plot, drawing.plot).discard(&mut self.shapes);
        self.told.story = story;
        let route = self.told.plot.route_points();
        for ground in &mut self.basemap.grounds {
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
