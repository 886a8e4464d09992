//! The built-in table.

use super::{
    AreaRow, AreaStyle, ColorRole, LegendLabel, Length, LineLayer, LineRow, LineStyle, MarkRow,
    MarkStyle, Paint, SelectedStyle, StrokeStyle, Styles,
};
use crate::story::{Certainty, Mode, PlaceKind, Rank};

impl Default for Styles {
    fn default() -> Self {
        Self {
            lines: LINES.to_vec(),
            marks: MARKS.to_vec(),
            areas: AREAS.to_vec(),
            rough: ROUGH,
            highlighted_line: unbroken(faint(ColorRole::Route, 0.35), same(5.0)),
            selected: SelectedStyle { fill: full(ColorRole::Route), casing: 2.6 },
            locator_route: unbroken(full(ColorRole::Route), same(1.4)),
        }
    }
}

/// A leg that no row of the table is for.
pub(super) const PLAIN_LINE: LineStyle = LineStyle {
    stroke: route(ROUTE_WIDTH, None),
    casing: CASING,
    layer: LineLayer::Route,
    label: None,
};

/// An area that no row of the table is for.
pub(super) const PLAIN_AREA: AreaStyle = AreaStyle {
    fill: faint(ColorRole::Route, 0.2),
    highlighted: faint(ColorRole::Route, 0.32),
    edge: Some(unbroken(faint(ColorRole::Route, 0.7), same(0.8))),
    sample_radius: 7.0,
    label: None,
};

const ROUTE_WIDTH: Length = Length { overview: 2.4, narrow: 2.2, detail: 2.6, page: 2.2 };
const CASING: f64 = 2.6;

/// Dots: dashes of nearly no length, with round ends.
const DOT: Length = same(0.01);

const LINES: &[LineRow] = &[
    LineRow {
        modes: &[Mode::Boat],
        certainty: None,
        style: LineStyle {
            stroke: StrokeStyle {
                round: true,
                ..route(
                    Length { page: 2.6, ..times(ROUTE_WIDTH, 1.08) },
                    Some([DOT, Length { page: 4.0, ..dash(4.4) }]),
                )
            },
            label: Some(LegendLabel::ByBoat),
            ..PLAIN_LINE
        },
    },
    LineRow {
        modes: &[Mode::Foot],
        certainty: None,
        style: LineStyle {
            stroke: route(ROUTE_WIDTH, Some([dash(4.6), dash(3.4)])),
            label: Some(LegendLabel::OnFoot),
            ..PLAIN_LINE
        },
    },
    LineRow {
        modes: &[Mode::Road, Mode::Rail],
        certainty: Some(Certainty::Unsourced),
        style: LineStyle {
            stroke: route(ROUTE_WIDTH, Some([dash(9.0), dash(3.6)])),
            label: Some(LegendLabel::Unsourced),
            ..PLAIN_LINE
        },
    },
    LineRow {
        modes: &[Mode::Road, Mode::Rail],
        certainty: None,
        style: LineStyle { label: Some(LegendLabel::ByRoad), ..PLAIN_LINE },
    },
    LineRow {
        modes: &[Mode::Highway],
        certainty: None,
        style: LineStyle {
            stroke: unbroken(full(ColorRole::Highway), Length { page: 2.2, ..same(2.0) }),
            layer: LineLayer::UnderRoute,
            label: Some(LegendLabel::Highway),
            ..PLAIN_LINE
        },
    },
    LineRow {
        modes: &[Mode::Gap],
        certainty: None,
        style: LineStyle {
            stroke: StrokeStyle {
                paint: full(ColorRole::Highway),
                width: same(1.2),
                dash: Some([DOT, same(4.0)]),
                round: true,
            },
            // These dots are no line that could be lost on the ground.
            casing: 0.0,
            layer: LineLayer::UnderRoute,
            label: None,
        },
    },
];

