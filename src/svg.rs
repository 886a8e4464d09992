//! A scene as an SVG document: the painter that needs no browser.

use crate::scene::{Geometries, Halo, Item, Outline, PathItem, Scene, Stroke, TextItem};
use crate::text::{Family, Font, push_decimal};
use crate::theme::Color;
use core::fmt::Write;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// The scene as a complete SVG document. `image` gives the address of an image, if it is to be had.
pub fn svg(
    scene: &Scene,
    shapes: &Geometries,
    image: &dyn Fn(crate::scene::ImageId) -> Option<String>,
) -> String {
    let mut out = Writer { text: String::new() };
    let (w, h) = (scene.size.width, scene.size.height);
    out.text.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    out.number(" width", w);
    out.number(" height", h);
    out.text.push_str(" viewBox=\"0 0 ");
    out.value(w);
    out.text.push(' ');
    out.value(h);
    out.text.push_str("\">\n<rect width=\"100%\" height=\"100%\"");
    out.color(" fill", scene.background);
    out.text.push_str("/>\n");
    let mut clips = 0;
    for item in &scene.items {
        match item {
            Item::Path(path) => out.path(path, shapes, scene),
            Item::Text(text) => out.text_item(text),
            Item::Image(i) => {
                let Some(href) = image(i.image) else { continue };
                out.text.push_str("<image preserveAspectRatio=\"none\"");
                out.rect(i.rect);
                if i.opacity < 1.0 {
                    out.number(" opacity", i.opacity);
                }
                out.text.push_str(" href=\"");
                out.escaped(&href);
                out.text.push_str("\"/>\n");
            }
            Item::Clip(rect) => {
                clips += 1;
                let _ = write!(out.text, "<clipPath id=\"clip{clips}\"><rect");
                out.rect(*rect);
                let _ = writeln!(out.text, "/></clipPath>\n<g clip-path=\"url(#clip{clips})\">");
            }
            Item::EndClip => out.text.push_str("</g>\n"),
        }
    }
    out.text.push_str("</svg>\n");
    out.text
}

struct Writer {
    text: String,
}

impl Writer {
    fn value(&mut self, v: f64) {
        push_decimal(&mut self.text, v);
    }

    fn number(&mut self, name: &str, v: f64) {
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.value(v);
        self.text.push('"');
    }

    fn rect(&mut self, r: Rect) {
        self.number(" x", r.x0);
        self.number(" y", r.y0);
        self.number(" width", r.width());
        self.number(" height", r.height());
    }

