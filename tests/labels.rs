//! Checks the labels of a thousand views: none covers another, a mark, the route or another country's land, none is
//! under a panel or cut off by the frame, no leader crosses the route or a name, and every stop of the article is named.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::look::{Label, Look, callouts, cross, on_the_edge, passes, route};
use common::{
    AR, ARTICLE, BASEMAP, EN, LANGS, boxes_overlap, locale, manifest, picture, story, upright,
    widget,
};
use darien_map::basemap::manifest::NameKind;
use darien_map::basemap::{Region, RegionKind, decode};
use darien_map::camera::View;
use darien_map::language_tag::Tag;
use darien_map::mercator::{lonlat_from_world, world_from_lonlat, world_width};
use darien_map::scene::{ItemId, LayerKind, Zone};
use darien_map::story::{LegIx, Place, PlaceIx, PlaceKind, Rank, Shape};
use darien_map::text::capitals;
use darien_map::widget::Widget;
use kurbo::{
    BezPath, Circle, Insets, Line, ParamCurveNearest, Point, Rect, Shape as _, Size, Vec2,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Box shapes from a narrow column to a wall.
const SIZES: [(f64, f64); 12] = [
    (280.0, 420.0),
    (320.0, 568.0),
    (360.0, 640.0),
    (412.0, 915.0),
    (480.0, 320.0),
    (600.0, 400.0),
    (719.0, 899.0),
    (768.0, 1024.0),
    (1000.0, 300.0),
    (1280.0, 800.0),
    (1440.0, 900.0),
    (1920.0, 1080.0),
];

/// What the page lays over the map.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Page {
    /// Nothing.
    Bare,
    /// Zoom buttons and credits.
    Buttons,
    /// These and a card: at the right, on a narrow box a sheet at the foot.
    Card,
}

/// What can be wrong with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Overlap,
    OnMark,
    OnRoughEdge,
    Cut,
    Covered,
    Unnamed,
    Detached,
    LeaderCrosses,
    LeaderOnMark,
    LeaderOnRoute,
    OnRoute,
    OnOtherLand,
    PlaceAbroad,
    LeaderAbroad,
}

/// The start of a report about a view of the whole route.
const WHOLE: &str = "whole route";

/// What a sweep found.
#[derive(Default)]
struct Tally {
    views: usize,
    labels: usize,
    leaders: usize,
    /// Stops on the way that are in view, and those of them with a label.
    context: (usize, usize),
    /// The article's stops in view.
    stops: usize,
    /// Labels of seas, rivers, countries and the rest.
    others: usize,
    wrong: BTreeMap<Wrong, Vec<String>>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.views += other.views;
        self.labels += other.labels;
        self.leaders += other.leaders;
        self.context.0 += other.context.0;
        self.context.1 += other.context.1;
        self.stops += other.stops;
        self.others += other.others;
        for (kind, mut found) in other.wrong {
            self.wrong.entry(kind).or_default().append(&mut found);
        }
    }

    /// Fails if there is a mistake of a kind, with their number and the first ten.
    fn none(&self, kind: Wrong) {
        self.at_most(kind, 0);
    }

    /// The same if there are more than `most`, or one in a view of the whole route.
    fn at_most(&self, kind: Wrong, most: usize) {
        let found = self.wrong.get(&kind).map_or(&[][..], Vec::as_slice);
        let first = found.iter().take(10).map(|t| format!("\n  {t}")).collect::<String>();
        let said = format!("{kind:?}: {} in {} views{first}", found.len(), self.views);
        assert!(found.len() <= most && !found.iter().any(|t| t.starts_with(WHOLE)), "{said}");
    }
}

/// The sweep, made once for all tests of this file.
fn sweep() -> &'static Tally {
    static SWEPT: OnceLock<Tally> = OnceLock::new();
    SWEPT.get_or_init(|| {
        let mut all = Tally::default();
        std::thread::scope(|scope| {
            let runs = SIZES.map(|(w, h)| scope.spawn(move || sweep_box(Size::new(w, h))));
            runs.into_iter().for_each(|run| all.add(run.join().unwrap()));
        });
        let share = all.context.1 as f64 / all.context.0 as f64 * 100.0;
        eprintln!(
            "{} views, {} labels, {} leaders; of {} stops on the way in view {} named ({share:.1} %); \
             {} of the article's stops in view; {} labels of seas, countries, rivers and legs",
            all.views,
            all.labels,
            all.leaders,
            all.context.0,
            all.context.1,
            all.stops,
            all.others
        );
        for (kind, found) in &all.wrong {
            eprintln!("{kind:?}: {}", found.len());
        }
        all
    })
}

