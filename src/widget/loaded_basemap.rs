//! The basemap of the map: its manifest, the files that are loaded, those that are missing, and the
//! attributions that must be shown.

use super::piece_files::{Needs, Part, PieceFiles};
use crate::basemap::manifest::{Layers, Manifest, PieceId, Role};
use crate::basemap::{BasemapError, decode};
use crate::camera::Camera;
use crate::ground::{self, Ground, SharedGround, SharedGrounds};
use crate::language_tag::Tag;
use crate::locale::Locale;
use crate::plot::Plot;
use crate::scene::Geometries;
use crate::story::Problem;
use crate::words::{Reader, Words};
use kurbo::{Rect, Vec2};
use serde::Serialize;
use std::rc::Rc;

/// The bounds of a file are rounded. They may differ from the manifest's by this much, in world units (76 m at
/// the equator).
const ROUNDED: f64 = 1.0 / (1 << 19) as f64;

/// A basemap, as far as it is loaded.
#[derive(Debug, Default)]
pub(super) struct LoadedBasemap {
    manifest: Manifest,
    /// The manifest that this one stands in for, because it is made for where the story is.
    home: Option<Manifest>,
    /// The text of the manifest.
    text: String,
    /// The base first.
    grounds: Vec<Ground>,
    /// The images of the relief that are loaded.
    reliefs: Vec<PieceId>,
    /// The grounds without a route. While they are here, other maps can use them, too.
    used: Vec<Rc<SharedGround>>,
    /// The grounds of all maps.
    shared: SharedGrounds,
    files: PieceFiles,
    /// The codes of the countries that are known to have a point of the route, in pieces that were let go, too.
    route_codes: Vec<String>,
    /// Whether the file with the words was named as missing.
    words_requested: bool,
    /// The translation of the names that was named as missing last.
    translation: String,
    revision: u32,
}

/// A file that the view needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingPiece<'a> {
    /// The index of the piece in the manifest.
    pub piece: u16,
    /// Which of its files.
    pub part: Part,
    /// The address of the file, relative to the manifest's own.
    pub file: &'a str,
    /// The address of its relief image.
    pub relief: Option<&'a str>,
    /// Whether its sea has depth tones.
    pub sea: bool,
}

impl LoadedBasemap {
    /// From now on its ground is shared with the other maps that have the same `grounds`.
    pub(super) fn share(&mut self, grounds: SharedGrounds) {
        self.shared = grounds;
    }

    pub(super) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The files that are loaded, the base first.
    pub(super) fn grounds(&self) -> &[Ground] {
        &self.grounds
    }

    /// The pieces that are images of the relief and are loaded.
    pub(super) fn reliefs(&self) -> &[PieceId] {
        &self.reliefs
    }

    /// A number that grows with every change.
    pub(super) fn revision(&self) -> u32 {
        self.revision
    }

    /// Replaces the basemap by the one of a manifest, and removes the old ground. `stands_in`: whether it is the one that
    /// [`LoadedBasemap::elsewhere_for`] has named.
    ///
    /// # Errors
    /// Every problem found in the text. Then nothing changes.
    pub(super) fn load_manifest(
        &mut self,
        text: &str,
        stands_in: bool,
        shapes: &mut Geometries,
    ) -> Result<(), Vec<Problem>> {
        let mut manifest = Manifest::parse(text)?;
        // Tiles belong to the page, not to the manifest.
        manifest.tiled = self.manifest.tiled;
        let (text, shared) = (text.into(), self.shared.clone());
        let (files, revision) = (PieceFiles::new(&manifest), self.revision + 1);
        let replaced = core::mem::take(&mut self.manifest);
        let home = if stands_in { self.home.take().or(Some(replaced)) } else { None };
        let next = Self { manifest, home, text, shared, files, revision, ..Self::default() };
        for ground in core::mem::replace(self, next).grounds {
            ground.discard(shapes);
        }
        Ok(())
    }

    /// Address of the manifest of the basemap for a story with these bounds (world coordinates), relative to that of the basemap that
    /// the page has asked for; `None` if that one is made for it.
    pub(super) fn elsewhere_for(&self, bounds: Rect) -> Option<&str> {
        self.home.as_ref().unwrap_or(&self.manifest).elsewhere_for(bounds)
    }

