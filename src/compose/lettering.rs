//! Which labels the map should have, and in which order they are placed.

use super::area_names::{AreaName, spots};
use super::cities;
use super::courses::{self, OFF_LINE};
use super::frame::{Enlarged, Frame};
use super::lands;
use super::marks;
use super::rivers;
use super::tile_names;
use super::waters;
use super::wrap::fit;
use crate::basemap::manifest::{Name, NameKind};
use crate::camera::Camera;
use crate::label::{
    Anchor, Course, CourseOf, Look, Memory, Obstacles, Placed, Priority, Request, Spot, TextLine,
};
use crate::language_tag::Tag;
use crate::line_pyramid::LinePyramid;
use crate::locale::fill;
use crate::mercator::world_from_lonlat;
use crate::scene::{Halo, NameId};
use crate::story::{Leg, Mode, Place, PlaceIx, PlaceKind, Rank, Shape};
use crate::text::{Font, capitals};
use crate::theme::Color;
use kurbo::{Circle, Point, Rect, Size};

/// The first keys of labels that belong to no place: of legs, and of names on the ground. `rivers` and
/// `cities` have theirs.
const LEG_KEYS: u32 = 0x4000_0000;
const NAME_KEYS: u32 = 0x5000_0000;

/// A place's name has at most this many lines.
const NAME_LINES: usize = 3;

/// At most this many places have a label, the most important ones. The largest map has room for about as many.
const MOST_NAMES: usize = 120;

/// At most this many places are asked whether they want a label: those that have no room for one ask for nothing, and to find
/// that out is work, too.
const MOST_ASKED: usize = 1000;

/// If less than this of a river or a border is in sight, it has no label; in CSS pixels.
const SHORT_COURSE: f64 = 40.0;

/// The keys of expected labels that have found no room with the lines under their names.
pub(super) fn without_room(requests: &[Request], placed: &[Placed]) -> Vec<u32> {
    let is_placed = |i: usize| placed.iter().any(|label| label.request == i);
    let missing = requests.iter().enumerate();
    let missing = missing.filter(|(_, r)| r.priority.is_expected() && r.lines.len() > 1);
    missing.filter(|(i, _)| !is_placed(*i)).map(|(_, r)| r.key).collect()
}

/// Requests for all labels, the most important first, and what each names; nothing for a remark on a leg. The places with the
/// keys in `bare` have only their names.
pub(super) fn requests(
    frame: &Frame,
    obstacles: &Obstacles,
    memory: &Memory,
    bare: &[u32],
) -> (Vec<Request>, Vec<Option<NameId>>) {
    let seen = obstacles.frame;
    let (mut requests, mut named) = (Vec::new(), Vec::new());
    let mut want = |request: Option<Request>, name: Option<NameId>| {
        let wanted = request.is_some();
        if let Some(request) = request {
            requests.push(request);
            named.push(name);
        }
        wanted
    };
    // A story may have a hundred thousand places: only the names that are needed are measured.
    let (mut left, mut asked) = (MOST_NAMES, 0);
    let places = &frame.places;
    let (mut countries, mut orders) = (Vec::new(), Vec::with_capacity(places.len()));
    for (ix, place, _) in places {
        orders.push(order(frame, *ix, place));
        if place.kind == PlaceKind::Country {
            countries.push(*place);
        }
    }
    let is_named = |name: &Name| {
        let is_it =
            |place: &Place| matches!(&place.shape, Shape::Region(code) if *code == name.code);
        name.kind == NameKind::Country
            && !name.code.is_empty()
            && countries.iter().copied().any(is_it)
    };
    for wanted in 0..7 {
        for (&(ix, place, at), own) in places.iter().zip(&orders) {
            if left == 0 || asked >= MOST_ASKED {
                break;
            }
            if *own != wanted {
                continue;
            }
            asked += 1;
            let request = place_request(frame, ix, place, at, (seen, memory, bare));
            if want(request, Some(NameId::Place(ix))) {
                left -= 1;
            }
        }
        for (i, name) in frame.input.manifest.names.iter().enumerate() {
            // A country that is a place of the story has its name already.
            if wanted == if name.kind == NameKind::Sea { 2 } else { 6 } && !is_named(name) {
                let key = NAME_KEYS + i as u32;
                let request = name_request(frame, (key, i), name, (obstacles, memory));
                want(request, Some(NameId::Ground(i)));
            }
        }
    }
    let (mut left, mut asked) = (MOST_NAMES, 0);
    for (i, (leg, line)) in frame.input.story.legs.iter().zip(&frame.input.plot.legs).enumerate() {
        if left == 0 || asked >= MOST_ASKED {
            break;
        }
        if leg.remark.is_none() {
            continue;
        }
        asked += 1;
        if want(leg_request(frame, LEG_KEYS + i as u32, (leg, line), seen), None) {
            left -= 1;
        }
    }
    let mut want_named = |request, name| {
        want(Some(request), Some(name));
    };
    let cameras = frame.camera.on_copies();
    cities::request(frame, (&cameras, places), seen, &mut want_named);
    rivers::request(frame, &cameras, seen, &mut want_named);
    if !frame.is_inset && frame.camera.zoom >= frame.input.tiles.from_zoom {
        for name in &frame.input.tiles.names {
            want(tile_names::request(frame, name, seen), None);
        }
    }
    (requests, named)
}