fn is_stop(place: &Place) -> bool {
    place.kind == PlaceKind::Stop
}

/// Every view of one box: the whole route, then each stop, and with it near a corner, at two zooms
/// that between them fill the range from the whole route to a village.
fn sweep_box(size: Size) -> Tally {
    let mut tally = Tally::default();
    let mut map = widget(size, EN);
    map.set_reduced_motion(true);
    for lang in LANGS {
        for page in [Page::Bare, Page::Buttons, Page::Card] {
            set_page_furniture(&mut map, page);
            map.set_locale(locale(lang));
            map.fit(0.0);
            check(&mut map, page, &mut tally);
        }
    }
    let home = map.viewpoint().camera().zoom;
    let stops = story().places.iter().filter(|p| is_stop(p));
    for (n, at) in stops.flat_map(|p| [p.at; 4]).enumerate() {
        // The golden ratio's multiples fill the range evenly; more views far out, where it is full.
        let along = (n as f64 * 0.618_034 + size.width / 777.0).fract();
        let zoom = home + (11.0 - home) * along.powf(1.3);
        let beside = [(0.0, 0.0), (0.44, -0.41), (0.1, 0.07), (-0.42, 0.43)][n % 4];
        let shift = Vec2::new(size.width * beside.0, size.height * beside.1);
        let center = lonlat_from_world(world_from_lonlat(at) + shift / world_width(zoom));
        set_page_furniture(&mut map, [Page::Bare, Page::Card, Page::Buttons][n % 3]);
        map.set_locale(locale(LANGS[n / 4 % LANGS.len()]));
        map.jump_to(View { lon: center.lon, lat: center.lat, zoom });
        check(&mut map, [Page::Bare, Page::Card, Page::Buttons][n % 3], &mut tally);
    }
    tally
}

/// Sets padding and obstacles as the element does for the furniture of the page.
fn set_page_furniture(map: &mut Widget, page: Page) {
    let size = map.viewpoint().camera().size;
    let wide = size.width >= 720.0;
    let sheet = size.height * if page == Page::Card && !wide { 0.46 } else { 0.0 };
    let (zoom, credits) = if wide {
        let credits =
            Rect::new(size.width - 416.0, size.height - 30.0, size.width - 16.0, size.height - 8.0);
        (Rect::new(12.0, 12.0, 48.0, 122.0), credits)
    } else {
        let foot = size.height - sheet;
        let right = size.width - 12.0;
        (Rect::new(right - 44.0, 12.0, right, 146.0), Rect::new(0.0, foot - 30.0, 74.0, foot))
    };
    let card = if wide {
        Rect::new(size.width - 352.0, 16.0, size.width - 16.0, (size.height - 48.0).min(620.0))
    } else {
        Rect::new(0.0, size.height - sheet, size.width, size.height)
    };
    let (padding, obstacles) = match page {
        Page::Bare => (Insets::ZERO, vec![]),
        Page::Buttons => (Insets::ZERO, vec![zoom, credits]),
        Page::Card if wide => (Insets::new(0.0, 0.0, 352.0, 0.0), vec![card, zoom, credits]),
        Page::Card => (Insets::new(0.0, 0.0, 0.0, sheet + 30.0), vec![card, zoom, credits]),
    };
    map.set_padding(padding);
    map.set_obstacles(obstacles);
}

