//! What a story speaks of, in the interface's words.

use super::{PlaceKind, Standing};
use crate::lang::Strings;

impl Strings {
    /// The word for a fact's standing.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Reported => self.reported,
            Standing::Corrected => self.corrected,
            Standing::Context => self.context,
        }
    }

    /// The word for a kind of place.
    pub const fn kind(&self, kind: PlaceKind) -> &'static str {
        match kind {
            PlaceKind::Stop => self.stop,
            PlaceKind::Town => self.town,
            PlaceKind::RoadEnd => self.road_end,
            PlaceKind::Region => self.region,
            PlaceKind::State => self.state,
            PlaceKind::Country => self.country,
            PlaceKind::River => self.river,
            PlaceKind::Border => self.border,
        }
    }
}
