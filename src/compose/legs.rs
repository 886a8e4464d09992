//! The route: the line of every leg in its style, over its casing. Legs ahead of the reader are hollow and lighter.

use super::draw::draw_shape;
use super::frame::Frame;
use super::marks;
use super::merged_line::MergedLine;
use crate::line_pyramid::Strand;
use crate::mercator::world_width;
use crate::scene::{Geometry, ItemId, Layer, OUTSIDE, Stroke, Target, Zone};
use crate::selection::Chosen;
use crate::story::looks::Arrow;
use crate::story::{Leg, LegIx};
use crate::style::LineLayer;
use crate::theme::Color;
use kurbo::{Affine, BezPath, Circle, Line, Point, Rect, Vec2};

/// The distance between two chevrons, and between a leg's ends and the nearest chevron, in CSS pixels.
const CHEVRON_STEP: f64 = 200.0;
const CHEVRON_ENDS: f64 = 26.0;

/// How far an arrowhead at the end of a leg is from that end; its length, and how much of the line's width is added to it, in
/// CSS pixels; and half its width as a part of its length.
const BEFORE_MARK: f64 = 8.0;
const HEAD: (f64, f64) = (6.0, 1.6);
const HEAD_SLOPE: f64 = 0.45;

/// If a picture has more points of legs than this, labels keep clear of a coarser line, with points this far
/// apart, in CSS pixels.
const MANY_POINTS: usize = 4000;
const APART: f64 = 1.5;

/// If a picture has more legs in sight than this, or more points, or lines longer than this in CSS pixels, legs of the same look
/// are drawn as one line, and they have no chevrons.
const VERY_MANY: (usize, usize, f64) = (1500, 20_000, 150_000.0);

/// Labels keep clear of at most this many lines.
const MOST_LINES: usize = 10_000;

/// A leg or a part of one, ready to be drawn.
struct Drawn {
    shape: Geometry,
    look: LegLook,
}

#[derive(Clone, Copy, PartialEq)]
struct LegLook {
    stroke: Stroke,
    /// How much wider the casing under it is, in CSS pixels; 0 for none.
    casing: f64,
    tier: Tier,
    /// What makes the line hollow: a thinner one on it.
    core: Option<Stroke>,
}

/// What is drawn first: some styles are under the route, legs ahead are under those travelled, and
/// the selected leg is above all others.
#[derive(Clone, Copy, PartialEq)]
enum Tier {
    UnderRoute,
    Ahead,
    Travelled,
    Selected,
}

/// What else must know where the route is on the screen.
pub(super) struct OnScreen {
    /// All legs, those of the route first: labels keep clear of them.
    pub lines: Vec<Line>,
    /// How many of these lines are parts of the route.
    pub route: usize,
    /// Where the travelled part ends, if that is inside a leg in sight.
    pub reached: Option<Point>,
}

/// One of the strokes that a leg consists of.
#[derive(Clone, Copy)]
enum Pass {
    /// The lines on either side of the selected leg.
    Edge,
    Casing,
    Line,
}

/// All strokes, from the bottom to the top.
const STROKES: [(Pass, Tier); 9] = [
    (Pass::Casing, Tier::UnderRoute),
    (Pass::Casing, Tier::Ahead),
    (Pass::Casing, Tier::Travelled),
    (Pass::Line, Tier::UnderRoute),
    (Pass::Line, Tier::Ahead),
    (Pass::Line, Tier::Travelled),
    (Pass::Edge, Tier::Selected),
    (Pass::Casing, Tier::Selected),
    (Pass::Line, Tier::Selected),
];

