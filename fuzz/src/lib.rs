//! What each fuzz target does with the bytes that it gets. Nothing may panic, and every number of a picture must be finite.
//!
//! `tests/hostile.rs` runs the same code over the committed inputs.

use darien_map::basemap::manifest::{Role, Sea};
use darien_map::basemap::{self, Manifest, Piece, PieceId};
use darien_map::camera::View;
use darien_map::geo::LonLat;
use darien_map::gestures::{InputEvent, PointerPhase};
use darien_map::ground::{Ground, set_off_route};
use darien_map::hit::PointerKind;
use darien_map::mercator::lonlat_from_world;
use darien_map::scene::{
    Geometries, Geometry, Halo, ImageId, ImageItem, Item, Layer, LayerKind, PathItem, Scene,
    Stroke, TextItem,
};
use darien_map::sea_gradient::SeaGradient;
use darien_map::settings::Parts;
use darien_map::svg::{Extras, FAMILIES, svg as write_svg};
use darien_map::text::{BakedAdvances, Font, Weight};
use darien_map::theme::Color;
use darien_map::widget::Widget;
use kurbo::{Affine, BezPath, Circle, Insets, PathEl, Point, Rect, Size, Vec2};

/// A small story with a leg, an area, a rough place, an inset and chapters.
const STORY: &str = include_str!("../story.geojson");

/// Reads the bytes as a story, and shows it in a few views.
pub fn story(data: &[u8]) {
    let mut map = Widget::default();
    map.resize(Size::new(900.0, 600.0));
    if map.load_story(&String::from_utf8_lossy(data)).is_err() {
        return;
    }
    let ids: Vec<String> =
        map.outline().places.iter().map(|place| place.id.to_owned()).take(8).collect();
    let _ = (map.more_places(), map.credits());
    show(&mut map, 0.0);
    for (i, id) in ids.iter().enumerate() {
        let _ = map.card(id);
        map.select(Some(id));
        for time in [0.2, 9.0] {
            show(&mut map, i as f64 * 10.0 + time);
        }
    }
    for zoom in [-1.0, 4.0, 11.0] {
        map.jump_to(View { zoom, ..map.viewpoint().camera().view() });
        show(&mut map, 1000.0);
    }
    map.scroll(0.5, 1001.0);
    show(&mut map, 1001.0);
}

/// Reads the bytes as what follows the header of a basemap file, with the length and the checksum that belong to them.
pub fn basemap(data: &[u8]) {
    let mut file = b"DMAP\x01".to_vec();
    file.extend((13 + data.len() as u32).to_le_bytes());
    file.extend(crc32(data).to_le_bytes());
    file.extend(data);
    let Ok(map) = basemap::decode(&file) else { return };
    assert_eq!(
        basemap::decode(&basemap::encode(&map)).as_ref(),
        Ok(&map),
        "it survives a round trip"
    );
    let corner = |x, y| lonlat_from_world(Point::new(x, y));
    let (southwest, northeast) =
        (corner(map.bounds.x0, map.bounds.y1), corner(map.bounds.x1, map.bounds.y0));
    let piece = Piece {
        file: "base.bin".into(),
        role: Role::Base,
        bounds: [southwest.lon, southwest.lat, northeast.lon, northeast.lat],
        world: map.bounds,
        tolerance_km: 1.0,
        sketch: None,
        relief: None,
        sea: Sea::Whole,
        draw_zoom: f64::NEG_INFINITY,
    };
    let manifest = Manifest {
        pieces: vec![piece.clone(), Piece { role: Role::Detail, ..piece }],
        ..Manifest::default()
    };
    let mut shapes = Geometries::default();
    for id in [PieceId(0), PieceId(1)] {
        let Some(mut ground) = Ground::new(&manifest, id, &map, &mut shapes) else { continue };
        let middle = map.bounds.center();
        ground.set_route(&[middle, map.bounds.origin(), Point::new(0.5, 0.5)], &shapes);
        set_off_route(std::slice::from_mut(&mut ground), &mut Vec::new(), &mut shapes);
        for region in &ground.regions {
            let _ = ground
                .region_scanlines(region, &shapes)
                .contains(Rect::from_center_size(middle, (1e-3, 1e-3)));
        }
        let _ = ground.land_scanlines(&shapes);
        let _ = ground.country_at(lonlat_from_world(middle), &shapes);
        // The gradient takes two thirds of the time, and depends on little: an eighth of the inputs is enough.
        if data.len().is_multiple_of(8) {
            let _ = SeaGradient::new(&ground, &shapes).map(|sea| sea.size());
        }
        ground.discard(&mut shapes);
    }
}

