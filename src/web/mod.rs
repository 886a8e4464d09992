//! The interface to the browser: the class that the custom element uses. It makes no decisions itself.

mod basemap;
mod cache;
mod context;
mod data;
mod letters;
mod measure;
mod painter;
mod pen;
mod pictures;
mod size;
mod target;

use crate::camera::View;
use crate::geo::LonLat;
use crate::gestures::{InputEvent, PointerPhase};
use crate::ground::SharedGrounds;
use crate::hit::PointerKind;
use crate::language_tag::Tag;
use crate::locale::Locale;
use crate::settings::Parts;
use crate::story::Problem;
use crate::svg::{Extras, svg};
use crate::theme::{Theme, ThemeName};
use crate::widget::{Cursor, Widget};
use data::to_js;
use kurbo::{Insets, Point, Rect, Size, Vec2};
use painter::Painter;
use pictures::SharedPictures;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::CanvasRenderingContext2d;

/// The allocator; that of the standard library is 2 kB larger.
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    /// What all maps of this instance share.
    static SHARED: (SharedGrounds, SharedPictures) = Default::default();
}

/// How many bytes of a story are read in one step: a few milliseconds of work.
const STEP: usize = 100_000;

/// Indices that the page got as numbers.
fn indices(numbers: &[f64]) -> impl Iterator<Item = u32> {
    numbers.iter().map(|number| *number as u32)
}

/// The report of problems in data from the page.
#[derive(Serialize)]
struct Report {
    code: &'static str,
    message: String,
    problems: Vec<Problem>,
}

/// One map on one canvas.
#[wasm_bindgen]
pub struct Engine {
    widget: Widget,
    canvas: Painter,
}

#[wasm_bindgen]
impl Engine {
    /// A map that is painted with the 2d context of a canvas.
    #[wasm_bindgen(constructor)]
    pub fn new(context: CanvasRenderingContext2d) -> Self {
        let (grounds, pictures) = SHARED.with(Clone::clone);
        Self { widget: Widget::sharing(grounds), canvas: Painter::new(context, pictures) }
    }

    /// Takes a part of a story's GeoJSON text. The first part discards the text of another story.
    #[wasm_bindgen(js_name = takeStory)]
    pub fn take_story(&mut self, text: &str, first: bool) {
        self.widget.take_story(text, first);
    }

    /// Continues to load the story, for a few milliseconds. If it has problems, throws a report and keeps
    /// the old story.
    #[wasm_bindgen(js_name = loadStory)]
    pub fn load_story(&mut self) -> Result<(), JsValue> {
        self.widget.go_on_loading(STEP).map_err(|problems| report("story", "", problems))
    }

    /// Whether loading a story is not finished.
    #[wasm_bindgen(js_name = isLoading)]
    pub fn is_loading(&self) -> bool {
        self.widget.is_loading()
    }

    /// What was guessed or left out when the story was read: a list like that of problems.
    pub fn notes(&self) -> JsValue {
        to_js(&self.widget.notes())
    }

    /// The address of the translation that a reader of the language `asked` (a BCP 47 tag) needs, relative to that
    /// of the story; empty if none is missing.
    #[wasm_bindgen(js_name = missingTranslation)]
    pub fn missing_translation(&self, asked: &str) -> JsValue {
        let asked = Tag::parse(asked).unwrap_or(Tag::EN);
        self.widget.missing_translation(asked).unwrap_or_default().into()
    }

    /// Adds the translation in the file with the address `file`. If it has problems, throws a report; its other
    /// texts are still added.
    #[wasm_bindgen(js_name = loadTranslation)]
    pub fn load_translation(&mut self, file: &str, text: &str) -> Result<(), JsValue> {
        self.widget
            .load_translation(file, text)
            .map_err(|problems| report("story", &(file.to_owned() + ": "), problems))
    }

    /// Sets the size of the viewport in CSS pixels, and the device pixels per CSS pixel.
    pub fn resize(&mut self, width: f64, height: f64, ratio: f64) {
        self.canvas.set_ratio(ratio);
        self.widget.resize(Size::new(width, height));
        self.widget.invalidate();
    }

    /// Sets how much of each side of the viewport is covered, in CSS pixels.
    #[wasm_bindgen(js_name = setPadding)]
    pub fn set_padding(&mut self, top: f64, right: f64, bottom: f64, left: f64) {
        self.widget.set_padding(Insets::new(left, top, right, bottom));
    }

    /// Sets the rectangles (x, y, width, height) of the page's elements over the map, in CSS pixels.
    #[wasm_bindgen(js_name = setObstacles)]
    pub fn set_obstacles(&mut self, rects: &[f64]) {
        let mut list = Vec::new();
        for r in rects.chunks_exact(4) {
            if let [x, y, w, h] = *r {
                list.push(Rect::new(x, y, x + w, y + h));
            }
        }
        self.widget.set_obstacles(list);
    }