/// The rank of a place's label in the order of requests, from 0.
fn order(frame: &Frame, ix: PlaceIx, place: &Place) -> u8 {
    let chosen = frame.is_selected(ix);
    let area = matches!(place.kind, PlaceKind::Country | PlaceKind::State);
    let stop = place.kind == PlaceKind::Stop;
    match (place.rank, area) {
        _ if chosen && !area => 0,
        (Rank::Main, false) if stop => 1,
        (Rank::Main, false) => 3,
        (Rank::Context, _) if stop => 4,
        (Rank::Main, true) => 5,
        (Rank::Context, _) => 6,
    }
}

fn place_request(
    frame: &Frame,
    ix: PlaceIx,
    place: &Place,
    at: Point,
    (seen, memory, bare): (Rect, &Memory, &[u32]),
) -> Option<Request> {
    let (theme, scale) = (frame.theme, &frame.scale);
    let chosen = frame.is_selected(ix);
    let main = place.rank == Rank::Main;
    let name = frame.read(&place.name);
    if name.is_empty() {
        return None;
    }
    let halo = Some(Halo { color: theme.land_halo, width: 3.0 * frame.text });
    let key = ix.0;
    match place.kind {
        PlaceKind::Country | PlaceKind::State => {
            let Shape::Region(code) = &place.shape else { return None };
            let faces: &[Font] =
                if place.kind == PlaceKind::State { &[scale.state] } else { &scale.country };
            // A country may be without a label: its area can still be clicked.
            let on_water = (place.kind == PlaceKind::Country).then(|| scale.country[2]);
            let inside = if place.kind == PlaceKind::State { 0.7 } else { 1.0 };
            let name = (name, code.as_str(), frame.camera.world_from_screen(at), inside);
            // A colour of its own may be dark.
            let area = frame.input.styles.place_area(place, &frame.input.story.looks);
            let color = if area.fill.is_own() { theme.main_label } else { theme.country_label };
            let look = (faces, on_water, color);
            area_request(frame, key, name, look, (seen, memory))
        }
        PlaceKind::River | PlaceKind::Border => {
            let lines = frame.input.plot.lines.get(ix.0 as usize)?;
            let mut parts = Vec::new();
            for line in lines {
                strands(frame, line, &mut parts);
            }
            let course = courses::visible(&parts, seen, OFF_LINE)?;
            let least = if frame.is_inset { SHORT_COURSE / 2.0 } else { SHORT_COURSE };
            if course.length() < least && !chosen {
                return None;
            }
            let of =
                if place.kind == PlaceKind::Border { CourseOf::Border } else { CourseOf::Ground };
            let course = Course { of, ..course };
            let (font, color) = if place.kind == PlaceKind::River {
                (scale.river[usize::from(frame.detail > 0.0)], theme.river_label)
            } else {
                (scale.context, theme.country_label)
            };
            // If the inset shows it, its label is there. The name of a chosen one is not over the route either: the line itself
            // is highlighted, and the card has its name.
            let priority = match frame.enlarged_around(ix) {
                Some(_) if !chosen => Priority::Optional,
                _ if chosen => Priority::Expected,
                _ if main => Priority::Preferred,
                _ => Priority::Optional,
            };
            let lines = vec![TextLine::new(name.into(), font, color)];
            Some(Request { key, lines, halo, anchor: Anchor::Along(course), priority, home: None })
        }
        PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd | PlaceKind::Region => {
            let mark = marks::label_circle(frame, ix, place, at);
            // The circle of a rough place may be in sight when its middle is not.
            let near = |c: Circle| seen.contains(c.center);
            if !seen.contains(at) && !mark.is_some_and(near) {
                return None;
            }
            let enlarged = frame.enlarged_around(ix);
            let context = !main && !chosen;
            let region = place.kind == PlaceKind::Region;
            let unmarked = region && matches!(place.shape, Shape::Point);
            if enlarged.is_some() && context || unmarked && frame.is_inset {
                return None;
            }
            // The window of an inset is labelled with the name of the region that it shows.
            let stands = |part: &&Enlarged| part.place.is_none_or(|place| place == ix);
            let window = enlarged.filter(|_| region && mark.is_none()).filter(stands).map(|part| {
                let r = frame.camera.transform().transform_rect_bbox(part.world);
                Circle::new(r.center(), r.width() / 2.0)
            });
            let font = match (main, chosen) {
                (_, true) => Font { size: scale.main.size + 1.5, ..scale.main },
                (true, _) => scale.main,
                (false, _) => scale.context,
            };
            let color = if main || chosen { theme.main_label } else { theme.context_label };
            let width = (frame.camera.size.width * 0.4).clamp(96.0, 180.0) * frame.text;
            let fitted = fit(frame.input.measure, name, &font, width, NAME_LINES);
            let mut lines: Vec<TextLine> =
                fitted.into_iter().map(|line| TextLine::new(line, font, color)).collect();
            lines.extend(second_line(frame, place, mark).filter(|_| !bare.contains(&key)));
            let stop = place.kind == PlaceKind::Stop;
            let priority = if chosen || main && stop && frame.is_highlighted(ix) {
                Priority::Required
            } else if main && stop {
                Priority::Expected
            } else if main || place.kind == PlaceKind::Stop && (frame.is_inset || !frame.narrow) {
                Priority::Preferred
            } else {
                Priority::Optional
            };
            let anchor = Anchor::Mark(mark.or(window).unwrap_or(Circle::new(at, 1.0)));
            // Between small countries the names of stops on the way would need the room of the countries' own names.
            let home = if context { None } else { lands::country(frame, place) };
            Some(Request { key, lines, halo, anchor, priority, home })
        }
    }
}