/// Reads the bytes as events, with any number where there is one, and writes the last picture as SVG. Some events have a frame of
/// their own; others come together before the next one, as in a page. A frame composes only what has changed, or moves the last picture.
pub fn events(data: &[u8]) {
    let mut bytes = Bytes(data);
    let mut map = Widget::default();
    map.resize(Size::new(900.0, 600.0));
    if let Err(problems) = map.load_story(STORY) {
        panic!("{problems:?}");
    }
    let mut now = 0.0;
    for _ in 0..16 {
        if bytes.0.is_empty() {
            break;
        }
        let op = bytes.byte();
        now = if op & 128 == 0 { now + 0.016 } else { bytes.number() };
        event(op & 63, &mut map, &mut bytes, now);
        if op & 64 == 0 {
            draw(&mut map, now);
        }
    }
    show(&mut map, now);
}

fn event(op: u8, map: &mut Widget, bytes: &mut Bytes, now: f64) {
    match op % 28 {
        0..4 => {
            let phases = [
                PointerPhase::Down,
                PointerPhase::Move,
                PointerPhase::Up,
                PointerPhase::Cancel,
                PointerPhase::Leave,
            ];
            let phase = phases[bytes.byte() as usize % phases.len()];
            let kind = [PointerKind::Mouse, PointerKind::Touch, PointerKind::Pen]
                [bytes.byte() as usize % 3];
            let id = i32::from(bytes.byte() % 3);
            map.handle(InputEvent::Pointer { phase, id, kind, at: bytes.point(), time: now }, now);
        }
        4 => map.handle(InputEvent::Wheel { at: bytes.point(), delta: bytes.number() }, now),
        5 => map.zoom_by(bytes.number(), now),
        6 => map.pan_by(bytes.point().to_vec2(), now),
        7 => map.jump_to(bytes.view()),
        8 | 9 => {
            let seconds = Some(bytes.number()).filter(|seconds| seconds.is_finite());
            map.fly_to(bytes.view(), seconds, now);
        }
        10 => map.fit(now),
        11 => map.resize(Size::new(bytes.number(), bytes.number())),
        12 => map.resize(Size::new(f64::from(bytes.byte()) * 5.0, f64::from(bytes.byte()) * 4.0)),
        13 => {
            let [left, top, right, bottom] = [(); 4].map(|()| bytes.number());
            map.set_padding(Insets::new(left, top, right, bottom));
        }
        14 => map.set_obstacles(vec![Rect::from_points(bytes.point(), bytes.point())]),
        15 => map.set_progress(bytes.number()),
        16 => map.set_text_scale(bytes.number()),
        17 => map.scroll(bytes.number(), now),
        18 => map.go_to(bytes.byte().checked_sub(1).map(usize::from), now),
        19 => map.play(now),
        20 => map.tick(bytes.number()),
        21 => map.pause(),
        22 => {
            let ids = ["a", "b", "around", "rough", "way", "nothing"];
            map.select(Some(ids[bytes.byte() as usize % ids.len()]));
        }
        23 => map.close_card(now),
        24 => map.set_reduced_motion(bytes.byte() & 1 == 1),
        25 => map.set_numbered(bytes.byte() & 1 == 1),
        26 => {
            map.select_number(bytes.byte().into());
            map.set_one_finger_pans(bytes.byte() & 1 == 1);
        }
        _ => {
            map.set_parts(Parts::all_except(
                ["", "title", "key inset", "locator scale"][bytes.byte() as usize % 4],
            ));
            let _ = (
                map.project(LonLat::new(bytes.number(), bytes.number())),
                map.unproject(bytes.point()),
            );
        }
    }
    let _ = (map.take_events(), map.next_chapter_in(now), map.cursor());
}

/// Reads the bytes as a scene, with any number where there is one, and writes it as SVG.
pub fn svg(data: &[u8]) {
    let mut bytes = Bytes(data);
    let mut shapes = Geometries::default();
    let mut layer = Layer::new(LayerKind::Marks);
    let mut open = 0;
    while !bytes.0.is_empty() {
        let item = match bytes.byte() % 7 {
            0 | 1 => Item::Path(path(&mut bytes, &mut shapes)),
            2 => Item::Text(text(&mut bytes)),
            3 => Item::Image(ImageItem {
                image: ImageId(0),
                rect: Rect::from_points(bytes.point(), bytes.point()),
                opacity: bytes.number(),
            }),
            4 => {
                open += 1;
                Item::Clip(Rect::from_points(bytes.point(), bytes.point()))
            }
            _ if open > 0 => {
                open -= 1;
                Item::EndClip
            }
            _ => continue,
        };
        layer.items.push(item);
    }
    layer.items.extend((0..open).map(|_| Item::EndClip));
    let scene = Scene { size: Size::new(900.0, 600.0), layers: vec![layer], ..Scene::default() };
    written(&scene, &shapes);
}

