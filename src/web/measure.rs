//! Measures texts as they will be painted.

use super::letters::Letters;
use crate::text::{Font, MeasureText};
use web_sys::CanvasRenderingContext2d;

/// Uses the built-in advances for the map's own fonts. Letters that these do not have, and the page's own
/// fonts, are measured with a canvas.
pub(super) struct CanvasMeasure<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) letters: &'a Letters,
}

impl CanvasMeasure<'_> {
    fn ask(&self, text: &str, font: &Font) -> f64 {
        self.context.set_font(&self.letters.css(font));
        self.context.measure_text(text).map_or(0.0, |m| m.width())
    }
}

impl MeasureText for CanvasMeasure<'_> {
    fn advance(&self, text: &str, font: &Font) -> f64 {
        if !self.letters.own(font.family) {
            return self.ask(text, font);
        }
        // A text with letters that our fonts do not have is measured as a whole, because in some scripts
        // letters join.
        let advance = |c| font.baked(c).or_else(|| self.letters.alphabets.advance(c, font));
        let baked = text.chars().try_fold(0.0, |sum, c| Some(sum + advance(c)?));
        baked.unwrap_or_else(|| self.ask(text, font))
    }
}
