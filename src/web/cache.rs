//! Caches: pictures that are reused from frame to frame while the map moves, so that little is painted
//! again. Layers of the same revision show the same, so the revisions are the keys of the caches.

pub(super) mod ground;
pub(super) mod pan;
pub(super) mod panel;
pub(super) mod text;
pub(super) mod zoom;
