//! The ground: a basemap's lines and areas as retained paths, ready to be drawn with any camera.

mod clipped;
mod shared;

use crate::basemap::manifest::{Manifest, PieceId, Role, Sea};
use crate::basemap::{ArcKind, ArcRef, Basemap, City, RegionKind};
use crate::camera::Camera;
use crate::geo::LonLat;
use crate::hit::is_inside;
use crate::mercator::{MIDDLE, beside, world_bounds, world_from_lonlat};
use crate::scanlines::Scanlines;
use crate::scene::{Geometries, GeometryId, ImageId};
use crate::story::{BorderLook, CountryPair, Story};
pub use clipped::ClippedGround;
use core::cell::OnceCell;
use kurbo::{Affine, BezPath, PathEl, Point, Rect};
pub use shared::{SharedGround, SharedGrounds};
use std::rc::Rc;

/// Height of the scanlines that a country is cut into for label placement, in quantization steps of the file.
/// In the built-in base this is 0.09°, about three CSS pixels.
const ROW: f64 = 32.0;

/// The images of a detail fade in over this many zoom levels.
const FADE_LEVELS: f64 = 1.8;

/// A longer route is thinned before it is compared with the countries.
const MANY_POINTS: usize = 2000;

/// A straight border along a parallel is given this height, in world units.
const FLAT: f64 = 1e-6;

/// Borders in dispute of at most so many pairs of countries are told apart. Those of further pairs are drawn as the last one.
const MOST_PAIRS: usize = 64;

/// A border in dispute, or a line of control.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisputedBorder {
    /// The countries that it is between.
    pub between: CountryPair,
    /// All its lines.
    pub lines: GeometryId,
}

/// One basemap file as retained paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// The piece of the basemap that it is made from.
    pub piece: PieceId,
    /// The role of that piece.
    pub role: Role,
    /// The zoom from which it is drawn.
    pub draw_zoom: f64,
    /// The area that it covers, in world coordinates.
    pub bounds: Rect,
    /// The area of its sea gradient, in world coordinates, if it has one.
    pub sea: Option<Rect>,
    /// The area of its relief image, in world coordinates, if it has one.
    pub relief: Option<Rect>,
    /// The transform from quantized to world coordinates.
    pub to_world: Affine,
    /// All land.
    pub land: GeometryId,
    /// Countries off the route.
    pub off_route: GeometryId,
    /// Lakes.
    pub lakes: GeometryId,
    /// Coast lines and lake shores.
    pub coasts: GeometryId,
    /// These four paths, clipped to smaller windows; the smallest first.
    pub clipped_grounds: Vec<ClippedGround>,
    /// Settled borders between countries.
    pub borders: GeometryId,
    /// Borders in dispute, and lines of control, by the countries that they are between.
    pub disputed: Vec<DisputedBorder>,
    /// Lines between states.
    pub state_lines: GeometryId,
    /// Rivers by rank: large, medium, small.
    pub rivers: [GeometryId; 3],
    /// Countries and states.
    pub regions: Vec<GroundRegion>,
    /// The countries that have a point of the route, by their index in `regions`.
    on_route: Vec<usize>,
    /// The countries of `off_route`, by their index in `regions`.
    off_route_regions: Vec<usize>,
    /// The land near the route as scanlines, computed lazily.
    land_scanlines: Rc<OnceCell<Scanlines>>,
    /// Named rivers and their courses.
    pub river_names: Rc<[RiverName]>,
    /// Cities, by rising id; their positions are quantized.
    pub cities: Rc<Vec<City>>,
    /// Whether it has lines between states.
    pub has_state_lines: bool,
}

/// A country or a state.
#[derive(Clone, Debug, PartialEq)]
pub struct GroundRegion {
    /// ISO 3166-1 alpha-2 for a country, ISO 3166-2 for a state.
    pub code: String,
    /// Whether it is a country.
    pub country: bool,
    /// Its outline.
    pub outline: GeometryId,
    /// Its area as scanlines, computed lazily.
    rows: Rc<OnceCell<Scanlines>>,
}

/// A river that can be labelled.
#[derive(Clone, Debug, PartialEq)]
pub struct RiverName {
    /// Its name in the local language.
    pub name: String,
    /// 1 for a large river, 2 for a medium one, 3 for a small one.
    pub rank: u8,
    /// Its longest run, in world coordinates.
    pub course: Vec<Point>,
}

