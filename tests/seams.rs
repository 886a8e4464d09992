//! Where a detail of the built-in basemap ends, its lines continue in those of the base, and no edge is seen. Nor is one of the pieces
//! of the whole Earth: looked for pixel by pixel.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "common/paint.rs"]
mod paint;

use common::earth::{earth, look};
use common::{BASEMAP, EN, manifest, picture, widget};
use darien_map::basemap::manifest::Role;
use darien_map::basemap::{ArcKind, Basemap, PieceId, RegionKind, decode};
use darien_map::camera::{MAX_ZOOM, View};
use darien_map::ground::SharedGrounds;
use darien_map::mercator::{lonlat_from_world, world_width};
use darien_map::scene::{Geometry, Item};
use darien_map::settings::Parts;
use darien_map::theme::ThemeName;
use kurbo::{Point, Rect, Size};
use paint::paint_scene_at;
use resvg::tiny_skia::Pixmap;
use serde_json::json;

/// What is drawn as a line; the ranks of rivers have different widths.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Coast,
    Border,
    StateLine,
    River(u8),
}

fn file(name: &str) -> Basemap {
    decode(&std::fs::read(format!("{BASEMAP}/{name}")).unwrap()).unwrap()
}

/// Every line of a file, in world coordinates.
fn lines(map: &Basemap) -> Vec<(Kind, Vec<Point>)> {
    let arcs = map.arcs.iter().filter_map(|arc| {
        let kind = match arc.kind {
            ArcKind::Coast | ArcKind::Shore => Kind::Coast,
            ArcKind::Border | ArcKind::Disputed => Kind::Border,
            ArcKind::StateLine => Kind::StateLine,
            ArcKind::Cut | ArcKind::River => return None,
        };
        Some((kind, arc.points.iter().map(|&quanta| map.point(quanta)).collect()))
    });
    let rivers = map.rivers.iter().flat_map(|river| {
        river.runs.iter().map(|run| (Kind::River(river.rank), map.run_points(run).collect()))
    });
    arcs.chain(rivers).collect()
}

/// The sides of a rectangle: west, south, east, north.
fn sides(r: Rect) -> [(Point, Point); 4] {
    let [nw, ne, sw, se] =
        [(r.x0, r.y0), (r.x1, r.y0), (r.x0, r.y1), (r.x1, r.y1)].map(Point::from);
    [(nw, sw), (sw, se), (se, ne), (ne, nw)]
}

/// Where a line crosses a side of a rectangle, or ends less than `near` from it.
fn crossings(points: &[Point], (from, to): (Point, Point), near: f64) -> Vec<Point> {
    let along = (to - from) / (to - from).hypot();
    // Distance from the side, and position along it.
    let place = |p: &Point| ((*p - from).cross(along), (*p - from).dot(along));
    let inside = |at: &f64| (0.0..=(to - from).hypot()).contains(at);
    let through = points.windows(2).filter_map(|pair| {
        let ((a, s), (b, t)) = (place(&pair[0]), place(&pair[1]));
        ((a < 0.0) != (b < 0.0)).then(|| s + (t - s) * a / (a - b))
    });
    let is_ring = points.first() == points.last();
    let ends = points.first().into_iter().chain(points.last()).filter(|_| !is_ring).map(place);
    let ends: Vec<f64> = ends.filter(|(off, _)| off.abs() < near).map(|(_, at)| at).collect();
    let apart = |at: &f64| !ends.iter().any(|end| (end - at).abs() < near);
    let mut all: Vec<f64> = through.filter(apart).chain(ends.iter().copied()).collect();
    all.retain(inside);
    all.into_iter().map(|at| from + along * at).collect()
}

#[test]
fn lines_continue_over_the_edges_of_details() {
    let half_pixel = 0.5 / world_width(MAX_ZOOM);
    let (bases, details): (Vec<_>, Vec<_>) =
        manifest().pieces.iter().partition(|piece| piece.role == Role::Base);
    let base = lines(&file(&bases[0].file));
    let mut seams = vec![];
    for piece in details {
        let map = file(&piece.file);
        let detail = lines(&map);
        for (side, name) in sides(map.bounds).into_iter().zip(["west", "south", "east", "north"]) {
            let cross = |lines: &[(Kind, Vec<Point>)], near: f64| -> Vec<(Kind, Point)> {
                let each = lines.iter();
                each.flat_map(|(kind, points)| {
                    crossings(points, side, near).into_iter().map(|at| (*kind, at))
                })
                .collect()
            };
            // Over a detail without states the state lines of the base are drawn.
            let has_states = map.regions.iter().any(|region| region.kind == RegionKind::State);
            let drawn = |(kind, _): &(Kind, Point)| has_states || *kind != Kind::StateLine;
            let (mut outside, inside) = (cross(&base, 0.0), cross(&detail, 2.0 * map.step));
            outside.retain(drawn);
            for (list, other, lost) in [(&inside, &outside, "base"), (&outside, &inside, "detail")]
            {
                for (kind, at) in list {
                    let gaps =
                        other.iter().filter(|(k, _)| k == kind).map(|(_, q)| (*q - *at).hypot());
                    let gap = gaps.fold(f64::INFINITY, f64::min);
                    if gap > half_pixel {
                        let place = lonlat_from_world(*at);
                        seams.push(format!(
                            "{}, {name} edge: {kind:?} at {:.3}, {:.3} is not in the {lost}; next {:.1} px",
                            piece.file, place.lon, place.lat, gap * world_width(MAX_ZOOM)
                        ));
                    }
                }
            }
        }
    }
    assert!(seams.is_empty(), "{} seams:\n{}", seams.len(), seams.join("\n"));
}

