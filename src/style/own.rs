//! The styles of a story: the built-in table, and rows for what the story itself defines.

use super::{
    AreaStyle, ColorRole, Length, LineStyle, MarkShape, MarkStyle, Paint, PaintColor, StrokeStyle,
    Styles,
};
use crate::story::Story;
use crate::story::looks::{Category, Colors, Dash, OwnMode};
use crate::theme::{DARK, LIGHT};
use kurbo::BezPath;

/// The rows that a story adds to the built-in table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnStyles {
    modes: Vec<LineStyle>,
    routes: Vec<Paint>,
    categories: Vec<MarkStyle>,
    outlines: Vec<Option<BezPath>>,
    category_areas: Vec<AreaStyle>,
    class_areas: Vec<AreaStyle>,
}

impl OwnStyles {
    /// The rows for a story.
    pub fn of(story: &Story) -> Self {
        let looks = &story.looks;
        let categories = looks.categories.iter();
        Self {
            modes: looks.modes.iter().map(line).collect(),
            routes: looks.routes.iter().map(|route| legible(route.color)).collect(),
            categories: categories.clone().enumerate().map(|(i, c)| mark(i as u8, c)).collect(),
            outlines: categories.clone().map(|category| category.outline.clone()).collect(),
            category_areas: categories
                .map(|c| area(exact(c.color).at(40), legible(c.color)))
                .collect(),
            class_areas: looks
                .classes
                .iter()
                .map(|class| area(exact(class.color).at(70), BORDER))
                .collect(),
        }
    }

    /// The table. Not inlined, because it is large.
    #[inline(never)]
    pub fn table(&self) -> Styles<'_> {
        Styles {
            modes: &self.modes,
            routes: &self.routes,
            categories: &self.categories,
            outlines: &self.outlines,
            category_areas: &self.category_areas,
            class_areas: &self.class_areas,
            ..Styles::BUILT_IN
        }
    }
}

const BORDER: Paint = Paint { color: PaintColor::Role(ColorRole::Border), percent: 100 };
const RING: Paint = Paint { color: PaintColor::Role(ColorRole::Ring), percent: 100 };

fn line(mode: &OwnMode) -> LineStyle {
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
    LineStyle { stroke: StrokeStyle { paint, width, dash, round }, arrow: mode.arrow, ..plain }
}

fn mark(ix: u8, category: &Category) -> MarkStyle {
    let shape = match category.outline {
        None => MarkShape::Disc,
        Some(_) if category.icon => MarkShape::Icon(ix),
        Some(_) => MarkShape::Outline(ix),
    };
    let radius = match shape {
        MarkShape::Disc | MarkShape::Swatch => Length::new(5.0, 4.4, 5.6),
        MarkShape::Outline(_) => Length::new(5.8, 5.2, 6.6),
        MarkShape::Icon(_) => Length::new(8.5, 7.0, 10.0),
    };
    // A thin edge in the colour of rings, which sets it off from the line under it.
    let edge = StrokeStyle { paint: RING, width: Length::same(1.3), dash: None, round: true };
    let fill = legible(category.color);
    MarkStyle {
        shape,
        radius: radius.in_page(radius.at(super::Sizing::OVERVIEW)),
        selected_radius: radius,
        hover_growth: Length::same(1.2),
        fill,
        edge: Some(edge),
        label: None,
    }
}

#[inline(never)]
fn area(fill: Paint, edge: Paint) -> AreaStyle {
    let built_in = Styles::BUILT_IN;
    let edge = StrokeStyle { paint: edge, width: Length::same(0.9), dash: None, round: true };
    AreaStyle {
        fill,
        highlighted: fill.at(fill.percent + 15),
        edge: Some(edge),
        label: None,
        ..*built_in.plain_area
    }
}

/// A colour of the story for a line or a mark. It has enough contrast in every built-in theme: light and dark are those whose ground is
/// nearest to the middle.
#[inline(never)]
fn legible(Colors { light, dark }: Colors) -> Paint {
    let colors = Colors { light: LIGHT.legible(light).rgb, dark: DARK.legible(dark).rgb };
    Paint { color: PaintColor::Legible(colors), percent: 100 }
}

/// A colour of the story for an area. If it gives one colour for all themes, on dark ground its lightness is the opposite: what is
/// farther from a light ground is then farther from a dark one.
fn exact(Colors { light, dark }: Colors) -> Paint {
    let dark = if light == dark { opposite(light) } else { dark };
    Paint { color: PaintColor::Exact(Colors { light, dark }), percent: 100 }
}

/// The colour of the same hue and chroma with the opposite lightness of HSL.
fn opposite(rgb: [u8; 3]) -> [u8; 3] {
    let [r, g, b] = rgb;
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    rgb.map(|c| (255 - most) + (c - least))
}
