//! Widths of texts as the browser sets them.

use super::canvas::font_css;
use crate::text::{Font, MeasureText};
use web_sys::CanvasRenderingContext2d;

/// Measures with a canvas' own context.
pub(super) struct CanvasMeasure<'a> {
    context: &'a CanvasRenderingContext2d,
}

impl<'a> CanvasMeasure<'a> {
    pub(super) fn new(context: &'a CanvasRenderingContext2d) -> Self {
        Self { context }
    }
}

impl MeasureText for CanvasMeasure<'_> {
    fn advance(&self, text: &str, font: &Font) -> f64 {
        self.context.set_font(&font_css(font));
        self.context.measure_text(text).map_or(0.0, |m| m.width())
    }
}