impl Ground {
    /// Makes the paths of a file. Until [`Ground::set_route`] is called, no country is off the route.
    /// `None` if the manifest has no such piece.
    pub fn new(
        manifest: &Manifest,
        piece: PieceId,
        map: &Basemap,
        shapes: &mut Geometries,
    ) -> Option<Self> {
        let entry = manifest.piece(piece)?;
        let origin = map.origin.to_vec2();
        let to_world = Affine::new([map.step, 0.0, 0.0, map.step, origin.x, origin.y]);
        let most = map.arcs.iter().map(|a| a.points.len()).sum();
        let (mut land, mut lakes) = (BezPath::with_capacity(most), BezPath::new());
        let mut regions = Vec::with_capacity(map.regions.len());
        for region in &map.regions {
            let mut path = BezPath::new();
            for ring in &region.rings {
                add_line(map.run_quanta(ring), &mut path);
                path.close_path();
            }
            if region.kind == RegionKind::Lake {
                lakes.extend(path.iter());
                continue;
            }
            let country = region.kind == RegionKind::Country;
            if country {
                land.extend(path.iter());
            }
            let (code, outline) = (region.code.clone(), shapes.add(path));
            regions.push(GroundRegion { code, country, outline, rows: Rc::default() });
        }
        let mut lines = |kinds: &[ArcKind]| {
            let arcs = || map.arcs.iter().filter(|a| kinds.contains(&a.kind));
            let mut path = BezPath::with_capacity(arcs().map(|a| a.points.len()).sum());
            for arc in arcs() {
                add_line(arc.points.iter().copied(), &mut path);
            }
            shapes.add(path)
        };
        let coasts = lines(&[ArcKind::Coast, ArcKind::Shore]);
        let borders = lines(&[ArcKind::Border]);
        let state_lines = lines(&[ArcKind::StateLine]);
        let rivers = [1, 2, 3].map(|rank| {
            let mut path = BezPath::new();
            for river in map.rivers.iter().filter(|r| r.rank == rank) {
                for run in &river.runs {
                    add_line(map.run_quanta(run), &mut path);
                }
            }
            shapes.add(path)
        });
        let disputed = disputed_borders(map, shapes);
        let mut river_names = Vec::new();
        for river in &map.rivers {
            if !river.name.is_empty() {
                let course = longest_course(map, &river.runs);
                river_names.push(RiverName { name: river.name.clone(), rank: river.rank, course });
            }
        }
        let mut ground = Self {
            piece,
            role: entry.role,
            draw_zoom: entry.draw_zoom,
            bounds: map.bounds,
            sea: match entry.sea {
                Sea::Flat => None,
                Sea::Whole => Some(map.bounds),
                Sea::Part(part) => Some(world_bounds(part)),
            },
            relief: map.relief,
            to_world,
            river_names: river_names.into(),
            cities: map.cities.clone(),
            has_state_lines: map.arcs.iter().any(|arc| arc.kind == ArcKind::StateLine),
            land: shapes.add(land),
            off_route: shapes.add(BezPath::new()),
            lakes: shapes.add(lakes),
            coasts,
            clipped_grounds: Vec::new(),
            borders,
            disputed,
            state_lines,
            rivers,
            regions,
            on_route: Vec::new(),
            off_route_regions: Vec::new(),
            land_scanlines: Rc::default(),
        };
        if entry.role == Role::Base {
            for window in clipped::windows(map, manifest) {
                let clipped = ground.clipped(window).clip(window, to_world, shapes);
                ground.clipped_grounds.insert(0, clipped);
            }
        }
        Some(ground)
    }

    /// Finds the countries that have a point of the route (world coordinates). [`set_off_route`] uses the result.
    pub fn set_route(&mut self, route: &[Point], shapes: &Geometries) {
        let (from_world, row) = (self.to_world.inverse(), self.row());
        // In a very long route, points close together give the same result, so some can be skipped.
        let apart = if route.len() > MANY_POINTS { row / 8.0 } else { 0.0 };
        let mut on_route = Vec::new();
        for (i, region) in self.regions.iter().enumerate().filter(|(_, r)| r.country) {
            let Some(path) = shapes.get(region.outline) else { continue };
            let bounds = self.to_world.transform_rect_bbox(shapes.bounds(region.outline));
            let rows = || self.region_scanlines(region, shapes);
            let mut near: Vec<Point> = Vec::new();
            let holds = |p: &Point| {
                if !bounds.contains(*p) {
                    return false;
                }
                // For most points the scanlines show that they are well inside or well outside.
                let around = Rect::from_center_size(*p, (3.0 * row, 3.0 * row));
                let far = near.last().is_none_or(|q| (*p - *q).hypot2() >= apart * apart);
                if far && !rows().excludes(around) {
                    near.push(*p);
                }
                rows().contains(around)
            };
            let held =
                route.iter().any(holds) || near.iter().any(|p| is_inside(path, from_world * *p));
            if held {
                on_route.push(i);
            }
        }
        self.on_route = on_route;
    }

