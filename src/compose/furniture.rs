//! Panels over the map that do not move with it: title, legend, scale bar.

use super::draw::{add_panel, draw_rect, draw_shape, draw_text, segment};
use super::frame::{Frame, is_near, shows_orientation};
use super::input::Input;
use super::marks::draw_symbol;
use super::scale_bar::ScaleBar;
use super::steady::Steady;
use super::wrap::wrap;
use crate::ground;
use crate::label::{Obstacles, disc_overlap, line_meets_rect, overlap};
use crate::legend::{LegendPlace, LegendRow, dispute_row, legend};
use crate::mercator::{MIDDLE, part_beside};
use crate::rich_text::plain;
use crate::scene::{Layer, Scene, Stroke};
use crate::text::{Family, Font, Weight};
use kurbo::{Circle, Line, Point, Rect, Size};

/// One of them, measured and placed.
pub(super) struct Piece<'a> {
    /// Its rectangle, in CSS pixels.
    pub rect: Rect,
    content: Content<'a>,
    /// Whether it has a background, because there is much under it on the map.
    panel: bool,
}

enum Content<'a> {
    Title {
        title: Vec<String>,
        lines: Vec<String>,
    },
    /// With the scale bar under it, if both share a background.
    Legend(Vec<LegendRow<'a>>, Option<ScaleBar>),
    Scale(ScaleBar),
}

/// The distance from the edge of the box, in CSS pixels.
const MARGIN: f64 = 16.0;
/// The distance between two pieces, in CSS pixels.
const SPACE: f64 = 14.0;
/// How far a scale bar alone keeps from lines: its letters reach out of it, and lines are wide, in CSS pixels.
const BESIDE: f64 = 7.0;
/// How far legend and scale bar may climb from a corner: in CSS pixels, and how many times.
const HIGHER: f64 = 40.0;
const HIGHEST: u32 = 4;
const LEGEND_ROW: f64 = 19.0;
const LEGEND_TEXT: f64 = 44.0;
/// The legend may take this part of the height of the box.
const MOST_LEGEND: f64 = 0.6;
const TITLE_ROW: f64 = 32.0;
const SUMMARY_ROW: f64 = 21.0;
const TITLE_WIDTHS: [f64; 3] = [345.0, 300.0, 260.0];
const TITLE: Font = Font {
    family: Family::Serif,
    weight: Weight::Semibold,
    italic: false,
    size: 27.0,
    tracking: 0.0,
};
const SUMMARY: Font = Font::sans(15.0, Weight::Regular);
const LEGEND: Font = Font::sans(12.0, Weight::Regular);

/// Whether the box has room for a legend, and the page wants one.
pub(super) fn has_key(frame: &Frame) -> bool {
    let free = (frame.camera.size.to_rect() - frame.input.settings.padding()).abs();
    frame.input.settings.parts().key && is_wide(frame, free)
}

/// Whether there is room for title and legend. Above a sheet all room is the map's.
fn is_wide(frame: &Frame, free: Rect) -> bool {
    let sheet = frame.input.settings.padding().y1 > 0.0;
    !sheet && free.width() >= 560.0 * frame.text && free.height() >= 440.0
}

