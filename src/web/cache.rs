//! Pictures that are kept from frame to frame while the map moves, so that little is painted anew. Layers of
//! one revision show the same: that is what a cache looks at.

pub(super) mod ground;
pub(super) mod pan;
pub(super) mod panel;
pub(super) mod text;
pub(super) mod zoom;