    /// The codes of the countries that have a point of the route; empty for a country without a code.
    fn codes_on_route(&self) -> impl Iterator<Item = &str> {
        let regions = self.on_route.iter().filter_map(|i| self.regions.get(*i));
        regions.map(|region| region.code.as_str())
    }

    /// Sets the countries that are off the route: those that have no point of it here, nor in another piece, whose codes are
    /// `elsewhere`. The path is written only if there are other ones than before.
    fn set_off_route(&mut self, elsewhere: &[String], shapes: &mut Geometries) {
        let is_off = |(i, region): &(usize, &GroundRegion)| {
            let known = !region.code.is_empty() && elsewhere.contains(&region.code);
            region.country && !self.on_route.contains(i) && !known
        };
        let regions: Vec<usize> =
            self.regions.iter().enumerate().filter(is_off).map(|(i, _)| i).collect();
        if regions == self.off_route_regions {
            return;
        }
        self.off_route_regions = regions;
        let mut off_route = BezPath::new();
        for region in self.off_route_regions.iter().filter_map(|i| self.regions.get(*i)) {
            if let Some(path) = shapes.get(region.outline) {
                off_route.extend(path.iter());
            }
        }
        shapes.replace(self.off_route, off_route);
        for clipped in &self.clipped_grounds {
            clipped.clip_off_route(self.off_route, self.to_world, shapes);
        }
    }

    /// The smallest clipped ground that covers `visible` (world coordinates).
    pub fn clipped(&self, visible: Rect) -> ClippedGround {
        let clipped = self.clipped_grounds.iter().find(|c| c.window.contains_rect(visible));
        clipped.copied().unwrap_or(self.whole())
    }

    fn whole(&self) -> ClippedGround {
        let Self { bounds: window, land, off_route, lakes, coasts, .. } = *self;
        ClippedGround { window, land, off_route, lakes, coasts }
    }

    /// The country of a place, if it is the only one within about 15 km. Closer to a border the outlines are
    /// too coarse to decide, and the result is `None`.
    pub fn country_at(&self, at: LonLat, shapes: &Geometries) -> Option<&str> {
        let reach = self.row() * 3.0;
        let around = Rect::from_center_size(beside(world_from_lonlat(at), MIDDLE), (reach, reach));
        let mut near = self.regions.iter().filter(|region| {
            let bounds = self.to_world.transform_rect_bbox(shapes.bounds(region.outline));
            region.country
                && bounds.overlaps(around)
                && !self.region_scanlines(region, shapes).excludes(around)
        });
        let only = near.next().filter(|region| !region.code.is_empty())?;
        near.next().is_none().then_some(&only.code)
    }