/// The label of a country or a state, in capitals. First tuple: the name, the area's code, the best point (world coordinates), how
/// much of the name must be inside. Second tuple: the fonts on land, the best first, the font on water, the colour.
fn area_request(
    frame: &Frame,
    key: u32,
    (name, code, best, inside): (&str, &str, Point, f64),
    (faces, on_water, color): (&[Font], Option<Font>, Color),
    (seen, memory): (Rect, &Memory),
) -> Option<Request> {
    let (theme, measure) = (frame.theme, frame.input.measure);
    let text = capitals(name);
    let size =
        |font: &Font| Size::new(measure.width(&text, &font.for_text(&text)), font.cap_height());
    let halo = Some(Halo { color: theme.land_halo.at(0.8), width: 2.6 * frame.text });
    let looks =
        faces.iter().map(|font| (Look { font: font.for_text(&text), color, halo }, size(font)));
    let looks: Vec<(Look, Size)> = looks.collect();
    let on_water = on_water.map(|font| {
        let halo = Some(Halo { color: theme.sea_halo.at(0.8), width: 2.6 * frame.text });
        (Look { font: font.for_text(&text), color: theme.country_on_water, halo }, size(&font))
    });
    let kept = memory.choice(key);
    let name = AreaName { code, best, inside, looks: &looks, on_water, kept };
    let spots = spots(frame, &name, seen);
    let first = looks.first()?.0;
    let line = TextLine::new(text, first.font, first.color);
    (!spots.is_empty()).then(|| Request::optional(key, line, first.halo, Anchor::Spots(spots)))
}

fn second_line(frame: &Frame, place: &Place, mark: Option<Circle>) -> Option<TextLine> {
    let rough = place.accuracy_km > 0.0 && mark.is_some_and(|c| c.radius > 8.0);
    let rough = rough && place.rank == Rank::Main;
    let text = match &place.remark {
        Some(remark) => frame.read(remark).into(),
        None if rough => {
            let km = libm::round(place.accuracy_km) as u32;
            fill(&frame.locale().within, &[("km", km)])
        }
        None => return None,
    };
    let wanted = frame.near() || place.rank == Rank::Main;
    wanted.then(|| TextLine::new(text, frame.scale.remark, frame.theme.context_label))
}

