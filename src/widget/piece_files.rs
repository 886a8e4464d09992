//! The files of the basemap's pieces: which are loaded, which is needed next, and which can be let go.

use crate::basemap::manifest::{Manifest, Piece, PieceId, Role};
use crate::camera::Camera;
use kurbo::{Point, Rect, Vec2};
use serde::Serialize;

/// Pieces that the view does not need are let go while all together take more memory than this, in bytes: a fifth of what the whole
/// Earth takes.
const MOST_BYTES: usize = 32 << 20;

/// Bytes of memory for each byte of a piece's file: measured 60 to 70 in the pieces of the whole Earth.
const BYTES_PER_FILE_BYTE: usize = 64;

/// Bytes of memory for each pixel of a relief: two here, and four on its canvas.
const BYTES_PER_PIXEL: usize = 6;

/// Which file of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The coarse one, shown first.
    Sketch,
    /// The piece itself.
    Whole,
    /// The piece itself, if it is an image of the relief.
    Relief,
}

/// The state of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Missing,
    /// It was named as missing, and is on its way.
    Requested,
    /// It could not be loaded. Once the view has not needed it for a while, it is missing again.
    Failed,
    Loaded,
}

/// The files of a piece.
#[derive(Clone, Copy, Debug, Default)]
struct Files {
    sketch: State,
    whole: State,
    /// The memory that it takes.
    bytes: usize,
}

impl Files {
    fn of(&mut self, part: Part) -> &mut State {
        match part {
            Part::Sketch => &mut self.sketch,
            Part::Whole | Part::Relief => &mut self.whole,
        }
    }
}

/// What a view needs of a basemap.
pub(super) struct Needs<'a> {
    pub manifest: &'a Manifest,
    pub camera: &'a Camera,
    /// The cameras of the insets.
    pub insets: &'a [Camera],
}

/// The files of all pieces, in the order of the manifest.
#[derive(Debug, Default)]
pub(super) struct PieceFiles(Vec<Files>);

impl PieceFiles {
    /// Nothing of a manifest is loaded.
    pub(super) fn new(manifest: &Manifest) -> Self {
        Self(vec![Files::default(); manifest.pieces.len()])
    }

    /// A file is loaded. `size`: how many bytes it has, or how many pixels if it is an image.
    pub(super) fn set_loaded(&mut self, id: PieceId, part: Part, size: usize) {
        if let Some(files) = self.0.get_mut(usize::from(id.0)) {
            *files.of(part) = State::Loaded;
            files.bytes =
                size * if part == Part::Relief { BYTES_PER_PIXEL } else { BYTES_PER_FILE_BYTE };
        }
    }

    /// A file that was named as missing cannot be loaded.
    pub(super) fn set_failed(&mut self, id: PieceId, part: Part) {
        self.set(id, part, State::Failed);
    }

    /// A file that the view needs and that is not loaded: the base's first, then what is nearest to the middle of the view. Of
    /// a piece that has a sketch, the sketch comes first. Each file is named once. One that failed is named again when the view
    /// needs it again, after it has not needed it.
    pub(super) fn take_missing(&mut self, needs: &Needs) -> Option<(PieceId, Part)> {
        let mut next = None;
        let mut least = f64::INFINITY;
        for (id, piece) in needs.manifest.ids() {
            let Some(mut files) = self.0.get(usize::from(id.0)).copied() else { continue };
            let first =
                piece.sketch.is_some() && [files.sketch, files.whole] == [State::Missing; 2];
            let part = match piece.role {
                Role::Relief => Part::Relief,
                _ if first => Part::Sketch,
                _ => Part::Whole,
            };
            let state = *files.of(part);
            if matches!(state, State::Requested | State::Loaded) {
                continue;
            }
            match self.urgency(piece, needs) {
                None => self.set(id, part, State::Missing),
                Some(urgency) if state == State::Missing && urgency < least => {
                    least = urgency;
                    next = Some((id, part));
                }
                _ => {}
            }
        }
        let (id, part) = next?;
        self.set(id, part, State::Requested);
        next
    }

    /// A loaded piece to let go, because the pieces take too much memory and the view does not need it: the one that is
    /// farthest from the middle of the view. From now on its files are missing.
    pub(super) fn take_superfluous(&mut self, needs: &Needs) -> Option<PieceId> {
        if self.0.iter().map(|files| files.bytes).sum::<usize>() <= MOST_BYTES {
            return None;
        }
        let mut farthest = None;
        let mut most = -1.0;
        for (id, piece) in needs.manifest.ids() {
            let is_loaded = self.0.get(usize::from(id.0)).is_some_and(|files| files.bytes > 0);
            if is_loaded && self.urgency(piece, needs).is_none() {
                let distance = distance(needs.camera.center, piece.world);
                if distance > most {
                    (farthest, most) = (Some(id), distance);
                }
            }
        }
        if let Some(files) = self.0.get_mut(usize::from(farthest?.0)) {
            *files = Files::default();
        }
        farthest
    }