/// Places title, legend and scale bar. If the whole route is in sight, they are at the lower left of a wide box,
/// without a background. Otherwise legend and scale bar share a background in a corner that has no stop. `last` is
/// the index of the corner of the last picture, which is kept if it is free. In the story they have one corner, and the legend of a wide box
/// has one size. For languages that are read from the right all of it is mirrored.
pub(super) fn layout<'a>(
    frame: &Frame<'a>,
    obstacles: &Obstacles,
    last: &mut usize,
) -> Vec<Piece<'a>> {
    let size = frame.camera.size;
    let free = frame.mirrored(size.to_rect() - frame.input.settings.padding());
    if free.width() < 200.0 || free.height() < 160.0 {
        return Vec::new();
    }
    let parts = frame.input.settings.parts();
    let wide = is_wide(frame, free);
    let scale = parts.scale.then(|| ScaleBar::new(frame, free));
    let steady = frame.input.steady;
    let chapter = frame.input.timeline.chapter();
    let rows = if wide && parts.key { legend_rows(frame, steady) } else { Vec::new() };
    let in_story = chapter.is_some() && !rows.is_empty();
    let legend_size = legend_size(frame, &rows);
    let scale_size = scale.as_ref().map_or(Size::ZERO, ScaleBar::size);
    let near = |r: &Rect, room: f64| {
        let r = frame.mirrored(*r).inflate(room, room);
        obstacles.marks.iter().any(|m| disc_overlap(m, &r))
    };
    let under = |r: &Rect| {
        let r = frame.mirrored(*r);
        obstacles.rects.iter().any(|o| overlap(o, &r))
    };
    let busy = |r: &Rect| near(r, 4.0) || under(r);
    let crossed = |r: &Rect| {
        let r = frame.mirrored(*r);
        obstacles.lines.iter().any(|l| line_meets_rect(*l, &r))
    };
    let low = |x: f64| lowest(frame, free, &obstacles.rects, x);
    let foot = |x: f64| {
        let low = low(x);
        let top = low - scale_size.height - SPACE - legend_size.height;
        Rect::new(x, top, x + legend_size.width.max(scale_size.width), low)
    };
    let start = free.x0 + 24.0;
    let mut foot_at = foot(start);
    let world = |r: &Rect| {
        let r = frame.mirrored(*r);
        let ends = [r.origin(), Point::new(r.x1, r.y1)].map(|p| frame.camera.world_from_screen(p));
        part_beside(Rect::from_points(ends[0], ends[1]), MIDDLE)
    };
    let land = || frame.input.grounds.first().map(|g| g.land_scanlines(frame.input.shapes));
    let on_land = |r: &Rect| land().is_some_and(|rows| !rows.excludes(world(r)));
    let on_coast = |r: &Rect| on_land(r) && land().is_some_and(|rows| !rows.contains(world(r)));
    // The best side is where a line of text begins. If that is the right one, there may be land.
    if frame.rtl() && (busy(&foot_at) || crossed(&foot_at) || on_land(&foot_at)) {
        foot_at = foot(free.x1 - 24.0 - (TITLE_WIDTHS[0] * frame.text).max(foot_at.width()));
    }
    let foot = foot_at;
    let mut pieces: Vec<Piece> = Vec::new();
    if wide && !in_story && frame_is_home(frame) && !busy(&foot) && !crossed(&foot) {
        let mut top = foot.y1;
        let mut put = |content: Content<'a>, size: Size, pieces: &mut Vec<Piece<'a>>| {
            let rect = Rect::from_origin_size((foot.x0, top - size.height), size);
            if busy(&rect) || crossed(&rect) {
                return false;
            }
            top = rect.y0 - SPACE;
            pieces.push(Piece { rect: frame.mirrored(rect), content, panel: false });
            true
        };
        if let Some(scale) = scale {
            put(Content::Scale(scale), scale_size, &mut pieces);
        }
        if !rows.is_empty() {
            put(Content::Legend(rows, None), legend_size, &mut pieces);
        }
        // A wide title is best, but a narrow one is better than none.
        for width in if parts.title { &TITLE_WIDTHS[..] } else { &[] } {
            let Some((title, size)) = title(frame, *width * frame.text) else { continue };
            if put(title, size, &mut pieces) {
                break;
            }
        }
        return pieces;
    }
    let content = if rows.is_empty() {
        scale.map(Content::Scale)
    } else {
        Some(Content::Legend(rows, scale))
    };
    let Some(content) = content else { return pieces };
    let panel = matches!(content, Content::Legend(..));
    let around = if chapter.is_some() { &steady.taken } else { &obstacles.rects };
    let size = together(frame, free, legend_size, scale_size);
    let places = places(frame, free, panel, size, around);
    if frame_is_home(frame) {
        *last = 0;
    }
    let meets = |n: usize, lines: &[Line], beside: f64| {
        let rect = places.get(n).map(|r| frame.mirrored(*r).inflate(beside, beside));
        rect.is_some_and(|r| lines.iter().any(|l| line_meets_rect(*l, &r)))
    };
    let all = &obstacles.lines[..];
    let fits = |n: usize, room: f64| {
        let rect = places.get(n);
        rect.is_some_and(|r| !busy(r) && !near(r, room)) && (panel || !meets(n, all, BESIDE))
    };
    let follows = frame.input.timeline.follows();
    let found = if follows { steady.furniture } else { None };
    // A scale bar alone has no background.
    let found = found.filter(|n| !steady.left_out(chapter).furniture && (panel || fits(*n, 0.0)));
    if chapter.is_some() {
        *last = steady.furniture.unwrap_or(*last);
    }
    // It should leave room for the names of stops, and cover no line, at least none of the route.
    let route = all.get(..obstacles.route).unwrap_or(all);
    let tries = [all, route, &[]].into_iter().flat_map(|lines| [(lines, 40.0), (lines, 0.0)]);
    let first = |(lines, room): (&[Line], f64)| {
        let mut corners = [*last, 0, 1, 2, 3].into_iter();
        corners.find(|n| fits(*n, room) && !meets(*n, lines, 0.0))
    };
    // A coast is hard to tell from a scale bar alone. A reader who moves the map would see the bar move at each coast.
    let off_coast = || {
        let place = |room: f64| {
            let is_free = |n: &usize| fits(*n, room) && !places.get(*n).is_some_and(on_coast);
            (0..places.len()).find(is_free)
        };
        let wanted = !panel && chapter.is_none() && frame_is_home(frame);
        place(40.0).or_else(|| place(0.0)).filter(|_| wanted)
    };
    let higher = || (4..places.len()).find(|n| fits(*n, 0.0));
    let looks = !(follows && panel && steady.furniture.is_some());
    let found = found.or_else(|| {
        let found = off_coast().or_else(|| tries.into_iter().find_map(first)).or_else(higher);
        found.filter(|_| looks)
    });
    if let Some((n, rect)) = found.and_then(|n| Some((n, places.get(n)?))) {
        *last = n;
        pieces.push(Piece { rect: frame.mirrored(*rect), content, panel });
    }
    pieces
}