    fn color(&mut self, name: &str, color: Color) {
        let [r, g, b] = color.rgb;
        let _ = write!(self.text, "{name}=\"#{r:02x}{g:02x}{b:02x}\"");
        if color.alpha < 255 {
            self.number(&[name, "-opacity"].concat(), f64::from(color.alpha) / 255.0);
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.color(" stroke", stroke.color);
        self.number(" stroke-width", stroke.width);
        self.text.push_str(" stroke-linejoin=\"round\"");
        if stroke.round {
            self.text.push_str(" stroke-linecap=\"round\"");
        }
        if let Some([on, off]) = stroke.dash {
            self.text.push_str(" stroke-dasharray=\"");
            self.value(on);
            self.text.push(' ');
            self.value(off);
            self.text.push('"');
        }
    }

    fn path(&mut self, item: &PathItem, shapes: &Geometries, scene: &Scene) {
        match &item.shape {
            Outline::Circle(c) => {
                self.text.push_str("<circle");
                self.number(" cx", c.center.x);
                self.number(" cy", c.center.y);
                self.number(" r", c.radius);
            }
            Outline::Path(path) => {
                self.text.push_str("<path d=\"");
                self.elements(path, Affine::IDENTITY);
                self.text.push('"');
            }
            Outline::Retained(id, to_screen) => {
                let Some(path) = shapes.get(*id) else { return };
                // Open lines are thinned to what can be seen; areas must stay whole.
                let seen = item.fill.is_none().then(|| scene.size.to_rect().inflate(20.0, 20.0));
                let path = visible(path, *to_screen, seen);
                if path.is_empty() {
                    return;
                }
                self.text.push_str("<path d=\"");
                self.elements(&path, Affine::IDENTITY);
                self.text.push('"');
            }
        }
        match item.fill {
            Some(color) => {
                self.color(" fill", color);
                self.text.push_str(" fill-rule=\"evenodd\"");
            }
            None => self.text.push_str(" fill=\"none\""),
        }
        if let Some(stroke) = &item.stroke {
            self.stroke(stroke);
        }
        self.text.push_str("/>\n");
    }

    fn elements(&mut self, path: &BezPath, to_screen: Affine) {
        for el in path.elements() {
            let (letter, points): (char, &[Point]) = match el {
                PathEl::MoveTo(p) => ('M', &[*p]),
                PathEl::LineTo(p) => ('L', &[*p]),
                PathEl::QuadTo(a, p) => ('Q', &[*a, *p]),
                PathEl::CurveTo(a, b, p) => ('C', &[*a, *b, *p]),
                PathEl::ClosePath => ('Z', &[]),
            };
            self.text.push(letter);
            for (i, p) in points.iter().enumerate() {
                let p = to_screen * *p;
                if i > 0 {
                    self.text.push(' ');
                }
                self.value(p.x);
                self.text.push(' ');
                self.value(p.y);
            }
        }
    }

    fn text_item(&mut self, item: &TextItem) {
        self.text.push_str("<g");
        self.font(&item.font);
        self.text.push_str(">\n");
        if let Some(Halo { color, width }) = item.halo {
            self.letters(item, &|out| {
                out.text.push_str(" fill=\"none\"");
                out.stroke(&Stroke::solid(color, width));
            });
        }
        self.letters(item, &|out| out.color(" fill", item.color));
        self.text.push_str("</g>\n");
    }

    fn letters(&mut self, item: &TextItem, paint: &dyn Fn(&mut Self)) {
        if item.glyphs.is_empty() {
            self.text.push_str("<text");
            self.number(" x", item.origin.x);
            self.number(" y", item.origin.y);
            paint(self);
            self.text.push('>');
            self.escaped(&item.text);
            self.text.push_str("</text>\n");
            return;
        }
        self.text.push_str("<text");
        for (name, get) in [
            (" x=\"", (|g: &(Point, f64)| g.0.x) as fn(&(Point, f64)) -> f64),
            (" y=\"", |g| g.0.y),
            (" rotate=\"", |g| g.1.to_degrees()),
        ] {
            self.text.push_str(name);
            for (i, glyph) in item.glyphs.iter().enumerate() {
                if i > 0 {
                    self.text.push(' ');
                }
                self.value(get(glyph));
            }
            self.text.push('"');
        }
        paint(self);
        self.text.push('>');
        self.escaped(&item.text);
        self.text.push_str("</text>\n");
    }

    fn font(&mut self, font: &Font) {
        let family = match font.family {
            Family::Sans => "'Source Sans 3', 'Source Sans Pro', sans-serif",
            Family::Serif => "'Source Serif 4', 'Source Serif Pro', serif",
        };
        let _ =
            write!(self.text, " font-family=\"{family}\" font-weight=\"{}\"", font.weight.css());
        self.number(" font-size", font.size);
        if font.italic {
            self.text.push_str(" font-style=\"italic\"");
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                '"' => self.text.push_str("&quot;"),
                // Control characters have no place in XML.
                c if c < ' ' => self.text.push(' '),
                c => self.text.push(c),
            }
        }
    }
}

/// The path on the screen. Lines: only the pieces that meet `seen`. Points that fall within a
/// quarter of a pixel of the last one are left out.
fn visible(path: &BezPath, to_screen: Affine, seen: Option<Rect>) -> BezPath {
    let mut out = BezPath::new();
    let mut last = Point::ZERO;
    let mut pen_down = false;
    for el in path.elements() {
        let el = to_screen * *el;
        match el {
            PathEl::MoveTo(p) => {
                last = p;
                pen_down = false;
                if seen.is_none() {
                    out.move_to(p);
                    pen_down = true;
                }
            }
            PathEl::ClosePath => {
                if seen.is_none() {
                    out.close_path();
                }
            }
            el => {
                let Some(p) = el.end_point() else { continue };
                let near = (p - last).hypot2() < 0.0625;
                let meets = seen.is_none_or(|s| {
                    s.overlaps(Rect::from_points(last, p).inflate(0.5, 0.5))
                        || matches!(el, PathEl::CurveTo(..) | PathEl::QuadTo(..))
                });
                if near && pen_down && matches!(el, PathEl::LineTo(_)) {
                    continue;
                }
                if meets {
                    if !pen_down {
                        out.move_to(last);
                    }
                    out.push(el);
                    pen_down = true;
                } else {
                    pen_down = false;
                }
                last = p;
            }
        }
    }
    out
}
