//! Which labels want a place, in which order.

use super::{Frame, journey};
use crate::label::{Anchor, Need, Obstacles, Request, TextLine};
use crate::lang::Strings;
use crate::mercator::world_from_lonlat;
use crate::names::{GroundName, NAMES, NameKind};
use crate::outline::fill;
use crate::plot::is_route;
use crate::route::unwrapped;
use crate::scene::Halo;
use crate::story::{Lang, Mode, Place, PlaceIx, PlaceKind, Rank, Shape};
use crate::text::{Font, Weight, capitals};
use crate::theme::Color;
use kurbo::{Circle, Point, Rect, Vec2};

/// Keys of labels that belong to no place: legs, ground names and rivers from here on.
const LEG_KEYS: u32 = 0x4000_0000;
const NAME_KEYS: u32 = 0x5000_0000;
const RIVER_KEYS: u32 = 0x6000_0000;

/// Every label that wants a place, the weightiest first, and the place it belongs to.
pub(super) fn requests(
    frame: &Frame,
    obstacles: &Obstacles,
) -> (Vec<Request>, Vec<Option<PlaceIx>>) {
    let seen = obstacles.frame;
    let mut list: [Vec<(Request, Option<PlaceIx>)>; 9] = Default::default();
    let mut want = |order: usize, request: Option<Request>, owner: Option<PlaceIx>| {
        if let (Some(request), Some(same)) = (request, list.get_mut(order)) {
            same.push((request, owner));
        }
    };
    for (ix, place, at) in frame.places() {
        let chosen = frame.input.state.selected == Some(ix);
        let area = matches!(place.kind, PlaceKind::Country | PlaceKind::State);
        let order = match (place.rank, area) {
            _ if chosen => 0,
            (Rank::Main, false) => 1,
            (Rank::Main, true) => 3,
            (Rank::Context, _) if place.kind == PlaceKind::Stop => 4,
            (Rank::Context, _) => 6,
        };
        want(order, place_request(frame, ix, place, at, seen), Some(ix));
    }
    for (i, name) in NAMES.iter().enumerate() {
        let order = if name.kind == NameKind::Sea { 2 } else { 5 };
        let key = NAME_KEYS + i as u32;
        want(order, name_request(frame, key, name, seen), None);
    }
    river_requests(frame, seen).for_each(|r| want(7, Some(r), None));
    leg_requests(frame, seen).for_each(|r| want(8, Some(r), None));
    list.into_iter().flatten().unzip()
}

fn place_request(
    frame: &Frame,
    ix: PlaceIx,
    place: &Place,
    at: Point,
    seen: Rect,
) -> Option<Request> {
    let lang = frame.input.state.lang;
    let (theme, scale) = (frame.theme, &frame.scale);
    let chosen = frame.input.state.selected == Some(ix);
    let main = place.rank == Rank::Main;
    let mark = journey::label_circle(frame, ix, place, at);
    let inside =
        seen.contains(at) || mark.is_some_and(|c| frame.camera.size.to_rect().contains(c.center));
    let name = place.name.get(lang);
    let land = Some(Halo { color: theme.land_halo, width: 3.0 });
    let need = if main || chosen { Need::Must } else { Need::May };
    let request =
        |lines, halo, anchor, need| Some(Request { key: ix.0, lines, halo, anchor, need });
    match place.kind {
        PlaceKind::Country | PlaceKind::State => {
            if !inside {
                return None;
            }
            let font = if place.kind == PlaceKind::State {
                scale.state
            } else {
                country_font(frame, name)
            };
            let line = text_line(capitals(name), font, theme.country_label);
            let halo = Some(Halo { color: theme.land_halo.at(0.8), width: 2.6 });
            // A country with no room for its name waits: its land still answers a touch.
            request(vec![line], halo, Anchor::Area(around(at, font.size)), Need::May)
        }
        PlaceKind::River | PlaceKind::Border => {
            let Shape::Lines(lines) = &place.shape else { return None };
            let course = longest_visible(frame, lines.iter().map(|l| unwrapped(l)), seen)?;
            let (font, color) = if place.kind == PlaceKind::River {
                (scale.river, theme.river_label)
            } else {
                (Font::sans(scale.context.size, Weight::Semibold), theme.country_label)
            };
            let line = text_line(name.into(), font, color);
            request(vec![line], land, Anchor::Along(course, 6.0), need)
        }
        PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd | PlaceKind::Region => {
            if !inside {
                return None;
            }
            let font = match (main, chosen) {
                (_, true) => {
                    Font { weight: Weight::Bold, size: scale.main.size + 1.0, ..scale.main }
                }
                (true, _) => scale.main,
                (false, _) => scale.context,
            };
            let color = if main || chosen { theme.main_label } else { theme.context_label };
            let mut lines = vec![text_line(name.into(), font, color)];
            lines.extend(second_line(frame, place, mark, lang));
            let circle = mark.unwrap_or(Circle::new(at, 1.0));
            request(lines, land, Anchor::Mark(circle), need)
        }
    }
}

