//! Texts as small pictures: letters with a halo are dear to paint, and say the same for many frames.

use super::canvas::Canvas;
use super::surface::surface;
use crate::scene::TextItem;
use kurbo::{Point, Rect, Size, Vec2};
use web_sys::HtmlCanvasElement;

/// A picture that was not asked for in so many frames is let go.
const FRAMES: u32 = 90;

/// A text becomes a picture once it was asked for so many times: where letters are painted anew in every frame,
/// and where that is rare.
const ASKED: (u32, u32) = (1, 4);

/// Nearer than this, in CSS pixels, two letters stand alike.
const EXACT: f64 = 0.02;

/// The texts of the last frames.
#[derive(Default)]
pub(super) struct Sprites {
    list: Vec<Sprite>,
    /// Where the next text is looked for first: they come in the same order in every frame.
    next: usize,
    frame: u32,
    /// Whether texts are painted from them now, and whether that happens rarely.
    pub(super) on: bool,
    pub(super) rare: bool,
}

struct Sprite {
    item: TextItem,
    /// How often it was asked for, and the frame that did so last.
    asked: u32,
    used: u32,
    /// Its picture, and where there the text begins, in device pixels.
    picture: Option<(HtmlCanvasElement, Vec2)>,
}

impl Sprites {
    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.list.clear();
    }

    /// A frame begins.
    pub(super) fn begin(&mut self) {
        self.next = 0;
        self.frame += 1;
        let frame = self.frame;
        self.list.retain(|s| frame - s.used < if s.picture.is_some() { FRAMES } else { 3 });
    }

    /// A text in the list; it is put there if it is new.
    fn find(&mut self, item: &TextItem) -> Option<&mut Sprite> {
        let (before, after) = self.list.split_at(self.next.min(self.list.len()));
        let known = after.iter().chain(before).position(|s| is_same(&s.item, item));
        let index = match known {
            Some(n) => (before.len() + n) % self.list.len(),
            None => {
                let item = item.clone();
                self.list.push(Sprite { item, asked: 0, used: 0, picture: None });
                self.list.len() - 1
            }
        };
        self.next = index + 1;
        let sprite = self.list.get_mut(index)?;
        sprite.asked += 1;
        sprite.used = self.frame;
        Some(sprite)
    }
}

impl Canvas {
    /// Paints a text from its picture; false if there is none.
    pub(super) fn sprite(&mut self, item: &TextItem) -> bool {
        let asked = if self.sprites.rare { ASKED.1 } else { ASKED.0 };
        let Some(sprite) = self.sprites.find(item) else { return false };
        if sprite.asked < asked {
            return false;
        }
        let picture = match sprite.picture.clone() {
            Some(picture) => Some(picture),
            None => self.add_sprite(item),
        };
        let Some((picture, begin)) = picture else { return false };
        // Whole device pixels: between them letters would be blurred.
        let at = (item.begin().to_vec2() * self.ratio).round() + self.origin - begin;
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        let _ = self.context.draw_image_with_html_canvas_element(&picture, at.x, at.y);
        self.reset_transform();
        true
    }

    /// Makes a picture of the text last found; returns it, and where there the text begins.
    fn add_sprite(&mut self, item: &TextItem) -> Option<(HtmlCanvasElement, Vec2)> {
        let reach = item.font.size + item.halo.map_or(0.0, |h| h.width);
        let begin = item.begin();
        let mut around = Rect::from_points(begin, begin);
        for (at, _) in &item.glyphs {
            around = around.union_pt(*at);
        }
        if item.glyphs.is_empty() {
            self.context.set_font(&self.letters.css(&item.font));
            around.x1 += self.context.measure_text(&item.text).ok()?.width();
        }
        let around = around.inflate(reach, reach).scale_from_origin(self.ratio);
        let begin = begin.to_vec2() * self.ratio;
        let corner = (around.origin().to_vec2() - begin).floor();
        let size = (around.size() + Size::new(2.0, 2.0)).ceil();
        let context = surface(&self.context, size, false)?;
        self.onto(context.clone(), self.ratio, -corner - begin, size.to_rect(), |canvas| {
            canvas.prepare();
            canvas.letters(item);
        });
        let sprite = self.sprites.list.get_mut(self.sprites.next.checked_sub(1)?)?;
        sprite.picture = Some((context.canvas()?, -corner));
        sprite.picture.clone()
    }
}

/// Whether two texts differ in where they stand alone.
fn is_same(a: &TextItem, b: &TextItem) -> bool {
    let by = b.begin() - a.begin();
    let near = |((a, turned), (b, turn)): (&(Point, f64), &(Point, f64))| {
        let off = *b - *a - by;
        off.x.abs().max(off.y.abs()).max((turned - turn).abs()) < EXACT
    };
    a.text == b.text
        && (a.font, a.color, a.halo) == (b.font, b.color, b.halo)
        && a.glyphs.len() == b.glyphs.len()
        && a.glyphs.iter().zip(&b.glyphs).all(near)
}
