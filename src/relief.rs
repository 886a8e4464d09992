//! The relief's two channels, turned into colours that lie over the land.

use crate::theme::{Color, Theme};

/// How strongly shade, light and height tint the land (0 to 1).
const STRENGTH: [f64; 3] = [0.80, 0.85, 0.9];

/// Shade and height of every pixel, kept so that another theme can colour them anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    /// Shade (128 = flat, less = away from the light) and height tint (255 = full) by turns.
    channels: Vec<u8>,
}

impl Relief {
    /// From the image's RGBA pixels: green is the shade, for the WebP keeps it best; blue the height.
    pub fn from_rgba(pixels: &[u8]) -> Self {
        let channels = pixels.chunks_exact(4).flat_map(|p| match *p {
            [_, shade, height, _] => [shade, height],
            _ => [128, 0],
        });
        Self { channels: channels.collect() }
    }

    /// RGBA pixels to lay over land in a theme's colours: clear where the land is flat and low.
    pub fn rgba(&self, theme: &Theme) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.channels.len() * 2);
        for pair in self.channels.chunks_exact(2) {
            let [shade, height] = *pair else { continue };
            let slope = (f64::from(shade) - 128.0) / 127.0;
            let (color, strength) =
                if slope < 0.0 { (theme.shade, STRENGTH[0]) } else { (theme.lit, STRENGTH[1]) };
            let over = (slope.abs() * strength).min(1.0);
            let under = f64::from(height) / 255.0 * STRENGTH[2];
            out.extend(mix(theme.high_land, under, color, over));
        }
        out
    }
}

/// `top` at opacity `over` on `low` at opacity `under` (Porter and Duff's “over”).
fn mix(low: Color, under: f64, top: Color, over: f64) -> [u8; 4] {
    let alpha = over + under * (1.0 - over);
    if alpha <= 0.0 {
        return [0; 4];
    }
    let mut out = [0; 4];
    for (o, (l, t)) in out.iter_mut().zip(low.rgb.into_iter().zip(top.rgb)) {
        let value = (f64::from(t) * over + f64::from(l) * under * (1.0 - over)) / alpha;
        *o = libm::round(value) as u8;
    }
    out[3] = libm::round(alpha * 255.0) as u8;
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::LIGHT;

    #[test]
    fn flat_low_land_is_left_alone() {
        assert_eq!(Relief::from_rgba(&[128, 128, 0, 255]).rgba(&LIGHT), [0; 4]);
    }

    #[test]
    fn slopes_and_heights_take_the_theme_s_colours() {
        let rgba =
            Relief::from_rgba(&[0, 0, 0, 255, 255, 255, 0, 255, 128, 128, 255, 255]).rgba(&LIGHT);
        assert_eq!(rgba[..3], LIGHT.shade.rgb);
        assert_eq!(rgba[4..7], LIGHT.lit.rgb);
        assert_eq!(rgba[8..11], LIGHT.high_land.rgb);
        assert!(rgba[3] > 190 && rgba[7] > 200 && rgba[11] > 220);
    }
}
