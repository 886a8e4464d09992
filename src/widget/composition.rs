//! The last picture that was composed. Composing takes much longer than moving: while only the camera changes,
//! and only a little, the last picture is moved.

use super::loaded_story::LoadedStory;
use crate::camera::Camera;
use crate::compose::{self, Input, Memory};
use crate::hit::{PointerKind, TargetIndex};
use crate::mercator::shares_part;
use crate::pace::Pace;
use crate::scene::{Geometries, ItemId, Motion, Scene, Zone};
use crate::selection::Selection;
use crate::story::PlaceIx;
use kurbo::{Point, Rect, Size, TranslateScale, Vec2};

/// The last composition is moved this far before the next one is made, in CSS pixels.
const REACH: f64 = 80.0;

/// A picture that moves too fast to be read is moved farther: as far as it moves in so many frames, but not
/// more than a part of the box's shorter side, and not more than so many CSS pixels. Painters keep more than
/// that of it outside the box.
const FAST_FRAMES: f64 = 36.0;
const FAST_PART: f64 = 0.2;
const FAST_MOST: f64 = 144.0;

/// The last composition is zoomed by this many levels: labels a hundred pixels apart get seven pixels closer.
const ZOOM_REACH: f64 = 0.1;

/// A picture that zooms fast is zoomed by more: as many levels as in so many frames, but not more than this.
const FAST_ZOOM_FRAMES: f64 = 5.0;
const FAST_ZOOM_MOST: f64 = 0.25;

/// A map that is still is composed again after this many frames.
const SETTLED: u32 = 3;

/// What a picture is composed from, apart from the camera's position. While all of it is the same, the last
/// picture can be moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sources {
    /// The box, in CSS pixels.
    pub size: Size,
    /// The revision of the story.
    pub story: u32,
    /// The revision of the basemap.
    pub basemap: u32,
    /// The revision of the settings.
    pub settings: u32,
    pub selection: Selection,
    /// The chapter that is shown.
    pub chapter: Option<usize>,
    /// How much of the route has been travelled, if the story says so.
    pub walked: Option<f64>,
    /// The step of the story's time that is shown.
    pub time_step: Option<u32>,
}

/// The last picture, and what it was composed for.
#[derive(Debug, Default)]
pub(super) struct Composition {
    scene: Scene,
    /// The scene's targets by place, once the pointer has asked for them.
    targets: Option<TargetIndex>,
    /// What the next composition should know of this one, such as the labels' places.
    memory: Memory,
    /// What the scene was composed for; nothing if the scene must be composed in any case.
    composed: Option<(Sources, Camera)>,
    /// The camera that the scene has been moved to.
    shown: Camera,
    /// For how many frames the camera has not moved.
    still: u32,
    /// How many times anything but the camera's position has changed.
    changes: u32,
    /// Whether the camera's last movement changed the zoom.
    zooms: bool,
    /// Whether the scene was moved, so that it must be composed again once the camera is still.
    moving: bool,
    pace: Pace,
    /// Whether the scene has changed since [`Composition::take_fresh`].
    fresh: bool,
}

impl Composition {
    pub(super) fn scene(&self) -> &Scene {
        &self.scene
    }

    /// See [`Input::changes`].
    pub(super) fn changes(&self) -> u32 {
        self.changes
    }

    /// Whether the scene has changed since the last call.
    pub(super) fn take_fresh(&mut self) -> bool {
        core::mem::take(&mut self.fresh)
    }

    /// The next picture must be composed, for something outside has changed, such as an image or a font.
    pub(super) fn invalidate(&mut self) {
        self.composed = None;
    }

    /// The next composition is made without regard to the last one.
    pub(super) fn forget(&mut self) {
        self.memory = Memory::default();
    }

    /// The next composition places labels and panels without regard to the last one.
    pub(super) fn forget_positions(&mut self) {
        self.memory.forget_positions();
    }

    /// Whether the scene is not what it should be, or will not be once the camera is still.
    pub(super) fn needs_update(&self, sources: &Sources, camera: &Camera) -> bool {
        !self.is_composed_from(sources) || self.shown != *camera || self.is_unsettled()
    }