/// Checks one picture.
fn check(map: &mut Widget, page: Page, tally: &mut Tally) {
    picture(map, None);
    let settings = map.settings();
    let (camera, obstacles) = (map.viewpoint().camera(), settings.obstacles());
    let (scene, shapes) = map.scene();
    let look = Look::at(scene, settings.theme());
    let roads = route(scene, shapes, settings.theme());
    let leads = callouts(scene);
    let view = camera.view();
    let (w, h) = (camera.size.width, camera.size.height);
    // A card leaves the smallest box too little room.
    let whole = if map.is_at_home() && w >= 320.0 { WHOLE } else { "" };
    let title = format!(
        "{whole} {w}×{h} {} {page:?} {:.4},{:.4} z{:.2}",
        settings.locale().tag,
        view.lon,
        view.lat,
        view.zoom
    );
    let mut report = |kind: Wrong, what: String| {
        tally.wrong.entry(kind).or_default().push(format!("{title}: {what}"));
    };
    for (n, label) in look.labels.iter().enumerate() {
        let name = &label.text.text;
        let any = |test: &dyn Fn(&[Point; 4]) -> bool| label.boxes.iter().any(test);
        for other in &look.labels[..n] {
            if any(&|a| other.boxes.iter().any(|b| boxes_overlap(a, b))) {
                report(Wrong::Overlap, format!("“{name}” over “{}”", other.text.text));
            }
        }
        if let Some(m) = look.marks.iter().find(|m| label.distance(m.center) < m.radius) {
            report(Wrong::OnMark, format!("“{name}” over the mark at {}", spot(m.center)));
        }
        if let Some(c) = look.rough.iter().find(|c| any(&|b| on_the_edge(b, **c))) {
            report(Wrong::OnRoughEdge, format!("“{name}” over the circle at {}", spot(c.center)));
        }
        let cut = |b: &[Point; 4]| {
            let r = upright(b);
            r.x0 < 0.0 || r.y0 < 0.0 || r.x1 > w || r.y1 > h
        };
        if any(&cut) {
            report(Wrong::Cut, format!("“{name}”"));
        }
        let covers = |r: &Rect| any(&|b| boxes_overlap(b, &corners(*r)));
        if let Some(r) = look.panels.iter().chain(obstacles).find(|r| covers(r))
            && !label.furniture
        {
            report(
                Wrong::Covered,
                format!("“{name}” under {} to {}", spot(r.origin()), spot(Point::new(r.x1, r.y1))),
            );
        }
        if let Some(l) = look.leaders.iter().find(|l| any(&|b| passes(**l, b))) {
            report(Wrong::LeaderCrosses, format!("“{name}” crossed by {}", way(l)));
        }
        if let Some(l) = leads.iter().find(|l| any(&|b| passes(**l, b)) && !look.in_inset(label)) {
            report(Wrong::LeaderCrosses, format!("“{name}” crossed by the inset's {}", way(l)));
        }
        let own_roads = &roads[usize::from(look.in_inset(label))];
        if !label.furniture
            && let Some(l) = own_roads.iter().find(|l| any(&|b| passes(**l, b)))
        {
            report(Wrong::OnRoute, format!("“{name}” over the route at {}", spot(l.p0)));
        }
        if !look.in_inset(label)
            && let Some(home) = home(label)
        {
            let part = part_abroad(map, &middle_lines(label), home);
            if part > MOST_ABROAD {
                report(Wrong::PlaceAbroad, format!("{:.0} % of “{name}”", part * 100.0));
            }
        }
        if !look.in_inset(label)
            && let Some(code) = country(label, settings.locale().tag)
            && let Some(other) = land_under(map, label).into_iter().find(|c| *c != code)
        {
            report(Wrong::OnOtherLand, format!("“{name}” on the land of {other}"));
        }
        if let Some(r) = look.insets.iter().find(|r| covers(r) && !look.in_inset(label)) {
            report(Wrong::Covered, format!("“{name}” under the inset at {}", spot(r.origin())));
        }
        if let Some(d) =
            distance_without_leader(map, &look, label).filter(|_| !look.in_inset(label))
        {
            report(Wrong::Detached, format!("“{name}” {d:.0} px from its mark, without a leader"));
        }
    }
    for label in look.labels.iter().filter(|l| !look.in_inset(l)) {
        let own = label.owner.map(|ix| map.project(story().places[ix.0 as usize].at));
        let leads = |l: &&Line| own.is_some_and(|at| (l.p0 - at).hypot() < 14.0);
        if let Some(home) = home(label)
            && let Some(leader) = look.leaders.iter().find(leads)
            && part_abroad(map, &[*leader], home) * (leader.p1 - leader.p0).hypot() > ROUGHLY
        {
            report(Wrong::LeaderAbroad, format!("“{}” by {}", label.text.text, way(leader)));
        }
    }
    for (n, leader) in look.leaders.iter().enumerate() {
        if look.leaders[..n].iter().any(|other| cross(*leader, *other)) {
            report(Wrong::LeaderCrosses, format!("{} crosses a leader", way(leader)));
        }
        if let Some(m) = look.mark_under(*leader) {
            report(
                Wrong::LeaderOnMark,
                format!("{} over the mark at {}", way(leader), spot(m.center)),
            );
        }
    }
    for leader in &look.leaders {
        let inside = look.insets.iter().any(|r| r.contains(leader.p0));
        if roads[usize::from(inside)].iter().any(|l| cross(*leader, *l)) {
            report(Wrong::LeaderOnRoute, way(leader));
        }
    }
    for lead in &leads {
        if roads[0].iter().any(|l| cross(*lead, *l)) {
            report(Wrong::LeaderOnRoute, format!("the inset's {}", way(lead)));
        }
    }
    let inner = camera.size.to_rect().inset(-12.0);
    let hidden = |p: Point| {
        let mut rects = look.panels.iter().chain(&look.insets).chain(obstacles);
        let mut writing = look.labels.iter().filter(|l| l.furniture);
        rects.any(|r| r.inflate(6.0, 6.0).contains(p)) || writing.any(|l| l.distance(p) < 10.0)
    };
    for (i, place) in story().places.iter().enumerate().filter(|(_, p)| is_stop(p)) {
        let at = map.project(place.at);
        if !inner.contains(at) || hidden(at) {
            continue;
        }
        let named = look.names(PlaceIx(i as u32));
        if ARTICLE.contains(&place.id.as_str()) {
            tally.stops += 1;
            if !named {
                report(Wrong::Unnamed, format!("{} at {}", place.id, spot(at)));
            }
        } else if place.rank == Rank::Context {
            tally.context.0 += 1;
            tally.context.1 += usize::from(named);
        }
    }
    let kept = look.labels.iter().filter(|l| !l.furniture);
    let kept = kept.filter(|l| !look.in_inset(l));
    let own = |l: &&Label| l.owner.and_then(|ix| story().place(ix)).is_some_and(is_stop);
    tally.others += kept.clone().filter(|l| !own(l)).count();
    tally.labels += kept.count();
    tally.leaders += look.leaders.len();
    tally.views += 1;
}

