//! Styles: how lines, marks and areas are drawn, as a table.
//!
//! A style refers to colours by their role in the [`Theme`] and has lengths in CSS pixels for each [`Sizing`].
//! [`Styles::BUILT_IN`] is the built-in table. All drawing uses the table that it is given, so another table
//! changes the map and its legend.

mod built_in;
mod own;

use crate::scene::Stroke;
use crate::story::looks::{Arrow, Colors, Looks, SizeByValue};
use crate::story::{Certainty, Leg, Mode, Place, PlaceKind, Rank};
use crate::text::push_hex;
use crate::theme::{Color, Theme};
use kurbo::{Affine, BezPath, Circle, Rect, Shape, Vec2};
pub use own::OwnStyles;
use serde::{Serialize, Serializer};

/// The styles of the story's lines, marks and areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Styles<'a> {
    /// Legs. The first matching row is used.
    pub lines: &'a [LineRow],
    /// Marks of places. The first matching row is used.
    pub marks: &'a [MarkRow],
    /// Places with an area. The first matching row is used.
    pub areas: &'a [AreaRow],
    /// Legs of the story's own ways of travel, in its order.
    pub modes: &'a [LineStyle],
    /// The colours of the story's routes, in its order.
    pub routes: &'a [Paint],
    /// Marks of the story's own categories, in its order.
    pub categories: &'a [MarkStyle],
    /// The outlines of these marks, in a box of 24 by 24 units.
    pub outlines: &'a [Option<BezPath>],
    /// Areas of the story's own categories, in its order.
    pub category_areas: &'a [AreaStyle],
    /// Areas of the story's classes, in its order.
    pub class_areas: &'a [AreaStyle],
    /// The mark of a place with a value but without a category.
    pub valued: &'a MarkStyle,
    /// The radius of a mark that has a number in it.
    pub numbered: Length,
    /// In the legend, what lines of several routes have in common.
    pub no_route: Paint,
    /// Legs without a matching row.
    pub plain_line: &'a LineStyle,
    /// Areas without a matching row.
    pub plain_area: &'a AreaStyle,
    /// The outline of an area with a colour of its own while the card is about it.
    pub chosen_area: StrokeStyle,
    /// The circle of uncertainty of a roughly known place.
    pub rough: AreaStyle,
    /// A selected, hovered or highlighted river or border.
    pub highlighted_line: StrokeStyle,
    /// The mark of the selected place.
    pub selected: SelectedStyle,
    /// What sets the selected leg off from the others.
    pub selected_leg: SelectedLegStyle,
    /// What sets the legs ahead of the reader off from those travelled.
    pub ahead: AheadStyle,
    /// A border in dispute, or a line of control.
    pub disputed: StrokeStyle,
    /// The whole route on the locator map.
    pub locator_route: StrokeStyle,
    /// The mark that travels along the route while the story goes on.
    pub traveller: TravellerStyle,
}