/// The places that legend and scale bar, or the scale bar alone, may have in the story or beside something that the reader has chosen.
/// `taken` is what the page shows over the map.
pub(super) fn story_places(frame: &Frame, steady: &Steady, taken: &[Rect]) -> Vec<Rect> {
    let free = frame.mirrored(frame.camera.size.to_rect() - frame.input.settings.padding());
    let parts = frame.input.settings.parts();
    let panel = has_key(frame);
    if free.width() < 200.0 || free.height() < 160.0 || !(panel || parts.scale) {
        return Vec::new();
    }
    let rows = if panel { legend_rows(frame, steady) } else { Vec::new() };
    let panel = !rows.is_empty();
    let scale_size = if parts.scale { ScaleBar::new(frame, free).size() } else { Size::ZERO };
    let size = together(frame, free, legend_size(frame, &rows), scale_size);
    let places = places(frame, free, panel, size, taken);
    // A scale bar alone has the same width in all views.
    places.into_iter().take(4).map(|r| frame.mirrored(r)).collect()
}

/// The size of legend and scale bar, one above the other. In the story it is the same in all views.
fn together(frame: &Frame, free: Rect, legend: Size, scale: Size) -> Size {
    let in_story = frame.input.timeline.chapter().is_some() && scale.width > 0.0;
    let width = if in_story { ScaleBar::largest_width(frame, free) } else { scale.width };
    let gap = if legend.height > 0.0 { SPACE } else { 0.0 };
    Size::new(legend.width.max(width), legend.height + gap + scale.height)
}

