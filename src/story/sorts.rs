//! What sorts of lines, marks and areas a story has. There may be very many places and legs, so each is looked at once, when the
//! story is loaded, and the legend of every picture is made from this.

use super::looks::CategoryIx;
use super::{Leg, LegIx, Place, PlaceKind, Rank, Shape, Story};

/// The sorts that a story has, each once, in the story's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sorts {
    /// The first leg of each sort: of each route, way of travel and certainty.
    pub legs: Vec<LegIx>,
    /// The kinds and ranks of places that are not shown by category, value or class.
    pub marks: Vec<(PlaceKind, Rank)>,
    /// The categories, and whether the first place of each has a mark.
    pub categories: Vec<(CategoryIx, bool)>,
    /// Whether any mark has the size of its value.
    pub sized: bool,
    /// Whether any area has the colour of its class.
    pub classed: bool,
    /// Whether any place is known only roughly.
    pub rough: bool,
    /// The kind of the first area that is not shown by category, value or class.
    pub area: Option<PlaceKind>,
}

impl Sorts {
    /// Those of a whole story.
    pub fn of(story: &Story) -> Self {
        let mut sorts = Self::default();
        for (i, leg) in story.legs.iter().enumerate() {
            sorts.add_leg(story, LegIx(i as u32), leg);
        }
        for place in &story.places {
            sorts.add_place(story, place);
        }
        sorts
    }

    /// Adds the sort of a leg.
    pub(crate) fn add_leg(&mut self, story: &Story, ix: LegIx, leg: &Leg) {
        let sort = |leg: &Leg| (leg.route, leg.mode, leg.certainty);
        let mut others = self.legs.iter().filter_map(|other| story.leg(*other));
        if others.all(|other| sort(other) != sort(leg)) {
            self.legs.push(ix);
        }
    }

    /// Adds the sort of a place.
    pub(crate) fn add_place(&mut self, story: &Story, place: &Place) {
        let (has_mark, valued) = (place.has_mark(), place.value.is_some());
        let is_area = matches!(place.shape, Shape::Rings(_) | Shape::Region(_));
        let sized = story.looks.size.is_some() && valued && has_mark;
        let classed = is_area && place.value.is_some_and(|v| story.looks.class_of(v).is_some());
        self.sized |= sized;
        self.classed |= classed;
        self.rough |= place.accuracy_km > 0.0;
        if let Some(category) = place.category.filter(|_| !classed) {
            if self.categories.iter().all(|(ix, _)| *ix != category) {
                self.categories.push((category, has_mark));
            }
        } else if !sized && !classed {
            let mark = (place.kind, place.rank);
            if !self.marks.contains(&mark) {
                self.marks.push(mark);
            }
            if is_area {
                self.area = self.area.or(Some(place.kind));
            }
        }
    }
}