impl<'a> Styles<'a> {
    /// The style of a way of travel.
    #[inline(never)]
    pub fn line(&self, mode: Mode, certainty: Certainty) -> &'a LineStyle {
        let found = if let Mode::Own(ix) = mode {
            self.modes.get(usize::from(ix))
        } else {
            self.lines.iter().find(|row| row.fits(mode, certainty)).map(|row| &row.style)
        };
        found.unwrap_or(self.plain_line)
    }

    /// The style of a leg: that of its way of travel, in the colour of its route.
    #[inline(never)]
    pub fn leg(&self, leg: &Leg) -> LineStyle {
        let mut style = *self.line(leg.mode, leg.certainty);
        if let Some(paint) = leg.route.and_then(|ix| self.routes.get(usize::from(ix.0))) {
            style.stroke.paint = *paint;
        }
        style
    }

    /// The style of a place's mark; `None` if such places have no mark.
    pub fn mark(&self, kind: PlaceKind, rank: Rank) -> Option<&'a MarkStyle> {
        self.marks.iter().find(|row| row.fits(kind, rank)).map(|row| &row.style)
    }

    /// The style of the mark of a place in a story: by its category, or its kind and rank; as large as its value, and large enough
    /// for its number. `None` if it has no mark.
    #[inline(never)]
    pub fn place_mark(&self, place: &Place, looks: &Looks) -> Option<MarkStyle> {
        if !place.has_mark() {
            return None;
        }
        let own = place.category.and_then(|ix| self.categories.get(usize::from(ix.0)));
        let size = looks.size.as_ref().zip(place.value);
        let mut style = *match own {
            Some(own) => own,
            None if size.is_some() => self.valued,
            None => self.mark(place.kind, place.rank)?,
        };
        if own.is_some() && place.rank == Rank::Context {
            style.radius = style.radius.times(0.8);
        }
        if let Some((size, value)) = size {
            style = style.sized(size.radius(value));
        }
        if place.number.is_some() {
            if own.is_none() && size.is_none() {
                style.fill = self.selected.fill;
                style.edge = None;
            }
            let Length { overview, .. } = self.numbered;
            if style.radius.overview < overview {
                style.radius = self.numbered;
            }
        }
        if own.is_some() || size.is_some() || place.number.is_some() {
            style.selected_radius = style.radius;
        }
        Some(style)
    }

    /// The style of the area of a place in a story: by the class of its value, its category or its kind.
    #[inline(never)]
    pub fn place_area(&self, place: &Place, looks: &Looks) -> &'a AreaStyle {
        let class = place.value.and_then(|value| self.class_areas.get(looks.class_of(value)?));
        let category = || self.category_areas.get(usize::from(place.category?.0));
        class.or_else(category).unwrap_or_else(|| self.area(place.kind))
    }

    /// The outline of a mark, in a box of 24 units, moved to a circle; `None` for a disc.
    #[inline(never)]
    pub fn outline(&self, shape: MarkShape, at: Circle) -> Option<BezPath> {
        let (ix, scale) = match shape {
            MarkShape::Disc => return None,
            MarkShape::Swatch => {
                let half = Vec2::new(at.radius * 1.7, at.radius);
                let rect = Rect::from_points(at.center - half, at.center + half);
                return Some(rect.to_path(0.1));
            }
            MarkShape::Outline(ix) => (ix, 1.1),
            MarkShape::Icon(ix) => (ix, 0.66),
        };
        let outline = self.outlines.get(usize::from(ix))?.as_ref()?;
        let scale = at.radius * scale / 12.0;
        let corner = at.center - Vec2::new(12.0, 12.0) * scale;
        Some(Affine::new([scale, 0.0, 0.0, scale, corner.x, corner.y]) * outline)
    }

    /// The style of a place's area.
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
    /// [`Theme::ahead`].
    Ahead,
    /// [`Theme::highway`].
    Highway,
    /// [`Theme::ring`].
    Ring,
    /// [`Theme::context_label`].
    ContextLabel,
    /// [`Theme::border`].
    Border,
}

/// A colour of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaintColor {
    /// One of the theme's.
    Role(ColorRole),
    /// One of the story's, for lines and marks: if a page has set other colours of the ground, its lightness is moved until it stands
    /// out from them ([`Theme::legible`]).
    Legible(Colors),
    /// One of the story's, for areas: as the story gives it.
    Exact(Colors),
}

impl Serialize for PaintColor {
    /// A role's name, or a CSS colour: `light-dark(#1f6f8b,#5fb0cc)`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Colors { light, dark } = match self {
            Self::Role(role) => return role.serialize(to),
            Self::Legible(colors) | Self::Exact(colors) => colors,
        };
        let mut css = String::from("light-dark(#");
        push_hex(&mut css, light);
        css.push_str(",#");
        push_hex(&mut css, dark);
        css.push(')');
        to.serialize_str(&css)
    }
}

/// A colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paint {
    /// The colour.
    pub color: PaintColor,
    /// The opacity, from 0 (transparent) to 100 percent.
    pub percent: u8,
}

impl Paint {
    /// The colour in a theme.
    #[inline(never)]
    pub fn of(self, theme: &Theme) -> Color {
        let color = match self.color {
            PaintColor::Role(ColorRole::Route) => theme.route,
            PaintColor::Role(ColorRole::Ahead) => theme.ahead,
            PaintColor::Role(ColorRole::Highway) => theme.highway,
            PaintColor::Role(ColorRole::Ring) => theme.ring,
            PaintColor::Role(ColorRole::ContextLabel) => theme.context_label,
            PaintColor::Role(ColorRole::Border) => theme.border,
            PaintColor::Legible(own) => {
                theme.legible(if theme.is_dark() { own.dark } else { own.light })
            }
            PaintColor::Exact(own) => {
                Color { rgb: if theme.is_dark() { own.dark } else { own.light }, alpha: 255 }
            }
        };
        color.at(f64::from(self.percent) / 100.0)
    }