    /// The files with words that a reader who asked for this language needs and that are not loaded: names and attribution, and
    /// the translation of the names. Each is named once, a translation again after another one.
    /// Empty if it is not needed.
    pub(super) fn take_missing_words(&mut self, asked: Tag) -> [&str; 2] {
        let mut files = ["", ""];
        if !core::mem::replace(&mut self.words_requested, true) {
            files[0] = self.manifest.words.as_deref().unwrap_or_default();
        }
        let translation = self.manifest.translation_for(asked);
        if self.translation != translation {
            self.translation = translation.into();
            files[1] = translation;
        }
        files
    }

    /// Takes a file with words: the names and attribution of the basemap, or a translation of its names. Any other file is ignored,
    /// because the reader may have asked for another language since.
    ///
    /// # Errors
    /// Every problem found in the text. Then nothing changes.
    pub(super) fn load_words(&mut self, file: &str, text: &str) -> Result<(), Vec<Problem>> {
        if self.manifest.words.as_deref() == Some(file) {
            self.manifest.load_words(text)?;
        } else if self.translation == file {
            self.manifest.load_translation(file, text)?;
        }
        self.revision += 1;
        Ok(())
    }

    /// See [`Manifest::tiled`].
    pub(super) fn set_tiled(&mut self, tiled: Option<(Rect, f64)>) {
        self.manifest.tiled = tiled;
    }