    /// The colours that a page may set, in the format of [`Theme::NAMES`].
    pub fn colors(&self) -> JsValue {
        Theme::NAMES.into()
    }

    /// Sets the theme (0 light, 1 dark, 2 contrast, 3 contrast-dark, 4 print) and the page's own colours: red,
    /// green, blue and alpha in the order of [`Engine::colors`]. Alpha 0 keeps the theme's colour.
    #[wasm_bindgen(js_name = setTheme)]
    pub fn set_theme(&mut self, index: u8, own: &[u8]) {
        let name = ThemeName::ALL.get(index as usize).copied().unwrap_or_default();
        let theme = name.theme().with(own);
        if self.widget.set_theme(theme) {
            self.canvas.set_theme(&theme);
        }
    }

    /// Sets the CSS font families for labels, sans and serif. Empty strings mean the map's own fonts, whose
    /// built-in advances are used for the layout before the fonts are loaded. Called again when a font has
    /// loaded.
    #[wasm_bindgen(js_name = setFonts)]
    pub fn set_fonts(&mut self, sans: String, serif: String) {
        self.canvas.letters_mut().set_families(sans, serif);
        self.widget.invalidate();
    }

    /// The alphabets that texts had letters of while their files were not loaded: a bit for each [`crate::text::Alphabet`], in its order.
    /// Each is reported once.
    #[wasm_bindgen(js_name = takeMissingAlphabets)]
    pub fn take_missing_alphabets(&self) -> u8 {
        self.canvas.letters().alphabets.take_missing()
    }

    /// Adds the letters of an alphabet's file: see [`crate::text::Alphabets::add`]. Their fonts are loaded.
    #[wasm_bindgen(js_name = addAlphabet)]
    pub fn add_alphabet(&mut self, file: &[u8]) {
        self.canvas.letters_mut().alphabets.add(file);
        self.widget.invalidate();
    }

    /// The keys of the interface words that the map draws, in the format of [`Locale::KEYS`].
    #[wasm_bindgen(js_name = localeKeys)]
    pub fn locale_keys(&self) -> JsValue {
        Locale::KEYS.into()
    }

    /// Sets the languages: BCP 47 tags of the one that the reader asked for and of the one that `texts` are
    /// in. `texts` are in the order of [`Engine::locale_keys`], separated by [`Locale::BETWEEN`].
    #[wasm_bindgen(js_name = setLocale)]
    pub fn set_locale(&mut self, asked: &str, tag: &str, texts: &str) {
        let (asked, tag) =
            (Tag::parse(asked).unwrap_or(Tag::EN), Tag::parse(tag).unwrap_or(Tag::EN));
        self.widget.set_locale(Locale::new(asked, tag, texts));
    }

    /// Sets the names of panels to leave out, separated by spaces. Unknown names are ignored.
    #[wasm_bindgen(js_name = setHiddenParts)]
    pub fn set_hidden_parts(&mut self, names: &str) {
        self.widget.set_parts(Parts::all_except(names));
    }

    /// Sets how much of the route is drawn as travelled, 0 to 1.
    #[wasm_bindgen(js_name = setProgress)]
    pub fn set_progress(&mut self, progress: f64) {
        self.widget.set_progress(progress);
    }

    /// Sets how much larger than usual all letters are, 1 to 2.
    #[wasm_bindgen(js_name = setTextScale)]
    pub fn set_text_scale(&mut self, scale: f64) {
        self.widget.set_text_scale(scale);
    }

    /// Sets whether the reader prefers reduced motion.
    #[wasm_bindgen(js_name = setReducedMotion)]
    pub fn set_reduced_motion(&mut self, on: bool) {
        self.widget.set_reduced_motion(on);
    }

    /// A pointer event: phase 0 down, 1 move, 2 up, 3 cancel, 4 leave; kind 0 mouse, 1 touch, 2 pen.
    pub fn pointer(&mut self, phase: u8, id: i32, kind: u8, x: f64, y: f64, time: f64) {
        let phase = match phase {
            0 => PointerPhase::Down,
            1 => PointerPhase::Move,
            2 => PointerPhase::Up,
            3 => PointerPhase::Cancel,
            _ => PointerPhase::Leave,
        };
        let kind = match kind {
            0 => PointerKind::Mouse,
            1 => PointerKind::Touch,
            _ => PointerKind::Pen,
        };
        self.widget
            .handle(InputEvent::Pointer { phase, id, kind, at: Point::new(x, y), time }, time);
    }