/// The distance from a stop's label to its mark, if it is too large and no leader connects them.
fn distance_without_leader(map: &Widget, look: &Look, label: &Label) -> Option<f64> {
    let owner = label.owner?;
    let place = story().place(owner)?;
    if !matches!(place.kind, PlaceKind::Stop | PlaceKind::Town | PlaceKind::RoadEnd) {
        return None;
    }
    let at = map.project(place.at);
    let own = |c: &&Circle| (c.center - at).hypot() < 0.5;
    let radius = look.circles.iter().filter(own).map(|c| c.radius).fold(0.0, f64::max);
    let lines = look.labels.iter().filter(|l| l.owner == Some(owner));
    let away = lines.map(|l| l.distance(at)).fold(f64::INFINITY, f64::min) - radius;
    let led = |l: &Line| (l.p0 - at).hypot().min((l.p1 - at).hypot()) < radius + 6.0;
    (away > 12.0 && !look.leaders.iter().any(led)).then_some(away)
}

/// The country that a label names, or of which it names a state.
fn country(label: &Label, tag: Tag) -> Option<String> {
    // Of a state, it is the country that it is a part of.
    let region = |place: &Place| match &place.shape {
        Shape::Region(code) => code.split('-').next().map(String::from),
        _ => None,
    };
    if let Some(owner) = label.owner {
        return story().place(owner).and_then(region);
    }
    let named = manifest().names.iter().filter(|n| n.kind == NameKind::Country);
    let mut named = named.filter_map(|n| Some((n, n.text.as_ref()?.resolve(tag, Tag::UND).1)));
    let own = |(_, name): &(_, &str)| capitals(name) == label.text.text;
    named.find(own).map(|(n, _)| n.code.clone())
}

/// The country of the place of the article that a label names, if the story says so. Names of stops on the way leave the room to
/// those of small countries.
fn home(label: &Label) -> Option<&'static str> {
    let place = story().place(label.owner?)?;
    if place.rank == Rank::Context { None } else { place.country.as_deref() }
}

/// How much of a place's name may be on the land of another country: of a name across a border river half. How much of a leader
/// line may, in CSS pixels: outlines are rough.
const MOST_ABROAD: f64 = 0.5;
const ROUGHLY: f64 = 12.0;

/// The part of some lines that is on the land of another country than `home`.
fn part_abroad(map: &Widget, lines: &[Line], home: &str) -> f64 {
    let points: Vec<Point> = lines.iter().flat_map(|l| along(*l)).collect();
    let abroad = points.iter().filter(|p| land_at(map, **p).is_some_and(|code| code != home));
    abroad.count() as f64 / points.len() as f64
}

