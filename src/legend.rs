//! The legend: one row for each style of a line, mark or area that the story uses. The canvas and the page
//! show the same rows.

use crate::locale::Locale;
use crate::scene::Stroke;
use crate::story::{Certainty, Sorts, Story, Text};
use crate::style::{AreaStyle, LegendLabel, MarkShape, Paint, Sizing, StrokeStyle, Styles};
use crate::text::push_decimal;
use crate::theme::{Color, Theme};
use crate::words::{Reader, Words};
use kurbo::{BezPath, Circle, PathEl, Point};
use serde::{Serialize, Serializer};

/// The height of the sample of an area with a colour of its own is twice this, in CSS pixels.
const SWATCH: f64 = 6.0;

/// Where a legend is shown. On the canvas it explains the current view, in the page the whole story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegendPlace {
    /// On the canvas, in one view of the map.
    Canvas {
        /// Whether the view shows lines that are not part of the route, such as highways.
        off_route: bool,
        /// Whether a part of the route may lie ahead of the reader.
        ahead: bool,
        /// Whether the zoom is large enough to show the circles of uncertainty.
        rough_places: bool,
        /// How lengths are scaled in the view.
        sizing: Sizing,
    },
    /// In the page.
    Page,
}

/// One row of the legend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LegendRow<'a> {
    /// The built-in style that it explains; `None` for a look of the story's own.
    #[serde(skip)]
    pub label: Option<LegendLabel>,
    /// An example of the style.
    pub sample: LegendSample,
    /// The shape of the example of a mark or an area.
    #[serde(skip)]
    pub shape: MarkShape,
    /// The same as a path around [`IN_PAGE`]; `None` for a line or a disc. In JavaScript the data of an SVG path, empty for none.
    #[serde(serialize_with = "as_svg")]
    pub outline: Option<BezPath>,
    /// Whether that path is drawn on a disc.
    pub icon: bool,
    /// Its meaning.
    pub text: Words<'a>,
}

impl<'a> LegendRow<'a> {
    /// A row whose sample is a line or a disc.
    #[inline(never)]
    fn plain(label: Option<LegendLabel>, sample: LegendSample, text: Words<'a>) -> Self {
        Self { label, sample, shape: MarkShape::Disc, outline: None, icon: false, text }
    }

    /// The same with a sample of another shape.
    #[inline(never)]
    fn shaped(self, shape: MarkShape, styles: &Styles) -> Self {
        let outline = styles.outline(shape, Circle::new(IN_PAGE, self.sample.radius));
        Self { shape, outline, icon: matches!(shape, MarkShape::Icon(_)), ..self }
    }
}

/// The middle of a sample in the page, in CSS pixels.
pub const IN_PAGE: Point = Point::new(15.0, 10.0);

/// A piece of a line, or a disc, as drawn in the legend. Lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LegendSample {
    /// The radius of the disc; 0 for a piece of a line.
    pub radius: f64,
    /// The colour of the line, or of the disc's outline.
    pub stroke: Paint,
    /// The line's width; 0 for a disc without outline.
    pub width: f64,
    /// Lengths of dash and gap; `None` is a solid line. In JavaScript a list, which is empty for a solid line.
    #[serde(serialize_with = "as_list")]
    pub dash: Option<[f64; 2]>,
    /// Whether the ends are round.
    pub round: bool,
    /// The width of the line's hollow; 0 for a line that is not hollow.
    pub core: f64,
    /// The fill of the disc, or of the line's hollow.
    pub fill: Paint,
}

impl LegendSample {
    #[inline(never)]
    fn new(radius: f64, style: Option<&StrokeStyle>, fill: Paint, sizing: Sizing) -> Self {
        let none =
            Self { radius, stroke: fill, width: 0.0, dash: None, round: false, core: 0.0, fill };
        let Some(style) = style else { return none };
        let dash = style.dash.map(|dash| dash.map(|length| length.at(sizing)));
        // In the page solid lines have no round ends, which would make them longer than dashed ones.
        let round = style.round && (dash.is_some() || sizing != Sizing::Page);
        Self { stroke: style.paint, width: style.width.at(sizing), dash, round, ..none }
    }

    /// The hollow of the line, in a theme's colours.
    pub fn hollow(&self, theme: &Theme) -> Option<Stroke> {
        let stroke = self.stroke(theme).filter(|_| self.core > 0.0);
        stroke.map(|stroke| Stroke { color: self.fill.of(theme), width: self.core, ..stroke })
    }