fn second_line(frame: &Frame, place: &Place, mark: Option<Circle>, lang: Lang) -> Option<TextLine> {
    let rough = mark.is_some_and(|c| c.radius > 8.0) && place.rank == Rank::Main;
    let text = match &place.remark {
        Some(remark) => remark.get(lang).into(),
        None if rough => {
            let km = libm::round(place.accuracy_km) as u32;
            fill(Strings::of(lang).within, &[("km", km)])
        }
        None => return None,
    };
    let wanted = frame.near || place.rank == Rank::Main;
    wanted.then(|| text_line(text, frame.scale.remark, frame.theme.context_label))
}

fn name_request(frame: &Frame, key: u32, name: &GroundName, seen: Rect) -> Option<Request> {
    let zoom = frame.camera.zoom;
    if zoom < name.zoom.0 || zoom >= name.zoom.1 {
        return None;
    }
    let lang = frame.input.state.lang;
    let text = match lang {
        Lang::En => name.name[0],
        Lang::Es => name.name[1],
    };
    let (theme, scale) = (frame.theme, &frame.scale);
    let points = name.along.iter().map(|p| frame.camera.project(*p));
    let (font, color, anchor) = match name.kind {
        NameKind::Country => {
            let spots = points.filter(|p| seen.contains(*p)).collect();
            (
                Font { weight: Weight::Regular, ..scale.state },
                theme.country_label,
                Anchor::Area(spots),
            )
        }
        NameKind::Park => {
            let font = Font { italic: true, ..scale.remark };
            (font, theme.country_label, Anchor::Area(points.collect()))
        }
        NameKind::Sea | NameKind::Bay => {
            let font = if name.kind == NameKind::Sea { scale.sea } else { scale.bay };
            (font, theme.sea_label, Anchor::Along(bowed(name, frame), 0.0))
        }
    };
    let text = if name.kind == NameKind::Country { capitals(text) } else { text.into() };
    let halo = match name.kind {
        NameKind::Sea | NameKind::Bay => None,
        _ => Some(Halo { color: theme.land_halo.at(0.75), width: 2.6 }),
    };
    let lines = vec![text_line(text, font, color)];
    Some(Request { key, lines, halo, anchor, need: Need::May })
}

/// A sea's curve on the screen, rounded.
fn bowed(name: &GroundName, frame: &Frame) -> Vec<Point> {
    let through: Vec<Point> = name.along.iter().map(|p| world_from_lonlat(*p)).collect();
    let curve = crate::route::Curve::smooth(None, &through, None);
    curve.points.iter().map(|p| frame.camera.screen_from_world(*p)).collect()
}

fn river_requests(frame: &Frame, seen: Rect) -> impl Iterator<Item = Request> {
    let detail = frame.camera.zoom >= crate::ground::Level::DETAIL_ZOOM;
    let story = frame.input.story;
    // A river of the story has its own label.
    let told = move |name: &str| {
        let is_it = |p: &Place| {
            p.kind == PlaceKind::River
                && p.name.0.iter().any(|(_, n)| n.split(' ').any(|w| w == name))
        };
        story.places.iter().any(is_it)
    };
    let grounds = frame
        .input
        .grounds
        .iter()
        .filter(move |g| detail && g.level != crate::ground::Level::Overview);
    grounds.enumerate().flat_map(move |(g, ground)| {
        let names = ground.river_names.iter().enumerate().filter(move |(_, r)| !told(&r.name));
        names.filter_map(move |(i, river)| {
            let course = longest_visible(frame, [river.course.clone()].into_iter(), seen)?;
            let size = if river.rank == 1 { frame.scale.river.size } else { 13.0 };
            let font = Font { size, ..frame.scale.river };
            let lines = vec![text_line(river.name.clone(), font, frame.theme.river_label)];
            let halo = Some(Halo { color: frame.theme.land_halo, width: 2.6 });
            let key = RIVER_KEYS + (g as u32) * 64 + i as u32;
            Some(Request { key, lines, halo, anchor: Anchor::Along(course, 6.0), need: Need::May })
        })
    })
}