/// The countries on whose land the middles of a label's letters lie.
fn land_under(map: &Widget, label: &Label) -> Vec<&'static str> {
    let points = middle_lines(label).into_iter().flat_map(along);
    points.filter_map(|p| land_at(map, p)).collect()
}

/// The lines through the middles of a label's letters.
fn middle_lines(label: &Label) -> Vec<Line> {
    label.boxes.iter().map(|b| Line::new(b[0].midpoint(b[3]), b[1].midpoint(b[2]))).collect()
}

/// Points of a line, at most six CSS pixels apart.
fn along(line: Line) -> impl Iterator<Item = Point> {
    let steps = ((line.p1 - line.p0).hypot() / 6.0).ceil().max(1.0) as u32;
    (0..=steps).map(move |i| line.p0.lerp(line.p1, f64::from(i) / f64::from(steps)))
}

/// The country on whose land a point is.
fn land_at(map: &Widget, p: Point) -> Option<&'static str> {
    let world = world_from_lonlat(map.unproject(p));
    let near = map.viewpoint().camera().zoom >= manifest().detail_zoom();
    let knows = |(r, _): &&(Rect, _)| r.contains(world);
    let pieces = grounds().iter().take(if near { usize::MAX } else { 1 });
    let (_, countries) = pieces.rev().find(knows)?;
    let under = countries.iter().find(|(_, path)| path.winding(world) != 0);
    under.map(|(code, _)| code.as_str())
}

/// The bounds of a piece of the basemap and the land of every country in it, in world coordinates.
type Land = (Rect, Vec<(String, BezPath)>);

/// Each piece of the basemap, the base first.
fn grounds() -> &'static [Land] {
    static READ: OnceLock<Vec<Land>> = OnceLock::new();
    READ.get_or_init(|| manifest().pieces.iter().map(|piece| land_of(&piece.file)).collect())
}

fn land_of(file: &str) -> Land {
    let map = decode(&std::fs::read(format!("{BASEMAP}/{file}")).unwrap()).unwrap();
    let countries = map.regions.iter().filter(|r| r.kind == RegionKind::Country);
    let path = |region: &Region| {
        let mut path = BezPath::new();
        for ring in &region.rings {
            for (i, p) in map.ring_points(ring).into_iter().enumerate() {
                if i == 0 { path.move_to(p) } else { path.line_to(p) }
            }
            path.close_path();
        }
        path
    };
    (map.bounds, countries.map(|r| (r.code.clone(), path(r))).collect())
}

fn spot(p: Point) -> String {
    format!("{:.0},{:.0}", p.x, p.y)
}

fn way(line: &Line) -> String {
    format!("the leader {}–{}", spot(line.p0), spot(line.p1))
}

fn corners(r: Rect) -> [Point; 4] {
    [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)].map(Point::from)
}

#[test]
fn the_sweep_covers_a_thousand_views() {
    let all = sweep();
    assert!(all.views >= 1000, "{}", all.views);
    assert!(all.labels > all.views * 5, "{} labels: too few", all.labels);
    assert!(all.leaders > 100, "{} leaders: is their colour still right?", all.leaders);
    assert!(all.stops > 500, "{} of the article's stops came in view", all.stops);
}

/// So that the other checks are not passed by leaving labels out. When this test was written, 69.0 % of the stops on the
/// way in view had a label, and 5.2 labels a view were of seas, countries and rivers.
#[test]
fn enough_labels_are_shown() {
    let all = sweep();
    let share = all.context.1 as f64 / all.context.0 as f64;
    assert!(share >= 0.68, "{share:.3} of {} stops on the way are named", all.context.0);
    let others = all.others as f64 / all.views as f64;
    assert!(others >= 5.1, "{others:.2} labels of seas, countries, rivers and legs a view");
}

#[test]
fn labels_do_not_overlap() {
    sweep().none(Wrong::Overlap);
}

#[test]
fn labels_cover_no_mark() {
    sweep().none(Wrong::OnMark);
}

#[test]
fn labels_cross_no_edge_of_an_accuracy_circle() {
    sweep().none(Wrong::OnRoughEdge);
}

#[test]
fn no_label_is_cut_off_by_the_frame() {
    sweep().none(Wrong::Cut);
}

#[test]
fn no_label_lies_under_furniture() {
    sweep().none(Wrong::Covered);
}

