//! What answers a pointer, and where.

use super::GeometryId;
use crate::story::PlaceIx;
use kurbo::{Affine, Circle, Rect, TranslateScale};

/// What a touch means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemId {
    /// A place of the story.
    Place(PlaceIx),
    /// The enlarged piece in the corner: a touch flies there.
    Inset,
    /// The small map of the whole: a touch flies back.
    Locator,
}

/// Where a touch means it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is touched.
    pub id: ItemId,
    /// Where.
    pub zone: Zone,
}

/// A part of the box, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Zone {
    /// A stop's mark.
    Mark(Circle),
    /// A label.
    Label(Rect),
    /// The circle within which a place lies that is known roughly.
    Rough(Circle),
    /// Along a line.
    Line(GeometryId, Affine),
    /// Inside an outline.
    Area(GeometryId, Affine),
    /// A picture in the picture: nothing under it can be touched.
    Panel(Rect),
}

impl Target {
    /// It, moved.
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
            Self::Panel(r) => Self::Panel(shifted(r)),
            Self::Line(id, to_screen) => Self::Line(id, Affine::from(by) * to_screen),
            Self::Area(id, to_screen) => Self::Area(id, Affine::from(by) * to_screen),
        }
    }

    /// Whether it can be touched in a picture of these bounds that stands in another: marks and
    /// labels can.
    pub(super) fn is_within(&self, bounds: &Rect) -> bool {
        match self {
            Self::Mark(c) | Self::Rough(c) => bounds.contains(c.center),
            Self::Label(r) => bounds.overlaps(*r),
            Self::Panel(_) | Self::Line(..) | Self::Area(..) => false,
        }
    }
}
