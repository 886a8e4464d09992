//! In the story, legend, scale bar and locator stay in the same place in all chapters, so that readers find them again, and the
//! chapters' cameras keep what the chapters are about clear of them.

use crate::camera::Camera;
use crate::language_tag::Tag;
use kurbo::{Insets, Rect, Size};

/// Where the panels of the story are, and its cameras. Made by [`plan`](super::plan()).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steady {
    /// What it was worked out for.
    pub(super) basis: Basis,
    /// What the page shows over the map. The credits, which are as wide as the view wants, are a strip from side to side.
    pub(super) taken: Vec<Rect>,
    /// The largest zoom of the chapters that fit their bounds.
    pub(super) nearest: Option<f64>,
    /// The index of the place of the legend, or of the scale bar alone.
    pub(super) furniture: Option<usize>,
    /// The index of the locator's place.
    pub(super) locator: Option<usize>,
    /// Each chapter's camera; none where the chapters' bounds are only fitted.
    pub(super) cameras: Vec<Camera>,
    /// What must be left out in each chapter, because it would cover what the chapter is about.
    pub(super) left_out: Vec<LeftOut>,
}

/// Panels that are not shown in a chapter.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LeftOut {
    pub furniture: bool,
    pub locator: bool,
}

/// What the panels' places and the cameras follow from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Basis {
    pub size: Size,
    pub padding: Insets,
    pub language: Tag,
    /// The story's revision.
    pub story: u32,
    /// The cameras that fit the bounds of the chapters.
    pub fitted: Vec<Camera>,
    /// The places that legend, scale bar and locator may have.
    pub furniture: Vec<Rect>,
    pub locator: Vec<Rect>,
}

impl Steady {
    /// The cameras of the chapters, as far as they are known in this box.
    pub fn cameras(&self, size: Size, padding: Insets, story: u32) -> &[Camera] {
        let basis = &self.basis;
        let fits = basis.size == size && basis.padding == padding && basis.story == story;
        if fits { &self.cameras } else { &[] }
    }

    /// What is left out in a chapter.
    pub(super) fn left_out(&self, chapter: Option<usize>) -> LeftOut {
        chapter.and_then(|c| self.left_out.get(c)).copied().unwrap_or_default()
    }
}