    /// A wheel event in CSS pixels; positive zooms out.
    pub fn wheel(&mut self, x: f64, y: f64, delta: f64, time: f64) {
        self.widget.handle(InputEvent::Wheel { at: Point::new(x, y), delta }, time);
    }

    /// Zooms by a number of levels, in a short flight.
    #[wasm_bindgen(js_name = zoomBy)]
    pub fn zoom_by(&mut self, levels: f64, time: f64) {
        self.widget.zoom_by(levels, time);
    }

    /// Pans by CSS pixels, in a short flight.
    #[wasm_bindgen(js_name = panBy)]
    pub fn pan_by(&mut self, dx: f64, dy: f64, time: f64) {
        self.widget.pan_by(Vec2::new(dx, dy), time);
    }

    /// Sets whether one finger pans the map.
    #[wasm_bindgen(js_name = setOneFingerPans)]
    pub fn set_one_finger_pans(&mut self, on: bool) {
        self.widget.set_one_finger_pans(on);
    }

    /// Sets whether visible places are numbered.
    #[wasm_bindgen(js_name = setNumbered)]
    pub fn set_numbered(&mut self, on: bool) {
        self.widget.set_numbered(on);
    }

    /// Selects the place with this number. Returns whether there is one.
    #[wasm_bindgen(js_name = selectNumber)]
    pub fn select_number(&mut self, number: u32) -> bool {
        self.widget.select_number(number as usize)
    }