    /// The same colour with another opacity, in percent.
    const fn at(self, percent: u8) -> Self {
        Self { percent, ..self }
    }

    /// Whether it is a colour of the story.
    pub fn is_own(self) -> bool {
        !matches!(self.color, PaintColor::Role(_))
    }
}

/// A length in CSS pixels, for each [`Sizing`]. It is kept in thousandths of a pixel, which are small constants
/// in the WASM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    overview: u16,
    narrow: u16,
    detail: u16,
    page: u16,
}

/// What the lengths of a style depend on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sizing {
    /// Drawn on the canvas.
    Map {
        /// Whether the viewport is narrow.
        narrow: bool,
        /// From 0 (overview) to 1 (detail).
        detail: f64,
    },
    /// Shown in the page's legend.
    Page,
}

impl Sizing {
    /// An overview in a viewport that is not narrow.
    pub const OVERVIEW: Self = Self::Map { narrow: false, detail: 0.0 };
}

impl Length {
    /// No length.
    pub const ZERO: Self = Self::same(0.0);

    /// The same length for every sizing, in CSS pixels, from 0 to 65.
    pub const fn same(length: f64) -> Self {
        Self::new(length, length, length)
    }

    /// Lengths in CSS pixels, from 0 to 65: in an overview, in an overview in a narrow viewport, and in
    /// detail. In the page the first of them is used.
    pub const fn new(overview: f64, narrow: f64, detail: f64) -> Self {
        let overview = thousandths(overview);
        let (narrow, detail) = (thousandths(narrow), thousandths(detail));
        Self { overview, narrow, detail, page: overview }
    }

    /// The same, with another length in the page's legend.
    pub const fn in_page(self, page: f64) -> Self {
        Self { page: thousandths(page), ..self }
    }

    /// So many times the length.
    fn times(self, factor: f64) -> Self {
        let times = |length: u16| (f64::from(length) * factor + 0.5) as u16;
        let Self { overview, narrow, detail, page } = self;
        Self {
            overview: times(overview),
            narrow: times(narrow),
            detail: times(detail),
            page: times(page),
        }
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
    /// Lengths of dash and gap; `None` is a solid line.
    pub dash: Option<[Length; 2]>,
    /// Whether its ends are round. With very short dashes this makes dots.
    pub round: bool,
}

impl StrokeStyle {
    /// The stroke in a theme's colours. Not inlined, because many functions call it.
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
    /// The modes of travel that match.
    pub modes: &'static [Mode],
    /// The certainty that matches; `None` matches any.
    pub certainty: Option<Certainty>,
    /// The style of matching legs.
    pub style: LineStyle,
}

impl LineRow {
    /// Whether a leg matches.
    pub fn fits(&self, mode: Mode, certainty: Certainty) -> bool {
        self.modes.contains(&mode) && self.certainty.is_none_or(|c| c == certainty)
    }
}

/// The style of a leg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// The line. For legs ahead of the reader [`Styles::ahead`] changes it.
    pub stroke: StrokeStyle,
    /// How much wider than the line its casing is; zero for no casing.
    pub casing: Length,
    /// Its drawing order.
    pub layer: LineLayer,
    /// The arrows that show the direction of travel.
    pub arrow: Arrow,
    /// Its row in the legend; `None` if it has none.
    pub label: Option<LegendLabel>,
}

/// The drawing order of lines.
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
    /// The kinds of places that match.
    pub kinds: &'static [PlaceKind],
    /// The rank that matches; `None` matches any.
    pub rank: Option<Rank>,
    /// The style of matching places.
    pub style: MarkStyle,
}

impl MarkRow {
    /// Whether a place matches.
    pub fn fits(&self, kind: PlaceKind, rank: Rank) -> bool {
        self.kinds.contains(&kind) && self.rank.is_none_or(|r| r == rank)
    }
}