    /// Moves the scene to where the camera is, if it is not there yet. Returns false if the scene must be
    /// composed instead.
    pub(super) fn translate(&mut self, sources: &Sources, camera: &Camera) -> bool {
        if *camera != self.shown {
            self.zooms = camera.zoom != self.shown.zoom;
        }
        let Some((_, from)) = self.composed.filter(|(composed, _)| composed == sources) else {
            self.moving = false;
            self.changes += 1;
            return false;
        };
        let before = core::mem::replace(&mut self.shown, *camera);
        let by = shift(&before, camera);
        let step = (camera.zoom - before.zoom).abs();
        let still = by.hypot2() == 0.0 && step == 0.0;
        let unsettled = self.is_unsettled();
        if still && !unsettled {
            return true;
        }
        self.still = if still { self.still + 1 } else { 0 };
        self.moving = self.still <= SETTLED;
        let reach = (by.hypot() * FAST_FRAMES).clamp(REACH, most_reach(camera));
        let zoom_reach = (step * FAST_ZOOM_FRAMES).clamp(ZOOM_REACH, FAST_ZOOM_MOST);
        let far = !is_within(&from, camera, reach, zoom_reach);
        // A drag may pause for a frame or two.
        if !self.moving || far && !still {
            return false;
        }
        if !still {
            (self.fresh, self.targets) = (true, None);
        }
        self.move_scene(&before, camera);
        true
    }

    /// Composes the scene for the input's camera, and moves it to where the map is now.
    pub(super) fn compose(&mut self, input: &Input, sources: Sources, now_at: &Camera) {
        compose::compose(input, &mut self.memory, &mut self.scene);
        self.targets = None;
        self.composed = Some((sources, *input.camera));
        (self.shown, self.still) = (*now_at, 0);
        self.fresh = true;
        if now_at != input.camera {
            self.moving = true;
            self.move_scene(input.camera, now_at);
        }
    }

    fn move_scene(&mut self, from: &Camera, to: &Camera) {
        let (middle, scale) = (middle(to), to.scale() / from.scale());
        let at = middle + shift(from, to) - (middle.to_vec2() * scale).to_point();
        self.scene.translate(TranslateScale::new(at, scale));
    }

    /// Composes a first picture without text and panels. The next one is composed in full.
    pub(super) fn sketch(&mut self, input: &Input) {
        compose::sketch(input, &mut self.scene);
        self.scene.motion = Motion::Still;
        self.invalidate();
    }

    /// Ends a frame at `now` seconds: sets the scene's motion for the painter. `flies`: whether a flight is under
    /// way; `is_held`: whether the reader is dragging the map.
    pub(super) fn end_frame(&mut self, now: f64, flies: bool, is_held: bool) {
        let moves = flies || self.is_unsettled();
        if flies {
            self.pace.frame(now);
        } else if !moves {
            self.pace.end_flight();
        }
        let coarse = self.pace.lags();
        self.scene.motion = match self.zooms {
            _ if !moves => Motion::Still,
            true => Motion::Zoom { coarse },
            false => Motion::Pan { held: is_held, coarse },
        };
    }

    /// What is at a point of the box, in CSS pixels.
    pub(super) fn item_at(
        &mut self,
        at: Point,
        kind: PointerKind,
        shapes: &Geometries,
    ) -> Option<ItemId> {
        let scene = &self.scene;
        let index = self.targets.get_or_insert_with(|| TargetIndex::new(scene, shapes));
        index.hit(shapes, at, kind)
    }

    /// What a tap hits, and the places that it may mean. See [`TargetIndex::tap`].
    pub(super) fn tap(
        &mut self,
        at: Point,
        kind: PointerKind,
        shapes: &Geometries,
    ) -> (Option<ItemId>, Vec<PlaceIx>) {
        let scene = &self.scene;
        let index = self.targets.get_or_insert_with(|| TargetIndex::new(scene, shapes));
        index.tap(shapes, at, kind)
    }

    /// Whether an inset or the locator is at a point of the box.
    pub(super) fn has_panel_at(&self, at: Point) -> bool {
        let mut targets = self.scene.placed_targets();
        targets.any(|target| matches!(target.zone, Zone::Panel(panel) if panel.contains(at)))
    }

    /// The place that has a number in the picture; numbers begin at 1.
    pub(super) fn numbered_place(&self, number: usize) -> Option<PlaceIx> {
        number.checked_sub(1).and_then(|n| self.scene.numbered.get(n)).copied()
    }

    /// Whether an inset in the picture shows a part of this rectangle, in world coordinates.
    pub(super) fn enlarges(&self, loaded: &LoadedStory, world: Rect) -> bool {
        // There may be very many targets.
        if self.scene.insets.is_empty() {
            return false;
        }
        let mut targets = self.scene.layers.iter().flat_map(|layer| &layer.targets);
        targets.any(|target| match target.id {
            ItemId::Inset(ix) => loaded.inset_bounds(ix).is_some_and(|r| shares_part(r, world)),
            _ => false,
        })
    }