    /// The area of a region as scanlines, for label placement.
    pub fn region_scanlines<'a>(
        &self,
        region: &'a GroundRegion,
        shapes: &Geometries,
    ) -> &'a Scanlines {
        let cut = |path| self.cut_rows(path, self.bounds);
        region.rows.get_or_init(|| shapes.get(region.outline).map(cut).unwrap_or_default())
    }

    /// The box around a region, in world coordinates. One on both sides of the 180th meridian reaches beyond it, instead of around the
    /// globe.
    pub fn extent(&self, region: &GroundRegion, shapes: &Geometries) -> Option<Rect> {
        let (mut as_it_is, mut beyond): (Option<Rect>, Option<Rect>) = (None, None);
        let around = |rect: &mut Option<Rect>, p: Point| {
            *rect = Some(rect.map_or(Rect::from_points(p, p), |r| r.union_pt(p)));
        };
        for element in shapes.get(region.outline)?.iter() {
            let Some(p) = element.end_point() else { continue };
            let p = self.to_world * p;
            around(&mut as_it_is, p);
            around(&mut beyond, if p.x < MIDDLE.x { p + (1.0, 0.0) } else { p });
        }
        as_it_is.zip(beyond).map(|(a, b)| if b.width() < a.width() { b } else { a })
    }

    /// The land as scanlines, because labels may be placed on the water beside their country. For a base with a
    /// relief it is clipped to the relief, which covers the story. Empty for a detail.
    pub fn land_scanlines(&self, shapes: &Geometries) -> &Scanlines {
        self.land_scanlines.get_or_init(|| match (self.role, shapes.get(self.land)) {
            (Role::Base, Some(land)) => self.cut_rows(land, self.relief.unwrap_or(self.bounds)),
            _ => Scanlines::default(),
        })
    }

    /// The id of its relief image.
    pub fn relief_image(&self) -> ImageId {
        ImageId::relief(self.piece)
    }

    /// The id of its sea gradient.
    pub fn sea_image(&self) -> ImageId {
        ImageId::sea(self.piece)
    }

    fn cut_rows(&self, path: &BezPath, window: Rect) -> Scanlines {
        Scanlines::new(path, self.to_world, window, self.row())
    }

    /// Height of a scanline, in world units.
    fn row(&self) -> f64 {
        self.to_world.as_coeffs()[0] * ROW
    }

    /// The country or state with this code.
    pub fn region(&self, code: &str) -> Option<&GroundRegion> {
        self.regions.iter().find(|r| r.code == code)
    }

    /// Whether it has states. Over a detail without any the state lines of the base are drawn.
    pub fn has_states(&self) -> bool {
        self.regions.iter().any(|region| !region.country)
    }

    /// Whether a camera shows a border that the story draws as one in dispute.
    pub fn shows_dispute(&self, story: &Story, shapes: &Geometries, camera: &Camera) -> bool {
        self.disputed.iter().any(|border| {
            let Some(path) = shapes.get(border.lines) else { return false };
            let bounds = self.to_world.transform_rect_bbox(shapes.bounds(border.lines));
            let crosses = |seen: Rect| {
                let mut from = Point::ZERO;
                path.elements().iter().any(|element| {
                    let to = self.to_world * element.end_point().unwrap_or_default();
                    let piece = Rect::from_points(from, to);
                    from = to;
                    !matches!(element, PathEl::MoveTo(_)) && piece.overlaps(seen)
                })
            };
            story.border_look(border.between) == BorderLook::Dotted
                && camera.parts_in_sight(bounds.inflate(FLAT, FLAT)).any(crosses)
        })
    }

    /// The ids of all its paths.
    pub fn shapes(&self) -> impl Iterator<Item = GeometryId> {
        let lines = [self.coasts, self.borders, self.state_lines];
        let disputed = self.disputed.iter().map(|border| border.lines);
        let areas = [self.land, self.off_route, self.lakes];
        let regions = self.regions.iter().map(|r| r.outline);
        let parts = self.clipped_grounds.iter().flat_map(ClippedGround::shapes);
        lines
            .into_iter()
            .chain(disputed)
            .chain(areas)
            .chain(self.rivers)
            .chain(regions)
            .chain(parts)
    }

    /// Calls `change` with the id of each of its paths. (It is `dyn`, because it is called in many places.)
    fn change_shapes(&mut self, change: &mut dyn FnMut(&mut GeometryId)) {
        change(&mut self.land);
        change(&mut self.off_route);
        change(&mut self.lakes);
        change(&mut self.coasts);
        change(&mut self.borders);
        change(&mut self.state_lines);
        for border in &mut self.disputed {
            change(&mut border.lines);
        }
        for id in &mut self.rivers {
            change(id);
        }
        for region in &mut self.regions {
            change(&mut region.outline);
        }
        for clipped in &mut self.clipped_grounds {
            change(&mut clipped.land);
            change(&mut clipped.off_route);
            change(&mut clipped.lakes);
            change(&mut clipped.coasts);
        }
    }

    /// Removes its paths.
    pub fn discard(self, shapes: &mut Geometries) {
        self.shapes().for_each(|id| shapes.remove(id));
    }
}

