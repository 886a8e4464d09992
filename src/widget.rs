//! The whole map: input events and data go in, scenes and events for the page come out.
//!
//! [`Widget`] only ties its parts together, and each part has one owner. Its methods are spread over these
//! files by job. Each file calls only methods of the files above it.

mod outbox;
mod loaded_story;
mod cleared_home;
mod cleared_choice;
mod piece_files;
mod loaded_basemap;
mod composition;
mod furnished;
mod time;
mod tour;
mod travel;
mod configure;
mod last_tap;
mod touch;
mod load;
mod frame;

use crate::approach::Surroundings;
use crate::basemap::Manifest;
use crate::basemap::manifest::{MAX_ATTRIBUTIONS, PieceId};
use crate::camera::{Camera, Limits};
use crate::compose::Steady;
use crate::geo::LonLat;
use crate::gestures::Gestures;
use crate::ground::{Ground, SharedGrounds};
use crate::language_tag::Tag;
use crate::mercator::{shares_part, world_bounds};
use crate::outline::{self, Card, Credits, Directions, LegInRoute, MorePlaces, Outline, Told};
use crate::scene::{Geometries, Scene};
use crate::selection::Selection;
use crate::settings::Settings;
use crate::tiles::Tiles;
use crate::timeline::{Stage, Timeline};
use crate::viewpoint::Viewpoint;
use crate::words::{Reader, Words};
use cleared_choice::ClearedChoice;
use cleared_home::ClearedHome;
use composition::Composition;
use furnished::Furnished;
use kurbo::{Point, Rect};
use last_tap::LastTap;
use loaded_basemap::LoadedBasemap;
pub use loaded_basemap::MissingPiece;
use loaded_story::LoadedStory;
use outbox::Outbox;
pub use outbox::{Event, SelectedKind};
pub use piece_files::Part;
pub use touch::Cursor;

/// The bit of the tiles' credit among those that are due, after those of the manifest's attributions.
const TILES_DUE: u64 = 1 << MAX_ATTRIBUTIONS;

/// The map.
#[derive(Debug, Default)]
pub struct Widget {
    loaded: LoadedStory,
    basemap: LoadedBasemap,
    tiles: Tiles,
    /// The shapes of story, basemap and tiles.
    shapes: Geometries,
    settings: Settings,
    viewpoint: Viewpoint,
    selection: Selection,
    timeline: Timeline,
    gestures: Gestures,
    last_tap: LastTap,
    composition: Composition,
    /// Where the panels of the story are, what that was found for, and the chapters' cameras.
    steady: Steady,
    /// The camera of the whole route, as far as it is known.
    cleared_home: ClearedHome,
    /// The camera of what the reader has chosen, as far as it is known.
    cleared_choice: ClearedChoice,
    furnished: Option<Furnished>,
    outbox: Outbox,
    /// The time of the last event or frame, in seconds.
    now: f64,
}

impl Widget {
    /// A map that shares its ground with the other maps that got the same `grounds`.
    pub fn sharing(grounds: SharedGrounds) -> Self {
        let mut map = Self::default();
        map.basemap.share(grounds);
        map
    }

    /// What the page asks for.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where the reader looks from.
    pub fn viewpoint(&self) -> &Viewpoint {
        &self.viewpoint
    }

    /// What is selected, focused and under the pointer.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The reader's position in the story.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// How much of the route has been travelled, 0 to 1.
    pub fn walked(&self) -> f64 {
        self.timeline.walked().unwrap_or(self.settings.progress())
    }

    /// The last picture, and the shapes that it refers to.
    pub fn scene(&self) -> (&Scene, &Geometries) {
        (self.composition.scene(), &self.shapes)
    }

    /// Whether the picture has changed since the last call.
    pub fn take_fresh(&mut self) -> bool {
        self.composition.take_fresh()
    }

