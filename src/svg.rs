//! A painter that writes a scene as an SVG document, without a browser.

use crate::scene::{Geometries, Geometry, Halo, ImageId, Item, PathItem, Scene, Stroke, TextItem};
use crate::text::{
    Family, hundredths, is_read_from_right, push_decimal, push_hex, push_hundredths,
};
use crate::theme::Color;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// The CSS font families of the map's own fonts with fallbacks: sans and serif.
pub const FAMILIES: [&str; 2] = [
    "'Map Sans','Source Sans 3','Source Sans Pro','Noto Sans',system-ui,sans-serif",
    "'Map Serif','Source Serif 4','Source Serif Pro',Charter,Georgia,serif",
];

/// Everything in a document that is not in its scene.
#[derive(Clone, Copy)]
pub struct Extras<'a> {
    /// The title of the picture, for screen readers.
    pub title: &'a str,
    /// The description of the picture, for screen readers.
    pub description: &'a str,
    /// CSS font families: sans and serif.
    pub families: [&'a str; 2],
    /// CSS for the document, such as embedded fonts.
    pub style: &'a str,
    /// The address of an image, if there is one.
    pub image: &'a dyn Fn(ImageId) -> Option<String>,
}

/// The scene as a complete SVG document.
pub fn svg(scene: &Scene, shapes: &Geometries, extras: &Extras<'_>) -> String {
    let visible = scene.size.to_rect();
    let [sans, serif] = extras.families;
    let mut out = Writer { text: String::new(), visible: visible.inflate(20.0, 20.0), serif };
    out.put(&["<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""]);
    out.frame(visible);
    // Attributes that all following elements inherit. The direction is that of the texts without one of their own:
    // a page in Arabic would turn their brackets.
    out.attribute("font-family", sans);
    out.put(&[
        " direction=\"ltr\" fill-rule=\"evenodd\" stroke-linejoin=\"round\" \
         text-rendering=\"geometricPrecision\" xml:space=\"preserve\" style=\"font-kerning:none\">\n",
    ]);
    for (name, text) in
        [("title", extras.title), ("desc", extras.description), ("style", extras.style)]
    {
        if !text.is_empty() {
            out.put(&["<", name, ">"]);
            out.escaped(text);
            out.put(&["</", name, ">\n"]);
        }
    }
    out.put(&["<rect width=\"100%\" height=\"100%\""]);
    out.color("fill", scene.background);
    out.put(&["/>\n"]);
    for layer in &scene.layers {
        for item in layer.placed_items() {
            out.item(&item, shapes, extras);
        }
    }
    out.put(&["</svg>\n"]);
    out.text
}

struct Writer<'a> {
    text: String,
    /// Paths and subpaths entirely on one side of this are left out.
    visible: Rect,
    serif: &'a str,
}

impl Writer<'_> {
    fn item(&mut self, item: &Item, shapes: &Geometries, extras: &Extras) {
        match item {
            Item::Path(path) => self.path(path, shapes),
            Item::Text(text) => self.text_item(text),
            Item::Image(i) => {
                let Some(href) = (extras.image)(i.image) else { return };
                self.put(&["<image preserveAspectRatio=\"none\""]);
                self.rect(i.rect);
                if i.opacity < 1.0 {
                    self.numbers("opacity", &[i.opacity]);
                }
                self.attribute("href", &href);
                self.put(&["/>\n"]);
            }
            // A nested document clips to its viewport and, unlike a clip path, needs no id.
            Item::Clip(rect) => {
                self.put(&["<svg"]);
                self.frame(*rect);
                self.put(&[">\n"]);
            }
            Item::EndClip => self.put(&["</svg>\n"]),
        }
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.put(&[" ", name, "=\""]);
        self.escaped(value);
        self.put(&["\""]);
    }

    fn numbers(&mut self, name: &str, values: &[f64]) {
        self.put(&[" ", name, "=\""]);
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                self.put(&[" "]);
            }
            push_decimal(&mut self.text, *value);
        }
        self.put(&["\""]);
    }

    fn rect(&mut self, r: Rect) {
        self.numbers("x", &[r.x0]);
        self.numbers("y", &[r.y0]);
        self.numbers("width", &[r.width()]);
        self.numbers("height", &[r.height()]);
    }

    fn frame(&mut self, r: Rect) {
        self.rect(r);
        self.numbers("viewBox", &[r.x0, r.y0, r.width(), r.height()]);
    }

    fn color(&mut self, name: &str, color: Color) {
        self.put(&[" ", name, "=\"#"]);
        push_hex(&mut self.text, &color.rgb);
        self.put(&["\""]);
        if color.alpha < 255 {
            self.numbers(&(String::from(name) + "-opacity"), &[f64::from(color.alpha) / 255.0]);
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.color("stroke", stroke.color);
        self.numbers("stroke-width", &[stroke.width]);
        if stroke.round {
            self.attribute("stroke-linecap", "round");
        }
        if let Some(dash) = &stroke.dash {
            self.numbers("stroke-dasharray", dash);
        }
    }

    fn path(&mut self, item: &PathItem, shapes: &Geometries) {
        let start = self.text.len();
        // Dashes are measured from the start of a line, so every point of it is kept.
        let whole = item.stroke.is_some_and(|s| s.dash.is_some());
        let invisible = match &item.shape {
            Geometry::Circle(c) => {
                self.put(&["<circle"]);
                self.numbers("cx", &[c.center.x]);
                self.numbers("cy", &[c.center.y]);
                self.numbers("r", &[c.radius]);
                false
            }
            Geometry::Path(path) => self.outline(path, Affine::IDENTITY, whole),
            Geometry::Retained(id, to_screen) => {
                shapes.get(*id).is_none_or(|path| self.outline(path, *to_screen, whole))
            }
        };
        while invisible && self.text.len() > start {
            self.text.pop();
        }
        if invisible {
            return;
        }
        match item.fill {
            Some(color) => self.color("fill", color),
            None => self.attribute("fill", "none"),
        }
        if let Some(stroke) = &item.stroke {
            self.stroke(stroke);
        }
        self.put(&["/>\n"]);
    }

    /// Writes the start of a path element. Returns true if no part of the path is visible.
    fn outline(&mut self, path: &BezPath, to_screen: Affine, whole: bool) -> bool {
        self.put(&["<path d=\""]);
        let start = self.text.len();
        let mut pen = Pen {
            out: &mut self.text,
            visible: self.visible,
            whole,
            at: [0; 2],
            first: [0; 2],
            from: Point::ZERO,
            pending: None,
            mark: start,
            sides: 0,
        };
        for el in path.elements() {
            match to_screen * *el {
                PathEl::MoveTo(p) => pen.begin(p),
                PathEl::LineTo(p) => pen.line(p),
                PathEl::QuadTo(a, p) => pen.put('q', &[a, p]),
                PathEl::CurveTo(a, b, p) => pen.put('c', &[a, b, p]),
                PathEl::ClosePath => pen.put('z', &[]),
            }
        }
        pen.end();
        let invisible = self.text.len() == start;
        self.put(&["\""]);
        invisible
    }

    fn text_item(&mut self, item: &TextItem) {
        if let Some(Halo { color, width }) = item.halo {
            self.letters(item, &|out| {
                out.put(&[" fill=\"none\" aria-hidden=\"true\""]);
                out.stroke(&Stroke::solid(color, width));
            });
        }
        self.letters(item, &|out| out.color("fill", item.color));
    }

    fn letters(&mut self, item: &TextItem, paint: &dyn Fn(&mut Self)) {
        let font = &item.font;
        self.put(&["<text"]);
        if font.family == Family::Serif {
            self.attribute("font-family", self.serif);
        }
        if font.italic {
            self.attribute("font-style", "italic");
        }
        self.attribute("font-weight", font.weight.css());
        self.numbers("font-size", &[font.size]);
        if is_read_from_right(&item.text) {
            // With text-anchor="end", x is the left end of a text that is read from the right.
            self.put(&[" direction=\"rtl\" text-anchor=\"end\""]);
        }
        paint(self);
        if item.glyphs.is_empty() {
            self.place(item.origin, 0.0);
            self.escaped(&item.text);
        } else {
            self.put(&[">"]);
            let mut letter = [0; 4];
            for (c, (at, angle)) in item.text.chars().zip(&item.glyphs) {
                self.put(&["<tspan"]);
                self.place(*at, *angle);
                self.escaped(c.encode_utf8(&mut letter));
                self.put(&["</tspan>"]);
            }
        }
        self.put(&["</text>\n"]);
    }

    /// Writes the position of a text and the end of its start tag.
    fn place(&mut self, at: Point, angle: f64) {
        self.numbers("x", &[at.x]);
        self.numbers("y", &[at.y]);
        if angle != 0.0 {
            self.numbers("rotate", &[angle.to_degrees()]);
        }
        self.put(&[">"]);
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.put(&["&lt;"]),
                '>' => self.put(&["&gt;"]),
                '&' => self.put(&["&amp;"]),
                '"' => self.put(&["&quot;"]),
                // XML does not allow these characters.
                '\0'..' ' | '\u{fffe}' | '\u{ffff}' => self.text.push(' '),
                c => self.text.push(c),
            }
        }
    }
}

