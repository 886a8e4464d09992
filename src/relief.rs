//! The relief: hillshade and height, coloured by the theme and drawn over the land.

use crate::theme::{Color, Theme};

/// Opacity of the hillshade's dark side, its light side, and the height tint (0 to 1).
const STRENGTH: [f64; 3] = [0.80, 0.85, 0.9];

/// The small image has blurred slopes, so they are drawn this much steeper.
const STEEPER: f64 = 1.35;

/// Slopes (of 127 steps) and heights (of 255 steps) up to this are noise from the image's compression,
/// which would be visible on the sea.
const NOISE: f64 = 3.0;

/// Hillshade and height of every pixel, kept so that another theme can colour them again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relief {
    /// Hillshade (128 is flat, less faces away from the light) and height tint (255 is full).
    pixels: Vec<[u8; 2]>,
}

impl Relief {
    /// Adds the image's next RGBA pixels. Green is the hillshade, because WebP preserves it best; blue is the
    /// height.
    pub fn extend(&mut self, rgba: &[u8]) {
        self.pixels.extend(rgba.chunks_exact(4).map(|p| match *p {
            [_, hillshade, height, _] => [hillshade, height],
            _ => [128, 0],
        }));
    }

    /// RGBA pixels to draw over the land in a theme's colours; transparent where the land is flat and low.
    pub fn rgba(&self, theme: &Theme) -> impl Iterator<Item = [u8; 4]> {
        // Steps above the noise, as a fraction of all.
        let part = |steps: f64, all: f64| ((steps - NOISE) / (all - NOISE)).clamp(0.0, 1.0);
        // There are some hundred thousand pixels: each value is worked out once.
        let values = || (0..=u8::MAX).map(f64::from);
        let slopes: Vec<Color> = values()
            .map(|hillshade| {
                let slope = hillshade - 128.0;
                let (color, strength) = if slope < 0.0 {
                    (theme.hillshade_dark, STRENGTH[0])
                } else {
                    (theme.hillshade_light, STRENGTH[1])
                };
                color.at((part(slope.abs(), 127.0) * STEEPER).min(1.0) * strength)
            })
            .collect();
        let heights: Vec<Color> =
            values().map(|height| theme.high_land.at(part(height, 255.0) * STRENGTH[2])).collect();
        self.pixels.iter().map(move |[hillshade, height]| {
            let of = |colors: &[Color], value: u8| {
                colors.get(usize::from(value)).copied().unwrap_or_default()
            };
            let (slope, height) = (of(&slopes, *hillshade), of(&heights, *height));
            let color = match (slope.alpha, height.alpha) {
                (0, _) => height,
                (_, 0) => slope,
                _ => slope.over(height),
            };
            let [r, g, b] = color.rgb;
            [r, g, b, color.alpha]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{LIGHT, PRINT};

    fn relief(rgba: &[u8]) -> Relief {
        let mut relief = Relief::default();
        relief.extend(rgba);
        relief
    }

    #[test]
    fn flat_low_land_is_transparent() {
        let noise = [128, 128, 0, 255, 126, 126, 2, 255];
        assert!(relief(&noise).rgba(&LIGHT).all(|p| p[3] == 0));
    }

    #[test]
    fn slopes_and_heights_have_the_theme_s_colours() {
        let pixels = [0, 0, 0, 255, 255, 255, 0, 255, 128, 128, 255, 255];
        let relief = relief(&pixels);
        let rgba: Vec<u8> = relief.rgba(&LIGHT).flatten().collect();
        assert_eq!(rgba[..3], LIGHT.hillshade_dark.rgb);
        assert_eq!(rgba[4..7], LIGHT.hillshade_light.rgb);
        assert_eq!(rgba[8..11], LIGHT.high_land.rgb);
        assert!(rgba[3] > 190 && rgba[7] > 200 && rgba[11] > 220);
        assert!(relief.rgba(&PRINT).all(|p| p[3] == 0));
    }
}