    /// The line, or the disc's outline, in a theme's colours.
    pub fn stroke(&self, theme: &Theme) -> Option<Stroke> {
        let Self { stroke, width, dash, round, .. } = *self;
        (width > 0.0).then(|| Stroke { color: stroke.of(theme), width, dash, round })
    }

    /// The disc's fill in a theme's colours.
    pub fn fill(&self, theme: &Theme) -> Option<Color> {
        (self.radius > 0.0).then(|| self.fill.of(theme))
    }
}

/// The rows for a story of these sorts, one per style, with the story's own words if it has some.
pub fn legend<'a>(
    story: &'a Story,
    sorts: &Sorts,
    styles: &Styles,
    locale: &'a Locale,
    place: LegendPlace,
) -> Vec<LegendRow<'a>> {
    // On the canvas the samples of marks have one size at every zoom, that of the overview.
    let (off_route, ahead, rough_places, line_sizing, mark_sizing) = match place {
        LegendPlace::Canvas { off_route, ahead, rough_places, sizing } => {
            (off_route, ahead, rough_places, sizing, Sizing::OVERVIEW)
        }
        LegendPlace::Page => (true, !story.chapters.is_empty(), true, Sizing::Page, Sizing::Page),
    };
    let mut rows: Vec<LegendRow> = Vec::new();
    let reader = Reader::new(story.lang, locale);
    let row = |label, own: Option<&'a Text>, sample| {
        let own = reader.some_words(own);
        let ours = Words { text: text(label, locale), ..Words::default() };
        let text = if own.text.is_empty() { ours } else { own };
        LegendRow::plain(Some(label), sample, text)
    };
    let own_row = |text, sample| LegendRow::plain(None, sample, reader.words(text));
    let line =
        |stroke: &StrokeStyle| LegendSample::new(0.0, Some(stroke), stroke.paint, line_sizing);
    let (mut seen, mut routes) = (Vec::new(), Vec::new());
    let legs = || sorts.legs.iter().filter_map(|ix| story.leg(*ix));
    for leg in legs().filter(|leg| off_route || leg.mode.is_route()) {
        if let Some(route) = story.looks.route(leg.route)
            && is_new(leg.route, &mut routes)
        {
            let stroke = StrokeStyle { dash: None, round: false, ..styles.leg(leg).stroke };
            rows.insert(routes.len() - 1, own_row(&route.name, line(&stroke)));
        }
        let own = story.looks.mode(leg.mode);
        let certainty = if own.is_some() { Certainty::Schematic } else { leg.certainty };
        if !is_new((leg.mode, certainty), &mut seen) {
            continue;
        }
        let mut stroke = styles.line(leg.mode, leg.certainty).stroke;
        // What lines in the colours of several routes have in common has none of these colours.
        if leg.route.is_some() {
            stroke.paint = styles.no_route;
        }
        let like = story.looks.built_in(leg.mode);
        if let Some(name) = own.and_then(|own| leg.label.as_ref().or(own.label.as_ref())) {
            rows.push(own_row(name, line(&stroke)));
        } else if let Some(label) = styles.line(like, leg.certainty).label
            && rows.iter().all(|row| row.label != Some(label))
        {
            rows.push(row(label, leg.label.as_ref(), line(&stroke)));
        }
    }
    if let Some(label) = styles.ahead.label
        && ahead
        && legs().any(|leg| leg.mode.is_route())
    {
        let (look, line) = (&styles.ahead, &styles.plain_line.stroke);
        let sample = LegendSample::new(0.0, Some(line), look.fill, line_sizing);
        let width = sample.width + 2.0 * look.wider.at(line_sizing);
        let core = width - 2.0 * look.edge.at(line_sizing);
        let sample = LegendSample { stroke: look.paint, width, core, ..sample };
        rows.push(row(label, None, sample));
    }
    let lines = rows.len();
    for mark in styles.marks {
        let style = &mark.style;
        if let Some(label) = style.label
            && sorts.marks.iter().any(|(kind, rank)| mark.fits(*kind, *rank))
        {
            let (radius, edge) = (style.radius.at(mark_sizing), style.edge.as_ref());
            let own = (label == LegendLabel::MainPlace).then_some(&story.labels.main_place);
            rows.push(row(label, own, LegendSample::new(radius, edge, style.fill, mark_sizing)));
        }
    }
    // A single style of mark needs no explanation.
    if rows.len() == lines + 1 && sorts.categories.is_empty() {
        rows.truncate(lines);
    }
    for (ix, has_mark) in sorts.categories.iter().copied() {
        let Some(category) = story.looks.category(Some(ix)) else { continue };
        let at = usize::from(ix.0);
        if let Some(style) = styles.categories.get(at).filter(|_| has_mark) {
            let (radius, edge) = (style.radius.at(mark_sizing), style.edge.as_ref());
            let sample = LegendSample::new(radius, edge, style.fill, mark_sizing);
            rows.push(own_row(&category.label, sample).shaped(style.shape, styles));
        } else if let Some(area) = styles.category_areas.get(at) {
            rows.push(own_row(&category.label, swatch(area)).shaped(MarkShape::Swatch, styles));
        }
    }
    if let Some(size) = story.looks.size.as_ref().filter(|_| sorts.sized) {
        for (value, label) in &size.legend {
            let style = styles.valued.of_value(size, *value);
            let radius = style.radius.at(Sizing::Page);
            let sample = LegendSample::new(radius, style.edge.as_ref(), style.fill, Sizing::Page);
            rows.push(own_row(label, sample));
        }
    }
    if sorts.classed {
        for (class, area) in story.looks.classes.iter().zip(styles.class_areas) {
            rows.push(own_row(&class.label, swatch(area)).shaped(MarkShape::Swatch, styles));
        }
    }
    let rough = &styles.rough;
    if let Some(label) = rough.label
        && rough_places
        && sorts.rough
    {
        let (radius, edge) = (rough.sample_radius.at(Sizing::Page), rough.edge.as_ref());
        rows.push(row(label, None, LegendSample::new(radius, edge, rough.fill, Sizing::Page)));
    }
    if let Some(area) = sorts.area.map(|kind| styles.area(kind))
        && let Some(label) = area.label
    {
        // An area without an outline has the borders of the ground around it; its sample would be too faint.
        let edge = area.edge.as_ref().or(styles.plain_area.edge.as_ref());
        let radius = area.sample_radius.at(Sizing::Page);
        let sample = LegendSample::new(radius, edge, area.highlighted, Sizing::Page);
        rows.push(row(label, None, sample));
    }
    rows
}