    fn is_composed_from(&self, sources: &Sources) -> bool {
        self.composed.as_ref().is_some_and(|(composed, _)| composed == sources)
    }

    /// Whether another picture of the same view would be a better one: the scene was moved, or labels wait
    /// for the map to be still.
    fn is_unsettled(&self) -> bool {
        self.moving || self.memory.is_unsettled()
    }
}

fn middle(camera: &Camera) -> Point {
    camera.size.to_rect().center()
}

/// How far the map moves from one camera to another, in CSS pixels.
fn shift(from: &Camera, to: &Camera) -> Vec2 {
    to.screen_from_world(from.center) - middle(to)
}

/// How far a picture may be moved that moves fast, in CSS pixels.
fn most_reach(camera: &Camera) -> f64 {
    (FAST_PART * camera.size.min_side()).clamp(REACH, FAST_MOST)
}

/// Whether a camera is at most so many CSS pixels and so many zoom levels away from another.
fn is_within(from: &Camera, to: &Camera, reach: f64, zoom_reach: f64) -> bool {
    shift(from, to).hypot() <= reach && (to.zoom - from.zoom).abs() <= zoom_reach
}

/// Whether a picture that is composed for `from` can be moved to `to`.
pub(super) fn can_be_moved(from: &Camera, to: &Camera) -> bool {
    is_within(from, to, most_reach(to), FAST_ZOOM_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::View;

    fn sources() -> Sources {
        Sources {
            size: Size::new(800.0, 600.0),
            story: 1,
            basemap: 1,
            settings: 1,
            selection: Selection::default(),
            chapter: None,
            walked: None,
            time_step: None,
        }
    }

    fn camera() -> Camera {
        Camera::new(View { lon: 10.0, lat: 60.0, zoom: 6.0 }, sources().size)
    }

    fn composed() -> Composition {
        let camera = camera();
        Composition { composed: Some((sources(), camera)), shown: camera, ..Composition::default() }
    }

    #[test]
    fn while_nothing_changes_nothing_is_to_be_done() {
        assert!(Composition::default().needs_update(&sources(), &camera()), "there is no picture");
        assert!(!composed().needs_update(&sources(), &camera()));
    }

    #[test]
    fn a_picture_is_moved_only_as_far_as_it_can_be() {
        let mut picture = composed();
        let (near, far) =
            (camera().pan_by((9.0, 0.0).into()), camera().pan_by((300.0, 0.0).into()));
        assert!(picture.needs_update(&sources(), &near));
        assert!(picture.translate(&sources(), &near) && picture.take_fresh());
        assert!(!picture.translate(&sources(), &far), "too far to the side");
        let mut picture = composed();
        let near = Camera { zoom: 6.05, ..camera() };
        assert!(picture.translate(&sources(), &near) && picture.zooms);
        assert!(!picture.translate(&sources(), &Camera { zoom: 7.0, ..near }), "zoomed too far");
        assert_eq!(picture.changes(), 0);
    }

    #[test]
    fn a_picture_that_was_moved_is_composed_again_once_the_camera_stands_still() {
        let mut picture = composed();
        let camera = camera().pan_by((9.0, 0.0).into());
        assert!(picture.translate(&sources(), &camera));
        for _ in 0..SETTLED {
            assert!(picture.needs_update(&sources(), &camera));
            assert!(picture.translate(&sources(), &camera), "the hand may only pause");
        }
        assert!(!picture.translate(&sources(), &camera));
    }

    #[test]
    fn any_other_source_needs_a_new_picture() {
        let mut selection = Selection::default();
        selection.select(Some(crate::selection::Chosen::Place(PlaceIx(1))));
        let others = [
            Sources { size: Size::new(700.0, 600.0), ..sources() },
            Sources { story: 2, ..sources() },
            Sources { basemap: 2, ..sources() },
            Sources { settings: 2, ..sources() },
            Sources { selection, ..sources() },
            Sources { chapter: Some(0), ..sources() },
            Sources { walked: Some(0.5), ..sources() },
            Sources { time_step: Some(1), ..sources() },
        ];
        for other in others {
            let mut picture = composed();
            assert!(picture.needs_update(&other, &camera()), "{other:?}");
            assert!(!picture.translate(&other, &camera()), "{other:?}");
            assert_eq!(picture.changes(), 1, "{other:?}");
        }
        let mut picture = composed();
        picture.invalidate();
        assert!(picture.needs_update(&sources(), &camera()));
    }
}
