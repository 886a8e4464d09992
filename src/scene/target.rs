//! Targets of hit tests.

use super::GeometryId;
use crate::basemap::PieceId;
use crate::story::{InsetIx, LegIx, PlaceIx};
use kurbo::{Affine, Circle, Rect, TranslateScale};

/// What the pointer hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// A place of the story.
    Place(PlaceIx),
    /// A leg of the route.
    Leg(LegIx),
    /// An inset, or its window on the map: selecting it opens the chapter or the place that the inset names.
    Inset(InsetIx),
    /// The locator map: selecting it flies back.
    Locator,
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameId {
    /// A place of the story.
    Place(PlaceIx),
    /// A name of the basemap: its index in [`Manifest::names`](crate::basemap::Manifest::names).
    Ground(usize),
    /// A river of a detail: the piece, and the index of the name among those of its rivers.
    River(PieceId, usize),
    /// A city of the basemap: the piece, and its index among the cities of it.
    City(PieceId, usize),
}

/// An area that responds to the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is hit there.
    pub id: ItemId,
    /// The area.
    pub zone: Zone,
}

/// A part of the viewport, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Zone {
    /// The mark of a place.
    Mark(Circle),
    /// A label.
    Label(Rect),
    /// The circle of uncertainty around a place whose position is known only roughly.
    Rough(Circle),
    /// Near a line.
    Line(GeometryId, Affine),
    /// Inside an area.
    Area(GeometryId, Affine),
    /// The part of the map that an inset shows, with the frame around it.
    Window(Rect),
    /// An embedded map. It covers everything below.
    Panel(Rect),
}

impl Target {
    /// The target after a movement of the map.
    pub(super) fn placed(self, by: TranslateScale) -> Self {
        Self { zone: self.zone.placed(by), ..self }
    }
}

impl Zone {
    fn placed(self, by: TranslateScale) -> Self {
        let moved = |circle: Circle| Circle { center: by * circle.center, ..circle };
        let shifted = |rect: Rect| rect + (by * rect.origin() - rect.origin());
        match self {
            Self::Mark(c) => Self::Mark(moved(c)),
            Self::Rough(c) => Self::Rough(moved(c)),
            Self::Label(r) => Self::Label(shifted(r)),
            Self::Window(r) => Self::Window(shifted(r)),
            Self::Panel(r) => Self::Panel(shifted(r)),
            Self::Line(id, to_screen) => Self::Line(id, Affine::from(by) * to_screen),
            Self::Area(id, to_screen) => Self::Area(id, Affine::from(by) * to_screen),
        }
    }

    /// Whether it is kept in an embedded map with these bounds: only marks and labels inside are.
    pub(super) fn is_within(&self, bounds: &Rect) -> bool {
        match self {
            Self::Mark(c) | Self::Rough(c) => bounds.contains(c.center),
            Self::Label(r) => bounds.overlaps(*r),
            Self::Window(_) | Self::Panel(_) | Self::Line(..) | Self::Area(..) => false,
        }
    }
}
