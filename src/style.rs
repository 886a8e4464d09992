//! How lines, marks and areas look: one table, looked up by what is drawn.
//!
//! A style names its colours by their role in the [`Theme`] and gives its lengths in CSS pixels, for each
//! way in which the map is shown. [`Styles::BUILT_IN`] is the built-in table. Everything that draws reads
//! the table it is handed, so another table is another look of the map and of its legend.

mod built_in;

use crate::scene::Stroke;
use crate::story::{Certainty, Mode, PlaceKind, Rank};
use crate::theme::{Color, Theme};
use serde::Serialize;

/// Every look of the story's lines, marks and areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Styles<'a> {
    /// Legs. The first row that fits is taken.
    pub lines: &'a [LineRow],
    /// Marks of places. The first row that fits is taken.
    pub marks: &'a [MarkRow],
    /// Places with an area of their own. The first row that fits is taken.
    pub areas: &'a [AreaRow],
    /// Legs that no row is for.
    pub plain_line: &'a LineStyle,
    /// Areas that no row is for.
    pub plain_area: &'a AreaStyle,
    /// The circle within which a roughly known place lies.
    pub rough: AreaStyle,
    /// Along the river or border that is chosen, hovered or highlighted.
    pub highlighted_line: StrokeStyle,
    /// The selected place's mark.
    pub selected: SelectedStyle,
    /// The whole route on the locator map.
    pub locator_route: StrokeStyle,
}

impl<'a> Styles<'a> {
    /// The look of a leg.
    pub fn line(&self, mode: Mode, certainty: Certainty) -> &'a LineStyle {
        let found = self.lines.iter().find(|row| row.fits(mode, certainty));
        found.map_or(self.plain_line, |row| &row.style)
    }

    /// The look of a place's mark; nothing if such places have none.
    pub fn mark(&self, kind: PlaceKind, rank: Rank) -> Option<&'a MarkStyle> {
        self.marks.iter().find(|row| row.fits(kind, rank)).map(|row| &row.style)
    }

    /// The look of a place's area.
    pub fn area(&self, kind: PlaceKind) -> &'a AreaStyle {
        let found = self.areas.iter().find(|row| row.kinds.contains(&kind));
        found.map_or(self.plain_area, |row| &row.style)
    }
}

/// A colour by its role in the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorRole {
    /// [`Theme::route`].
    Route,
    /// [`Theme::highway`].
    Highway,
    /// [`Theme::ring`].
    Ring,
    /// [`Theme::context_label`].
    ContextLabel,
}

/// A colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paint {
    /// Which colour.
    pub color: ColorRole,
    /// From 0, clear, to 100 percent.
    pub percent: u8,
}

impl Paint {
    /// The colour in a theme.
    #[inline(never)]
    pub fn of(self, theme: &Theme) -> Color {
        let color = match self.color {
            ColorRole::Route => theme.route,
            ColorRole::Highway => theme.highway,
            ColorRole::Ring => theme.ring,
            ColorRole::ContextLabel => theme.context_label,
        };
        color.at(f64::from(self.percent) / 100.0)
    }
}

/// A length in CSS pixels, for each way in which the map is shown. It is kept in thousandths of a pixel,
/// which are short in the WASM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    overview: u16,
    narrow: u16,
    detail: u16,
    page: u16,
}

/// How the map is shown, as far as lengths depend on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sizing {
    /// Drawn on the canvas.
    Map {
        /// Whether its box is narrow.
        narrow: bool,
        /// From 0, an overview, to 1, details.
        detail: f64,
    },
    /// Told in the page's legend.
    Page,
}

impl Sizing {
    /// An overview in a box that is not narrow.
    pub const OVERVIEW: Self = Self::Map { narrow: false, detail: 0.0 };
}

impl Length {
    /// Nothing.
    pub const ZERO: Self = Self::same(0.0);

    /// One length in CSS pixels, from 0 to 65, however the map is shown.
    pub const fn same(length: f64) -> Self {
        Self::new(length, length, length)
    }

    /// Lengths in CSS pixels, from 0 to 65: in an overview, in an overview in a narrow box, and in
    /// detail. In the page it is as in an overview.
    pub const fn new(overview: f64, narrow: f64, detail: f64) -> Self {
        let overview = thousandths(overview);
        let (narrow, detail) = (thousandths(narrow), thousandths(detail));
        Self { overview, narrow, detail, page: overview }
    }

    /// The same with another length in the page's legend.
    pub const fn in_page(self, page: f64) -> Self {
        Self { page: thousandths(page), ..self }
    }

