//! A map with a camera of its own: the picture itself, or one of its panels that shows a map.

use super::input::Input;
use super::visible_places::{is_shown, visible_places};
use crate::basemap::manifest::{PieceId, Translation};
use crate::camera::Camera;
use crate::ground::Ground;
use crate::locale::Locale;
use crate::scene::ItemId;
use crate::story::{Place, PlaceIx, PlaceKind, Shape, Text};
use crate::style::Sizing;
use crate::text::{Font, showable};
use crate::theme::{Color, Theme, TypeScale};
use kurbo::{Point, Rect};

/// From the first zoom on, lines grow bolder and letters larger, up to the second: from a view of a country to
/// one of a valley. This is a matter of style, whatever the basemap.
const CLOSE_UP: (f64, f64) = (6.4, 8.6);

/// Towns and highways off the route are shown this many zoom levels above the whole route.
const ORIENTATION_LEVELS: f64 = 1.6;

/// A story with more places or legs than this is large.
const LARGE: usize = 1000;

/// Marks are drawn on at most so many copies of the world on either side.
const MOST_COPIES: f64 = 8.0;

/// A part of the map that an inset shows enlarged.
pub(super) struct Enlarged {
    /// The part itself, in world coordinates.
    pub world: Rect,
    /// The place that the inset names.
    pub place: Option<PlaceIx>,
}

/// A place that is shown, and where it is in the box.
pub(super) type PlaceInBox<'a> = (PlaceIx, &'a Place, Point);

/// What all parts of a map share.
pub(super) struct Frame<'a> {
    pub input: &'a Input<'a>,
    pub camera: &'a Camera,
    pub theme: &'a Theme,
    pub scale: TypeScale,
    /// How much larger than usual all letters are.
    pub text: f64,
    /// From 0 for an overview to 1 for a close-up: bolder lines, larger letters.
    pub detail: f64,
    /// Whether the box is narrow.
    pub narrow: bool,
    /// Whether towns and highways off the route are shown.
    pub orientation: bool,
    /// What insets show enlarged.
    pub enlarged: Vec<Enlarged>,
    /// Whether this is one of these insets.
    pub is_inset: bool,
    /// Whether more places are known only roughly than can have a circle each. The composition sets it.
    pub crowded: bool,
    /// The pieces of the basemap that it is drawn from, the base first: those that its view needs, or all that are loaded while one of
    /// those is missing.
    pub loaded: Vec<&'a Ground>,
    /// Those of them that are images of the relief.
    pub reliefs: Vec<PieceId>,
    /// The names on the ground in the reader's language, if they are in a file of their own.
    pub translation: Option<&'a Translation>,
    /// The places that are shown: those in sight that no more important ones cover.
    pub places: Vec<PlaceInBox<'a>>,
    /// Places that are highlighted with the selected one.
    highlighted: &'a [PlaceIx],
}

impl<'a> Frame<'a> {
    pub(super) fn new(input: &'a Input<'a>, camera: &'a Camera) -> Self {
        let detail = detail_at(camera.zoom);
        let orientation = shows_orientation(input, camera.zoom);
        let text = input.settings.text_scale();
        let needed = (input.needed)(camera);
        let is_needed = |id| needed.as_ref().is_none_or(|needed| needed.contains(&id));
        Self {
            input,
            camera,
            theme: input.settings.theme(),
            scale: TypeScale::of(camera.size.width, detail, text),
            text,
            detail,
            narrow: camera.size.width < 480.0,
            orientation,
            enlarged: Vec::new(),
            is_inset: false,
            crowded: false,
            loaded: input.grounds.iter().filter(|ground| is_needed(ground.piece)).collect(),
            reliefs: input.reliefs.iter().copied().filter(|id| is_needed(*id)).collect(),
            translation: input.manifest.translation(input.settings.locale().asked),
            places: places(input, camera, orientation),
            highlighted: highlighted(input),
        }
    }

    /// The same for a panel: an overview in a narrow box, whatever its camera.
    pub(super) fn of_panel(input: &'a Input<'a>, camera: &'a Camera) -> Self {
        let mut frame = Self {
            detail: 0.0,
            scale: TypeScale::of(0.0, 0.0, input.settings.text_scale()),
            narrow: true,
            orientation: false,
            is_inset: true,
            ..Self::new(input, camera)
        };
        frame.places.retain(|(_, place, _)| is_shown(input, place, false));
        frame
    }