/// The sample of an area with a colour of its own.
fn swatch(area: &AreaStyle) -> LegendSample {
    LegendSample::new(SWATCH, area.edge.as_ref(), area.fill, Sizing::Page)
}

/// The row that explains borders in dispute.
pub fn dispute_row<'a>(styles: &Styles, locale: &'a Locale, sizing: Sizing) -> LegendRow<'a> {
    let label = LegendLabel::Disputed;
    let sample = LegendSample::new(0.0, Some(&styles.disputed), styles.disputed.paint, sizing);
    let text = Words { text: text(label, locale), ..Words::default() };
    LegendRow::plain(Some(label), sample, text)
}

/// Whether `sort` is not among those `seen` before. Adds it to them.
fn is_new<T: PartialEq>(sort: T, seen: &mut Vec<T>) -> bool {
    let new = !seen.contains(&sort);
    if new {
        seen.push(sort);
    }
    new
}

/// The interface's name of a style.
fn text(label: LegendLabel, locale: &Locale) -> &str {
    let words = &locale.legend;
    match label {
        LegendLabel::ByBoat => &words.boat,
        LegendLabel::OnFoot => &words.foot,
        LegendLabel::ByRoad => &words.road,
        LegendLabel::Unsourced => &words.rail,
        LegendLabel::Highway => &words.highway,
        LegendLabel::Ahead => &words.ahead,
        LegendLabel::MainPlace => &words.main,
        LegendLabel::ContextPlace => &words.context,
        LegendLabel::RoughPlace => &words.rough,
        LegendLabel::Subject => &words.subject,
        LegendLabel::Disputed => &words.disputed,
    }
}

fn as_svg<S: Serializer>(path: &Option<BezPath>, to: S) -> Result<S::Ok, S::Error> {
    let mut data = String::new();
    for el in path.iter().flat_map(BezPath::elements) {
        let (letter, points): (char, &[Point]) = match el {
            PathEl::MoveTo(p) => ('M', &[*p]),
            PathEl::LineTo(p) => ('L', &[*p]),
            PathEl::QuadTo(a, p) => ('Q', &[*a, *p]),
            PathEl::CurveTo(a, b, p) => ('C', &[*a, *b, *p]),
            PathEl::ClosePath => ('Z', &[]),
        };
        data.push(letter);
        for number in points.iter().flat_map(|p| [p.x, p.y]) {
            push_decimal(&mut data, number);
            data.push(' ');
        }
    }
    to.serialize_str(&data)
}

fn as_list<S: Serializer>(dash: &Option<[f64; 2]>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(dash.iter().flatten())
}