/// Draws every leg.
pub(super) fn draw(frame: &Frame, layer: &mut Layer) -> OnScreen {
    let visible = frame.camera.size.to_rect().inflate(40.0, 40.0);
    let plot = frame.input.plot;
    let walked = frame.input.timeline.walked().unwrap_or(frame.input.settings.progress());
    let walked = walked * plot.distances.total;
    let (mut lines, mut others, mut reached) = (Vec::new(), Vec::new(), None);
    let mut chevrons = Vec::new();
    let mut drawn = Vec::new();
    let cameras = frame.on_copies();
    let zoom = frame.camera.zoom;
    let (mut legs_in_sight, mut points, mut length) = (0, 0, 0.0);
    // No step of a line has more of its length in sight than this.
    let longest = visible.width() + visible.height();
    for line in &plot.legs {
        for camera in &cameras {
            let (before, in_world) = (points, camera.visible_with(OUTSIDE));
            for strand in line.seen(zoom, in_world) {
                if strand.may_be_in(in_world) {
                    points += strand.points.len();
                    let steps = strand.points.len() as f64;
                    length += (strand.length * world_width(zoom)).min(steps * longest);
                }
            }
            legs_in_sight += usize::from(points > before);
        }
    }
    let apart = if points > MANY_POINTS { APART } else { 0.0 };
    let very_many = legs_in_sight > VERY_MANY.0 || points > VERY_MANY.1 || length > VERY_MANY.2;
    let mut merged: Vec<(LegLook, MergedLine)> = Vec::new();
    // A few lines out of sight do no harm, and the picture stays the same while the map pans.
    let culls = plot.legs.len() > VERY_MANY.0;
    let legs = frame.input.story.legs.iter().zip(&plot.legs).zip(&plot.distances.leg_start);
    let chosen = frame.input.selection.selected();
    for (i, ((leg, line), start)) in legs.enumerate() {
        let ix = LegIx(i as u32);
        let selected = chosen == Some(Chosen::Leg(ix));
        if !leg.mode.is_route() && !frame.orientation || !frame.input.timeline.has(leg.time) {
            continue;
        }
        let style = frame.input.styles.leg(leg);
        let casing = if selected {
            2.0 * frame.input.styles.selected_leg.gap.at(frame.sizing())
        } else {
            style.casing.at(frame.sizing())
        };
        let tier_of = |travelled: bool| match style.layer {
            _ if selected => Tier::Selected,
            LineLayer::UnderRoute => Tier::UnderRoute,
            LineLayer::Route if travelled => Tier::Travelled,
            LineLayer::Route => Tier::Ahead,
        };
        let stroke = style.stroke.stroke(frame.theme, frame.sizing());
        let look = &frame.input.styles.ahead;
        let wider = 2.0 * look.wider.at(frame.sizing());
        // A colour of the story stays what it is.
        let paint = if style.stroke.paint.is_own() { style.stroke.paint } else { look.paint };
        let ahead = Stroke { color: paint.of(frame.theme), width: stroke.width + wider, ..stroke };
        let core = ahead.width - 2.0 * look.edge.at(frame.sizing());
        let core = Stroke { color: look.fill.of(frame.theme), width: core, ..stroke };
        let core = Some(core).filter(|core| core.width > 0.0);
        let mut rough: Vec<Circle> = Vec::new();
        for end in [leg.from, leg.to] {
            rough.extend(end.and_then(|ix| marks::rough_circle(frame, ix)));
        }
        // A rounding error must not leave a tiny piece of a leg.
        let walked = walked - start + 1e-6;
        for camera in &cameras {
            let in_world = camera.visible_with(OUTSIDE);
            for strand in line.seen(zoom, in_world) {
                let Some(id) = strand.shape else { continue };
                let to_screen = camera.transform() * plot.to_world;
                if culls && !strand.may_be_in(in_world) {
                    continue;
                }
                if leg.mode.is_route() {
                    let zone = Zone::Line(id, to_screen);
                    layer.targets.push(Target { id: ItemId::Leg(ix), zone });
                }
                let on_screen: Vec<Point> = camera.on_screen(&strand.points);
                let list = if leg.mode.is_route() { &mut lines } else { &mut others };
                if list.len() < MOST_LINES {
                    add_lines(&on_screen, apart, visible, list);
                }
                let look_of = |travelled: bool| {
                    let (stroke, core) = if travelled || !leg.mode.is_route() {
                        (stroke, None)
                    } else {
                        (ahead, core)
                    };
                    LegLook { stroke, casing, tier: tier_of(travelled), core }
                };
                if !leg.mode.is_route() && !very_many {
                    let shape = Geometry::Retained(id, to_screen);
                    drawn.push(Drawn { shape, look: look_of(true) });
                    continue;
                }
                let ends = strand.km.first().zip(strand.km.last());
                let (first, last) = ends.map_or((0.0, 0.0), |(a, b)| (*a, *b));
                let is_whole = walked <= first + 2e-6 || walked >= last || !leg.mode.is_route();
                if is_whole && very_many {
                    let travelled = walked > first + 2e-6 || !leg.mode.is_route();
                    let merged = merged_as(&mut merged, look_of(travelled), frame);
                    merged.add(i, &on_screen, APART);
                    continue;
                }
                if is_whole && rough.is_empty() {
                    let shape = Geometry::Retained(id, to_screen);
                    drawn.push(Drawn { shape, look: look_of(walked > first + 2e-6) });
                } else {
                    let (done, to_do) = split(strand, &on_screen, walked);
                    reached = reached.or(done.last().copied().filter(|_| !to_do.is_empty()));
                    for (part, travelled) in [(done, true), (to_do, false)] {
                        let path = outside(&part, &rough);
                        if !path.is_empty() {
                            drawn.push(Drawn {
                                shape: Geometry::Path(path),
                                look: look_of(travelled),
                            });
                        }
                    }
                }
                let color = if walked > first + 2e-6 { stroke.color } else { ahead.color };
                if style.arrow != Arrow::None {
                    add_chevrons(&on_screen, &rough, color, &mut chevrons);
                }
                let end = plot.curves.get(i).and_then(|curve| curve.points.last());
                if style.arrow == Arrow::End && strand.points.last() == end {
                    add_head(&on_screen, stroke.width, color, &mut chevrons);
                }
            }
        }
    }
    for (mut look, line) in merged {
        if !line.may_be_patterned() {
            look.stroke.dash = None;
            (look.casing, look.core) = (0.0, None);
        }
        drawn.push(Drawn { shape: Geometry::Path(line.finish()), look });
    }
    for (pass, tier) in STROKES {
        for Drawn { shape, look } in drawn.iter().filter(|d| d.look.tier == tier) {
            let stroke = match pass {
                Pass::Edge => edge_stroke(frame, look),
                Pass::Casing if look.casing <= 0.0 => continue,
                Pass::Casing => Stroke::solid(frame.theme.casing, look.stroke.width + look.casing),
                Pass::Line => look.stroke,
            };
            draw_shape(shape.clone(), None, Some(stroke), layer);
            if let (Pass::Line, Some(core)) = (pass, look.core) {
                draw_shape(shape.clone(), None, Some(core), layer);
            }
        }
    }
    for (path, color) in chevrons {
        draw_shape(Geometry::Path(path), Some(color), None, layer);
    }
    let route = lines.len();
    lines.append(&mut others);
    OnScreen { lines, route, reached }
}

