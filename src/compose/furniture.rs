//! What stands still over the map: title, key to the lines, scale bar.

use super::{Frame, journey};
use crate::geo::KM_PER_MILE;
use crate::lang::Strings;
use crate::mercator::km_per_pixel;
use crate::plot::is_route;
use crate::scene::{Halo, Item, Outline, PathItem, Scene, Stroke, TextItem};
use crate::story::{Certainty, Mode, PlaceKind, Rank};
use crate::text::{Family, Font, Weight};
use crate::theme::Color;
use kurbo::{BezPath, Circle, Line, Point, Rect, Shape, Size};

/// One piece of furniture, measured and placed.
pub(super) struct Piece {
    /// What it covers, in CSS pixels.
    pub rect: Rect,
    content: Content,
    /// Whether it stands on a panel, because the ground under it is busy.
    panel: bool,
}

enum Content {
    Title { title: String, lines: Vec<String> },
    Key(Vec<KeyRow>),
    Scale(ScaleBar),
}

struct KeyRow {
    sample: Sample,
    text: &'static str,
}

enum Sample {
    Line(Mode, Certainty),
    Mark(Rank),
    Rough,
}

/// From the edge of the box, in CSS pixels.
const MARGIN: f64 = 16.0;
/// Between pieces.
const SPACE: f64 = 14.0;
const KEY_ROW: f64 = 19.0;
const KEY_TEXT: f64 = 44.0;
const SUMMARY_ROW: f64 = 21.0;
const SCALE_HEIGHT: f64 = 34.0;
const TITLE: Font = Font {
    family: Family::Serif,
    weight: Weight::Semibold,
    italic: false,
    size: 27.0,
    tracking: 0.0,
};
const SUMMARY: Font = Font::sans(15.0, Weight::Regular);
const KEY: Font = Font::sans(12.0, Weight::Regular);
const SCALE: Font = Font::sans(11.0, Weight::Regular);

/// Places title, key and scale bar at the left foot of the box, from below; what would cover the
/// route or a stop stands on a panel or stays away.
pub(super) fn layout(frame: &Frame, route: &[Line], marks: &[Circle]) -> Vec<Piece> {
    let size = frame.camera.size;
    let free = size.to_rect() - frame.input.state.padding;
    let wide = free.width() >= 560.0 && free.height() >= 440.0;
    if free.width() < 200.0 || free.height() < 160.0 {
        return Vec::new();
    }
    let margin = if wide { 24.0 } else { 12.0 };
    let mut pieces: Vec<Piece> = Vec::new();
    let mut foot = free.y1 - MARGIN;
    let bar = ScaleBar::new(frame, free);
    let mut put = |content: Content, content_size: Size, pieces: &mut Vec<Piece>| {
        let origin = Point::new(free.x0 + margin, foot - content_size.height);
        let rect = Rect::from_origin_size(origin, content_size);
        let busy = marks.iter().any(|m| crate::label::disc_overlap(m, &rect))
            || route.iter().any(|l| crate::label::line_meets_rect(*l, &rect))
            || frame.input.state.obstacles.iter().any(|o| crate::label::overlap(o, &rect));
        // The title is a luxury, the key and the scale are not.
        if busy && matches!(content, Content::Title { .. }) {
            return;
        }
        foot = rect.y0 - SPACE;
        pieces.push(Piece { rect, content, panel: busy || !frame_is_home(frame) });
    };
    let bar_size = Size::new(bar.width() + 90.0, SCALE_HEIGHT);
    if !wide {
        let lifted = frame.input.state.obstacles.iter().any(|o| o.y1 > size.height - 60.0);
        if lifted {
            // The credits stand at the foot of a narrow box.
            let rects = frame.input.state.obstacles.iter();
            let top = rects.filter(|o| o.y1 > size.height - 60.0).map(|o| o.y0);
            let lift = top.fold(free.y1, f64::min);
            if lift > free.y0 + 200.0 && lift < free.y1 {
                return narrow_scale(bar, bar_size, Point::new(free.x0 + margin, lift - 8.0));
            }
        }
        put(Content::Scale(bar), bar_size, &mut pieces);
        return pieces;
    }
    put(Content::Scale(bar), bar_size, &mut pieces);
    let rows = key_rows(frame);
    let text_width = rows.iter().map(|r| frame.input.measure.width(r.text, &KEY));
    let key_width = KEY_TEXT + text_width.fold(0.0, f64::max);
    let key_size = Size::new(key_width, rows.len() as f64 * KEY_ROW);
    put(Content::Key(rows), key_size, &mut pieces);
    if frame_is_home(frame) {
        let lang = frame.input.state.lang;
        let title = frame.input.story.title.get(lang);
        let width = (free.width() * 0.3).clamp(260.0, 340.0);
        let lines = wrap(frame, frame.input.story.summary.get(lang), &SUMMARY, width);
        let title_width = frame.input.measure.width(title, &TITLE);
        if !title.is_empty() && title_width <= free.width() * 0.5 {
            let height = 34.0 + lines.len() as f64 * SUMMARY_ROW;
            let block = Size::new(title_width.max(width), height);
            put(Content::Title { title: title.into(), lines }, block, &mut pieces);
        }
    }
    pieces
}

