//! The input and output of label placement: labels, their anchors, and obstacles.

use super::boxes::Turned;
use crate::scene::{Halo, TextItem};
use crate::text::Font;
use crate::theme::Color;
use kurbo::{Circle, Line, Point, Rect};

/// A label to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// An id that stays the same from one composition to the next.
    pub key: u32,
    /// Its text: one or two lines.
    pub lines: Vec<TextLine>,
    /// The halo around its letters.
    pub halo: Option<Halo>,
    /// What it labels.
    pub anchor: Anchor,
    /// How important it is that it is placed.
    pub priority: Priority,
    /// The country (ISO 3166-1 alpha-2) of the place that it names, if it is known and the name should not be on the land of
    /// another one.
    pub home: Option<[u8; 2]>,
}

/// Whose land is where.
pub trait Lands {
    /// How much of a line is on the land of another country than `home`, in CSS pixels.
    fn abroad(&self, home: [u8; 2], line: Line) -> f64;
}

/// No land at all.
impl Lands for () {
    fn abroad(&self, _: [u8; 2], _: Line) -> f64 {
        0.0
    }
}

/// One line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// The text itself.
    pub text: String,
    /// Its font.
    pub font: Font,
    /// Its colour.
    pub color: Color,
}

impl Request {
    /// A label of one line that is left out if there is no room.
    #[inline(never)]
    pub fn optional(key: u32, line: TextLine, halo: Option<Halo>, anchor: Anchor) -> Self {
        Self { key, lines: vec![line], halo, anchor, priority: Priority::Optional, home: None }
    }
}

impl TextLine {
    /// A line in a font that suits the script of its text.
    pub fn new(text: String, font: Font, color: Color) -> Self {
        Self { font: font.for_text(&text), text, color }
    }
}

/// What a label is attached to.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// A mark with this circle, in CSS pixels: the label is beside it.
    Mark(Circle),
    /// A mark that is drawn only with its label: it needs room, too, and no other label makes room for it.
    Dot(Circle),
    /// An area: the label is centred at one of these points.
    Spots(Vec<Spot>),
    /// A line: the label follows it.
    Along(Course),
}

/// A candidate position for the label of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// An id that stays the same from one composition to the next.
    pub id: u32,
    /// The label's centre, in CSS pixels.
    pub at: Point,
    /// Its cost, relative to that of other spots.
    pub cost: f64,
    /// The font and colours of the label there.
    pub look: Look,
}

/// A font with its colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The font.
    pub font: Font,
    /// The colour of the letters.
    pub color: Color,
    /// The halo around them.
    pub halo: Option<Halo>,
}

/// The visible part of a line that a label may follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What the letters follow, in CSS pixels.
    pub points: Vec<Point>,
    /// The line itself with all its turns, in CSS pixels: the letters are not over it. Empty if they may be.
    pub line: Vec<Point>,
    /// The candidate centres of the label, in CSS pixels, with ids that stay the same from one composition
    /// to the next.
    pub stations: Vec<(u32, Point)>,
    /// Distance between the text and the line, in CSS pixels; 0 if the text is on the line.
    pub offset: f64,
    /// What the line is.
    pub of: CourseOf,
}

/// What a line with a name is. The name of a leg stands nearer to its own line than to another leg, so that it is not read as that
/// one's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseOf {
    /// A river, a sea.
    Ground,
    /// A border. Its long name is across coasts and other borders if it does not follow the line, so it is left out then.
    Border,
    /// A leg of the route.
    Route,
    /// A highway or a gap. Where the route is over it, it cannot be seen and has no name.
    OffRoute,
}

impl Course {
    /// Its length, in CSS pixels.
    pub fn length(&self) -> f64 {
        let step = |w: &[Point]| if let [a, b] = *w { (b - a).hypot() } else { 0.0 };
        self.points.windows(2).map(step).sum()
    }
}

/// How important it is that a label is placed, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// It is moved away with a leader line, across the route if necessary.
    Required,
    /// It is moved away with a leader line, but never across the route.
    Expected,
    /// It is moved a little away with a leader line, but never across the route.
    Preferred,
    /// It is left out if there is no room.
    Optional,
}

impl Priority {
    /// Whether other labels make room for it.
    pub fn is_expected(self) -> bool {
        self <= Self::Expected
    }
}

/// What labels must not cover, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Obstacles {
    /// The area that labels must stay in.
    pub frame: Rect,
    /// Panels.
    pub rects: Vec<Rect>,
    /// Marks of stops.
    pub marks: Vec<Circle>,
    /// The line segments of the route, and after them those of highways, gaps and
    /// highlighted rivers and borders.
    pub lines: Vec<Line>,
    /// How many of these lines are parts of the route.
    pub route: usize,
    /// The window of an inset and the lines from it to the inset. Leader lines may cross them.
    pub window: Vec<Line>,
}

/// A label with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The index of its request.
    pub request: usize,
    /// Its texts.
    pub texts: Vec<TextItem>,
    /// The leader line from the mark to the text, if it has one.
    pub leader: Option<Line>,
    /// The boxes of its texts.
    pub boxes: Vec<Turned>,
    /// The id of its candidate.
    pub choice: u32,
}