/// The borders in dispute of a file.
fn disputed_borders(map: &Basemap, shapes: &mut Geometries) -> Vec<DisputedBorder> {
    let mut sides = vec![[""; 2]; map.arcs.len()];
    for region in map.regions.iter().filter(|region| region.kind == RegionKind::Country) {
        for arc in region.rings.iter().flatten() {
            if let Some([one, other]) = sides.get_mut(arc.arc as usize) {
                (*other, *one) = (*one, &region.code);
            }
        }
    }
    let mut found: Vec<(CountryPair, BezPath)> = Vec::new();
    for (arc, [one, other]) in map.arcs.iter().zip(sides) {
        if arc.kind != ArcKind::Disputed {
            continue;
        }
        let between = CountryPair::new(one, other);
        let mut at = found.iter().position(|(pair, _)| *pair == between).unwrap_or(found.len());
        if at == MOST_PAIRS {
            at = MOST_PAIRS - 1;
        } else if at == found.len() {
            found.push((between, BezPath::new()));
        }
        if let Some((_, path)) = found.get_mut(at) {
            add_line(arc.points.iter().copied(), path);
        }
    }
    let border = |(between, path)| DisputedBorder { between, lines: shapes.add(path) };
    found.into_iter().map(border).collect()
}

/// Sets the countries that are off the route, in all pieces: a country may have a point of the route in one of them only.
/// `codes`: those of the countries that are known to have one, to which those of the grounds are added.
pub fn set_off_route(grounds: &mut [Ground], codes: &mut Vec<String>, shapes: &mut Geometries) {
    for code in grounds.iter().flat_map(Ground::codes_on_route) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.into());
        }
    }
    for ground in grounds {
        ground.set_off_route(codes, shapes);
    }
}

/// The base among the loaded grounds.
pub fn base(grounds: &[Ground]) -> Option<&Ground> {
    grounds.iter().find(|g| g.role == Role::Base)
}

/// The grounds to draw in a view, the coarsest first: `seen` is in world coordinates. Those under a ground that fills the view
/// are left out.
pub fn in_view<'a>(
    grounds: impl ExactSizeIterator<Item = &'a Ground> + DoubleEndedIterator + Clone,
    seen: Rect,
    zoom: f64,
) -> impl Iterator<Item = &'a Ground> + Clone {
    let shown = move |g: &Ground| zoom >= g.draw_zoom && g.bounds.overlaps(seen);
    let lowest = grounds.clone().rposition(|g| shown(g) && g.bounds.contains_rect(seen));
    grounds.skip(lowest.unwrap_or(0)).filter(move |g| shown(g))
}

/// How far the images of details have faded in at `zoom`, from 0 to 1. At 1 state lines are no longer drawn, because
/// nearer they are too coarse.
pub fn nearness(manifest: &Manifest, zoom: f64) -> f64 {
    ((zoom - manifest.detail_zoom()) / FADE_LEVELS).clamp(0.0, 1.0)
}

/// Adds quantized points as one line.
fn add_line(points: impl Iterator<Item = [i32; 2]>, path: &mut BezPath) {
    for (i, [x, y]) in points.enumerate() {
        let p = Point::new(f64::from(x), f64::from(y));
        if i == 0 { path.move_to(p) } else { path.line_to(p) }
    }
}