    /// What has happened since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        self.outbox.take()
    }

    /// Something that pictures are made from has changed outside, such as a relief image or a font.
    pub fn invalidate(&mut self) {
        self.composition.invalidate();
    }

    /// The position of a place, in CSS pixels of the box.
    pub fn project(&self, place: LonLat) -> Point {
        self.viewpoint.camera().project(place)
    }

    /// The place at a position, in CSS pixels of the box.
    pub fn unproject(&self, at: Point) -> LonLat {
        self.viewpoint.camera().unproject(at)
    }

    /// Which places and legs of the outline are not there at the time that is shown. See [`outline::absent`].
    pub fn absent(&self) -> String {
        outline::absent(self.loaded.story(), &self.timeline)
    }

    /// The story as text, in the language of the map.
    pub fn outline(&self) -> Outline<'_> {
        let (story, plot) = (self.loaded.story(), self.loaded.plot());
        let locale = self.settings.locale();
        let seconds = self.stage().playing_time(story, plot, locale);
        let directions = self.directions();
        let home = self.home();
        let disputed = self.base().is_some_and(|g| g.shows_dispute(story, &self.shapes, &home));
        let styles = self.loaded.styles();
        outline::outline(&directions, plot, &self.timeline, seconds, disputed, &styles, locale)
    }

    /// The places and legs that a chapter tells, by the indices in its outline.
    pub fn told(
        &self,
        places: impl Iterator<Item = u32>,
        legs: impl Iterator<Item = u32>,
    ) -> Told<'_> {
        outline::told(&self.directions(), places, legs, self.settings.locale())
    }

    /// The places that are not in the outline.
    pub fn more_places(&self) -> MorePlaces {
        outline::more_places(self.loaded.story(), self.settings.locale())
    }

    /// The card of a place, in the language of the map.
    pub fn card(&self, id: &str) -> Option<Card<'_>> {
        let story = self.loaded.story();
        let ix = story.place_ix(id)?;
        let reader = Reader::new(story.lang, self.settings.locale());
        let way = self.directions().describe(ix, reader);
        outline::card(story, &self.loaded.plot().distances, ix, reader, way)
    }

    /// The leg of the route with an id and its neighbours, in the language of the map.
    pub fn leg(&self, id: &str) -> Option<LegInRoute<'_>> {
        let story = self.loaded.story();
        outline::leg_in_route(story, id, Reader::new(story.lang, self.settings.locale()))
    }

    /// The names that the picture shows as letters, in the language of the map: the most important first, each once.
    pub fn names_in_sight(&self) -> Vec<Words<'_>> {
        outline::names_in_sight(
            &self.composition.scene().names,
            self.loaded.story(),
            self.basemap.manifest(),
            self.basemap.grounds(),
            self.settings.locale(),
        )
    }

    /// The sources of the story, and the attributions of the ground in sight, in the language of the map.
    pub fn credits(&self) -> Credits<'_> {
        let locale = self.settings.locale();
        let reader = Reader::new(self.loaded.story().lang, locale);
        let story = outline::all_sources(self.loaded.story(), reader);
        let due = self.due_credits();
        let mut ground = self.basemap.credits(due, locale);
        if due & TILES_DUE != 0 {
            ground.push(Reader::new(Tag::UND, locale).words(&self.tiles.credit));
        }
        Credits { story, ground }
    }

    /// What the basemap consists of.
    pub fn manifest(&self) -> &Manifest {
        self.basemap.manifest()
    }

    /// The files of the basemap that are loaded, the base first.
    pub fn grounds(&self) -> &[Ground] {
        self.basemap.grounds()
    }

    /// The ground of a piece, if a file of it is loaded.
    pub fn ground(&self, piece: PieceId) -> Option<&Ground> {
        self.basemap.ground(piece)
    }

    /// Whether a file of a piece is loaded.
    pub fn has_piece(&self, piece: PieceId) -> bool {
        self.ground(piece).is_some() || self.basemap.reliefs().contains(&piece)
    }

    /// The ground of the base, if a file of it is loaded.
    pub fn base(&self) -> Option<&Ground> {
        self.basemap.base()
    }

    /// The index of the chapter that has this id.
    pub fn chapter_ix(&self, id: &str) -> Option<usize> {
        self.loaded.story().chapters.iter().position(|c| c.id == id)
    }

    /// Whether the camera shows the whole route, or flies to it, because nobody has moved it away.
    pub fn is_at_home(&self) -> bool {
        self.viewpoint.is_at_home()
    }

    // For the files below.

    /// The camera of the whole route.
    fn home(&self) -> Camera {
        self.cleared_home.camera(self.fitted_home(), self.loaded.revision())
    }

    /// The camera that fits the whole route, whatever the page shows over it.
    fn fitted_home(&self) -> Camera {
        let size = self.viewpoint.camera().size;
        self.loaded.plot().home(size, self.settings.padding(), self.manifest().most_zoom())
    }

    /// The camera of the whole route, in the box as it is now.
    fn stage(&self) -> Stage<'_> {
        let (home, padding) = (self.home(), self.settings.padding());
        let cleared = self.steady.cameras(home.size, padding, self.loaded.revision());
        Stage { home, padding, manifest: self.basemap.manifest(), cleared }
    }

    /// The camera of a chapter; of the whole route, for none.
    fn chapter_camera(&self, chapter: Option<usize>) -> Camera {
        self.stage().camera(self.loaded.story(), self.loaded.plot(), chapter)
    }

    /// The limits for gestures. They always include the current camera.
    fn limits(&self) -> Limits {
        let mut limits = self.loaded.plot().limits(&self.home(), self.manifest().most_zoom());
        limits.center = limits.center.union_pt(self.viewpoint.camera().center);
        limits
    }

    /// Starts a flight; with reduced motion, jumps.
    fn fly(&mut self, to: Camera, seconds: Option<f64>) {
        self.viewpoint.fly(to, self.now, seconds, self.settings.reduced_motion());
    }

    /// The attributions that the map must show, one bit each.
    fn due_credits(&self) -> u64 {
        // Before the first picture it is not known which insets have room.
        let known = self.outbox.has_reported_view();
        let insets = self.loaded.insets();
        let is_enlarged = |world: Rect| {
            if known {
                self.composition.enlarges(&self.loaded, world)
            } else {
                insets.iter().any(|inset| shares_part(world_bounds(inset.bounds), world))
            }
        };
        let camera = self.viewpoint.camera();
        let due = self.basemap.due_credits(&camera, &is_enlarged);
        let tiles = self.tiles.seen(camera.visible(), camera.zoom).next();
        due | tiles.map_or(0, |_| TILES_DUE)
    }

    /// What the view of something chosen depends on.
    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            story: self.loaded.story(),
            plot: self.loaded.plot(),
            manifest: self.basemap.manifest(),
            grounds: self.basemap.grounds(),
            shapes: &self.shapes,
        }
    }

    fn directions(&self) -> Directions<'_> {
        let ground = self.base().map(|ground| (ground, &self.shapes));
        Directions { story: self.loaded.story(), manifest: self.basemap.manifest(), ground }
    }
}
