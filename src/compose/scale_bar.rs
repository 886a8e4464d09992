//! The scale bar, with kilometres above and miles below; near the ground with metres and feet.

use super::draw::{draw_line, draw_text};
use super::frame::Frame;
use crate::geo::KM_PER_MILE;
use crate::locale::fill;
use crate::mercator::km_per_pixel;
use crate::scene::{Layer, Stroke};
use crate::text::{Font, Weight};
use kurbo::{Line, Point, Rect, Size};

const HEIGHT: f64 = 34.0;
/// The room for the latitude beside the bar, in CSS pixels.
const LATITUDE: f64 = 90.0;
const SCALE: Font = Font::sans(11.0, Weight::Regular);

/// A scale bar. It is right for the latitude in the middle of the free part of the box.
pub(super) struct ScaleBar {
    /// Above and below: how many units, and how long a unit is, in CSS pixels.
    sides: [(u32, f64); 2],
    /// Whether the units are metres and feet.
    near: bool,
    /// The latitude that it is right for, in whole degrees.
    latitude: i32,
    /// Whether it names that latitude: in an overview the scale differs between north and south.
    says_where: bool,
    /// How much larger than usual its letters are.
    text: f64,
}

impl ScaleBar {
    pub(super) fn new(frame: &Frame, free: Rect) -> Self {
        let lat = frame.camera.unproject(free.center()).lat;
        let km_per_px = km_per_pixel(lat, frame.camera.zoom);
        let near = room(free) * km_per_px < KM_PER_MILE;
        let units = if near { [0.001, KM_PER_MILE / 5280.0] } else { [1.0, KM_PER_MILE] };
        let side = |km: f64| (round_below(room(free) * km_per_px / km), km / km_per_px);
        Self {
            sides: units.map(side),
            near,
            latitude: libm::round(lat) as i32,
            says_where: frame.camera.zoom < 7.0,
            text: frame.text,
        }
    }

    /// Its size in CSS pixels.
    pub(super) fn size(&self) -> Size {
        let beside = if self.says_where { LATITUDE } else { 30.0 };
        Size::new(self.width() + beside * self.text, HEIGHT * self.text)
    }

    /// The largest width that it may have at any zoom, in CSS pixels.
    pub(super) fn largest_width(frame: &Frame, free: Rect) -> f64 {
        room(free) + LATITUDE * frame.text
    }

    fn width(&self) -> f64 {
        let [above, below] = self.sides.map(|(count, unit)| f64::from(count) * unit);
        above.max(below)
    }

    pub(super) fn draw(&self, frame: &Frame, origin: Point, free: bool, layer: &mut Layer) {
        let ink = frame.theme.ink;
        let y = origin.y + HEIGHT * self.text / 2.0;
        let mut line = |a: Point, b: Point| {
            let stroke = Stroke::solid(ink, 1.0);
            draw_line(Line::new(a, b), stroke, layer);
        };
        line(Point::new(origin.x, y), Point::new(origin.x + self.width(), y));
        let words = frame.locale();
        let names = if self.near { [&words.m, &words.ft] } else { [&words.km, &words.mi] };
        let mut labels = Vec::new();
        for (((count, pixels), down), unit) in self.sides.into_iter().zip([-1.0, 1.0]).zip(names) {
            let roomy = f64::from(count) * pixels > 90.0 * self.text;
            let ticks = if roomy && count % 2 == 0 { 2 } else { 1 };
            for i in 0..=ticks {
                let value = count / ticks * i;
                let x = origin.x + f64::from(value) * pixels;
                line(Point::new(x, y), Point::new(x, y + 4.5 * down));
                let mut label = value.to_string();
                let digits = frame.input.measure.width(&label, &frame.font(SCALE));
                if i == ticks {
                    label = fill(unit, &[("n", value)]);
                }
                let baseline = if down < 0.0 { y - 7.0 } else { y + 4.0 + 11.0 * self.text };
                let left = if i == 0 { x } else { x - digits / 2.0 };
                labels.push((label, Point::new(left, baseline)));
            }
        }
        if self.says_where {
            let pattern = if self.latitude < 0 { &words.at_south } else { &words.at_north };
            let at = fill(pattern, &[("n", self.latitude.unsigned_abs())]);
            labels.push((
                at,
                Point::new(origin.x + self.width() + 34.0 * self.text, y + 4.0 * self.text),
            ));
        }
        for (label, at) in labels {
            draw_text(frame, label, SCALE, at, free, layer);
        }
    }
}

/// The largest length of the bar, in CSS pixels. In a small box it is short.
fn room(free: Rect) -> f64 {
    (free.width() * 0.25).clamp(60.0, 160.0)
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above `value`, and at least 1.
fn round_below(value: f64) -> u32 {
    let mut best = 1;
    let mut decade = 1_u32;
    while decade <= 10_000 {
        for step in [1, 2, 5] {
            if f64::from(decade * step) <= value {
                best = decade * step;
            }
        }
        decade *= 10;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::round_below;

    #[test]
    fn a_scale_bar_has_round_numbers() {
        let cases = [(0.3, 1), (1.0, 1), (4.9, 2), (57.0, 50), (999.0, 500), (20_000.0, 20_000)];
        for (value, round) in cases {
            assert_eq!(round_below(value), round, "{value}");
        }
    }
}