/// The stroke under the casing of the selected leg, whose edges stay to be seen on either side.
fn edge_stroke(frame: &Frame, leg: &LegLook) -> Stroke {
    let style = &frame.input.styles.selected_leg;
    let edges = 2.0 * style.width.at(frame.sizing());
    Stroke::solid(style.edge.of(frame.theme), leg.stroke.width + leg.casing + edges)
}

/// The line of all legs that look the same. There are few looks: one for each row of the styles' table, at most two.
fn merged_as<'a>(
    merged: &'a mut Vec<(LegLook, MergedLine)>,
    look: LegLook,
    frame: &Frame,
) -> &'a mut MergedLine {
    let at = merged.iter().position(|(other, _)| *other == look).unwrap_or_else(|| {
        merged.push((look, MergedLine::new(frame.camera.size)));
        merged.len() - 1
    });
    &mut merged[at].1
}

/// Adds the segments of a line that may be seen. All but the last are at least `apart` long.
fn add_lines(points: &[Point], apart: f64, visible: Rect, lines: &mut Vec<Line>) {
    let Some((mut from, rest)) = points.split_first().map(|(first, rest)| (*first, rest)) else {
        return;
    };
    for (i, to) in rest.iter().enumerate() {
        if (*to - from).hypot2() < apart * apart && i + 1 < rest.len() {
            continue;
        }
        if visible.overlaps(Rect::from_points(from, *to).inflate(0.5, 0.5)) {
            lines.push(Line::new(from, *to));
        }
        from = *to;
    }
}