    /// See [`Manifest::name_countries`].
    pub(super) fn name_countries<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.manifest.name_countries(names);
        self.revision += 1;
    }

    /// Takes a file of a piece. A sketch does not replace the whole piece. A piece that is not in the manifest
    /// is ignored, because it may belong to another basemap. `plot`: the story, for ground that is off its route.
    ///
    /// # Errors
    /// What is wrong with the file. Then the ground stays as it was.
    pub(super) fn load_piece(
        &mut self,
        id: PieceId,
        part: Part,
        bytes: &[u8],
        plot: &Plot,
        shapes: &mut Geometries,
    ) -> Result<(), BasemapError> {
        let Self { manifest, text, grounds, used, shared, route_codes, .. } = self;
        let loaded = grounds.iter().position(|g| g.piece == id);
        let Some(piece) = manifest.piece(id) else { return Ok(()) };
        if part == Part::Sketch && loaded.is_some() {
            return Ok(());
        }
        let found = shared.find(text, id, bytes);
        let map = if found.is_none() { Some(decode(bytes)?) } else { None };
        if let Some(map) = map.as_ref().filter(|map| !is_about(map.bounds, piece.world)) {
            return Err(BasemapError::Bounds { got: map.bounds, expected: piece.bounds });
        }
        // First, so that its memory is free for the new one.
        if let Some(i) = loaded {
            grounds.remove(i).discard(shapes);
            used.retain(|g| g.piece() != id);
            route_codes.clear();
        }
        let made = || {
            let mut own = Geometries::default();
            let ground = Ground::new(manifest, id, map.as_ref()?, &mut own)?;
            Some(shared.add(SharedGround::new(text, bytes, ground, own)))
        };
        let Some(ground) = found.or_else(made) else { return Ok(()) };
        self.files.set_loaded(id, part, bytes.len());
        used.push(ground.clone());
        let mut ground = ground.ground(shapes);
        // Without a story nothing is off its route.
        if plot.is_drawn() {
            ground.set_route(&plot.route_points(), shapes);
        }
        let before = |g: &&Ground| (g.draw_zoom, g.piece) < (ground.draw_zoom, id);
        let place = grounds.iter().take_while(before).count();
        grounds.insert(place, ground);
        if plot.is_drawn() {
            ground::set_off_route(grounds, route_codes, shapes);
        }
        self.revision += 1;
        Ok(())
    }

    /// The image of a relief has come. Returns whether it is of a piece that is loaded, or the piece itself. `pixels`: how many
    /// it has.
    pub(super) fn take_relief(&mut self, id: PieceId, pixels: usize) -> bool {
        let is_piece = self.manifest.piece(id).is_some_and(|piece| piece.role == Role::Relief);
        if is_piece && !self.reliefs.contains(&id) {
            self.reliefs.push(id);
            self.files.set_loaded(id, Part::Relief, pixels);
            self.revision += 1;
        }
        is_piece || self.ground(id).is_some()
    }

    /// A file that was named as missing cannot be loaded. The coarser ground stays, and the file is named again when the view
    /// comes back later.
    pub(super) fn lose_piece(&mut self, id: PieceId, part: Part) {
        self.files.set_failed(id, part);
    }

    /// See [`PieceFiles::needed`].
    pub(super) fn needed(&self, camera: &Camera) -> Option<Vec<PieceId>> {
        self.files.needed(&self.manifest, camera)
    }

    /// Lets pieces go that the view does not need, if all together take too much memory.
    pub(super) fn shrink(&mut self, camera: &Camera, insets: &[Camera], shapes: &mut Geometries) {
        let Self { manifest, files, grounds, reliefs, used, .. } = self;
        let needs = Needs { manifest, camera, insets };
        while let Some(id) = files.take_superfluous(&needs) {
            if let Some(i) = grounds.iter().position(|g| g.piece == id) {
                grounds.remove(i).discard(shapes);
            }
            used.retain(|g| g.piece() != id);
            reliefs.retain(|relief| *relief != id);
            self.revision += 1;
        }
    }

    /// Determines again which ground is off the route.
    pub(super) fn follow_route(&mut self, plot: &Plot, shapes: &mut Geometries) {
        let route = plot.route_points();
        for ground in &mut self.grounds {
            ground.set_route(&route, shapes);
        }
        self.route_codes.clear();
        ground::set_off_route(&mut self.grounds, &mut self.route_codes, shapes);
        self.revision += 1;
    }

    /// See [`PieceFiles::take_missing`]. `insets`: the cameras of the insets.
    pub(super) fn take_missing_piece(
        &mut self,
        camera: &Camera,
        insets: &[Camera],
    ) -> Option<MissingPiece<'_>> {
        let Self { manifest, files, .. } = self;
        let (id, part) = files.take_missing(&Needs { manifest, camera, insets })?;
        let piece = manifest.piece(id)?;
        let sketch = piece.sketch.as_ref().filter(|_| part == Part::Sketch);
        Some(MissingPiece {
            piece: id.0,
            part,
            file: sketch.unwrap_or(&piece.file),
            relief: piece.relief.as_deref(),
            sea: piece.has_tones(),
        })
    }

    pub(super) fn ground(&self, piece: PieceId) -> Option<&Ground> {
        self.grounds.iter().find(|g| g.piece == piece)
    }

    pub(super) fn base(&self) -> Option<&Ground> {
        ground::base(&self.grounds)
    }

    /// The texts of some attributions, one bit each.
    pub(super) fn credits(&self, due: u64, locale: &Locale) -> Vec<Words<'_>> {
        let reader = Reader::new(Tag::UND, locale);
        let all = self.manifest.attribution.iter().enumerate();
        all.filter(|(i, _)| due & 1 << i != 0).map(|(_, a)| reader.words(&a.text)).collect()
    }

    /// The attributions that must be shown for the ground in sight, one bit each. `is_enlarged`: whether an
    /// inset shows a part of a rectangle, in world coordinates.
    pub(super) fn due_credits(&self, camera: &Camera, is_enlarged: &dyn Fn(Rect) -> bool) -> u64 {
        let Self { manifest, grounds, .. } = self;
        // In each frame, so without a list of those that are shown.
        let is_shown = |ground: &Ground| {
            camera.copies().any(|copy| {
                let seen = camera.visible() - Vec2::new(f64::from(copy), 0.0);
                ground::in_view(grounds.iter(), seen, camera.zoom).any(|g| g.piece == ground.piece)
            })
        };
        let mut due = 0;
        for ground in grounds {
            let seen = is_shown(ground) || is_enlarged(ground.bounds);
            // The base has the names of the whole map, even where it is hidden.
            if !seen && ground.role == Role::Detail {
                continue;
            }
            let mut layers = Layers::PLACES;
            if seen {
                layers = layers.with(Layers::GROUND);
            } else if ground.has_states() && ground::nearness(manifest, camera.zoom) < 1.0 {
                layers = layers.with(Layers::BORDERS);
            }
            // The base's relief is drawn under a detail, too.
            if ground.relief.is_some() || ground.role == Role::Base && !self.reliefs.is_empty() {
                layers = layers.with(Layers::RELIEF);
            }
            for (i, attribution) in manifest.attribution.iter().enumerate() {
                due |= u64::from(attribution.is_due_for(ground.piece, layers)) << i;
            }
        }
        due
    }
}