    /// Goes to a chapter, counted from 0, or to the whole route for a negative number.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&mut self, chapter: i32, time: f64) {
        self.widget.go_to(usize::try_from(chapter).ok(), time);
    }

    /// Plays or pauses the story.
    pub fn play(&mut self, on: bool, time: f64) {
        if on { self.widget.play(time) } else { self.widget.pause() }
    }

    /// Goes to a position on the timeline without a flight. Positions are measured in chapters.
    pub fn scroll(&mut self, position: f64, time: f64) {
        self.widget.scroll(position, time);
    }

    /// Shows a step of the story's time, by its index from 0.
    #[wasm_bindgen(js_name = setTimeStep)]
    pub fn set_time_step(&mut self, step: u32) {
        self.widget.set_time_step(step);
    }

    /// Shows the step of a date such as `1914`. A text that is none changes nothing.
    #[wasm_bindgen(js_name = setTime)]
    pub fn set_time(&mut self, time: &str) {
        self.widget.set_time(time);
    }

    /// Which places and legs of the outline are not there at that time: `1` for each that is not, else `0`.
    pub fn absent(&self) -> JsValue {
        self.widget.absent().into()
    }

    /// Seconds until the next chapter is due; infinite if the story is not playing.
    #[wasm_bindgen(js_name = nextChapterIn)]
    pub fn next_chapter_in(&self, time: f64) -> f64 {
        self.widget.next_chapter_in(time).unwrap_or(f64::INFINITY)
    }

    /// Goes to the next chapter if it is due.
    pub fn tick(&mut self, time: f64) {
        self.widget.tick(time);
    }

    /// Whether the map shows the whole route because nobody has moved it away.
    #[wasm_bindgen(js_name = atHome)]
    pub fn at_home(&self) -> bool {
        self.widget.is_at_home()
    }

    /// Flies to the whole route.
    pub fn fit(&mut self, time: f64) {
        self.widget.fit(time);
    }

    /// Shows a view without a flight.
    #[wasm_bindgen(js_name = jumpTo)]
    pub fn jump_to(&mut self, lon: f64, lat: f64, zoom: f64) {
        self.widget.jump_to(View { lon, lat, zoom });
    }

    /// Flies to a view. If `seconds` is not finite, the duration follows from the distance.
    #[wasm_bindgen(js_name = flyTo)]
    pub fn fly_to(&mut self, lon: f64, lat: f64, zoom: f64, seconds: f64, time: f64) {
        let seconds = Some(seconds).filter(|s| s.is_finite());
        self.widget.fly_to(View { lon, lat, zoom }, seconds, time);
    }

    /// Selects a place or a leg, or nothing without an id. Returns whether there is such a place or leg.
    pub fn select(&mut self, id: Option<String>) -> bool {
        self.widget.select(id.as_deref())
    }

    /// Closes the card, and flies back to the view from before it was opened.
    #[wasm_bindgen(js_name = closeCard)]
    pub fn close_card(&mut self, time: f64) {
        self.widget.close_card(time);
    }

    /// Marks the place that has keyboard focus, or none.
    pub fn focus(&mut self, id: Option<String>) {
        self.widget.focus(id.as_deref());
    }

    /// Whether a frame needs to be painted.
    #[wasm_bindgen(js_name = needsFrame)]
    pub fn needs_frame(&self) -> bool {
        self.widget.needs_frame()
    }

    /// Paints the map without labels and panels, which can be shown first.
    pub fn sketch(&mut self) {
        self.widget.sketch(&self.canvas.measure());
        let (scene, shapes) = self.widget.scene();
        self.canvas.paint(scene, shapes);
    }

    /// Composes a frame without painting it.
    pub fn compose(&mut self, time: f64) {
        if self.widget.needs_frame() {
            self.widget.frame(time, &self.canvas.measure());
        }
    }

    /// Paints one piece of the composed frame. `from` is 0, then the result of the last call, until that is 0.
    #[wasm_bindgen(js_name = paintPiece)]
    pub fn paint_piece(&mut self, from: usize) -> usize {
        self.widget.take_fresh();
        let (scene, shapes) = self.widget.scene();
        self.canvas.paint_piece(scene, shapes, from)
    }

    /// Composes and paints a frame if one is needed.
    pub fn frame(&mut self, time: f64) {
        self.compose(time);
        if self.widget.take_fresh() {
            let (scene, shapes) = self.widget.scene();
            self.canvas.paint(scene, shapes);
        }
    }

    /// Paints the last scene exactly on another canvas with `ratio` pixels per CSS pixel.
    #[wasm_bindgen(js_name = paintOn)]
    pub fn paint_on(&mut self, context: CanvasRenderingContext2d, ratio: f64) {
        let (scene, shapes) = self.widget.scene();
        self.canvas.paint_on(&context, ratio, scene, shapes);
    }

    /// The last scene as an SVG document. `style` is its CSS, such as embedded fonts.
    pub fn svg(&self, title: &str, description: &str, style: &str) -> JsValue {
        let (scene, shapes) = self.widget.scene();
        let families = self.canvas.letters().families();
        let image = |image| self.canvas.address(image);
        svg(scene, shapes, &Extras { title, description, families, style, image: &image }).into()
    }

    /// The current view.
    pub fn view(&self) -> JsValue {
        to_js(&self.widget.viewpoint().camera().view())
    }

    /// Degrees to CSS pixels of the viewport: [x, y].
    pub fn project(&self, lon: f64, lat: f64) -> JsValue {
        let Point { x, y } = self.widget.project(LonLat::new(lon, lat));
        to_js(&vec![x, y])
    }

    /// CSS pixels of the viewport to degrees: [lon, lat].
    pub fn unproject(&self, x: f64, y: f64) -> JsValue {
        let LonLat { lon, lat } = self.widget.unproject(Point::new(x, y));
        to_js(&vec![lon, lat])
    }

    /// The events since the last call.
    #[wasm_bindgen(js_name = takeEvents)]
    pub fn take_events(&mut self) -> JsValue {
        to_js(&self.widget.take_events())
    }

    /// The CSS cursor: 0 `grab`, 1 `grabbing`, 2 `pointer`.
    pub fn cursor(&self) -> u8 {
        match self.widget.cursor() {
            Cursor::Grab => 0,
            Cursor::Grabbing => 1,
            Cursor::Pointer => 2,
        }
    }

    /// The outline of the story, as text.
    pub fn outline(&self) -> JsValue {
        to_js(&self.widget.outline())
    }

    /// The places and legs that a chapter tells, by the indices in its outline.
    pub fn told(&self, places: &[f64], legs: &[f64]) -> JsValue {
        to_js(&self.widget.told(indices(places), indices(legs)))
    }

    /// The names that the last picture shows as letters, the most important first.
    #[wasm_bindgen(js_name = namesInSight)]
    pub fn names_in_sight(&self) -> JsValue {
        to_js(&self.widget.names_in_sight())
    }

    /// The places that are not in the outline.
    #[wasm_bindgen(js_name = morePlaces)]
    pub fn more_places(&self) -> JsValue {
        to_js(&self.widget.more_places())
    }

    /// The card of a place; undefined if there is no such place.
    pub fn card(&self, id: &str) -> JsValue {
        self.widget.card(id).map_or(JsValue::UNDEFINED, |card| to_js(&card))
    }

    /// A leg of the route and its neighbours; undefined if there is no such leg.
    pub fn leg(&self, id: &str) -> JsValue {
        self.widget.leg(id).map_or(JsValue::UNDEFINED, |leg| to_js(&leg))
    }
}

/// The report of problems in data from the page. `file` is the beginning of its message.
fn report(code: &'static str, file: &str, problems: Vec<Problem>) -> JsValue {
    let message = problems.first().map_or(String::new(), |p| {
        file.to_owned() + &p.path + ": got " + &p.got + ", expected " + &p.expected
    });
    to_js(&Report { code, message, problems })
}
