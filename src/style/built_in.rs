//! The built-in styles.

use super::{
    AheadStyle, AreaRow, AreaStyle, ColorRole, LegendLabel, Length, LineLayer, LineRow, LineStyle,
    MarkRow, MarkShape, MarkStyle, Paint, PaintColor, SelectedLegStyle, SelectedStyle, StrokeStyle,
    Styles, TravellerStyle,
};
use crate::story::looks::Arrow;
use crate::story::{Certainty, Mode, PlaceKind, Rank};

impl Styles<'static> {
    /// The built-in styles.
    pub const BUILT_IN: Self = Self {
        lines: LINES,
        modes: &[],
        routes: &[],
        categories: &[],
        outlines: &[],
        category_areas: &[],
        class_areas: &[],
        valued: &VALUED,
        numbered: Length::same(8.5),
        no_route: opaque(ColorRole::ContextLabel),
        marks: MARKS,
        areas: AREAS,
        plain_line: &PLAIN_LINE,
        plain_area: &PLAIN_AREA,
        chosen_area: solid(opaque(ColorRole::Route), Length::same(2.2)),
        rough: ROUGH,
        highlighted_line: solid(translucent(35), Length::same(5.0)),
        selected: SelectedStyle { fill: opaque(ColorRole::Route), casing: CASING },
        selected_leg: SelectedLegStyle {
            edge: opaque(ColorRole::Route),
            width: Length::same(1.0),
            gap: Length::new(2.2, 2.0, 2.6),
        },
        ahead: AheadStyle {
            paint: opaque(ColorRole::Ahead),
            // In the page an even width, whose edges fall on whole pixels.
            wider: Length::same(0.4).in_page(0.9),
            edge: Length::same(1.0),
            fill: opaque(ColorRole::Ring),
            label: Some(LegendLabel::Ahead),
        },
        // Dots: nobody takes them for a settled border.
        disputed: StrokeStyle {
            dash: Some([Length::same(1.3), Length::same(3.2)]),
            ..solid(opaque(ColorRole::Border), Length::same(1.3))
        },
        locator_route: solid(opaque(ColorRole::Route), Length::same(1.4)),
        traveller: TravellerStyle {
            radius: Length::new(6.0, 5.4, 6.6),
            fill: opaque(ColorRole::Ring),
            edge: solid(opaque(ColorRole::Route), Length::same(1.8)),
            dot: Length::new(2.6, 2.4, 2.8),
        },
    };
}

/// For legs without a matching row.
const PLAIN_LINE: LineStyle = LineStyle {
    stroke: route(ROUTE_WIDTH, None),
    casing: CASING,
    layer: LineLayer::Route,
    arrow: Arrow::Along,
    label: None,
};

/// For areas without a matching row.
const PLAIN_AREA: AreaStyle = AreaStyle {
    // A tint means one thing: the card is about this area.
    fill: translucent(0),
    highlighted: translucent(12),
    edge: Some(solid(translucent(70), Length::same(0.8).in_page(1.4))),
    sample_radius: Length::same(7.0),
    label: Some(LegendLabel::Subject),
};

const ROUTE_WIDTH: Length = Length::new(2.4, 2.2, 2.6).in_page(2.2);
const CASING: Length = Length::same(2.6);

/// Dots: very short dashes with round ends.
const DOT: Length = Length::same(0.01);

const LINES: &[LineRow] = &[
    LineRow {
        modes: &[Mode::Boat],
        certainty: None,
        style: LineStyle {
            stroke: StrokeStyle {
                round: true,
                ..route(
                    Length::new(2.592, 2.376, 2.808).in_page(2.6),
                    Some([DOT, dash(4.4).in_page(4.0)]),
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
            stroke: solid(opaque(ColorRole::Highway), Length::same(2.0).in_page(2.2)),
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
                paint: opaque(ColorRole::Highway),
                width: Length::same(1.2),
                dash: Some([DOT, Length::same(4.0)]),
                round: true,
            },
            // Without a casing: these dots must not look like a line.
            casing: Length::ZERO,
            layer: LineLayer::UnderRoute,
            arrow: Arrow::None,
            label: None,
        },
    },
];

const MARKS: &[MarkRow] = &[
    MarkRow {
        kinds: &[PlaceKind::Stop],
        rank: Some(Rank::Main),
        style: MarkStyle {
            radius: Length::new(4.4, 3.4, 5.0),
            edge: ring_edge(Length::new(2.0, 1.7, 2.2).in_page(2.2)),
            label: Some(LegendLabel::MainPlace),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::Stop],
        rank: Some(Rank::Context),
        style: MarkStyle {
            radius: Length::new(2.7, 2.2, 3.2),
            edge: ring_edge(Length::new(1.4, 1.2, 1.6)),
            label: Some(LegendLabel::ContextPlace),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::RoadEnd],
        rank: None,
        style: MarkStyle {
            radius: Length::same(3.2),
            selected_radius: Length::same(3.2),
            edge: Some(solid(opaque(ColorRole::Highway), Length::same(1.6))),
            ..STOP
        },
    },
    MarkRow {
        kinds: &[PlaceKind::Town],
        rank: None,
        style: MarkStyle {
            radius: Length::same(2.0),
            selected_radius: Length::same(2.0),
            hover_growth: Length::ZERO,
            fill: opaque(ColorRole::ContextLabel),
            ..STOP
        },
    },
];

/// The common values of the rows of [`MARKS`].
const STOP: MarkStyle = MarkStyle {
    shape: MarkShape::Disc,
    radius: Length::ZERO,
    selected_radius: Length::new(4.6, 5.0, 5.4),
    hover_growth: Length::same(1.2),
    fill: opaque(ColorRole::Ring),
    edge: None,
    label: None,
};

const VALUED: MarkStyle = MarkStyle { fill: opaque(ColorRole::Route), ..STOP };

const AREAS: &[AreaRow] = &[
    AreaRow { kinds: &[PlaceKind::Country], style: AreaStyle { edge: None, ..PLAIN_AREA } },
    AreaRow {
        kinds: &[PlaceKind::State],
        style: AreaStyle {
            edge: Some(StrokeStyle {
                paint: translucent(60),
                width: Length::same(0.7),
                dash: Some([Length::same(1.5), Length::same(2.2)]),
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
    fill: translucent(17),
    highlighted: translucent(34),
    edge: Some(route(Length::same(1.4).in_page(1.2), Some([Length::same(3.0), Length::same(3.0)]))),
    label: Some(LegendLabel::RoughPlace),
    ..PLAIN_AREA
};

const fn opaque(color: ColorRole) -> Paint {
    Paint { color: PaintColor::Role(color), percent: 100 }
}

/// The route's colour with an opacity in percent.
const fn translucent(percent: u8) -> Paint {
    Paint { color: PaintColor::Role(ColorRole::Route), percent }
}

/// A dash or a gap of the route: shorter in a narrow viewport, longer in detail.
const fn dash(length: f64) -> Length {
    Length::new(length, length * 0.85, length * 1.15)
}

const fn solid(paint: Paint, width: Length) -> StrokeStyle {
    StrokeStyle { paint, width, dash: None, round: true }
}

const fn route(width: Length, dash: Option<[Length; 2]>) -> StrokeStyle {
    StrokeStyle { paint: opaque(ColorRole::Route), width, dash, round: false }
}

const fn ring_edge(width: Length) -> Option<StrokeStyle> {
    Some(solid(opaque(ColorRole::Route), width))
}