fn narrow_scale(bar: ScaleBar, size: Size, foot: Point) -> Vec<Piece> {
    let rect = Rect::new(foot.x, foot.y - size.height, foot.x + size.width, foot.y);
    vec![Piece { rect, content: Content::Scale(bar), panel: false }]
}

/// Whether the camera shows about the whole route.
fn frame_is_home(frame: &Frame) -> bool {
    let home = &frame.input.home;
    let near = frame.camera.zoom - home.zoom;
    let moved = frame.camera.screen_from_world(home.center) - frame.camera.size.to_rect().center();
    near.abs() < 0.2 && moved.hypot() < 60.0
}

/// One row for each kind of line and mark on the map.
fn key_rows(frame: &Frame) -> Vec<KeyRow> {
    let strings = Strings::of(frame.input.state.lang);
    let story = frame.input.story;
    let mut rows: Vec<KeyRow> = Vec::new();
    for leg in &story.legs {
        if leg.mode == Mode::Gap || (!is_route(leg.mode) && !frame.orientation) {
            continue;
        }
        let unsourced = leg.certainty == Certainty::Unsourced;
        let text = match leg.mode {
            Mode::Road | Mode::Rail if unsourced => strings.by_rail,
            Mode::Road | Mode::Rail => strings.by_road,
            mode => strings.mode(mode),
        };
        if rows.iter().all(|r| r.text != text) {
            rows.push(KeyRow { sample: Sample::Line(leg.mode, leg.certainty), text });
        }
    }
    let has = |rank| story.places.iter().any(|p| p.kind == PlaceKind::Stop && p.rank == rank);
    if has(Rank::Main) && has(Rank::Context) {
        rows.push(KeyRow { sample: Sample::Mark(Rank::Main), text: strings.main_place });
        rows.push(KeyRow { sample: Sample::Mark(Rank::Context), text: strings.context_place });
    }
    if frame.near && story.places.iter().any(|p| p.accuracy_km > 0.0) {
        rows.push(KeyRow { sample: Sample::Rough, text: strings.rough_place });
    }
    rows
}

/// Draws the furniture.
pub(super) fn draw(frame: &Frame, pieces: Vec<Piece>, scene: &mut Scene) {
    for piece in pieces {
        if piece.panel {
            let panel = piece.rect.inflate(10.0, 8.0).to_path(0.1);
            let fill = Some(frame.theme.surface.at(0.9));
            let shape = Outline::Path(panel);
            scene.items.push(Item::Path(PathItem { shape, fill, stroke: None }));
        }
        let origin = piece.rect.origin();
        match piece.content {
            Content::Title { title, lines } => {
                text(frame, title, TITLE, frame.theme.ink, origin + (0.0, 24.0), scene);
                for (i, line) in lines.into_iter().enumerate() {
                    let at = origin + (0.0, 50.0 + i as f64 * SUMMARY_ROW);
                    text(frame, line, SUMMARY, frame.theme.ink, at, scene);
                }
            }
            Content::Key(rows) => {
                for (i, row) in rows.into_iter().enumerate() {
                    let y = origin.y + (i as f64 + 0.5) * KEY_ROW;
                    draw_sample(frame, row.sample, Point::new(origin.x, y), scene);
                    let at = Point::new(origin.x + KEY_TEXT, y + 4.0);
                    text(frame, row.text.into(), KEY, frame.theme.ink, at, scene);
                }
            }
            Content::Scale(bar) => bar.draw(frame, origin, scene),
        }
    }
}

fn draw_sample(frame: &Frame, sample: Sample, left: Point, scene: &mut Scene) {
    let middle = left + (15.0, 0.0);
    let (shape, fill, stroke) = match sample {
        Sample::Line(mode, certainty) => {
            let shape = segment(left, left + (30.0, 0.0));
            (shape, None, journey::stroke_of(frame, mode, certainty))
        }
        Sample::Mark(rank) => {
            let (radius, width) = if rank == Rank::Main { (4.4, 2.0) } else { (2.7, 1.4) };
            let shape = Outline::Circle(Circle::new(middle, radius));
            (shape, Some(frame.theme.ring), Stroke::solid(frame.theme.route, width))
        }
        Sample::Rough => {
            let (color, dash) = (frame.theme.route, Some([3.0, 3.0]));
            let stroke = Stroke { color, width: 1.2, dash, round: false };
            (Outline::Circle(Circle::new(middle, 7.0)), Some(color.at(0.17)), stroke)
        }
    };
    scene.items.push(Item::Path(PathItem { shape, fill, stroke: Some(stroke) }));
}

