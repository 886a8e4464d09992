//! Works out where legend, scale bar and locator are in all chapters, and from where each chapter is seen, so that none of them lies on
//! what a chapter is about. And from where something is seen that the reader has chosen.

use super::frame::Frame;
use super::input::Input;
use super::steady::{Basis, LeftOut, Steady};
use super::{furniture, locator};
use crate::camera::Camera;
use crate::clearing::{Subject, taken};
use crate::label::overlap;
use crate::timeline::{Stage, bounds_of};
use kurbo::Rect;

/// Places and cameras are worked out for at most this many chapters, and the places are compared in at most so many of them. How
/// many that are also depends on how many places and points of the route there are in them.
const MOST_CHAPTERS: usize = 200;
const MOST_COMPARED: usize = 24;
const MOST_POINTS: usize = 100_000;

/// In all chapters together so many legs are compared with what lies over the map; of more only some.
const MOST_LEGS: usize = 200_000;

/// What it may cost at most, in CSS pixels of moving aside, to keep something that the reader has chosen clear of the legend.
const KEY_COST: f64 = 400.0;

/// A chapter's subject, and the camera that fits its bounds.
struct View {
    subject: Subject,
    fitted: Camera,
    /// Whether the locator would be shown.
    located: bool,
}

/// Brings the places of the panels and the cameras of the chapters up to date. `roomy`: whether there is room for the
/// chapters' bounds. Returns whether anything has changed.
pub fn plan(input: &Input, story: u32, roomy: bool, steady: &mut Steady) -> bool {
    let frame = Frame::new(input, input.camera);
    let (size, padding) = (input.camera.size, input.settings.padding());
    let language = input.settings.locale().asked;
    let old = &steady.basis;
    let same_box = old.size == size && old.padding == padding && old.language == language;
    // Buttons appear and disappear while the reader looks around.
    if !same_box || input.timeline.follows() {
        let before: &[Rect] = if same_box { &steady.taken } else { &[] };
        let taken = taken(input.settings, size, before);
        if taken != steady.taken {
            (steady.taken, steady.basis) = (taken, Basis::default());
        }
    }
    let stage = Stage { home: input.home, padding, manifest: input.manifest, cleared: &[] };
    let chapters = &input.story.chapters;
    let fitted = |c| stage.camera(input.story, input.plot, Some(c));
    let fitted: Vec<Camera> = (0..chapters.len().min(MOST_CHAPTERS)).map(fitted).collect();
    let nearest = fitted.iter().map(|camera| camera.zoom).reduce(f64::max);
    steady.nearest = nearest;
    let basis = Basis {
        size,
        padding,
        language,
        story,
        furniture: furniture::story_places(&frame, steady, &steady.taken),
        locator: locator::story_places(&frame, &steady.taken),
        fitted,
    };
    if steady.basis == basis {
        return false;
    }
    let mut views = Vec::new();
    let every_leg = input.story.legs.len() * basis.fitted.len() / MOST_LEGS + 1;
    for (chapter, fitted) in chapters.iter().zip(&basis.fitted) {
        if let Some(bounds) = bounds_of(input.manifest, input.plot, chapter) {
            let mut own = chapter.highlighted.clone();
            own.extend(Some(chapter.place).filter(|ix| !own.contains(ix)));
            let subject =
                Subject::new(input.story, input.plot, Some(&own), bounds, fitted, every_leg);
            let located = locator::shows_a_part(input, fitted);
            views.push(View { subject, fitted: *fitted, located });
        }
    }
    let free = (size.to_rect() - padding).abs();
    let points: usize = input.plot.curves.iter().map(|curve| curve.points.len()).sum();
    let work = views.len() * (points + input.story.places.len());
    let every = views.len().div_ceil(MOST_COMPARED).max(work / MOST_POINTS + 1);
    // The place that lets the cameras stay nearest to their chapters' bounds, with the least covered.
    let choose = |places: &[Rect], covers: &[Rect], all: bool| {
        let mut best: Option<(usize, f64)> = None;
        for (n, place) in places.iter().enumerate() {
            if covers.iter().any(|rect| overlap(rect, place)) {
                continue;
            }
            let with = [covers, &[*place]].concat();
            let mut cost = 0.0;
            for view in views.iter().step_by(every).filter(|view| all || view.located) {
                cost += view.subject.clear(&view.fitted, free, &with).cost;
                if best.is_some_and(|(_, least)| cost >= least) {
                    break;
                }
            }
            if best.is_none_or(|(_, least)| cost < least) {
                best = Some((n, cost));
            }
        }
        best.map(|(n, _)| n)
    };
    let taken = steady.taken.clone();
    steady.furniture = choose(&basis.furniture, &taken, true);
    let key = steady.furniture.and_then(|n| basis.furniture.get(n)).copied();
    let with_key = [&taken[..], key.as_slice()].concat();
    steady.locator = choose(&basis.locator, &with_key, false);
    let locator = steady.locator.and_then(|n| basis.locator.get(n)).copied();
    (steady.cameras, steady.left_out) = (Vec::new(), Vec::new());
    for view in &views {
        let mut left_out = LeftOut { furniture: false, locator: !view.located };
        // What is still in the way is left out, and gives its room to the chapter.
        let camera = loop {
            let key = key.filter(|_| !left_out.furniture);
            let locator = locator.filter(|_| !left_out.locator);
            let covers = [&taken[..], key.as_slice(), locator.as_slice()].concat();
            let camera = if roomy {
                view.subject.clear(&view.fitted, free, &covers).camera
            } else {
                view.fitted
            };
            let covered =
                |rect: Option<Rect>| rect.is_some_and(|rect| view.subject.is_under(&camera, rect));
            // Without the locator a chapter is still understood, but not with a piece of the route under it.
            let crossed = locator.is_some_and(|rect| view.subject.is_any_line_under(&camera, rect));
            if covered(locator) || crossed {
                left_out.locator = true;
            } else if covered(key) {
                left_out.furniture = true;
            } else {
                break camera;
            }
        };
        steady.cameras.push(camera);
        steady.left_out.push(left_out);
    }
    steady.basis = basis;
    true
}

/// The camera from which nothing that lies over the map covers what the reader has chosen: neither what the page shows there nor the
/// legend, in the corner that suits it best. The input's camera fits it.
pub fn clear_of_panels(input: &Input, subject: &Subject, taken: &[Rect]) -> Camera {
    let frame = Frame::new(input, input.camera);
    let free = (input.camera.size.to_rect() - input.settings.padding()).abs();
    let mut best = subject.clear(input.camera, free, taken);
    if !furniture::has_key(&frame) {
        return best.camera;
    }
    let page = input.settings.obstacles();
    let places = furniture::story_places(&frame, input.steady, page);
    let is_free = |place: &Rect| !page.iter().any(|rect| overlap(rect, place));
    let with_key = places.into_iter().filter(is_free);
    let with_key = with_key.map(|key| subject.clear(input.camera, free, &[taken, &[key]].concat()));
    let nearest = with_key.reduce(|a, b| if b.cost < a.cost { b } else { a });
    // If the legend cannot but cover a part of it, the legend does not move the map.
    let most = best.cost + KEY_COST;
    if let Some(nearest) = nearest.filter(|found| found.cost < most) {
        best = nearest;
    }
    best.camera
}
