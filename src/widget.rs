//! The whole map behind one face: events and data in, scenes and notices out.

mod ground;
mod load;
mod touch;
mod tour;
mod translate;
mod travel;

use crate::camera::{Camera, View};
use crate::compose::{self, Input, Memory};
use crate::geo::LonLat;
use crate::hit::TargetIndex;
use crate::input::Gestures;
use crate::locale::Locale;
use crate::outline::{self, Card, Directions, Outline, OutlinePlace};
use crate::pace::Pace;
use crate::plot::Plot;
use crate::scene::{Geometries, Motion, Scene};
use crate::state::{Parts, State};
use crate::story::Story;
use crate::style::Styles;
use crate::text::MeasureText;
use crate::theme::Theme;
use crate::words::Reader;
use ground::LoadedBasemap;
pub use ground::{MissingPiece, Part};
use kurbo::{Insets, Point, Rect, Size};
use load::Loading;
use std::rc::Rc;
pub use touch::Cursor;
use travel::{MAKE_ROOM_SECONDS, ROOMY};

/// The map.
#[derive(Debug, Default)]
pub struct Widget {
    told: Told,
    basemap: LoadedBasemap,
    shapes: Geometries,
    state: State,
    gestures: Gestures,
    picture: Picture,
}

/// What the map tells.
#[derive(Debug, Default)]
struct Told {
    story: Story,
    plot: Plot,
    /// The story that comes next.
    next: Loading,
}

/// The last picture and what is to be said about it.
#[derive(Debug, Default)]
struct Picture {
    scene: Scene,
    /// Where its targets are, once somebody has pointed at it.
    targets: Option<TargetIndex>,
    memory: Memory,
    stale: bool,
    /// What the picture was composed for; nothing if something else than the state has changed.
    composed: Option<State>,
    /// Where the camera stood in the last picture, and how many there were since it moved.
    shown: Camera,
    still: u32,
    /// How often anything but the camera has changed.
    changes: u32,
    /// Whether the camera came nearer or went farther when it last moved.
    zooms: bool,
    /// Whether it is one of a map that is moved, which is composed again once that stands.
    moving: bool,
    /// How fast the frames of a flight come.
    pace: Pace,
    /// Whether it has changed since it was last asked for.
    fresh: bool,
    /// The time of the last event or frame, in seconds.
    now: f64,
    notices: Vec<Notice>,
    /// The view last told of.
    told: Option<View>,
}

/// Something the page may want to know.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Notice {
    /// A place was chosen, or none is any more.
    Select {
        /// Its id.
        id: Option<String>,
    },
    /// The telling goes on, or no longer does.
    Tour {
        /// The present chapter, from 0.
        chapter: Option<u32>,
        /// Whether the reader has left its view to look around.
        away: bool,
        /// Whether the story plays.
        playing: bool,
    },
    /// One finger, which is the page's, would have moved the map.
    Hint,
    /// The ground in sight is by others than before.
    Credits,
    /// The camera moved.
    ViewChange {
        /// Where it stands now.
        view: View,
    },
}

impl Widget {
    /// The box has this size in CSS pixels.
    pub fn resize(&mut self, size: Size) {
        if size == self.state.camera.size || !size.is_finite() {
            return;
        }
        let was_hidden = self.state.camera.size.is_zero_area();
        self.state.camera.size = size;
        self.state.flight = None;
        if self.state.timeline.follows() {
            self.state.timeline.grow(None, 0.0);
            let to =
                self.stage().camera(&self.told.story, &self.told.plot, self.state.timeline.chapter);
            self.state.jump(to);
        } else if self.state.at_home || was_hidden && self.picture.told.is_none() {
            self.go_home();
        }
        self.picture.stale = true;
    }

    /// Card or sheet cover this much of the box, in CSS pixels.
    pub fn set_padding(&mut self, padding: Insets) {
        let sound = padding.is_finite() && padding.are_nonnegative();
        if padding == self.state.padding || !sound {
            return;
        }
        self.state.padding = padding;
        self.picture.stale = true;
        // What is left beside a sheet pulled up shows the chosen place, and no more than that.
        let free = (self.state.camera.size.to_rect() - padding).abs();
        let roomy = free.area() > ROOMY * self.state.camera.size.area();
        if roomy && self.state.timeline.follows() {
            self.follow(MAKE_ROOM_SECONDS);
        } else if roomy && self.state.at_home {
            let home = self.home();
            self.state.fly(home, self.picture.now, Some(MAKE_ROOM_SECONDS));
            self.state.at_home = true;
        } else if let Some(ix) = self.state.selected {
            self.uncover(ix);
        }
    }

    /// Furniture of the page over the map, in CSS pixels.
    pub fn set_obstacles(&mut self, obstacles: Vec<Rect>) {
        self.picture.stale |= obstacles != self.state.obstacles;
        self.state.obstacles = obstacles;
    }

    /// Other colours.
    pub fn set_theme(&mut self, theme: Theme) {
        self.picture.stale = true;
        self.state.theme = theme;
    }

    /// Another language.
    pub fn set_locale(&mut self, locale: Locale) {
        self.picture.stale |= locale != *self.state.locale;
        self.state.locale = Rc::new(locale);
    }

    /// How much of the route is behind the reader, 0 to 1; what lies ahead is drawn lighter.
    pub fn set_progress(&mut self, progress: f64) {
        if progress.is_finite() {
            let progress = progress.clamp(0.0, 1.0);
            self.picture.stale |= progress != self.state.progress;
            self.state.progress = progress;
        }
    }

    /// Whether one finger moves the map, and not the page.
    pub fn set_free(&mut self, free: bool) {
        self.gestures.free = free;
    }