fn path(bytes: &mut Bytes, shapes: &mut Geometries) -> PathItem {
    let mut path = BezPath::new();
    path.move_to(bytes.point());
    for _ in 0..bytes.byte() % 8 {
        path.push(match bytes.byte() % 5 {
            0 => PathEl::MoveTo(bytes.point()),
            1 => PathEl::ClosePath,
            2 => PathEl::QuadTo(bytes.point(), bytes.point()),
            3 => PathEl::CurveTo(bytes.point(), bytes.point(), bytes.point()),
            _ => PathEl::LineTo(bytes.point()),
        });
    }
    let shape = match bytes.byte() % 3 {
        0 => Geometry::Circle(Circle::new(bytes.point(), bytes.number())),
        1 => Geometry::Path(path),
        _ => Geometry::Retained(shapes.add(path), Affine::new([(); 6].map(|()| bytes.number()))),
    };
    let dash = (bytes.byte() & 1 == 1).then(|| [bytes.number(), bytes.number()]);
    let stroke = Stroke { dash, ..Stroke::solid(Color::default(), bytes.number()) };
    PathItem { shape, fill: Some(Color::default()), stroke: Some(stroke) }
}

fn text(bytes: &mut Bytes) -> TextItem {
    let length = usize::from(bytes.byte() % 16);
    let text: Vec<u8> = (0..length).map(|_| bytes.byte()).collect();
    let glyphs = (0..bytes.byte() % 4).map(|_| (bytes.point(), bytes.number())).collect();
    TextItem {
        text: String::from_utf8_lossy(&text).into_owned(),
        origin: bytes.point(),
        font: Font { size: bytes.number(), ..Font::sans(12.0, Weight::Bold) },
        color: Color::default(),
        halo: Some(Halo { color: Color::default(), width: bytes.number() }),
        glyphs,
    }
}

/// Composes the map anew, looks at every number of the picture, and writes it as SVG.
fn show(map: &mut Widget, now: f64) {
    map.invalidate();
    draw(map, now);
    let (scene, shapes) = map.scene();
    written(scene, shapes);
}

/// Draws a frame, and looks at every number of the picture.
fn draw(map: &mut Widget, now: f64) {
    map.frame(now, &BakedAdvances);
    let view = map.viewpoint().camera().view();
    assert!(view.is_finite(), "{view:?}");
    let (scene, _) = map.scene();
    for item in scene.placed_items() {
        let finite = match &*item {
            Item::Path(path) => match &path.shape {
                Geometry::Retained(_, to_screen) => to_screen.is_finite(),
                Geometry::Path(path) => path.is_finite(),
                Geometry::Circle(circle) => circle.is_finite(),
            },
            Item::Text(text) => {
                text.origin.is_finite() && text.glyphs.iter().all(|(at, _)| at.is_finite())
            }
            Item::Image(image) => image.rect.is_finite(),
            Item::Clip(rect) => rect.is_finite(),
            Item::EndClip => true,
        };
        assert!(finite, "{item:?}");
    }
}

/// Writes a scene as SVG. Its numbers are numbers, and each element that begins ends.
fn written(scene: &Scene, shapes: &Geometries) {
    let families = [FAMILIES[0], FAMILIES[1]];
    let image = |_| Some("data:,".to_owned());
    let extras = Extras { title: "<T>", description: "", families, style: "", image: &image };
    let text = write_svg(scene, shapes, &extras);
    assert_eq!(text.matches("<svg").count(), text.matches("</svg>").count());
    let wrong = ["\"NaN", "\"inf", " NaN", " inf"];
    assert!(!wrong.iter().any(|wrong| text.contains(wrong)) || text.contains("<text"), "{text}");
}

/// The bytes that are left. When there are none, all numbers are 0.
struct Bytes<'a>(&'a [u8]);

/// Numbers that are more likely to matter than others.
const SPECIAL: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    300.0,
    1e-300,
    1e9,
    -1e9,
    1e21,
    1e200,
    f64::MAX,
    f64::MIN,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Any number: a special one, a small one, or one of eight bytes.
    fn number(&mut self) -> f64 {
        match self.byte() {
            kind @ 0..100 => SPECIAL[usize::from(kind) % SPECIAL.len()],
            100..230 => f64::from(i16::from_le_bytes([self.byte(), self.byte()])) / 16.0,
            _ => f64::from_le_bytes([(); 8].map(|()| self.byte())),
        }
    }

    fn point(&mut self) -> Point {
        Vec2::new(self.number(), self.number()).to_point()
    }

    fn view(&mut self) -> View {
        View { lon: self.number(), lat: self.number(), zoom: self.number() }
    }
}

/// The checksum of basemap files.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