/// Writes the data of one path. Unless `whole` is set, points closer than a seventh of a pixel to the one
/// before, and points outside on the same side as their neighbours, are left out, as are subpaths entirely
/// outside on one side.
struct Pen<'a> {
    out: &'a mut String,
    visible: Rect,
    whole: bool,
    /// The last point and the start of the subpath, in hundredths of a pixel.
    at: [i64; 2],
    first: [i64; 2],
    /// The last point written.
    from: Point,
    /// The end of a line that may still be left out.
    pending: Option<Point>,
    /// Where the subpath begins in the text.
    mark: usize,
    /// The sides of the visible area on which all of the subpath lies, one bit each.
    sides: u8,
}

impl Pen<'_> {
    fn begin(&mut self, p: Point) {
        self.end();
        self.mark = self.out.len();
        (self.at, self.sides) = ([0; 2], 15);
        self.put('M', &[p]);
        self.first = self.at;
    }

    fn line(&mut self, p: Point) {
        if let Some(h) = self.pending {
            let near = (h - self.from).hypot2() < 0.02;
            if !self.whole && (near || self.side(self.from) & self.side(h) & self.side(p) != 0) {
                self.pending = None;
            }
            self.flush();
        }
        self.pending = Some(p);
    }

    fn flush(&mut self) {
        if let Some(h) = self.pending.take() {
            self.put('l', &[h]);
        }
    }

    /// Writes a path command with points relative to the current one.
    fn put(&mut self, letter: char, points: &[Point]) {
        self.flush();
        self.out.push(letter);
        let [x, y] = self.at;
        for p in points {
            self.sides &= self.side(*p);
            self.from = *p;
            self.at = [p.x, p.y].map(hundredths);
            for delta in [self.at[0] - x, self.at[1] - y] {
                // A letter or a minus sign already separates numbers.
                if delta >= 0 && self.out.as_bytes().last().is_some_and(u8::is_ascii_digit) {
                    self.out.push(' ');
                }
                push_hundredths(self.out, delta);
            }
        }
        if points.is_empty() {
            self.at = self.first;
        }
    }

    fn end(&mut self) {
        self.flush();
        while self.sides != 0 && self.out.len() > self.mark {
            self.out.pop();
        }
    }

    fn side(&self, p: Point) -> u8 {
        let s = self.visible;
        [p.x < s.x0, p.x > s.x1, p.y < s.y0, p.y > s.y1]
            .iter()
            .fold(0, |bits, out| bits * 2 + u8::from(*out))
    }
}