    /// Whether places in sight are numbered, for the keyboard.
    pub fn set_numbered(&mut self, numbered: bool) {
        self.picture.stale |= numbered != self.state.numbered;
        self.state.numbered = numbered;
    }

    /// Which furniture the page wants on the picture.
    pub fn set_parts(&mut self, parts: Parts) {
        self.picture.stale |= parts != self.state.parts;
        self.state.parts = parts;
    }

    /// Whether the reader asked for less motion: what moves by itself is at its end at once.
    pub fn set_reduced_motion(&mut self, reduced: bool) {
        self.state.reduced_motion = reduced;
        if let Some(flight) = self.state.flight.filter(|_| reduced) {
            self.state.flight = None;
            self.state.camera = flight.target();
            self.state.timeline.grow(None, 0.0);
            self.picture.stale = true;
        }
    }

    /// Something in the picture's making changed outside, such as a relief or a font.
    pub fn invalidate(&mut self) {
        self.picture.composed = None;
        self.picture.changes += 1;
        self.picture.stale = true;
    }

    /// Whether [`Widget::frame`] has something new to show.
    pub fn needs_frame(&self) -> bool {
        self.picture.stale || self.state.flight.is_some()
    }

    /// Time goes on to `now` seconds: a flight under way moves the camera.
    pub fn advance(&mut self, now: f64) {
        self.picture.now = now;
        self.picture.stale |= self.state.advance(now);
    }

    /// The picture at `now` seconds.
    pub fn frame(&mut self, now: f64, measure: &dyn MeasureText) -> &Scene {
        self.tick(now);
        self.advance(now);
        let (camera, shown) = (self.state.camera, self.picture.shown);
        if camera != shown {
            self.picture.zooms = camera.zoom != shown.zoom;
        }
        if core::mem::take(&mut self.picture.stale) && !self.translate() {
            let mut scene = core::mem::take(&mut self.picture.scene);
            let mut memory = core::mem::take(&mut self.picture.memory);
            compose::compose(&self.input(measure), &mut memory, &mut scene);
            (self.picture.scene, self.picture.memory) = (scene, memory);
            self.picture.targets = None;
            // Labels that had to wait while the map moved come when it stands.
            self.picture.stale = self.picture.moving || self.picture.memory.is_unsettled();
            self.picture.composed = Some(self.state.clone());
            (self.picture.shown, self.picture.still) = (self.state.camera, 0);
            self.picture.fresh = true;
        }
        if self.state.flight.is_some() {
            self.picture.pace.frame(now);
        } else if !self.needs_frame() {
            self.picture.pace.land();
        }
        self.picture.scene.motion = self.motion();
        let view = self.state.camera.view();
        if self.picture.told != Some(view) && !self.state.camera.size.is_zero_area() {
            self.picture.told = Some(view);
            self.picture.notices.push(Notice::ViewChange { view });
        }
        self.tell_credits();
        &self.picture.scene
    }

    /// A picture without words and without what stands over the map, for a reader who waits for the
    /// first one; the next is whole.
    pub fn sketch(&mut self, measure: &dyn MeasureText) -> &Scene {
        let mut scene = core::mem::take(&mut self.picture.scene);
        compose::sketch(&self.input(measure), &mut scene);
        scene.motion = Motion::Still;
        self.picture.scene = scene;
        self.invalidate();
        &self.picture.scene
    }

    fn input<'a>(&'a self, measure: &'a dyn MeasureText) -> Input<'a> {
        Input {
            story: &self.told.story,
            plot: &self.told.plot,
            manifest: &self.basemap.manifest,
            grounds: &self.basemap.grounds,
            shapes: &self.shapes,
            state: &self.state,
            home: self.home(),
            styles: &Styles::BUILT_IN,
            measure,
            changes: self.picture.changes,
        }
    }

    /// Whether the last picture is another than when this was last asked.
    pub fn take_fresh(&mut self) -> bool {
        core::mem::take(&mut self.picture.fresh)
    }

    /// The last picture and the shapes it names.
    pub fn scene(&self) -> (&Scene, &Geometries) {
        (&self.picture.scene, &self.shapes)
    }

    /// What the page should know since it last asked.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        core::mem::take(&mut self.picture.notices)
    }

    /// What the reader has done.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// A place in degrees to CSS pixels of the box.
    pub fn project(&self, place: LonLat) -> Point {
        self.state.camera.project(place)
    }

    /// CSS pixels of the box to a place in degrees.
    pub fn unproject(&self, at: Point) -> LonLat {
        self.state.camera.unproject(at)
    }

    /// The story as text, in the language of the map.
    pub fn outline(&self) -> Outline<'_> {
        outline::outline(&self.directions(), &Styles::BUILT_IN, &self.state.locale)
    }

    /// The places that the outline does not tell of.
    pub fn more_places(&self) -> Vec<OutlinePlace<'_>> {
        outline::more_places(&self.told.story, &self.state.locale)
    }

    /// The card of a place, in the language of the map.
    pub fn card(&self, id: &str) -> Option<Card<'_>> {
        let ix = self.told.story.place_ix(id)?;
        let reader = Reader::new(self.told.story.lang, &self.state.locale);
        let way = self.directions().describe(ix, reader);
        outline::card(&self.told.story, &self.told.plot.distances, ix, reader, way)
    }

    fn directions(&self) -> Directions<'_> {
        let ground = self.base().map(|ground| (ground, &self.shapes));
        Directions { story: &self.told.story, manifest: &self.basemap.manifest, ground }
    }

    fn home(&self) -> Camera {
        self.told.plot.home(self.state.camera.size, self.state.padding)
    }

    fn go_home(&mut self) {
        self.state.jump(self.home());
        self.state.at_home = true;
    }
}