fn segment(a: Point, b: Point) -> Outline {
    let mut path = BezPath::new();
    path.move_to(a);
    path.line_to(b);
    Outline::Path(path)
}

fn text(frame: &Frame, text: String, font: Font, color: Color, origin: Point, scene: &mut Scene) {
    let halo = Some(Halo { color: frame.theme.sea_halo.at(0.7), width: 2.6 });
    let item = TextItem { text, origin, font, color, halo, glyphs: Vec::new() };
    scene.items.push(Item::Text(item));
}

/// A text broken into lines no wider than `width` CSS pixels.
fn wrap(frame: &Frame, text: &str, font: &Font, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.into() } else { line.clone() + " " + word };
        if !line.is_empty() && frame.input.measure.width(&longer, font) > width {
            lines.push(core::mem::replace(&mut line, word.into()));
        } else {
            line = longer;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Kilometres above the bar, miles below, right at the middle latitude of the box.
struct ScaleBar {
    km: u32,
    mi: u32,
    /// CSS pixels of one kilometre.
    pixels_per_km: f64,
    /// The latitude it holds at, in whole degrees.
    latitude: i32,
}

impl ScaleBar {
    fn new(frame: &Frame, free: Rect) -> Self {
        let lat = frame.camera.unproject(free.center()).lat;
        let km_per_px = km_per_pixel(lat, frame.camera.zoom);
        let room = if free.width() < 480.0 { 90.0 } else { 160.0 };
        Self {
            km: round_below(room * km_per_px),
            mi: round_below(room * km_per_px / KM_PER_MILE),
            pixels_per_km: 1.0 / km_per_px,
            latitude: libm::round(lat) as i32,
        }
    }

    fn width(&self) -> f64 {
        let mi = f64::from(self.mi) * KM_PER_MILE;
        f64::from(self.km).max(mi) * self.pixels_per_km
    }

    fn draw(&self, frame: &Frame, origin: Point, scene: &mut Scene) {
        let ink = frame.theme.ink;
        let y = origin.y + SCALE_HEIGHT / 2.0;
        let mut line = |a: Point, b: Point| {
            let stroke = Some(Stroke::solid(ink, 1.0));
            scene.items.push(Item::Path(PathItem { shape: segment(a, b), fill: None, stroke }));
        };
        line(Point::new(origin.x, y), Point::new(origin.x + self.width(), y));
        let units = [(self.km, 1.0, -1.0, " km"), (self.mi, KM_PER_MILE, 1.0, " mi")];
        let mut labels = Vec::new();
        for (count, km, down, unit) in units {
            let roomy = f64::from(count) * km * self.pixels_per_km > 90.0;
            let ticks = if roomy && count % 2 == 0 { 2 } else { 1 };
            for i in 0..=ticks {
                let value = count / ticks * i;
                let x = origin.x + f64::from(value) * km * self.pixels_per_km;
                line(Point::new(x, y), Point::new(x, y + 4.5 * down));
                let mut label = value.to_string();
                let digits = frame.input.measure.width(&label, &SCALE);
                if i == ticks {
                    label.push_str(unit);
                }
                let baseline = if down < 0.0 { y - 7.0 } else { y + 15.0 };
                let left = if i == 0 { x } else { x - digits / 2.0 };
                labels.push((label, Point::new(left, baseline)));
            }
        }
        if frame_is_home(frame) {
            let strings = Strings::of(frame.input.state.lang);
            let side = strings.north_south[usize::from(self.latitude < 0)];
            let degrees = self.latitude.unsigned_abs().to_string();
            let words = [strings.at_latitude, " ", &degrees, "° ", side].concat();
            labels.push((words, Point::new(origin.x + self.width() + 34.0, y + 4.0)));
        }
        for (label, at) in labels {
            text(frame, label, SCALE, ink, at, scene);
        }
    }
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above `value`; at least 1.
fn round_below(value: f64) -> u32 {
    let mut best = 1;
    let mut decade = 1_u32;
    while decade <= 10_000 {
        for step in [1, 2, 5] {
            if f64::from(decade * step) <= value {
                best = decade * step;
            }
        }
        decade *= 10;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::round_below;

    #[test]
    fn a_scale_bar_has_round_numbers() {
        let cases = [(0.3, 1), (1.0, 1), (4.9, 2), (57.0, 50), (999.0, 500), (20_000.0, 20_000)];
        for (value, round) in cases {
            assert_eq!(round_below(value), round, "{value}");
        }
    }
}