/// In one view the route, a card and the locator leave a stop no room within the reach of a leader. Its ring is there all the same,
/// and it is named as soon as it is chosen or its chapter is told.
#[test]
fn every_stop_of_the_article_in_view_is_named() {
    sweep().at_most(Wrong::Unnamed, 1);
}

#[test]
fn a_label_is_beside_its_mark_or_has_a_leader() {
    sweep().none(Wrong::Detached);
}

#[test]
fn leaders_cross_no_label_and_no_leader() {
    sweep().none(Wrong::LeaderCrosses);
}

#[test]
fn leaders_cross_no_mark() {
    sweep().none(Wrong::LeaderOnMark);
}

#[test]
fn leaders_cross_no_route() {
    sweep().none(Wrong::LeaderOnRoute);
}

#[test]
fn labels_cover_no_route() {
    sweep().none(Wrong::OnRoute);
}

#[test]
fn no_country_is_named_on_the_land_of_another() {
    sweep().none(Wrong::OnOtherLand);
}

/// Where panels and the route leave a stop of the article no other room, its name is there all the same. In none of the views of the
/// whole route.
#[test]
fn hardly_a_place_is_named_on_the_land_of_another_country() {
    sweep().at_most(Wrong::PlaceAbroad, 20);
}

#[test]
fn few_leaders_are_on_the_land_of_another_country() {
    let all = sweep();
    let found = all.wrong.get(&Wrong::LeaderAbroad).map_or(0, Vec::len);
    assert!(found * 10 < all.leaders, "{found} of {} leaders in {} views", all.leaders, all.views);
}