    /// The interface's words.
    pub(super) fn locale(&self) -> &'a Locale {
        self.input.settings.locale()
    }

    /// A font as large as the reader wants it.
    pub(super) fn font(&self, font: Font) -> Font {
        Font { size: font.size * self.text, ..font }
    }

    /// Whether the language is read from the right.
    pub(super) fn rtl(&self) -> bool {
        self.locale().rtl
    }

    /// A text of the story, in the reader's language; of a very long one the beginning.
    pub(super) fn read(&self, text: &'a Text) -> &'a str {
        showable(self.input.story.read(text, self.locale().asked))
    }

    /// Whether the map is more of a close-up than of an overview.
    pub(super) fn near(&self) -> bool {
        self.detail >= 0.5
    }

    /// What the lengths of styles depend on.
    pub(super) fn sizing(&self) -> Sizing {
        Sizing::Map { narrow: self.narrow, detail: self.detail }
    }

    /// The basemap files that the map is drawn from, the base first.
    pub(super) fn grounds(&self) -> impl Iterator<Item = &'a Ground> {
        self.loaded.iter().copied().filter(|g| self.camera.zoom >= g.draw_zoom)
    }

    /// The enlarged part that a place is in.
    pub(super) fn enlarged_around(&self, ix: PlaceIx) -> Option<&Enlarged> {
        let at = self.camera.nearest(*self.input.plot.at.get(ix.0 as usize)?);
        self.enlarged.iter().find(|part| part.world.contains(at))
    }

    /// Whether a place is the selected one.
    pub(super) fn is_selected(&self, ix: PlaceIx) -> bool {
        self.input.selection.selected_place() == Some(ix)
    }

    /// Whether a place is under the mouse.
    pub(super) fn is_hovered(&self, ix: PlaceIx) -> bool {
        self.input.selection.hovered() == Some(ItemId::Place(ix))
    }

    /// Whether a place is selected, under the mouse, or highlighted by the chapter.
    pub(super) fn is_highlighted(&self, ix: PlaceIx) -> bool {
        self.is_selected(ix) || self.is_hovered(ix) || self.highlighted.contains(&ix)
    }

    /// Whether the card is about a place: it is the selected one or, in a chapter, one of those that the chapter is about.
    pub(super) fn is_subject(&self, ix: PlaceIx) -> bool {
        let in_chapter = self.input.timeline.shown_chapter().is_some();
        self.is_selected(ix) || in_chapter && self.highlighted.contains(&ix)
    }

    /// The codes of the countries that have a colour of their own, with these colours.
    pub(super) fn coloured_countries(&self) -> Vec<(&'a str, Color)> {
        let (styles, looks) = (self.input.styles, &self.input.story.looks);
        let mut found = Vec::new();
        if looks.classes.is_empty() && looks.categories.is_empty() {
            return found;
        }
        for (i, place) in self.input.story.places.iter().enumerate() {
            if let Shape::Region(code) = &place.shape
                && place.kind == PlaceKind::Country
                && styles.place_area(place, looks).fill.is_own()
            {
                let subject = self.is_subject(PlaceIx(i as u32));
                let fill = styles.place_area(place, looks).fill(subject);
                found.push((code.as_str(), fill.of(self.theme)));
            }
        }
        found
    }

    /// The regions of the ground that the card is about: their codes, and the kinds of their places. Those that have a colour of their own
    /// are not among them.
    pub(super) fn subject_regions(&self) -> Vec<(&'a str, PlaceKind)> {
        let mut regions = Vec::new();
        for &(ix, place, _) in &self.places {
            if let Shape::Region(code) = &place.shape
                && self.is_subject(ix)
                && !self.input.styles.place_area(place, &self.input.story.looks).fill.is_own()
            {
                regions.push((code.as_str(), place.kind));
            }
        }
        regions
    }

    /// Where a place is in the box: on the copy of the world that is nearest to the middle.
    pub(super) fn at(&self, ix: PlaceIx) -> Option<Point> {
        let at = *self.input.plot.at.get(ix.0 as usize)?;
        Some(self.camera.screen_from_world(self.camera.nearest(at)))
    }

    /// The cameras with which the whole story is drawn: one for each copy of the world. Of a very large story only the
    /// nearest copy is drawn.
    pub(super) fn on_copies(&self) -> Vec<Camera> {
        let mut copies = self.camera.on_copies_of(self.input.plot.bounds);
        if self.is_large() {
            copies.truncate(1);
        }
        copies
    }

    /// How many copies of the story are in sight on either side of the nearest one, at most.
    pub(super) fn more_copies(&self) -> i32 {
        let worlds = (self.camera.size.width / self.camera.scale()).ceil();
        if self.is_large() { 0 } else { worlds.min(MOST_COPIES) as i32 }
    }

    fn is_large(&self) -> bool {
        let story = self.input.story;
        story.places.len().max(story.legs.len()) > LARGE
    }
}

/// The places that may be shown, and where they are in the box.
fn places<'a>(input: &Input<'a>, camera: &Camera, orientation: bool) -> Vec<PlaceInBox<'a>> {
    let (story, plot) = (input.story, input.plot);
    let to_screen = camera.projection();
    let visible = visible_places(input, camera, orientation);
    let mut places = Vec::with_capacity(visible.len());
    for ix in visible {
        if let Some((place, at)) = story.place(ix).zip(plot.at.get(ix.0 as usize)) {
            places.push((ix, place, to_screen(camera.nearest(*at))));
        }
    }
    places
}

/// See [`Frame::detail`].
fn detail_at(zoom: f64) -> f64 {
    ((zoom - CLOSE_UP.0) / (CLOSE_UP.1 - CLOSE_UP.0)).clamp(0.0, 1.0)
}

/// Whether a zoom is more of a close-up than of an overview.
pub(super) fn is_near(zoom: f64) -> bool {
    detail_at(zoom) >= 0.5
}

/// See [`Frame::orientation`].
pub(super) fn shows_orientation(input: &Input, zoom: f64) -> bool {
    zoom >= input.home.zoom + ORIENTATION_LEVELS
}

/// What the shown chapter highlights. For a reader who looks around, it is the selected place's chapter.
fn highlighted<'a>(input: &Input<'a>) -> &'a [PlaceIx] {
    let chapters = &input.story.chapters;
    let chapter = match (input.timeline.shown_chapter(), input.selection.selected_place()) {
        (Some(shown), _) => chapters.get(shown),
        (_, Some(selected)) => chapters.iter().find(|c| c.place == selected),
        _ => None,
    };
    chapter.map_or(&[], |c| &c.highlighted)
}