/// The places that something of this size may have: the corners and some above them.
fn places(frame: &Frame, free: Rect, panel: bool, inner: Size, around: &[Rect]) -> Vec<Rect> {
    let pad = if panel { 12.0 } else { 0.0 };
    let low = |x: f64| lowest(frame, free, around, x) - inner.height - pad;
    let wide = is_wide(frame, free);
    let margin = if wide { MARGIN } else { 12.0 };
    let (left, right) = (free.x0 + margin + pad, free.x1 - margin - pad - inner.width);
    let high = free.y0 + margin + pad;
    let (low_left, low_right) = (low(free.x0 + 24.0), low(right));
    let mut corners = vec![(left, low_left), (right, low_right), (right, high), (left, high)];
    // If all corners are taken, it may be above what is in a corner.
    let steps = (1..=HIGHEST).map(|i| f64::from(i) * HIGHER);
    corners.extend(steps.flat_map(|up| [(left, low_left - up), (right, low_right - up)]));
    let rects = corners.into_iter().map(|at| Rect::from_origin_size(at, inner).inflate(pad, pad));
    let fits = |(n, r): &(usize, Rect)| panel && *n < 4 || r.y0 >= free.y0 + margin;
    rects.enumerate().filter(fits).map(|(_, r)| r).collect()
}

/// How low a piece that begins at `x` may reach. The credits are at the lower edge.
fn lowest(frame: &Frame, free: Rect, around: &[Rect], x: f64) -> f64 {
    let low = around.iter().map(|r| frame.mirrored(*r));
    let low = low.filter(|r| r.y1 > free.y1 - 12.0 && r.height() < 60.0);
    // They are as wide as the view wants.
    let low = low.filter(|r| r.x0 < x + 276.0 && r.x1 > x);
    low.map(|r| r.y0 - 8.0).fold(free.y1 - MARGIN, f64::min)
}

/// Title and summary, in lines of `width` CSS pixels.
fn title<'a>(frame: &Frame<'a>, width: f64) -> Option<(Content<'a>, Size)> {
    let text = frame.read(&frame.input.story.title);
    let title = wrap(frame.input.measure, text, &frame.font(TITLE), width);
    let summary = plain(frame.read(&frame.input.story.summary));
    let lines = wrap(frame.input.measure, &summary, &frame.font(SUMMARY), width);
    let rows = title.len() as f64 * TITLE_ROW + lines.len() as f64 * SUMMARY_ROW;
    let height = rows * frame.text + 6.0;
    (!text.is_empty()).then_some((Content::Title { title, lines }, Size::new(width, height)))
}

fn legend_size(frame: &Frame, rows: &[LegendRow]) -> Size {
    let font = frame.font(LEGEND);
    let widths = rows.iter().map(|r| frame.input.measure.width(r.text.text, &font));
    let height = rows.iter().map(|row| row_height(frame, row)).sum();
    let samples = LEGEND_TEXT + 2.0 * wider_by(rows);
    Size::new(samples + widths.fold(0.0, f64::max), height)
}

/// A row is as high as its sample needs.
fn row_height(frame: &Frame, row: &LegendRow) -> f64 {
    (LEGEND_ROW * frame.text).max(2.0 * row.sample.radius + 4.0)
}

/// How much wider than usual the samples are on either side.
fn wider_by(rows: &[LegendRow]) -> f64 {
    let radii = rows.iter().map(|row| row.sample.radius);
    (radii.fold(0.0, f64::max) - 15.0).max(0.0)
}

/// Whether the camera shows the whole route, more or less.
fn frame_is_home(frame: &Frame) -> bool {
    let home = &frame.input.home;
    let near = frame.camera.zoom - home.zoom;
    let moved = frame.camera.screen_from_world(home.center) - frame.camera.size.to_rect().center();
    near.abs() < 0.2 && moved.hypot() < 60.0
}