/// Draws only the route, with all legs alike.
pub(super) fn draw_plain(frame: &Frame, to_screen: Affine, stroke: Stroke, layer: &mut Layer) {
    let legs = frame.input.story.legs.iter().zip(&frame.input.plot.legs);
    let is_drawn = |leg: &Leg| leg.mode.is_route() && frame.input.timeline.has(leg.time);
    if frame.input.plot.legs.len() > VERY_MANY.0 {
        let mut route = MergedLine::new(frame.camera.size);
        for (i, (_, line)) in legs.enumerate().filter(|(_, (leg, _))| is_drawn(leg)) {
            for strand in line.coarse() {
                route.add(i, &frame.camera.on_screen(&strand.points), APART);
            }
        }
        return draw_shape(Geometry::Path(route.finish()), None, Some(stroke), layer);
    }
    for (_, line) in legs.filter(|(leg, _)| is_drawn(leg)) {
        let seen = line.seen(frame.camera.zoom, frame.camera.visible_with(OUTSIDE));
        for id in seen.filter_map(|s| s.shape) {
            let shape = Geometry::Retained(id, to_screen);
            draw_shape(shape, None, Some(stroke), layer);
        }
    }
}

/// A leg on the screen, cut where `km` kilometres of it have been travelled.
fn split(strand: &Strand, on_screen: &[Point], km: f64) -> (Vec<Point>, Vec<Point>) {
    let i = strand.km.partition_point(|k| *k <= km).min(on_screen.len());
    let (behind, before) = on_screen.split_at(i);
    let (mut behind, mut before) = (behind.to_vec(), before.to_vec());
    if let (Some(a), Some(b)) = (behind.last().copied(), before.first().copied()) {
        let ends = strand.km.get(i - 1).zip(strand.km.get(i));
        let t = ends.map_or(0.0, |(ka, kb)| (km - ka) / (kb - ka).max(1e-9));
        let cut = a.lerp(b, t);
        behind.push(cut);
        before.insert(0, cut);
    }
    (behind, before)
}

/// The parts of a line that are outside circles. Lines end a little before them.
fn outside(points: &[Point], circles: &[Circle]) -> BezPath {
    let mut path = BezPath::new();
    let mut down = false;
    let hidden = |p: Point| circles.iter().any(|c| (p - c.center).hypot() < c.radius + 3.0);
    for pair in points.windows(2) {
        let [a, b] = *pair else { continue };
        // Fine steps, because a segment may be much longer than the circle is wide.
        let pieces = ((b - a).hypot() / 2.0).ceil().clamp(1.0, 200.0) as u32;
        for i in 0..=pieces {
            let p = a.lerp(b, f64::from(i) / f64::from(pieces));
            match (hidden(p), down) {
                (true, _) => down = false,
                (false, true) => path.line_to(p),
                (false, false) => {
                    path.move_to(p);
                    down = true;
                }
            }
        }
    }
    path
}