    fn set(&mut self, id: PieceId, part: Part, state: State) {
        if let Some(files) = self.0.get_mut(usize::from(id.0)) {
            *files.of(part) = state;
        }
    }

    /// How soon a piece is needed, the smaller the sooner; `None` if the view does not need it.
    fn urgency(&self, piece: &Piece, needs: &Needs) -> Option<f64> {
        let camera = needs.camera;
        if piece.role == Role::Base {
            return Some(-1.0);
        }
        let is_needed = self.is_seen(piece, piece.fetch_zoom(), camera, needs.manifest)
            || self.is_enlarged(piece, needs);
        // What is fetched ahead comes after what is drawn, and the relief comes last. No distance is larger than two.
        let ahead = if camera.zoom >= piece.draw_zoom { 0.0 } else { 2.0 };
        let last = if piece.role == Role::Relief { 4.0 } else { 0.0 };
        is_needed.then(|| last + ahead + distance(camera.center, piece.world))
    }

    /// The pieces that a view needs; `None` while one of them is missing. Those that cannot be loaded are left out.
    pub(super) fn needed(&self, manifest: &Manifest, camera: &Camera) -> Option<Vec<PieceId>> {
        let mut needed = Vec::new();
        for ((id, piece), files) in manifest.ids().zip(&self.0) {
            let is_needed = files.whole != State::Failed
                && (piece.role == Role::Base
                    || self.is_seen(piece, piece.draw_zoom, camera, manifest));
            if !is_needed {
                continue;
            }
            if files.whole != State::Loaded {
                return None;
            }
            needed.push(id);
        }
        Some(needed)
    }

    /// Whether an inset shows a part of a piece.
    fn is_enlarged(&self, piece: &Piece, needs: &Needs) -> bool {
        let mut insets = needs.insets.iter();
        insets.any(|camera| self.is_seen(piece, piece.draw_zoom, camera, needs.manifest))
    }

    /// Whether a camera that is at `from_zoom` or nearer shows a part of a piece that no others hide.
    fn is_seen(&self, piece: &Piece, from_zoom: f64, camera: &Camera, manifest: &Manifest) -> bool {
        let mut seen = camera.parts_in_sight(piece.reach());
        camera.zoom >= from_zoom && seen.any(|part| !self.hides(piece, part, camera, manifest))
    }

    /// Whether a part of a piece is not needed, because it lies under finer pieces, or within neighbours of the same level of which
    /// more is in sight: tried at some points. It does not depend on what is loaded, so the same view needs the same pieces wherever
    /// the reader has been before.
    fn hides(&self, piece: &Piece, part: Rect, camera: &Camera, manifest: &Manifest) -> bool {
        let own = in_sight(piece, camera);
        let is_over = |at: Point| {
            manifest.pieces.iter().zip(&self.0).any(|(other, files)| {
                if other.role != piece.role
                    || camera.zoom < other.draw_zoom
                    || files.whole == State::Failed
                    || !other.world.contains(at)
                {
                    return false;
                }
                // The edges of an image of the relief fade out, so it needs its neighbours.
                let is_neighbour =
                    other.tolerance_km == piece.tolerance_km && piece.role == Role::Detail;
                other.tolerance_km < piece.tolerance_km
                    || is_neighbour && in_sight(other, camera) > own
            })
        };
        let steps =
            |from: f64, to: f64| [0.01, 0.2, 0.4, 0.6, 0.8, 0.99].map(|t| from + (to - from) * t);
        steps(part.x0, part.x1)
            .into_iter()
            .all(|x| steps(part.y0, part.y1).into_iter().all(|y| is_over(Point::new(x, y))))
    }
}

/// How much of a piece is in sight, in square CSS pixels, and its corner, so that no two pieces are equal. Rounded, because the same view
/// may be on another copy of the world.
fn in_sight(piece: &Piece, camera: &Camera) -> [f64; 3] {
    let scale = camera.scale();
    let area: f64 = camera.parts_in_sight(piece.world).map(|part| part.area()).sum();
    [libm::round(area * scale * scale), piece.world.x0, piece.world.y0]
}

/// How far a point is from the nearest copy of a rectangle, in world units.
fn distance(from: Point, to: Rect) -> f64 {
    let Vec2 { x, y } = to.center() - from;
    let x = (x - libm::round(x)).abs() - to.width() / 2.0;
    let y = y.abs() - to.height() / 2.0;
    Vec2::new(x.max(0.0), y.max(0.0)).hypot()
}