fn leg_requests(frame: &Frame, seen: Rect) -> impl Iterator<Item = Request> {
    let legs = frame.input.story.legs.iter().zip(&frame.input.plot.curves).enumerate();
    legs.filter_map(move |(i, (leg, curve))| {
        let remark = leg.remark.as_ref()?;
        if !is_route(leg.mode) && !frame.orientation {
            return None;
        }
        let course = longest_visible(frame, [curve.points.clone()].into_iter(), seen)?;
        let font = frame.scale.line_remark;
        let (font, color) = match leg.mode {
            Mode::Gap => (frame.scale.context, frame.theme.main_label),
            Mode::Highway => (font, frame.theme.highway),
            _ => (font, frame.theme.route),
        };
        let lines = vec![text_line(remark.get(frame.input.state.lang).into(), font, color)];
        let halo = Some(Halo { color: frame.theme.land_halo, width: 2.6 });
        let anchor = Anchor::Along(course, 6.0);
        Some(Request { key: LEG_KEYS + i as u32, lines, halo, anchor, need: Need::May })
    })
}

fn text_line(text: String, font: Font, color: Color) -> TextLine {
    TextLine { text, font, color }
}

/// Long names of countries are set less wide on a narrow box.
fn country_font(frame: &Frame, name: &str) -> Font {
    let font = frame.scale.country;
    let small = !frame.near && name.chars().count() > 6;
    if small { Font { size: 11.5, tracking: 0.19, ..font } } else { font }
}

/// A place and spots close around it, the nearest first.
fn around(at: Point, size: f64) -> Vec<Point> {
    let ring = [
        (0, 0),
        (0, -1),
        (0, 1),
        (-1, 0),
        (1, 0),
        (-1, -1),
        (1, -1),
        (-1, 1),
        (1, 1),
        (2, 0),
        (3, 0),
    ];
    ring.into_iter()
        .map(|(x, y)| at + Vec2::new(f64::from(x) * size * 1.6, f64::from(y) * size))
        .collect()
}

/// A bent line for letters to stand on: its small bends evened out, in CSS pixels.
fn evened(line: &[Point]) -> Vec<Point> {
    const STEP: f64 = 4.0;
    const REACH: usize = 6;
    let mut even: Vec<Point> = line.first().copied().into_iter().collect();
    for p in line {
        while let Some(last) = even.last().copied() {
            let d = *p - last;
            if d.hypot() < STEP || even.len() > 2000 {
                break;
            }
            even.push(last + d * (STEP / d.hypot()));
        }
    }
    (0..even.len())
        .map(|i| {
            // The same reach on both sides: the ends stay where they are.
            let reach = REACH.min(i).min(even.len() - 1 - i);
            let near = even.get(i - reach..=i + reach).unwrap_or_default();
            let sum = near.iter().fold(Vec2::ZERO, |sum, p| sum + p.to_vec2());
            (sum / near.len().max(1) as f64).to_point()
        })
        .collect()
}

/// The longest stretch of some world lines inside the frame, in CSS pixels.
fn longest_visible(
    frame: &Frame,
    lines: impl Iterator<Item = Vec<Point>>,
    seen: Rect,
) -> Option<Vec<Point>> {
    let mut best: Vec<Point> = Vec::new();
    let mut run: Vec<Point> = Vec::new();
    let length = |run: &[Point]| -> f64 {
        run.windows(2).map(|w| if let [a, b] = *w { (b - a).hypot() } else { 0.0 }).sum()
    };
    let mut best_length = 0.0;
    let mut end = |run: &mut Vec<Point>| {
        let l = length(run);
        if l > best_length {
            best_length = l;
            best.clone_from(run);
        }
        run.clear();
    };
    for line in lines {
        for world in line {
            let p = frame.camera.screen_from_world(world);
            if seen.contains(p) {
                // Points closer than a pixel tell nothing of the direction.
                if run.last().is_none_or(|q| (p - *q).hypot() >= 1.0) {
                    run.push(p);
                }
            } else {
                end(&mut run);
            }
        }
        end(&mut run);
    }
    (best.len() >= 2).then(|| evened(&best))
}