/// The shape of a mark. A number is an index into [`Styles::outlines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkShape {
    /// A disc.
    Disc,
    /// An outline.
    Outline(u8),
    /// A disc with an outline on it.
    Icon(u8),
    /// A rectangle: the sample of an area in the legend.
    Swatch,
}

/// The style of a place's mark: a disc or another shape, with or without an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkStyle {
    /// Its shape.
    pub shape: MarkShape,
    /// Its radius.
    pub radius: Length,
    /// Its radius while the place is selected; [`Styles::selected`] then has the rest of its style.
    pub selected_radius: Length,
    /// How much the radius grows while it is hovered.
    pub hover_growth: Length,
    /// Its fill.
    pub fill: Paint,
    /// Its outline.
    pub edge: Option<StrokeStyle>,
    /// Its row in the legend; `None` if it has none.
    pub label: Option<LegendLabel>,
}

impl MarkStyle {
    /// The same with another radius, in CSS pixels, and translucent: such marks may cover each other.
    fn sized(self, radius: f64) -> Self {
        let radius = Length::same(radius.clamp(1.5, 40.0));
        let edge = StrokeStyle {
            paint: self.fill.at(100),
            width: Length::same(1.2),
            dash: None,
            round: true,
        };
        Self { radius, fill: self.fill.at(45), edge: Some(edge), ..self }
    }

    /// The style of the mark of a value, for the legend.
    pub fn of_value(self, size: &SizeByValue, value: f64) -> Self {
        self.sized(size.radius(value))
    }
}

/// The style of the selected place's mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelectedStyle {
    /// Its fill.
    pub fill: Paint,
    /// The width of the casing around it.
    pub casing: Length,
}

/// The style of the traveller: a disc with an outline, and a dot in its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TravellerStyle {
    /// The radius of the disc.
    pub radius: Length,
    /// Its fill.
    pub fill: Paint,
    /// Its outline.
    pub edge: StrokeStyle,
    /// The radius of the dot, which has the outline's colour.
    pub dot: Length,
}

/// What sets the selected leg off from the others: a thin line on either side. The leg itself stays as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelectedLegStyle {
    /// The colour of the lines beside it.
    pub edge: Paint,
    /// The width of each.
    pub width: Length,
    /// How far they are from the leg.
    pub gap: Length,
}

/// What sets the legs ahead of the reader off from those travelled: they are hollow. Their dashes stay as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AheadStyle {
    /// The colour of the line.
    pub paint: Paint,
    /// How much wider the line is on either side, so that there is room inside.
    pub wider: Length,
    /// The width of what is left of the line on either side.
    pub edge: Length,
    /// The colour inside.
    pub fill: Paint,
    /// Its row in the legend; `None` if it has none.
    pub label: Option<LegendLabel>,
}

/// A row of [`Styles::areas`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaRow {
    /// The kinds of places that match.
    pub kinds: &'static [PlaceKind],
    /// The style of matching places.
    pub style: AreaStyle,
}

/// The style of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaStyle {
    /// Its fill.
    pub fill: Paint,
    /// Its fill while the card is about it.
    pub highlighted: Paint,
    /// Its outline.
    pub edge: Option<StrokeStyle>,
    /// The radius of its sample in the legend.
    pub sample_radius: Length,
    /// Its row in the legend; `None` if it has none.
    pub label: Option<LegendLabel>,
}

impl AreaStyle {
    /// The fill, highlighted or not.
    pub fn fill(&self, highlighted: bool) -> Paint {
        if highlighted { self.highlighted } else { self.fill }
    }
}

/// The meaning of a row of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendLabel {
    /// A leg by boat.
    ByBoat,
    /// A leg on foot.
    OnFoot,
    /// A leg by road or rail between known stops.
    ByRoad,
    /// A leg by road or rail whose course has no source.
    Unsourced,
    /// A highway off the route.
    Highway,
    /// The route that the story has not reached yet.
    Ahead,
    /// A place of rank main.
    MainPlace,
    /// A place of rank context.
    ContextPlace,
    /// A place known only roughly.
    RoughPlace,
    /// The area that the card is about.
    Subject,
    /// A border in dispute.
    Disputed,
}