#[test]
fn a_detail_fills_whole_pixels_and_has_the_state_lines_of_the_base() {
    for zoom in [6.61, 7.3, 8.1] {
        let mut map = widget(Size::new(800.0, 700.0), EN);
        let items: Vec<Item> = picture(&mut map, Some(View { lon: -97.8, lat: 24.3, zoom }))
            .placed_items()
            .map(|item| item.into_owned())
            .collect();
        let base = map.ground(PieceId(0)).unwrap();
        let is_states = |item: &Item| matches!(item, Item::Path(path) if matches!(path.shape, Geometry::Retained(id, _) if id == base.state_lines));
        assert_eq!(
            items.iter().filter(|item| is_states(item)).count(),
            2,
            "under and in the detail"
        );
        let clip = items.iter().find_map(|item| match item {
            Item::Clip(rect) => Some(*rect),
            _ => None,
        });
        let clip = clip.unwrap();
        assert_eq!(clip, clip.round());
        assert!(clip.height() > 200.0, "{clip:?}");
    }
}

/// The length of the longest run of pixels along a side of a piece that differ from those on both sides of them, which are the same.
/// The side is the line x = `edge`, in CSS pixels; for one from west to east `turned` is true.
fn longest_seam(pixels: &Pixmap, ratio: f64, edge: f64, turned: bool) -> u32 {
    let at = |across: i32, along: u32| {
        let (x, y) = if turned { (along as i32, across) } else { (across, along as i32) };
        let p = pixels.pixel(x as u32, y as u32).unwrap();
        [p.red(), p.green(), p.blue()].map(i32::from)
    };
    let apart = |a: [i32; 3], b: [i32; 3]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).max();
    let middle = (edge * ratio) as i32;
    let length = if turned { pixels.width() } else { pixels.height() };
    let (mut run, mut longest) = (0, 0);
    for along in 0..length {
        let (before, after) = (at(middle - 4, along), at(middle + 4, along));
        let same = apart(before, after) <= Some(2);
        let differs = (-2..=2).any(|off| apart(at(middle + off, along), before) > Some(3));
        run = if same && differs { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[test]
fn no_edge_of_a_piece_of_the_whole_earth_is_seen() {
    // The north and east of a piece of two kilometres and of four of half a kilometre, where the ground is land and sea.
    let places =
        [(0.0, 47.0), (45.0, 30.0), (22.5, 41.0), (11.25, 46.0), (-90.0, 33.0), (135.0, 36.0)];
    let grounds = SharedGrounds::default();
    let mut seen = Vec::new();
    for (i, (lon, lat)) in places.into_iter().enumerate() {
        let stop = |id: &str, at: [f64; 2]| {
            json!({"type": "Feature", "id": id, "properties": {"name": id},
            "geometry": {"type": "Point", "coordinates": at}})
        };
        let stops = [stop("a", [lon - 40.0, lat - 20.0]), stop("b", [lon - 39.0, lat - 20.0])];
        let story = json!({"type": "FeatureCollection", "features": stops}).to_string();
        let mut map = earth(&story, Size::new(300.0, 240.0), EN, &grounds);
        map.set_parts(Parts::all_except("title legend scale credits"));
        for (j, zoom) in [2.63, 4.2, 5.81, 7.4].into_iter().enumerate() {
            let ratio = [1.0, 2.0, 3.0][(i + j) % 3];
            map.set_theme(*[ThemeName::Light, ThemeName::Dark][(i + j) % 2].theme());
            look(&mut map, Some(View { lon: lon + 0.37 / zoom, lat, zoom }));
            let edges: Vec<Rect> = map.grounds().iter().map(|ground| ground.bounds).collect();
            let camera = map.viewpoint().camera();
            let (scene, shapes) = map.scene();
            let pixels = paint_scene_at(scene, shapes, ratio as u32);
            for edge in edges {
                let edge = camera.transform().transform_rect_bbox(edge);
                for (at, most, turned) in [
                    (edge.x0, 300.0, false),
                    (edge.x1, 300.0, false),
                    (edge.y0, 240.0, true),
                    (edge.y1, 240.0, true),
                ] {
                    if at > 8.0 && at < most - 8.0 {
                        seen.push((
                            longest_seam(&pixels, ratio, at.trunc(), turned),
                            lon,
                            lat,
                            zoom,
                            ratio,
                            at,
                        ));
                    }
                }
            }
        }
    }
    assert!(seen.len() > 40, "{} edges", seen.len());
    // A river or a border that happens to run along an edge is shorter.
    seen.retain(|(length, .., ratio, _)| f64::from(*length) > 24.0 * ratio);
    assert!(seen.is_empty(), "{seen:?}");
}