/// Adds chevrons, which show the direction of travel, to a line.
fn add_chevrons(line: &[Point], rough: &[Circle], color: Color, out: &mut Vec<(BezPath, Color)>) {
    let step = |w: &[Point]| if let [a, b] = *w { (b - a).hypot() } else { 0.0 };
    let length: f64 = line.windows(2).map(step).sum();
    let room = length - 2.0 * CHEVRON_ENDS;
    if room <= 0.0 || out.len() > 400 {
        return;
    }
    let count = (room / CHEVRON_STEP).ceil().min(200.0);
    let mut next = CHEVRON_ENDS + room / count / 2.0;
    let last = CHEVRON_ENDS + room;
    let mut walked = 0.0;
    for pair in line.windows(2) {
        let [a, b] = *pair else { continue };
        let piece = (b - a).hypot();
        while next < (walked + piece).min(last) {
            let at = a.lerp(b, (next - walked) / piece);
            if rough.iter().all(|c| (at - c.center).hypot() > c.radius + 8.0) {
                out.push((chevron(at, (b - a) / piece), color));
            }
            next += room / count;
        }
        walked += piece;
    }
}

/// Adds an arrowhead at the end of a line, just before the mark of the place there. A line that is too short has none.
fn add_head(line: &[Point], width: f64, color: Color, out: &mut Vec<(BezPath, Color)>) {
    let long = HEAD.0 + HEAD.1 * width;
    let (Some(tip), Some(foot)) =
        (before_end(line, BEFORE_MARK), before_end(line, BEFORE_MARK + long))
    else {
        return;
    };
    let along = tip - foot;
    let across = Vec2::new(-along.y, along.x) * HEAD_SLOPE;
    let mut path = BezPath::new();
    path.move_to(tip);
    path.line_to(foot + across);
    path.line_to(foot + along * 0.25);
    path.line_to(foot - across);
    path.close_path();
    out.push((path, color));
}

/// The point of a line that is so many CSS pixels before its end.
fn before_end(line: &[Point], distance: f64) -> Option<Point> {
    let mut left = distance;
    for pair in line.windows(2).rev() {
        let [a, b] = *pair else { continue };
        let piece = (b - a).hypot();
        if piece >= left {
            return Some(b.lerp(a, left / piece.max(1e-9)));
        }
        left -= piece;
    }
    None
}

/// A slim arrowhead without a shaft that points in the direction of travel.
fn chevron(at: Point, along: Vec2) -> BezPath {
    let across = Vec2::new(-along.y, along.x);
    let corner = |x: f64, y: f64| at + along * x + across * y;
    let mut path = BezPath::new();
    path.move_to(corner(3.2, 0.0));
    for (x, y) in [(-2.6, 3.1), (-1.4, 0.0), (-2.6, -3.1)] {
        path.line_to(corner(x, y));
    }
    path.close_path();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leg_is_cut_where_the_travelled_part_ends() {
        let strand = Strand { km: vec![100.0, 150.0, 200.0], ..Strand::default() };
        let screen: Vec<Point> = (0..3).map(|i| Point::new(f64::from(i) * 100.0, 0.0)).collect();
        let (behind, before) = split(&strand, &screen, 175.0);
        assert_eq!((behind.len(), before.len()), (3, 2));
        assert!((behind[2].x - 150.0).abs() < 1e-9 && behind[2] == before[0], "{behind:?}");
        assert!(split(&strand, &screen, -1.0).0.is_empty());
        assert!(split(&strand, &screen, 1e9).1.is_empty());
    }

    #[test]
    fn chevrons_keep_clear_of_the_ends() {
        let line: Vec<Point> = (0..=50).map(|i| Point::new(f64::from(i) * 10.0, 0.0)).collect();
        let mut signs = Vec::new();
        add_chevrons(&line, &[], Color::default(), &mut signs);
        assert_eq!(signs.len(), 3);
        let (first, last) = (signs[0].0.control_box(), signs[2].0.control_box());
        assert!(first.x0 > CHEVRON_ENDS && last.x1 < 500.0 - CHEVRON_ENDS);
        let mut none = Vec::new();
        add_chevrons(&line[..4], &[], Color::default(), &mut none);
        assert!(none.is_empty(), "no room on a short leg");
    }
}
