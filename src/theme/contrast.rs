//! Contrast: how well a colour of a story stands out from the ground, and what is done if it does not.

use super::{Color, Theme};

/// The least contrast of lines and marks with the ground, by WCAG 2.2 (1.4.11). A little more than the 3 that it asks for, because
/// [`luminance`] is an approximation.
const LEAST: f64 = 3.1;

/// In how many steps a colour is moved towards black or white.
const STEPS: u32 = 40;

impl Theme {
    /// The colour nearest to `rgb` that stands out from land, sea and panels with at least 3 : 1: its lightness is moved towards
    /// black or white as far as needed. If none does, because a page has set colours of every lightness, the one that does best.
    #[inline(never)]
    pub fn legible(&self, rgb: [u8; 3]) -> Color {
        let grounds =
            [self.land, self.high_land.over(self.land), self.sea, self.offshore, self.surface];
        let grounds = grounds.map(luminance);
        let worst = |color: Color| {
            let own = luminance(color);
            grounds.iter().map(|ground| ratio(own, *ground)).fold(f64::INFINITY, f64::min)
        };
        let own = Color { rgb, alpha: 255 };
        let (mut best, mut most) = (own, worst(own));
        for step in 1..=STEPS {
            for end in [0, 255] {
                let part = f64::from(step) / f64::from(STEPS);
                let moved = Color { rgb: [end; 3], alpha: 255 }.at(part).over(own);
                if most < LEAST && worst(moved) > most {
                    (best, most) = (moved, worst(moved));
                }
            }
        }
        best
    }

    /// Whether its land is dark.
    pub fn is_dark(&self) -> bool {
        luminance(self.land) < 0.18
    }
}

/// The contrast of two luminances, 1 to 21.
fn ratio(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of an opaque colour, 0 to 1. The power of 2.4 of WCAG's formula is approximated by a polynomial
/// (Chilliant 2012, “sRGB approximations for HLSL”), which is off by less than 0.003.
fn luminance(color: Color) -> f64 {
    let [r, g, b] = color.rgb.map(|value| {
        let v = f64::from(value) / 255.0;
        v * (v * (v * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
