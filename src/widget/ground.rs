//! The basemap of the map: its manifest, the files that are there, those that are missing, and whom
//! the ground in sight is by.

use super::{Notice, Widget};
use crate::basemap::manifest::{Layers, Manifest, PieceId, Role};
use crate::basemap::{BasemapError, decode};
use crate::ground::{self, Ground};
use crate::mercator::world_bounds;
use crate::outline::Credits;
use crate::scene::ItemId;
use crate::story::Problem;
use crate::tag::Tag;
use crate::words::Reader;
use kurbo::Rect;
use serde::Serialize;

/// A file's corners are rounded: no farther than this from the manifest's, in world units (76 m at the
/// equator).
const ROUNDED: f64 = 1.0 / (1 << 19) as f64;

/// What there is of a basemap.
#[derive(Debug, Default)]
pub(super) struct LoadedBasemap {
    pub manifest: Manifest,
    /// The base first.
    pub grounds: Vec<Ground>,
    /// Files that were named as missing, or are there.
    asked: Vec<(PieceId, Part)>,
    /// Whom the ground in sight is by, as last told: a bit of each attribution.
    credited: u64,
}

/// Which file of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The coarse one, shown first.
    Sketch,
    /// The piece itself.
    Whole,
}

/// A file that the map needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingPiece<'a> {
    /// Index of the piece in the manifest.
    pub piece: u16,
    /// Which of its files.
    pub part: Part,
    /// The file's address, from the manifest's own.
    pub file: &'a str,
    /// The image file of its relief.
    pub relief: Option<&'a str>,
    /// Whether its sea gets tones.
    pub sea: bool,
}