    /// The length in CSS pixels.
    #[inline(never)]
    pub fn at(self, sizing: Sizing) -> f64 {
        let px = |length: u16| f64::from(length) / 1000.0;
        match sizing {
            Sizing::Map { narrow, detail } => {
                let far = px(if narrow { self.narrow } else { self.overview });
                far + (px(self.detail) - far) * detail
            }
            Sizing::Page => px(self.page),
        }
    }
}

const fn thousandths(length: f64) -> u16 {
    (length * 1000.0 + 0.5) as u16
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrokeStyle {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: Length,
    /// On, off; `None` = unbroken.
    pub dash: Option<[Length; 2]>,
    /// Round ends; with a dash of nearly no length: dots.
    pub round: bool,
}

impl StrokeStyle {
    /// The stroke in a theme. (One function for all who draw: its parts are many.)
    #[inline(never)]
    pub fn stroke(&self, theme: &Theme, sizing: Sizing) -> Stroke {
        let dash = self.dash.map(|dash| dash.map(|length| length.at(sizing)));
        let (color, width) = (self.paint.of(theme), self.width.at(sizing));
        Stroke { color, width, dash, round: self.round }
    }
}

/// A row of [`Styles::lines`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRow {
    /// The ways of travel it is for.
    pub modes: &'static [Mode],
    /// How sure the line must be; `None` = whatever it is.
    pub certainty: Option<Certainty>,
    /// Their look.
    pub style: LineStyle,
}

impl LineRow {
    /// Whether it is for such legs.
    pub fn fits(&self, mode: Mode, certainty: Certainty) -> bool {
        self.modes.contains(&mode) && self.certainty.is_none_or(|c| c == certainty)
    }
}

/// The look of a leg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// The line. Legs that are still ahead have [`Theme::ahead`] for its colour.
    pub stroke: StrokeStyle,
    /// How much wider than the line the casing under it is; zero = there is none.
    pub casing: Length,
    /// Whether it lies on or under the route.
    pub layer: LineLayer,
    /// What the legend calls it; `None` = it is not in the legend.
    pub label: Option<LegendLabel>,
}

/// What is drawn first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineLayer {
    /// Under the route.
    UnderRoute,
    /// With the route.
    Route,
}

/// A row of [`Styles::marks`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkRow {
    /// The kinds of place it is for.
    pub kinds: &'static [PlaceKind],
    /// Their rank; `None` = whatever it is.
    pub rank: Option<Rank>,
    /// Their look.
    pub style: MarkStyle,
}

impl MarkRow {
    /// Whether it is for such places.
    pub fn fits(&self, kind: PlaceKind, rank: Rank) -> bool {
        self.kinds.contains(&kind) && self.rank.is_none_or(|r| r == rank)
    }
}

/// The look of a place's mark: a disc, with an edge or without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkStyle {
    /// Its radius.
    pub radius: Length,
    /// Its radius while the place is selected; the rest of its look is then [`Styles::selected`].
    pub selected_radius: Length,
    /// By how much it grows under the pointer.
    pub hover_growth: Length,
    /// Its inside.
    pub fill: Paint,
    /// Its edge.
    pub edge: Option<StrokeStyle>,
    /// What the legend calls it; `None` = it is not in the legend.
    pub label: Option<LegendLabel>,
}

/// The look of the selected place's mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelectedStyle {
    /// Its inside.
    pub fill: Paint,
    /// How far the casing around it reaches.
    pub casing: Length,
}

/// A row of [`Styles::areas`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaRow {
    /// The kinds of place it is for.
    pub kinds: &'static [PlaceKind],
    /// Their look.
    pub style: AreaStyle,
}

/// The look of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaStyle {
    /// Its inside.
    pub fill: Paint,
    /// Its inside while it is chosen, hovered or highlighted.
    pub highlighted: Paint,
    /// Its edge.
    pub edge: Option<StrokeStyle>,
    /// The radius of its sample in the legend.
    pub sample_radius: Length,
    /// What the legend calls it; `None` = it is not in the legend.
    pub label: Option<LegendLabel>,
}

impl AreaStyle {
    /// Its inside, highlighted or not.
    pub fn fill(&self, highlighted: bool) -> Paint {
        if highlighted { self.highlighted } else { self.fill }
    }
}

/// What a row of the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendLabel {
    /// A leg by boat.
    ByBoat,
    /// A leg on foot.
    OnFoot,
    /// A leg by road or rail between known stops.
    ByRoad,
    /// A leg by road or rail whose line has no source.
    Unsourced,
    /// A highway off the route.
    Highway,
    /// A place the story is about.
    MainPlace,
    /// A stop on the way.
    ContextPlace,
    /// A place known only roughly.
    RoughPlace,
}
