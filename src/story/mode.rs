//! Ways of travel.

use serde::Serialize;

/// How a leg is travelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// By boat, canoe or raft.
    Boat,
    /// On foot.
    Foot,
    /// By road.
    Road,
    /// By road or rail.
    Rail,
    /// Not part of the route: a highway shown for orientation.
    Highway,
    /// Not part of the route: a straight line where there is no road.
    Gap,
    /// The story's own: an index into [`Looks::modes`](super::looks::Looks::modes). The page gets
    /// the built-in one that is nearest to it.
    #[serde(skip)]
    Own(u8),
}

impl Mode {
    /// Whether it is part of the route. Highways for orientation and gaps are not.
    pub const fn is_route(self) -> bool {
        !matches!(self, Self::Highway | Self::Gap)
    }
}
