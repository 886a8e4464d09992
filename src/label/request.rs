//! What is asked for: labels, where they belong, and what they must keep clear of.

use super::boxes::Turned;
use crate::scene::{Halo, TextItem};
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Circle, Line, Point, Rect};

/// A label that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The same number for the same label from picture to picture.
    pub key: u32,
    /// What it says: one or two lines.
    pub lines: Vec<TextLine>,
    /// Around its letters.
    pub halo: Option<Halo>,
    /// Where it belongs.
    pub anchor: Anchor,
    /// What it does when there is no room beside its mark.
    pub priority: Priority,
}

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// What it says.
    pub text: String,
    /// Its face.
    pub font: Font,
    /// Its colour.
    pub color: Color,
}

/// Where a label belongs.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// Beside a mark of this radius (CSS pixels).
    Mark(Circle),
    /// With its middle at one of these.
    Spots(Vec<Spot>),
    /// Along a line.
    Along(Course),
}

/// One place a name of an area could stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The same number for the same place from picture to picture.
    pub id: u32,
    /// Where its middle would be, in CSS pixels.
    pub at: Point,
    /// What it costs, next to the other spots.
    pub cost: f64,
    /// The face and colours it would have there.
    pub look: Look,
}

/// A face and its colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The face.
    pub font: Font,
    /// The letters.
    pub color: Color,
    /// Around them.
    pub halo: Option<Halo>,
}

/// The stretch of a line that can be seen, for letters to stand on.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its points in CSS pixels.
    pub points: Vec<Point>,
    /// Where the middle of a name may stand, in CSS pixels, with the same number for the same place
    /// from picture to picture.
    pub stations: Vec<(u32, Point)>,
    /// How far the letters stand off the line, in CSS pixels; 0 = astride it.
    pub offset: f64,
}

impl Course {
    /// How long it is, in CSS pixels.
    pub fn length(&self) -> f64 {
        let step = |w: &[Point]| if let [a, b] = *w { (b - a).hypot() } else { 0.0 };
        self.points.windows(2).map(step).sum()
    }
}

/// How much a label wants its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// It steps aside with a leader line, across the route if there is no other way.
    Required,
    /// It steps a little aside with a leader line, but never over the route.
    Preferred,
    /// It waits for the next zoom.
    Optional,
}

/// What labels keep clear of, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Obstacles {
    /// Labels stay inside.
    pub frame: Rect,
    /// Furniture.
    pub rects: Vec<Rect>,
    /// Marks of stops.
    pub marks: Vec<Circle>,
    /// The route.
    pub lines: Vec<Line>,
}

/// A label that has its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Index in the requests.
    pub request: usize,
    /// The letters.
    pub texts: Vec<TextItem>,
    /// From the mark to the text, if the label had to step aside.
    pub leader: Option<Line>,
    /// What it covers.
    pub boxes: Vec<Turned>,
    /// Which of its choices it took.
    pub choice: u32,
}
