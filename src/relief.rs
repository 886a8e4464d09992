//! The relief's two channels, turned into colours that lie over the land.

use crate::theme::Theme;
use kurbo::Rect;

/// How strongly shade, light and height tint the land (0 to 1).
const STRENGTH: [f64; 3] = [0.80, 0.85, 0.9];

/// A slope or height of this many of 127 or 255 steps is noise of the image's packing: it would be
/// seen on the sea.
const NOISE: f64 = 3.0;

/// A detail's image becomes flat along its edges, over this part of its width.
const RAMP: f64 = 0.095;

/// Shade and height of every pixel, kept so that another theme can colour them anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    /// Slope (0 = flat, less = away from the light) and height tint (255 = full).
    pixels: Vec<[f32; 2]>,
    /// Pixels in a row.
    width: usize,
    /// What it covers, in world coordinates.
    rect: Rect,
}

impl Relief {
    /// From the image's RGBA pixels, `width` in a row: green is the shade (128 = flat), for the
    /// WebP keeps it best; blue the height. `rect` is what it covers, in world coordinates.
    pub fn from_rgba(rgba: &[u8], width: usize, rect: Rect) -> Self {
        let pixels = rgba.chunks_exact(4).map(|p| match *p {
            [_, shade, height, _] => [f32::from(shade) - 128.0, f32::from(height)],
            _ => [0.0; 2],
        });
        Self { pixels: pixels.collect(), width: width.max(1), rect }
    }

    /// Fills a detail's flat edges with what a coarser relief has there: the two meet unseen.
    pub fn settle_into(&mut self, coarse: &Self) {
        let (width, height) = (self.width, self.pixels.len() / self.width);
        let cell = self.rect.width() / width as f64;
        let ramp = RAMP * width as f64;
        // From 0 at the edge to 1 well inside.
        let own = |i: usize, count: usize| {
            let t = ((i.min(count - 1 - i) as f64 + 0.5) / ramp).min(1.0);
            t * t * (3.0 - 2.0 * t)
        };
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = (i % width, i / width);
            let missing = 1.0 - own(x, width) * own(y.min(height - 1), height);
            if missing > 0.0 {
                let under = coarse.at(
                    self.rect.x0 + (x as f64 + 0.5) * cell,
                    self.rect.y0 + (y as f64 + 0.5) * cell,
                );
                for (value, under) in pixel.iter_mut().zip(under) {
                    *value += under * missing as f32;
                }
            }
        }
    }

    /// Slope and height at a place in world coordinates, evenly between the pixels around it.
    fn at(&self, x: f64, y: f64) -> [f32; 2] {
        let cell = self.rect.width() / self.width as f64;
        let (x, y) = ((x - self.rect.x0) / cell - 0.5, (y - self.rect.y0) / cell - 0.5);
        let (column, row) = (x.max(0.0) as usize, y.max(0.0) as usize);
        let (right, down) = ((x - column as f64) as f32, (y - row as f64) as f32);
        let first = row * self.width + column;
        let pixel = |i: usize| self.pixels.get(i).copied().unwrap_or_default();
        let row = |i: usize| {
            let (a, b) = (pixel(i), pixel(i + 1));
            [a[0] + (b[0] - a[0]) * right, a[1] + (b[1] - a[1]) * right]
        };
        let (a, b) = (row(first), row(first + self.width));
        [a[0] + (b[0] - a[0]) * down, a[1] + (b[1] - a[1]) * down]
    }

    /// RGBA pixels to lay over land in a theme's colours: clear where the land is flat and low.
    pub fn rgba(&self, theme: &Theme) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.pixels.len() * 4);
        // Steps less the noise, to a part of the whole.
        let part =
            |steps: f32, all: f64| ((f64::from(steps) - NOISE) / (all - NOISE)).clamp(0.0, 1.0);
        for [slope, height] in &self.pixels {
            let (color, strength) =
                if *slope < 0.0 { (theme.shade, STRENGTH[0]) } else { (theme.lit, STRENGTH[1]) };
            let over = color.at(part(slope.abs(), 127.0) * strength);
            let color = over.over(theme.high_land.at(part(*height, 255.0) * STRENGTH[2]));
            let [r, g, b] = color.rgb;
            out.extend([r, g, b, color.alpha]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{LIGHT, PRINT};

    #[test]
    fn flat_low_land_is_left_alone() {
        let noise = [128, 128, 0, 255, 126, 126, 2, 255];
        let alphas = Relief::from_rgba(&noise, 2, Rect::ZERO).rgba(&LIGHT);
        assert_eq!((alphas[3], alphas[7]), (0, 0));
    }

    #[test]
    fn slopes_and_heights_take_the_theme_s_colours() {
        let pixels = [0, 0, 0, 255, 255, 255, 0, 255, 128, 128, 255, 255];
        let relief = Relief::from_rgba(&pixels, 3, Rect::ZERO);
        let rgba = relief.rgba(&LIGHT);
        assert_eq!(rgba[..3], LIGHT.shade.rgb);
        assert_eq!(rgba[4..7], LIGHT.lit.rgb);
        assert_eq!(rgba[8..11], LIGHT.high_land.rgb);
        assert!(rgba[3] > 190 && rgba[7] > 200 && rgba[11] > 220);
        assert!(relief.rgba(&PRINT).chunks(4).all(|p| p[3] == 0));
    }

    #[test]
    fn a_detail_goes_over_into_what_lies_around_it() {
        let plain = |shade: u8, width: usize, rect| {
            Relief::from_rgba(&[shade, shade, 0, 255].repeat(width * width), width, rect)
        };
        // A slope everywhere; a detail in its middle that is flat.
        let coarse = plain(168, 20, Rect::new(0.0, 0.0, 1.0, 1.0));
        let mut fine = plain(128, 100, Rect::new(0.4, 0.4, 0.6, 0.6));
        fine.settle_into(&coarse);
        let slope = |x: usize, y: usize| fine.pixels[y * 100 + x][0];
        assert!((slope(0, 50) - 40.0).abs() < 1.0 && (slope(50, 99) - 40.0).abs() < 1.0);
        assert_eq!(slope(50, 50), 0.0);
        assert!((1..12).all(|x| slope(x, 50) <= slope(x - 1, 50)));
    }

    #[test]
    fn between_its_pixels_it_is_even() {
        let relief = Relief::from_rgba(
            &[0, 128, 0, 0, 0, 148, 100, 0, 0, 128, 0, 0, 0, 148, 100, 0],
            2,
            Rect::new(0.0, 0.0, 2.0, 2.0),
        );
        assert_eq!(relief.at(1.0, 1.0), [10.0, 50.0]);
        assert_eq!(relief.at(0.5, 0.5), [0.0, 0.0]);
        assert_eq!(relief.at(1.25, 1.0), [15.0, 75.0]);
    }
}