/// The rows of the legend that explain what the view shows.
/// In the story, they explain what any of its chapters shows.
fn legend_rows<'a>(frame: &Frame<'a>, steady: &Steady) -> Vec<LegendRow<'a>> {
    let Input { story, plot, styles, .. } = *frame.input;
    let in_story = frame.input.timeline.chapter().is_some();
    let zoom = steady.nearest.filter(|_| in_story).unwrap_or(frame.camera.zoom);
    let place = LegendPlace::Canvas {
        off_route: shows_orientation(frame.input, zoom),
        ahead: in_story || frame.input.settings.progress() < 1.0,
        rough_places: is_near(zoom),
        sizing: frame.sizing(),
    };
    let mut rows = legend(story, &plot.sorts, styles, frame.locale(), place);
    let widest = if in_story { &frame.input.home } else { frame.camera };
    let base = ground::base(frame.input.grounds);
    if base.is_some_and(|ground| ground.shows_dispute(story, frame.input.shapes, widest)) {
        rows.push(dispute_row(styles, frame.locale(), frame.sizing()));
    }
    // A legend that would take most of the map is only in the page.
    let most = frame.camera.size.height * MOST_LEGEND;
    if legend_size(frame, &rows).height > most { Vec::new() } else { rows }
}

/// Draws a piece of furniture.
pub(super) fn draw(frame: &Frame, piece: Piece, scene: &mut Scene) {
    let (rect, free) = (piece.rect, !piece.panel);
    let mut origin = rect.origin();
    let mut bar = None;
    add_panel(rect, scene, |layer| {
        let from = layer.items.len();
        if !free {
            let edge = Some(Stroke::solid(frame.theme.inset_frame.at(0.5), 0.8));
            draw_rect(rect, Some(frame.theme.surface), edge, layer);
            origin += (12.0, 12.0);
        }
        match piece.content {
            Content::Title { title, lines } => {
                let mut top = origin.y;
                for line in title {
                    let at = Point::new(origin.x, top + 25.0 * frame.text);
                    draw_text(frame, line, TITLE, at, free, layer);
                    top += TITLE_ROW * frame.text;
                }
                for line in lines {
                    top += SUMMARY_ROW * frame.text;
                    let at = Point::new(origin.x, top);
                    draw_text(frame, line, SUMMARY, at, free, layer);
                }
            }
            Content::Legend(rows, scale) => {
                let (mut top, wider) = (origin.y, wider_by(&rows));
                for row in rows {
                    let height = row_height(frame, &row);
                    let y = top + height / 2.0;
                    draw_sample(frame, &row, Point::new(origin.x + wider, y), layer);
                    let at = Point::new(origin.x + LEGEND_TEXT + 2.0 * wider, y + 4.0 * frame.text);
                    draw_text(frame, row.text.text.into(), LEGEND, at, free, layer);
                    top += height;
                }
                let foot = Point::new(origin.x, top + SPACE);
                bar = scale.map(|bar| (bar, foot));
            }
            Content::Scale(scale) => bar = Some((scale, origin)),
        }
        frame.mirror(rect, from, layer);
    });
    // The scale bar changes with every view. In a layer of its own it does not change the legend's layer.
    if let Some((bar, at)) = bar {
        add_panel(Rect { y0: at.y, ..rect }, scene, |layer| {
            let from = layer.items.len();
            bar.draw(frame, at, free, layer);
            frame.mirror(rect, from, layer);
        });
    }
}

fn draw_sample(frame: &Frame, row: &LegendRow, left: Point, layer: &mut Layer) {
    let sample = row.sample;
    if sample.radius > 0.0 {
        let circle = Circle::new(left + (15.0, 0.0), sample.radius);
        let paint = (sample.fill(frame.theme), sample.stroke(frame.theme));
        return draw_symbol(frame, row.shape, circle, paint, layer);
    }
    let shape = segment(left, left + (30.0, 0.0));
    if let Some(hollow) = sample.hollow(frame.theme) {
        draw_shape(shape.clone(), None, sample.stroke(frame.theme), layer);
        draw_shape(shape, None, Some(hollow), layer);
    } else {
        draw_shape(shape, sample.fill(frame.theme), sample.stroke(frame.theme), layer);
    }
}
