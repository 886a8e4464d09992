//! Loading stories and basemaps.

use super::{MissingPiece, Part, Widget};
use crate::basemap::BasemapError;
use crate::basemap::manifest::PieceId;
use crate::language_tag::Tag;
use crate::selection::Selection;
use crate::story::Problem;
use crate::timeline::Timeline;
use kurbo::Rect;

impl Widget {
    /// Loads a story in one go. If something is wrong with it, the old one stays.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_story(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        self.take_story(text, true);
        while self.is_loading() {
            self.go_on_loading(usize::MAX)?;
        }
        Ok(())
    }

    /// Whether the story whose text was taken is not complete yet.
    pub fn is_loading(&self) -> bool {
        self.loaded.is_loading()
    }

    /// Takes a piece of a story's text. The first piece of a story drops another one that was loading.
    pub fn take_story(&mut self, text: &str, first: bool) {
        self.loaded.push_text(text, first, &mut self.shapes);
    }

    /// Goes on loading the story whose text was taken, for about as long as it takes to read `budget` bytes.
    /// When nothing is left to do, the map shows it.
    ///
    /// # Errors
    /// Every problem found in the text. Then the old story stays.
    pub fn go_on_loading(&mut self, budget: usize) -> Result<(), Vec<Problem>> {
        if self.loaded.step(budget, &mut self.shapes)? {
            self.begin_story();
        }
        Ok(())
    }

    /// What was guessed or left out when the story was read.
    pub fn notes(&self) -> &[Problem] {
        &self.loaded.story().notes
    }

    /// The address, relative to the story's own, of the translation that a reader who asked for the language
    /// `asked` needs. `None` if the story has no nearer language than its own, or has it already.
    pub fn missing_translation(&self, asked: Tag) -> Option<&str> {
        self.loaded.story().missing_translation(asked)
    }

    /// Adds the translation that is in the file with the address `file`, given as the file's text. An address that
    /// the story does not name is ignored, because it may belong to another story.
    ///
    /// # Errors
    /// Every problem found in the file. Its other texts are still added.
    pub fn load_translation(&mut self, file: &str, json: &str) -> Result<(), Vec<Problem>> {
        self.loaded.translate(file, json)
    }

    /// Loads the manifest of another basemap, and removes the ground of the old one. If something is wrong with
    /// the manifest, nothing changes.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_manifest(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        self.open_basemap(text, false)
    }

    /// Loads the manifest of the basemap that [`Widget::basemap_elsewhere`] has named, as [`Widget::load_manifest`] does.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_manifest_elsewhere(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        self.open_basemap(text, true)
    }

    fn open_basemap(&mut self, text: &str, elsewhere: bool) -> Result<(), Vec<Problem>> {
        self.basemap.load_manifest(text, elsewhere, &mut self.shapes)?;
        self.outbox.forget_credits();
        Ok(())
    }

    /// Address of the manifest of the basemap that is made for where the story is, relative to that of the basemap loaded by
    /// [`Widget::load_manifest`]; `None` if that one is made for it.
    pub fn basemap_elsewhere(&self) -> Option<&str> {
        let plot = self.loaded.plot();
        self.basemap.elsewhere_for(plot.bounds).filter(|_| plot.is_drawn())
    }

    /// The files with words that a reader who asked for this language needs and that are not loaded, relative to the manifest's own
    /// address: names and attribution, and the translation of the names. Each is named once, a translation again after another one.
    /// Empty if it is not needed.
    pub fn take_missing_words(&mut self, asked: Tag) -> [&str; 2] {
        self.basemap.take_missing_words(asked)
    }

    /// Loads a file that [`Widget::take_missing_words`] has named. If something is wrong with it, nothing changes.
    ///
    /// # Errors
    /// Every problem found in the text.
    pub fn load_basemap_words(&mut self, file: &str, text: &str) -> Result<(), Vec<Problem>> {
        self.basemap.load_words(file, text)
    }

    /// See [`Manifest::name_countries`](crate::basemap::Manifest::name_countries).
    pub fn name_countries<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.basemap.name_countries(names);
    }

    /// Loads a file of a piece of the basemap. A sketch does not replace the whole piece. A piece that is not
    /// in the manifest is ignored, because it may belong to another basemap.
    ///
    /// # Errors
    /// What is wrong with the file. Then the ground stays as it was.
    pub fn load_piece(
        &mut self,
        id: PieceId,
        part: Part,
        bytes: &[u8],
    ) -> Result<(), BasemapError> {
        self.basemap.load_piece(id, part, bytes, self.loaded.plot(), &mut self.shapes)?;
        self.let_pieces_go();
        Ok(())
    }

    /// The image of a relief has come, with so many pixels. Returns false if its piece is no longer loaded: then the image is not
    /// needed.
    pub fn take_relief(&mut self, id: PieceId, pixels: usize) -> bool {
        let is_needed = self.basemap.take_relief(id, pixels);
        self.let_pieces_go();
        is_needed
    }

    /// A file of a piece that was named as missing cannot be loaded. The coarser ground stays, and the file is named again when
    /// the view comes back later.
    pub fn lose_piece(&mut self, id: PieceId, part: Part) {
        self.basemap.lose_piece(id, part);
    }

    /// Opens a file of tiles, which removes those of the one before. `area`: what it covers, in world coordinates, and up to which zoom it
    /// may be shown; `None` if there are no tiles any more. `credit` is due where tiles are in sight: from the zoom `from_zoom`. `passes`:
    /// see [`Pass`](crate::tiles::Pass::NUMBERS).
    pub fn open_tiles(
        &mut self,
        area: Option<(Rect, f64)>,
        from_zoom: f64,
        credit: &str,
        passes: &[f64],
    ) {
        self.basemap.set_tiled(area);
        self.tiles.open(from_zoom, credit, passes, &mut self.shapes);
        self.outbox.forget_credits();
        // The whole route may be nearer than before.
        if self.is_at_home() {
            self.jump_home();
        }
    }

    /// Takes a tile. See [`Tiles::put`](crate::tiles::Tiles::put).
    pub fn put_tile(&mut self, id: f64, numbers: &[f64]) {
        self.tiles.put(id, numbers, &mut self.shapes);
    }

    /// Takes the names of the tiles in sight. See [`Tiles::name`](crate::tiles::Tiles::name).
    pub fn name_tiles(&mut self, numbers: &[f64], texts: &str) {
        self.tiles.name(numbers, texts);
    }

    /// A file that the view needs and that is not loaded: the base's first, then what is nearest to the middle of the view. Of
    /// a piece that has a sketch, the sketch comes first. Each file is named once. One that failed is named again when the view
    /// needs it again, after it has not needed it.
    pub fn take_missing_piece(&mut self) -> Option<MissingPiece<'_>> {
        let insets = &self.composition.scene().insets;
        self.basemap.take_missing_piece(&self.viewpoint.camera(), insets)
    }

    fn let_pieces_go(&mut self) {
        let insets = &self.composition.scene().insets;
        self.basemap.shrink(&self.viewpoint.camera(), insets, &mut self.shapes);
    }

    /// Shows a story that has just been loaded, from its beginning.
    fn begin_story(&mut self) {
        self.basemap.follow_route(self.loaded.plot(), &mut self.shapes);
        self.composition.forget();
        self.timeline = Timeline::default();
        self.outbox.report_tour(&self.timeline);
        self.begin_time();
        let had_selected = self.selection.selected().is_some();
        self.selection = Selection::default();
        if had_selected {
            self.set_selected(None);
        }
        self.jump_home();
    }
}
