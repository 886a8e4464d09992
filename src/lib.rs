//! An interactive map of one road: the way migrants took through the Darién Gap to the US border.
//!
//! Everything but the last step is pure: a [`story::Story`] and [`basemap::Basemap`] go in, a scene
//! comes out, and the browser (the `web` room, on wasm32 alone) paints it. The rooms stand in
//! reading order: each uses only rooms above it.

mod json;
pub mod geo;
pub mod mercator;
pub mod tag;
pub mod locale;
pub mod story;
pub mod words;
pub mod basemap;
pub mod route;
pub mod distance;
pub mod camera;
pub mod flight;
pub mod pace;
pub mod text;
pub mod theme;
pub mod relief;
pub mod scene;
pub mod style;
mod cells;
pub mod hit;
pub mod rows;
pub mod ground;
pub mod thin;
mod crowd;
pub mod shelf;
pub mod plot;
pub mod timeline;
pub mod input;
pub mod state;
pub mod label;
pub mod legend;
pub mod outline;
pub mod compose;
pub mod svg;
pub mod widget;
#[cfg(target_arch = "wasm32")]
mod web;