/// The run with the most points, in world coordinates.
fn longest_course(map: &Basemap, runs: &[Vec<ArcRef>]) -> Vec<Point> {
    let courses = runs.iter().map(|run| map.run_points(run).collect::<Vec<Point>>());
    courses.max_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basemap::manifest::Manifest;
    use crate::basemap::{Arc, Region, decode};
    use crate::route::curves;
    use crate::story::parse;
    use kurbo::Vec2;

    fn manifest() -> Manifest {
        Manifest::parse(include_str!("../assets/basemap.json")).unwrap()
    }

    fn file(name: &str) -> Basemap {
        decode(&std::fs::read(["assets/", name].concat()).unwrap()).unwrap()
    }

    /// The base, made from a file.
    fn base_of(map: &Basemap, shapes: &mut Geometries) -> Ground {
        Ground::new(&manifest(), PieceId(0), map, shapes).unwrap()
    }

    #[test]
    fn a_country_is_on_the_route_if_one_point_of_it_is_inside() {
        let story = parse(include_str!("../assets/story.geojson")).unwrap();
        let mut shapes = Geometries::default();
        let route: Vec<Point> = curves(&story).into_iter().flat_map(|c| c.points).collect();
        let manifest = manifest();
        for (id, piece) in manifest.ids() {
            let mut ground = Ground::new(&manifest, id, &file(&piece.file), &mut shapes).unwrap();
            ground.set_route(&route, &shapes);
            set_off_route(std::slice::from_mut(&mut ground), &mut Vec::new(), &mut shapes);
            let from_world = ground.to_world.inverse();
            let (mut off, mut on) = (BezPath::new(), 0);
            for region in ground.regions.iter().filter(|r| r.country) {
                let path = shapes.get(region.outline).unwrap();
                if route.iter().any(|p| is_inside(path, from_world * *p)) {
                    on += 1;
                } else {
                    off.extend(path.iter());
                }
            }
            assert!(on >= if piece.role == Role::Base { 8 } else { 2 }, "{}: {on}", piece.file);
            assert!(shapes.get(ground.off_route) == Some(&off), "{}", piece.file);
        }
    }

    #[test]
    fn the_sketch_has_the_countries_and_states_of_the_whole_ground_where_those_are() {
        let [sketch, whole] = ["sketch.bin", "overview.bin"].map(file);
        assert!(sketch.tolerance_km < 3.5, "{}", sketch.tolerance_km);
        assert_eq!((sketch.relief, sketch.focus), (whole.relief, whole.focus));
        let (focus, mut shapes) = (whole.focus, Geometries::default());
        let [sketch, whole] = [sketch, whole].map(|map| base_of(&map, &mut shapes));
        for region in &whole.regions {
            let is_inside = |ground: &Ground, p| {
                let outline = ground.region(&region.code).map(|region| region.outline);
                let path = outline.and_then(|id| shapes.get(id));
                path.is_some_and(|path| is_inside(path, ground.to_world.inverse() * p))
            };
            let (mut both, mut one) = (0, 0);
            for i in 0..200 * 200 {
                let (x, y) = (f64::from(i % 200) / 199.0, f64::from(i / 200) / 199.0);
                let p = focus.origin() + Vec2::new(focus.width() * x, focus.height() * y);
                let [a, b] = [&sketch, &whole].map(|ground| is_inside(ground, p));
                both += i32::from(a && b);
                one += i32::from(a != b);
            }
            assert!(one <= 3 + both / 20, "{}: {one} of {both}", region.code);
        }
    }

    #[test]
    fn a_country_is_known_only_well_inside_or_on_its_own_coast() {
        let mut shapes = Geometries::default();
        let ground = base_of(&file("overview.bin"), &mut shapes);
        let at = |lon, lat| ground.country_at(LonLat::new(lon, lat), &shapes);
        assert_eq!(at(-87.207, 14.082), Some("HN"), "Tegucigalpa");
        assert_eq!(at(-76.789, 8.426), Some("CO"), "Necoclí, on a beach");
        assert_eq!(at(-79.520, 8.994), Some("PA"), "Panama City, on another");
        // By the Rio Grande, at the Suchiate, in the Pacific.
        for (lon, lat) in [(-106.487, 31.759), (-100.499, 28.709), (-72.443, 7.814)] {
            assert_eq!(at(lon, lat), None, "El Paso, Eagle Pass, San Antonio del Táchira");
        }
        assert_eq!(at(-54.611, -25.510), None, "Paraguay has no code");
        assert_eq!(at(-97.504, 25.880), None);
        assert_eq!(at(-92.152, 14.680), None);
        assert_eq!(at(-95.0, 8.0), None);
    }

    #[test]
    fn borders_in_dispute_are_told_apart_up_to_a_number() {
        let mut map = file("overview.bin");
        (map.arcs, map.regions) = (Vec::new(), Vec::new());
        let region = |arc: u32, side: &str| Region {
            kind: RegionKind::Country,
            code: [side, &char::from(48 + arc as u8).to_string()].concat(),
            rings: vec![vec![ArcRef { arc, reversed: false }]],
        };
        for arc in 0..70 {
            map.arcs.push(Arc { kind: ArcKind::Disputed, points: vec![[0, 0], [9, 9]] });
            map.regions.extend([region(arc, "A"), region(arc, "B")]);
        }
        // A second line of the first border, with its sides exchanged.
        map.arcs.push(Arc { kind: ArcKind::Disputed, points: vec![[5, 5], [9, 5]] });
        for side in ["B0", "A0"] {
            map.regions.push(Region { code: side.into(), ..region(70, "") });
        }
        let mut shapes = Geometries::default();
        let found = disputed_borders(&map, &mut shapes);
        assert_eq!(found.len(), MOST_PAIRS);
        assert_eq!(found[1].between, CountryPair::new("B1", "A1"));
        assert_eq!(shapes.get(found[0].lines).unwrap().elements().len(), 4, "both lines of A0, B0");
        let last = found[MOST_PAIRS - 1];
        assert_eq!(shapes.get(last.lines).unwrap().elements().len(), 14, "the seven last ones");
    }
}