const MARKS: &[MarkRow] = &[
    MarkRow {
        kinds: &[PlaceKind::Stop],
        rank: Some(Rank::Main),
        style: MarkStyle {
            radius: Length { overview: 4.4, narrow: 3.4, detail: 5.0, page: 4.4 },
            edge: ring_edge(Length { overview: 2.0, narrow: 1.7, detail: 2.2, page: 2.2 }),
            label: Some(LegendLabel::MainPlace),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::Stop],
        rank: Some(Rank::Context),
        style: MarkStyle {
            radius: Length { overview: 2.7, narrow: 2.2, detail: 3.2, page: 2.7 },
            edge: ring_edge(Length { overview: 1.4, narrow: 1.2, detail: 1.6, page: 1.4 }),
            label: Some(LegendLabel::ContextPlace),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::RoadEnd],
        rank: None,
        style: MarkStyle {
            radius: same(3.2),
            selected_radius: same(3.2),
            edge: Some(unbroken(full(ColorRole::Highway), same(1.6))),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::Town],
        rank: None,
        style: MarkStyle {
            radius: same(2.0),
            selected_radius: same(2.0),
            hover_growth: 0.0,
            fill: full(ColorRole::ContextLabel),
            ..STOP
        },
    },
];

/// What the rows of [`MARKS`] share.
const STOP: MarkStyle = MarkStyle {
    radius: same(0.0),
    selected_radius: Length { overview: 4.6, narrow: 5.0, detail: 5.4, page: 4.6 },
    hover_growth: 1.2,
    fill: full(ColorRole::Ring),
    edge: None,
    label: None,
};

const AREAS: &[AreaRow] = &[
    AreaRow {
        kinds: &[PlaceKind::Country],
        style: AreaStyle {
            fill: faint(ColorRole::Route, 0.0),
            highlighted: faint(ColorRole::Route, 0.1),
            edge: None,
            ..PLAIN_AREA
        },
    },
    AreaRow {
        kinds: &[PlaceKind::State],
        style: AreaStyle {
            fill: faint(ColorRole::Route, 0.05),
            highlighted: faint(ColorRole::Route, 0.14),
            edge: Some(StrokeStyle {
                paint: faint(ColorRole::Route, 0.6),
                width: same(0.7),
                dash: Some([same(1.5), same(2.2)]),
                round: false,
            }),
            ..PLAIN_AREA
        },
    },
    AreaRow {
        kinds: &[
            PlaceKind::Region,
            PlaceKind::River,
            PlaceKind::Border,
            PlaceKind::Stop,
            PlaceKind::Town,
            PlaceKind::RoadEnd,
        ],
        style: PLAIN_AREA,
    },
];

const ROUGH: AreaStyle = AreaStyle {
    fill: faint(ColorRole::Route, 0.17),
    highlighted: faint(ColorRole::Route, 0.34),
    edge: Some(route(Length { page: 1.2, ..same(1.4) }, Some([same(3.0), same(3.0)]))),
    label: Some(LegendLabel::RoughPlace),
    ..PLAIN_AREA
};

const fn full(color: ColorRole) -> Paint {
    Paint { color, opacity: 1.0 }
}

const fn faint(color: ColorRole, opacity: f64) -> Paint {
    Paint { color, opacity }
}

const fn same(length: f64) -> Length {
    times(Length { overview: 1.0, narrow: 1.0, detail: 1.0, page: 1.0 }, length)
}

/// A dash or a gap of the route: it is shorter in a narrow box and longer in detail.
const fn dash(length: f64) -> Length {
    times(Length { overview: 1.0, narrow: 0.85, detail: 1.15, page: 1.0 }, length)
}

const fn times(Length { overview, narrow, detail, page }: Length, by: f64) -> Length {
    Length { overview: overview * by, narrow: narrow * by, detail: detail * by, page: page * by }
}

const fn unbroken(paint: Paint, width: Length) -> StrokeStyle {
    StrokeStyle { paint, width, dash: None, round: true }
}

const fn route(width: Length, dash: Option<[Length; 2]>) -> StrokeStyle {
    StrokeStyle { paint: full(ColorRole::Route), width, dash, round: false }
}

const fn ring_edge(width: Length) -> Option<StrokeStyle> {
    Some(unbroken(full(ColorRole::Route), width))
}