fn name_request(
    frame: &Frame,
    (key, index): (u32, usize),
    name: &Name,
    (obstacles, memory): (&Obstacles, &Memory),
) -> Option<Request> {
    let [from, to] = name.zoom;
    let translated = frame.translation.and_then(|names| names.name(index));
    let own = || Some(name.text.as_ref()?.resolve(frame.locale().asked, Tag::UND).1);
    let text = translated.or_else(own)?;
    if !(from..to).contains(&frame.camera.zoom) {
        return None;
    }
    let (theme, scale) = (frame.theme, &frame.scale);
    let halo = Some(Halo { color: theme.land_halo.at(0.75), width: 2.6 * frame.text });
    let (font, color, halo, anchor) = match name.kind {
        NameKind::Country => {
            let best = world_from_lonlat(*name.along.first()?);
            let on_water = Some(scale.off_route[1]);
            let look = (&scale.off_route[..], on_water, theme.country_off_route);
            let name = (text, name.code.as_str(), best, 1.0);
            return area_request(frame, key, name, look, (obstacles.frame, memory));
        }
        NameKind::Park => {
            let font = Font { italic: true, ..scale.remark };
            let look = Look { font, color: theme.country_label, halo };
            let spot = |(i, at)| Spot { id: i as u32, at, cost: i as f64, look };
            let points = name.along.iter().map(|p| frame.camera.project(*p));
            (font, look.color, halo, Anchor::Spots(points.enumerate().map(spot).collect()))
        }
        NameKind::Sea | NameKind::Bay | NameKind::Lake => {
            let (font, halo) = match name.kind {
                NameKind::Sea => (scale.sea, None),
                NameKind::Bay => (scale.bay, None),
                // It may be wider than its lake.
                _ => (scale.river[0], Some(Halo { color: theme.sea_halo.at(0.75), ..halo? })),
            };
            let level = font.for_text(text);
            let size = Size::new(frame.input.measure.width(text, &level), level.cap_height());
            let look = Look { font: level, color: theme.sea_label, halo };
            let anchor = waters::anchor(frame, name, text, (size, look), obstacles)?;
            (font, theme.sea_label, halo, anchor)
        }
    };
    Some(Request::optional(key, TextLine::new(text.into(), font, color), halo, anchor))
}

fn leg_request(
    frame: &Frame,
    key: u32,
    (leg, line): (&Leg, &LinePyramid),
    seen: Rect,
) -> Option<Request> {
    let remark = leg.remark.as_ref()?;
    let hidden = !leg.mode.is_route() && !frame.orientation || !frame.input.timeline.has(leg.time);
    if hidden || frame.is_inset {
        return None;
    }
    let mut parts = Vec::new();
    strands(frame, line, &mut parts);
    let course = courses::visible(&parts, seen, OFF_LINE)?;
    let font = frame.scale.line_remark;
    let (font, color) = match leg.mode {
        Mode::Gap => (frame.scale.context, frame.theme.main_label),
        // The line's colour is too faint for letters.
        Mode::Highway => (font, frame.theme.context_label),
        // A colour of the story has less contrast than letters need.
        _ if frame.input.styles.leg(leg).stroke.paint.is_own() => (font, frame.theme.context_label),
        _ => (font, frame.theme.route),
    };
    let lines = vec![TextLine::new(frame.read(remark).into(), font, color)];
    let halo = Some(Halo { color: frame.theme.land_halo, width: 2.6 * frame.text });
    let of = if leg.mode.is_route() { CourseOf::Route } else { CourseOf::OffRoute };
    let anchor = Anchor::Along(Course { of, ..course });
    // In a close-up there is room for the remarks of short legs.
    let priority = if frame.near() { Priority::Preferred } else { Priority::Optional };
    Some(Request { key, lines, halo, anchor, priority, home: None })
}

/// Adds the strands of a line of the story that may be in sight, each with the camera that shows it.
fn strands<'a>(frame: &Frame, line: &'a LinePyramid, out: &mut Vec<(Camera, &'a [Point])>) {
    for camera in frame.on_copies() {
        for strand in line.seen(camera.zoom, camera.visible()) {
            out.push((camera, &strand.points));
        }
    }
}