/// Whether two boxes are the same except for rounding.
fn is_about(a: Rect, b: Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= ROUNDED;
    near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.x1, b.x1) && near(a.y1, b.y1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::GeometryId;
    use crate::story::parse;
    use kurbo::BezPath;

    const MANIFEST: &str = include_str!("../../assets/basemap.json");
    const SKETCH: &[u8] = include_bytes!("../../assets/sketch.bin");
    const WHOLE: &[u8] = include_bytes!("../../assets/overview.bin");
    const DETAIL: &[u8] = include_bytes!("../../assets/darien.bin");

    #[derive(Default)]
    struct Map {
        basemap: LoadedBasemap,
        shapes: Geometries,
        plot: Plot,
    }

    impl Map {
        fn new(grounds: &SharedGrounds, manifest: &str) -> Self {
            let mut map = Self::default();
            map.basemap.share(grounds.clone());
            map.basemap.load_manifest(manifest, false, &mut map.shapes).unwrap();
            map
        }

        fn load(&mut self, part: Part, bytes: &[u8]) -> Result<(), BasemapError> {
            self.basemap.load_piece(PieceId(0), part, bytes, &self.plot, &mut self.shapes)
        }

        fn path(&self, of: fn(&Ground) -> GeometryId) -> &BezPath {
            self.shapes.get(of(self.basemap.base().unwrap())).unwrap()
        }
    }

    fn has(grounds: &SharedGrounds, file: &[u8]) -> bool {
        grounds.find(MANIFEST, PieceId(0), file).is_some()
    }

    #[test]
    fn maps_of_one_basemap_have_the_same_paths_but_each_its_own_route() {
        let grounds = SharedGrounds::default();
        let [mut a, mut b] = [(); 2].map(|()| Map::new(&grounds, MANIFEST));
        a.plot =
            Plot::new(&parse(include_str!("../../assets/story.geojson")).unwrap(), &mut a.shapes);
        a.load(Part::Whole, WHOLE).unwrap();
        b.load(Part::Whole, WHOLE).unwrap();
        let same = |of| core::ptr::eq(a.path(of), b.path(of));
        assert!(same(|g| g.land) && same(|g| g.regions[0].outline) && same(|g| g.rivers[2]));
        assert!(same(|g| g.clipped_grounds[0].coasts));
        for off_route in [|g: &Ground| g.off_route, |g: &Ground| g.clipped_grounds[2].off_route] {
            assert!(!a.path(off_route).is_empty() && b.path(off_route).is_empty());
        }
    }

    #[test]
    fn a_ground_is_shared_only_with_maps_of_the_same_manifest_and_file() {
        let grounds = SharedGrounds::default();
        let other = MANIFEST.replacen('{', "{ ", 1);
        let [mut a, mut b] = [MANIFEST, &other].map(|manifest| Map::new(&grounds, manifest));
        a.load(Part::Sketch, SKETCH).unwrap();
        b.load(Part::Whole, WHOLE).unwrap();
        assert!(has(&grounds, SKETCH) && !has(&grounds, WHOLE));
        b.load(Part::Sketch, SKETCH).unwrap();
        assert!(!core::ptr::eq(a.path(|g| g.land), b.path(|g| g.land)));
    }

    #[test]
    fn a_ground_is_dropped_with_the_last_map_that_uses_it() {
        let grounds = SharedGrounds::default();
        let [mut a, mut b] = [(); 2].map(|()| Map::new(&grounds, MANIFEST));
        a.load(Part::Sketch, SKETCH).unwrap();
        a.load(Part::Whole, WHOLE).unwrap();
        b.load(Part::Whole, WHOLE).unwrap();
        assert!(!has(&grounds, SKETCH) && has(&grounds, WHOLE), "the sketch was replaced");
        drop(a);
        assert!(has(&grounds, WHOLE));
        b.basemap.load_manifest(MANIFEST, false, &mut b.shapes).unwrap();
        assert!(!has(&grounds, WHOLE), "the basemap was replaced");
    }

    #[test]
    fn a_file_that_is_refused_changes_nothing() {
        let grounds = SharedGrounds::default();
        let mut map = Map::new(&grounds, MANIFEST);
        map.load(Part::Whole, WHOLE).unwrap();
        assert!(map.load(Part::Whole, DETAIL).is_err(), "it is of another area");
        assert!(has(&grounds, WHOLE) && !has(&grounds, DETAIL));
        assert!(!map.path(|g| g.land).is_empty());
    }
}
