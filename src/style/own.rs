//! The styles of a story: the built-in table, and rows for what the story itself defines.

use super::{Length, LineStyle, Paint, PaintColor, StrokeStyle, Styles};
use crate::story::Story;
use crate::story::looks::{Colors, Dash};
use crate::theme::{DARK, LIGHT};

/// The rows that a story adds to the built-in table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnStyles {
    modes: Vec<LineStyle>,
    routes: Vec<Paint>,
}

impl OwnStyles {
    /// The rows for a story.
    pub fn of(story: &Story) -> Self {
        let modes = story.looks.modes.iter().map(|mode| {
            let built_in = Styles::BUILT_IN;
            let plain = *built_in.plain_line;
            let StrokeStyle { paint, width, .. } = plain.stroke;
            let width = mode.width.map_or(width, |w| Length::new(w, w * 0.92, w * 1.08));
            let (dash, round) = match mode.dash {
                Dash::Solid => (None, false),
                Dash::Dashed => (Some([2.0, 1.4]), false),
                Dash::Dotted => (Some([0.004, 1.8]), true),
            };
            let dash = dash.map(|parts| parts.map(|part| width.times(part)));
            let paint = mode.color.map_or(paint, legible);
            let stroke = StrokeStyle { paint, width, dash, round };
            LineStyle { stroke, arrow: mode.arrow, ..plain }
        });
        let routes = story.looks.routes.iter().map(|route| legible(route.color));
        Self { modes: modes.collect(), routes: routes.collect() }
    }

    /// The table.
    pub fn table(&self) -> Styles<'_> {
        Styles { modes: &self.modes, routes: &self.routes, ..Styles::BUILT_IN }
    }
}

/// A colour of the story for a line or a mark. It has enough contrast in every built-in theme: light and dark are those whose ground is
/// nearest to the middle.
fn legible(Colors { light, dark }: Colors) -> Paint {
    let colors = Colors { light: LIGHT.legible(light).rgb, dark: DARK.legible(dark).rgb };
    Paint { color: PaintColor::Legible(colors), percent: 100 }
}