impl Widget {
    /// Takes a basemap's manifest and lets go of the ground of another; but if something is wrong with it,
    /// all stays as it was.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_manifest(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        let manifest = Manifest::parse(text)?;
        let old = core::mem::replace(
            &mut self.basemap,
            LoadedBasemap { manifest, ..LoadedBasemap::default() },
        );
        for ground in old.grounds {
            ground.discard(&mut self.shapes);
        }
        self.invalidate();
        Ok(())
    }

    /// Takes a file of a piece. A sketch does not replace the whole piece; and a piece that the manifest
    /// does not have is ignored, for it may be that of another basemap.
    ///
    /// # Errors
    /// What is wrong with the file; then the ground stays as it was.
    pub fn load_piece(
        &mut self,
        id: PieceId,
        part: Part,
        bytes: &[u8],
    ) -> Result<(), BasemapError> {
        let LoadedBasemap { manifest, grounds, asked, .. } = &mut self.basemap;
        let there = grounds.iter().position(|g| g.piece == id);
        let Some(piece) = manifest.piece(id) else { return Ok(()) };
        if part == Part::Sketch && there.is_some() {
            return Ok(());
        }
        let map = decode(bytes)?;
        if !about(map.bounds, piece.world()) {
            return Err(BasemapError::Bounds { got: map.bounds, expected: piece.bounds });
        }
        if let Some(i) = there {
            grounds.remove(i).discard(&mut self.shapes);
        }
        asked.push((id, part));
        if let Some(mut ground) = Ground::new(manifest, id, &map, &mut self.shapes) {
            // Without a story nothing is off its route.
            if self.told.plot.is_drawn() {
                ground.follow(&self.told.plot.route_points(), &mut self.shapes);
            }
            let order = |g: &Ground| (g.role == Role::Detail, g.piece);
            let place = grounds.iter().take_while(|g| order(g) < order(&ground)).count();
            grounds.insert(place, ground);
        }
        self.invalidate();
        Ok(())
    }

    /// A file that the view needs and that is not there, the base's first; of a piece its sketch first, if
    /// it has one. Each file is named once.
    pub fn take_missing_piece(&mut self) -> Option<MissingPiece<'_>> {
        let camera = &self.state.camera;
        let (visible, inset) = (camera.visible(), self.inset());
        let LoadedBasemap { manifest, asked, .. } = &mut self.basemap;
        let near = camera.zoom >= manifest.fetch_zoom();
        let of = |role| manifest.ids().filter(move |(_, piece)| piece.role == role);
        for (id, piece) in of(Role::Base).chain(of(Role::Detail)) {
            let first = piece.sketch.is_some() && asked.iter().all(|(asked, _)| *asked != id);
            let part = if first { Part::Sketch } else { Part::Whole };
            let needed = || {
                let world = piece.world();
                near && visible.overlaps(world) || inset.is_some_and(|r| r.overlaps(world))
            };
            if asked.contains(&(id, part)) || piece.role == Role::Detail && !needed() {
                continue;
            }
            asked.push((id, part));
            return Some(MissingPiece {
                piece: id.0,
                part,
                file: piece.sketch.as_ref().filter(|_| first).unwrap_or(&piece.file),
                relief: piece.relief.as_deref(),
                sea: piece.has_tones(),
            });
        }
        None
    }

    /// What the basemap consists of.
    pub fn manifest(&self) -> &Manifest {
        &self.basemap.manifest
    }

    /// The files of the basemap that are there, the base first.
    pub fn grounds(&self) -> &[Ground] {
        &self.basemap.grounds
    }

    /// The ground of a piece, if a file of it is there.
    pub fn ground(&self, piece: PieceId) -> Option<&Ground> {
        self.basemap.grounds.iter().find(|g| g.piece == piece)
    }

    /// The ground of the base, if a file of it is there.
    pub fn base(&self) -> Option<&Ground> {
        ground::base(&self.basemap.grounds)
    }

    /// Whom the story and the ground in sight are by, in the language of the map.
    pub fn credits(&self) -> Credits<'_> {
        let (due, locale) = (self.due(), &self.state.locale);
        let of_ground = Reader::new(Tag::UND, locale);
        let of_story = Reader::new(self.told.story.lang, locale);
        let all = self.basemap.manifest.attribution.iter().enumerate();
        let ground = all.filter(|(i, _)| due & 1 << i != 0).map(|(_, a)| of_ground.words(&a.text));
        let story = self.told.story.sources.iter().map(|s| of_story.words(&s.title));
        Credits { story: story.collect(), ground: ground.collect() }
    }

    /// Tells the page if the ground in sight is by others than before.
    pub(super) fn tell_credits(&mut self) {
        let due = self.due();
        if core::mem::replace(&mut self.basemap.credited, due) != due {
            self.picture.notices.push(Notice::Credits);
        }
    }

    /// The attributions that are due for the ground in sight, a bit of each.
    fn due(&self) -> u64 {
        let LoadedBasemap { manifest, grounds, .. } = &self.basemap;
        let camera = &self.state.camera;
        let visible = camera.visible();
        let details = ground::details(grounds, manifest, visible, camera.zoom);
        let hidden = details.clone().any(|g| g.bounds.contains_rect(visible));
        // Before the first picture nobody knows whether the inset has room.
        let first = self.picture.told.is_none();
        let inset = if first { self.inset_bounds() } else { self.inset() };
        let mut due = 0;
        for ground in grounds {
            let base = ground.role == Role::Base;
            let shown = base
                || details.clone().any(|detail| detail.piece == ground.piece)
                || inset.is_some_and(|inset| ground.bounds.overlaps(inset));
            if !shown {
                continue;
            }
            let mut layers = if base && hidden { Layers::NONE } else { Layers::GROUND };
            layers = layers.with(Layers::PLACES);
            // The base's relief is drawn under a detail, too.
            if ground.relief.is_some() {
                layers = layers.with(Layers::RELIEF);
            }
            for (i, attribution) in manifest.attribution.iter().enumerate() {
                due |= u64::from(attribution.is_due_for(ground.piece, layers)) << i;
            }
        }
        due
    }

    /// What is shown enlarged beside, in world coordinates.
    fn inset(&self) -> Option<Rect> {
        let mut targets = self.picture.scene.layers.iter().flat_map(|layer| &layer.targets);
        let shown = targets.any(|t| t.id == ItemId::Inset);
        self.inset_bounds().filter(|_| shown)
    }

    /// What the story wants to be shown enlarged, in world coordinates.
    fn inset_bounds(&self) -> Option<Rect> {
        self.told.story.inset.as_ref().map(|inset| world_bounds(inset.bounds))
    }
}

/// Whether two boxes are the same but for rounding.
fn about(a: Rect, b: Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= ROUNDED;
    near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.x1, b.x1) && near(a.y1, b.y1)
}
