//! An interactive story map: the places of a story, the way between them and the ground under both.
//!
//! Everything but the last step is pure: a [`story::Story`] and [`basemap::Basemap`] go in, a scene
//! comes out, and the browser (the `web` module, only on wasm32) paints it. The modules are listed in
//! reading order: each uses only modules above it.

mod json;
pub mod geo;
pub mod mercator;
pub mod camera;
pub mod language_tag;
pub mod locale;
pub mod calendar;
pub mod rich_text;
pub mod story;
pub mod words;
pub mod reading;
pub mod basemap;
pub mod route;
pub mod distance;
pub mod flight;
pub mod pace;
pub mod text;
pub mod theme;
pub mod relief;
pub mod scene;
pub mod style;
pub mod tiles;
mod grid_index;
pub mod hit;
pub mod scanlines;
pub mod ground;
pub mod line_pyramid;
mod place_pyramid;
pub mod sea_gradient;
pub mod plot;
pub mod timeline;
pub mod gestures;
pub mod settings;
pub mod selection;
pub mod viewpoint;
pub mod approach;
pub mod label;
mod clearing;
mod crowd;
pub mod legend;
pub mod outline;
pub mod compose;
pub mod svg;
pub mod widget;
#[cfg(target_arch = "wasm32")]
mod web;