#[test]
fn the_ends_of_the_whole_route_have_names_around_them() {
    let mut map = widget(Size::new(1280.0, 800.0), EN);
    picture(&mut map, None);
    let look = Look::at(map.scene().0, map.settings().theme());
    let names: Vec<&str> = look.labels.iter().map(|l| l.text.text.as_str()).collect();
    for name in ["UNITED STATES", "Rio Grande Valley", "Hidalgo, Texas", "Matamoros", "Monterrey"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
}

#[test]
fn a_narrow_country_is_named_beside_it_if_the_route_is_over_all_of_it() {
    for lang in LANGS {
        let mut map = widget(Size::new(390.0, 842.0), lang);
        map.set_reduced_motion(true);
        map.set_padding(Insets::new(0.0, 0.0, 0.0, 413.0));
        for id in ["two", "road"] {
            map.go_to(map.chapter_ix(id), 0.0);
            picture(&mut map, None);
            let look = Look::at(map.scene().0, map.settings().theme());
            let panama = story().place_ix("panama").unwrap();
            let label = look.labels.iter().find(|l| l.owner == Some(panama) && !look.in_inset(l));
            let under = label.map(|label| land_under(&map, label));
            assert_eq!(under, Some(Vec::new()), "{lang}, chapter {id}");
        }
    }
}

#[test]
fn a_sea_is_named_on_the_water_in_a_joined_script() {
    let mut seen = 0;
    for size in [(390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0), (1920.0, 1080.0)] {
        let mut map = widget(Size::from(size), AR);
        picture(&mut map, None);
        let theme = map.settings().theme();
        let look = Look::at(map.scene().0, theme);
        // What is in an inset lies elsewhere than what is under it.
        let of_map = |l: &&Label| l.text.color == theme.sea_label && !look.in_inset(l);
        for label in look.labels.iter().filter(of_map) {
            seen += 1;
            let under = land_under(&map, label);
            assert!(
                under.is_empty(),
                "{} at {size:?} {:?}: {under:?}",
                label.text.text,
                label.boxes
            );
        }
    }
    assert!(seen > 7, "{seen}");
}

#[test]
fn a_sea_is_named_on_its_water_in_sight_if_its_curve_is_out_of_sight() {
    for lang in LANGS {
        let mut map = widget(Size::new(390.0, 842.0), lang);
        map.set_reduced_motion(true);
        map.set_padding(Insets::new(0.0, 0.0, 0.0, 413.0));
        map.set_obstacles(vec![Rect::new(0.0, 455.0, 390.0, 842.0)]);
        for id in ["two", "road", "after"] {
            map.go_to(map.chapter_ix(id), 0.0);
            picture(&mut map, None);
            let theme = map.settings().theme();
            let look = Look::at(map.scene().0, theme);
            let of_map = |l: &&Label| l.text.color == theme.sea_label && !look.in_inset(l);
            let seas: Vec<&Label> = look.labels.iter().filter(of_map).collect();
            let names: Vec<&str> = seas.iter().map(|l| l.text.text.as_str()).collect();
            for name in manifest().names.iter().take(2) {
                let name = name.text.as_ref().unwrap().resolve(lang, Tag::UND).1;
                assert!(names.contains(&name), "{lang}, chapter {id}: no {name} in {names:?}");
            }
            for label in seas {
                let under = land_under(&map, label);
                assert!(under.is_empty(), "{lang}, chapter {id}: {} {under:?}", label.text.text);
            }
        }
    }
}

#[test]
fn a_state_is_not_named_beyond_its_country_in_a_close_up() {
    let mut seen = 0;
    for lang in LANGS {
        let mut map = widget(Size::new(1280.0, 800.0), lang);
        let name = capitals(story().read(&story().places[tamaulipas()].name, lang));
        for i in 0..48 {
            let (lon, lat) = (-99.3 + f64::from(i % 12) * 0.17, 25.85 + f64::from(i / 12) * 0.2);
            let zoom = [9.3, 10.0, 10.6, 11.0][i as usize % 4];
            picture(&mut map, Some(View { lon, lat, zoom }));
            let look = Look::at(map.scene().0, map.settings().theme());
            for label in look.labels.iter().filter(|l| l.text.text == name) {
                seen += 1;
                let under = land_under(&map, label);
                assert!(under.iter().all(|code| *code == "MX"), "{lon} {lat} {zoom}: {under:?}");
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

fn tamaulipas() -> usize {
    story().place_ix("tamaulipas").unwrap().0 as usize
}

/// The fraction of a label's letters that stand nearer to another leg than to its own.
fn astray(map: &Widget, label: &Label, own: LegIx) -> f64 {
    let (scene, shapes) = map.scene();
    let mut legs: Vec<(LegIx, BezPath)> = Vec::new();
    for layer in scene.layers.iter().filter(|l| matches!(l.kind, LayerKind::Route { .. })) {
        for target in &layer.targets {
            if let (ItemId::Leg(ix), Zone::Line(id, by)) = (target.id, &target.zone) {
                legs.push((ix, *by * shapes.get(*id).unwrap().clone()));
            }
        }
    }
    let reach = |p: Point, is_own: bool| {
        let legs = legs.iter().filter(|(ix, _)| (*ix == own) == is_own);
        let near = legs.flat_map(|(_, path)| path.segments());
        near.map(|s| s.nearest(p, 0.1).distance_sq.sqrt()).fold(f64::INFINITY, f64::min)
    };
    let points = label.boxes.iter().flat_map(|b| {
        let (from, to) = (b[0].midpoint(b[3]), b[1].midpoint(b[2]));
        let steps = ((to - from).hypot() / 8.0).ceil().max(1.0);
        (0..steps as u32).map(move |i| from.lerp(to, (f64::from(i) + 0.5) / steps))
    });
    let points: Vec<Point> = points.collect();
    let astray = points.iter().filter(|p| {
        let other = reach(**p, false);
        other < 44.0 && other < reach(**p, true) - 1.0
    });
    astray.count() as f64 / points.len() as f64
}

#[test]
fn a_remark_stands_by_its_own_leg() {
    let mut seen = 0;
    for size in [(390.0, 844.0), (768.0, 1024.0), (1280.0, 800.0)] {
        for lang in LANGS {
            let mut map = widget(Size::from(size), lang);
            map.set_reduced_motion(true);
            set_page_furniture(&mut map, Page::Card);
            for chapter in 0..story().chapters.len() {
                map.go_to(Some(chapter), 0.0);
                picture(&mut map, None);
                let theme = map.settings().theme();
                let look = Look::at(map.scene().0, theme);
                for (i, leg) in story().legs.iter().enumerate().filter(|(_, l)| l.mode.is_route()) {
                    let Some(remark) = &leg.remark else { continue };
                    let remark = story().read(remark, lang);
                    let own = |l: &&Label| l.text.text == remark && l.text.color == theme.route;
                    for label in look.labels.iter().filter(own) {
                        seen += 1;
                        let part = astray(&map, label, LegIx(i as u32));
                        assert!(part < 0.5, "{remark} in chapter {chapter} at {size:?}: {part}");
                    }
                }
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
