use super::place::*;
use super::*;
use crate::text::Font;
use crate::text::{BakedAdvances, MeasureText, Weight};
use crate::theme::Color;
use kurbo::{Circle, Line, Point, Rect};

fn request(key: u32, text: &str, anchor: Anchor, priority: Priority) -> Request {
    let font = Font::sans(12.0, Weight::Regular);
    let color = Color::default();
    let lines = vec![TextLine { text: text.into(), font, color }];
    Request { key, lines, halo: None, anchor, priority, home: None }
}

fn mark(x: f64, y: f64) -> Circle {
    Circle::new((x, y), 4.0)
}

fn obstacles(marks: &[Circle]) -> Obstacles {
    let frame = Rect::new(0.0, 0.0, 400.0, 300.0);
    Obstacles { frame, marks: marks.to_vec(), ..Obstacles::default() }
}

fn put(requests: &[Request], obstacles: &Obstacles) -> Vec<Placed> {
    place(requests, obstacles, &(), &BakedAdvances, &mut Memory::default())
}

#[test]
fn a_single_label_is_at_the_right_of_its_mark() {
    let m = mark(100.0, 100.0);
    let placed =
        put(&[request(1, "Acandí", Anchor::Mark(m), Priority::Optional)], &obstacles(&[m]));
    assert_eq!(placed[0].choice, 0);
    assert!(placed[0].boxes[0].bounds().x0 > m.center.x + m.radius);
}

#[test]
fn a_label_at_the_right_edge_is_at_the_left_of_its_mark() {
    let m = mark(390.0, 100.0);
    let placed =
        put(&[request(1, "Acandí", Anchor::Mark(m), Priority::Optional)], &obstacles(&[m]));
    assert!(placed[0].boxes[0].bounds().x1 < m.center.x);
}

#[test]
fn crowded_labels_get_leader_lines_and_do_not_overlap() {
    let marks: Vec<Circle> = (0..12)
        .map(|i| mark(196.0 + f64::from(i % 4) * 3.0, 148.0 + f64::from(i / 4) * 3.0))
        .collect();
    let requests: Vec<Request> = marks
        .iter()
        .enumerate()
        .map(|(i, m)| request(i as u32, "Bajo Chiquito", Anchor::Mark(*m), Priority::Required))
        .collect();
    let o = obstacles(&marks);
    let placed = put(&requests, &o);
    assert!(placed.len() >= 8, "{} of 12", placed.len());
    assert!(placed.iter().any(|p| p.leader.is_some()));
    for (i, a) in placed.iter().enumerate() {
        for b in &placed[..i] {
            assert!(!a.boxes[0].meets(&b.boxes[0]));
        }
        let r = a.boxes[0].bounds();
        assert!(r.x0 >= 0.0 && r.x1 <= 400.0 && r.y0 >= 0.0 && r.y1 <= 300.0);
    }
}

#[test]
fn a_dot_needs_room_too() {
    let dot = Circle::new((100.0, 100.0), 1.6);
    let asked = [request(1, "León", Anchor::Dot(dot), Priority::Optional)];
    let placed = put(&asked, &obstacles(&[]));
    assert!(placed[0].boxes.iter().any(|b| b.bounds().contains(dot.center)));
    let over = Line::new((100.0, 0.0), (100.0, 300.0));
    let beside = Line::new((90.0, 0.0), (90.0, 300.0));
    for (line, count) in [(over, 0), (beside, 1)] {
        let obstacles = Obstacles { lines: vec![line], route: 1, ..obstacles(&[]) };
        assert_eq!(put(&asked, &obstacles).len(), count, "{line:?}");
    }
    // Beside a mark, under a panel, and where another name has its room.
    assert!(put(&asked, &obstacles(&[mark(103.0, 100.0)])).is_empty());
    let rects = vec![Rect::new(95.0, 95.0, 105.0, 105.0)];
    assert!(put(&asked, &Obstacles { rects, ..obstacles(&[]) }).is_empty());
    let m = mark(70.0, 100.0);
    let first = request(2, "Ponferrada", Anchor::Mark(m), Priority::Expected);
    assert_eq!(put(&[first, asked[0].clone()], &obstacles(&[m])).len(), 1);
}

#[test]
fn an_optional_label_is_left_out_rather_than_cross_the_route() {
    let m = mark(200.0, 150.0);
    let line = |x0, y0, x1, y1| Line::new((x0, y0), (x1, y1));
    let mut o = obstacles(&[m]);
    // The mark is surrounded by segments of the route.
    for i in 0..12 {
        let y = 120.0 + f64::from(i) * 5.0;
        o.lines.push(line(150.0, y, 192.0, y));
        o.lines.push(line(208.0, y, 250.0, y));
        let x = 170.0 + f64::from(i) * 5.0;
        o.lines.push(line(x, 120.0, x, 142.0));
        o.lines.push(line(x, 158.0, x, 180.0));
    }
    assert!(put(&[request(1, "Oaxaca", Anchor::Mark(m), Priority::Optional)], &o).is_empty());
    let placed = put(&[request(1, "Oaxaca", Anchor::Mark(m), Priority::Required)], &o);
    assert!(placed[0].leader.is_some(), "a required label gets a leader line");
}

#[test]
fn names_in_one_row_are_not_read_as_one() {
    // The first name ends where the second one would begin.
    let measured = BakedAdvances.width("Yaviza", &Font::sans(12.0, Weight::Regular));
    let first = mark(100.0, 100.0);
    let end = first.center.x + 8.0 + measured;
    for (space, level) in [(4.5, false), (9.0, true)] {
        let second = mark(end + space + 8.0 + measured, 100.0);
        let right = Rect::new(second.center.x + 6.0, 0.0, 400.0, 300.0);
        let o = Obstacles { rects: vec![right], ..obstacles(&[first, second]) };
        let asked = |key, m| request(key, "Yaviza", Anchor::Mark(m), Priority::Optional);
        let placed = put(&[asked(1, first), asked(2, second)], &o);
        let at = |i: usize| placed[i].boxes[0].bounds().center().y;
        assert_eq!((at(0) - at(1)).abs() < 1.0, level, "{space}");
    }
}

#[test]
fn a_label_is_not_displaced_by_a_new_one() {
    let (a, b) = (mark(100.0, 100.0), mark(160.0, 100.0));
    let o = obstacles(&[a, b]);
    let second = request(2, "Metetí", Anchor::Mark(b), Priority::Optional);
    let mut memory = Memory::default();
    // Placed alone, the second label would be at the right of its mark; here it has been at the left before.
    let blocked = Obstacles { rects: vec![Rect::new(165.0, 80.0, 400.0, 120.0)], ..o.clone() };
    let before = place(std::slice::from_ref(&second), &blocked, &(), &BakedAdvances, &mut memory);
    assert_eq!(before[0].choice, 1);
    let first = request(1, "Acandí", Anchor::Mark(a), Priority::Optional);
    let both = place(&[first, second], &o, &(), &BakedAdvances, &mut memory);
    assert_eq!(both[1].choice, 1, "the second stays");
    assert_ne!(both[0].choice, 0, "the new label avoids it");
}

#[test]
fn an_area_label_takes_the_cheapest_free_spot() {
    let look = |size| Look {
        font: Font::sans(size, Weight::Semibold).tracked(0.2),
        color: Color::default(),
        halo: None,
    };
    let spot = |id, x, cost, size| Spot { id, at: Point::new(x, 100.0), cost, look: look(size) };
    let spots = vec![spot(1, 100.0, 0.0, 20.0), spot(2, 300.0, 5.0, 12.0)];
    let requests = [request(1, "PANAMA", Anchor::Spots(spots), Priority::Optional)];
    let font = |placed: &[Placed]| placed[0].texts[0].font.size;
    assert_eq!(font(&put(&requests, &obstacles(&[]))), 20.0);
    let placed = put(&requests, &obstacles(&[mark(100.0, 100.0)]));
    assert_eq!(font(&placed), 12.0);
    assert_eq!(
        placed[0].texts[0].glyphs.len(),
        6,
        "letter spacing needs a position for each letter"
    );
}

#[test]
fn a_label_keeps_its_position() {
    let m = mark(370.0, 100.0);
    let r = [request(1, "Acandí", Anchor::Mark(m), Priority::Optional)];
    let mut memory = Memory::default();
    let left = place(&r, &obstacles(&[m]), &(), &BakedAdvances, &mut memory);
    assert_eq!(left[0].choice, 1);
    let m = mark(200.0, 100.0);
    let r = [request(1, "Acandí", Anchor::Mark(m), Priority::Optional)];
    let kept = place(&r, &obstacles(&[m]), &(), &BakedAdvances, &mut memory);
    assert_eq!(kept[0].choice, 1, "there is room to the right, but it stays");
}

#[test]
fn a_sea_label_follows_its_curve() {
    let arc: Vec<Point> = (0..40)
        .map(|i| {
            Point::new(50.0 + f64::from(i) * 7.0, 150.0 - libm::sin(f64::from(i) / 13.0) * 20.0)
        })
        .collect();
    let along = |points: &[Point]| {
        let stations = vec![(0, points[points.len() / 2])];
        let course = Course {
            points: points.to_vec(),
            line: Vec::new(),
            stations,
            offset: 0.0,
            of: CourseOf::Ground,
        };
        let requests = [request(1, "Caribbean Sea", Anchor::Along(course), Priority::Optional)];
        put(&requests, &obstacles(&[]))
    };
    let placed = along(&arc);
    let text = &placed[0].texts[0];
    assert_eq!(text.glyphs.len(), 13);
    let angles: Vec<f64> = text.glyphs.iter().map(|g| g.1).collect();
    assert!(angles[0] < 0.0 && angles[12] > 0.0, "{angles:?}");
    assert!(along(&arc[..8]).is_empty(), "no room on a short line");
}

#[test]
fn segments_intersect_rectangles() {
    let r = Rect::new(10.0, 10.0, 20.0, 20.0);
    let meets =
        |x0: f64, y0: f64, x1: f64, y1: f64| line_meets_rect(Line::new((x0, y0), (x1, y1)), &r);
    assert!(meets(0.0, 15.0, 30.0, 15.0) && meets(12.0, 12.0, 13.0, 13.0));
    assert!(
        !meets(0.0, 0.0, 9.0, 30.0)
            && !meets(0.0, 25.0, 30.0, 25.0)
            && !meets(0.0, 12.0, 12.0, 0.0)
    );
}

#[test]
fn a_label_that_lost_its_position_waits_while_the_map_moves() {
    let m = mark(200.0, 100.0);
    let requests = [request(1, "Acandí", Anchor::Mark(m), Priority::Optional)];
    let free = obstacles(&[m]);
    let rects = vec![Rect::new(205.0, 80.0, 400.0, 120.0)];
    let taken = Obstacles { rects, ..free.clone() };
    let mut memory = Memory::default();
    let mut next = |moved: f64, o: &Obstacles| {
        memory.moved(moved);
        let placed = place(&requests, o, &(), &BakedAdvances, &mut memory);
        (placed.first().map(|p| p.choice), memory.is_unsettled())
    };
    assert_eq!(next(0.0, &free), (Some(0), false));
    assert_eq!(next(3.0, &free), (Some(0), false), "it keeps its position");
    assert_eq!(next(3.0, &taken), (None, true), "it does not jump to the other side");
    assert_eq!(next(30.0, &taken).0, None, "not yet");
    assert_eq!(next(0.0, &taken), (Some(1), false), "the map has stopped: now it may");
    assert_eq!(next(3.0, &taken).0, Some(1));
    assert_eq!(
        next(1000.0, &free).0,
        Some(0),
        "after a large movement all labels are placed again"
    );
}

#[test]
fn text_with_joined_letters_is_placed_beside_its_line() {
    let slope: Vec<Point> =
        (0..60).map(|i| Point::new(80.0 + f64::from(i) * 4.0, 80.0 + f64::from(i) * 2.0)).collect();
    let stations = (0..60).step_by(2).map(|i| (i as u32, slope[i])).collect();
    let course = Course {
        points: slope.clone(),
        line: Vec::new(),
        stations,
        offset: 6.0,
        of: CourseOf::Ground,
    };
    let put_along = |name: &str| {
        let requests = [request(1, name, Anchor::Along(course.clone()), Priority::Optional)];
        put(&requests, &obstacles(&[])).remove(0)
    };
    assert!(put_along("Tuquesa").texts[0].glyphs.iter().all(|(_, turn)| *turn > 0.1));
    for name in ["نهر توكيسا", "แม่น้ำ", "तुकेसा"] {
        let placed = put_along(name);
        assert!(placed.texts[0].glyphs.is_empty(), "{name} is one run");
        let line = |w: &[Point]| Line::new(w[0], w[1]);
        assert!(!slope.windows(2).any(|w| placed.boxes[0].meets_line(line(w))), "{name}");
    }
}

/// A level course at the height `y`, along a line that goes up and down by `turns` CSS pixels.
fn level(y: f64, turns: f64) -> Course {
    let points: Vec<Point> = (0..70).map(|i| Point::new(60.0 + f64::from(i) * 4.0, y)).collect();
    let sway = |(i, p): (usize, &Point)| *p + (0.0, if i % 2 == 0 { turns } else { -turns });
    let line = points.iter().enumerate().map(sway).collect();
    let stations = (0..70).step_by(2).map(|i| (i as u32, points[i])).collect();
    Course { points, line, stations, offset: 6.0, of: CourseOf::Ground }
}

#[test]
fn letters_are_not_over_the_turns_of_their_line() {
    let put_along = |turns: f64| {
        let course = Anchor::Along(level(100.0, turns));
        put(&[request(1, "Tuquesa", course, Priority::Optional)], &obstacles(&[]))
    };
    let height = |turns: f64| put_along(turns)[0].texts[0].glyphs[0].0.y;
    assert!(height(0.0) > 90.0 && height(9.0) < 90.0, "{} {}", height(0.0), height(9.0));
    assert!(put_along(40.0).is_empty(), "too far from its line");
}

#[test]
fn names_of_lines_side_by_side_are_apart() {
    let along = |key, name, y| request(key, name, Anchor::Along(level(y, 0.0)), Priority::Optional);
    let requests = [along(1, "Rio Grande", 100.0), along(2, "border", 112.0)];
    let placed = put(&requests, &obstacles(&[]));
    assert_eq!(placed.len(), 2);
    for a in &placed[0].boxes {
        for b in &placed[1].boxes {
            assert!((a.center - b.center).hypot() > 20.0, "{a:?} {b:?}");
        }
    }
}

#[test]
fn an_area_label_with_joined_letters_is_one_run() {
    let look =
        Look { font: Font::sans(20.0, Weight::Semibold), color: Color::default(), halo: None };
    let spot = Spot { id: 1, at: Point::new(200.0, 100.0), cost: 0.0, look };
    let placed =
        put(&[request(1, "بنما", Anchor::Spots(vec![spot]), Priority::Optional)], &obstacles(&[]));
    let (text, area) = (&placed[0].texts[0], placed[0].boxes[0].bounds());
    assert!(
        text.glyphs.is_empty()
            && (text.origin.x - area.center().x + (area.width() - 4.0) / 2.0).abs() < 1e-9,
        "{text:?}"
    );
}

/// A leg's name along a level course at the height `y`, in a picture of these lines, of which the first `route` are the
/// route's.
fn leg_name(y: f64, of: CourseOf, lines: &[Line], route: usize) -> Option<Rect> {
    let course = Course { of, ..level(y, 0.0) };
    // A course as short as this has room only beside it.
    let short = |p: &Point| p.x < 100.0;
    let points: Vec<Point> = course.points.iter().copied().filter(short).collect();
    let stations = course.stations.iter().copied().filter(|(_, p)| short(p)).collect();
    let course = Course { line: points.clone(), points, stations, ..course };
    let named = request(1, "on foot, four to ten days", Anchor::Along(course), Priority::Preferred);
    let o = Obstacles { lines: lines.to_vec(), route, ..obstacles(&[]) };
    put(&[named], &o).first().map(|placed| placed.boxes[0].bounds())
}

#[test]
fn the_name_of_a_leg_does_not_stand_beside_another_leg() {
    let own = Line::new((60.0, 100.0), (100.0, 100.0));
    let next = Line::new((100.0, 100.0), (340.0, 124.0));
    let after = |r: Option<Rect>| r.is_some_and(|r| r.center().x > 120.0);
    assert!(after(leg_name(100.0, CourseOf::Route, &[own], 1)), "alone it stands to the right");
    let beside = leg_name(100.0, CourseOf::Route, &[own, next], 2);
    assert!(!after(beside), "not over the next leg: {beside:?}");
    assert!(after(leg_name(100.0, CourseOf::Route, &[own, next], 1)), "a highway does not matter");
}

#[test]
fn a_highway_under_the_route_has_no_name() {
    let line = Line::new((60.0, 100.0), (100.0, 100.0));
    assert!(leg_name(100.0, CourseOf::OffRoute, &[line], 0).is_some());
    assert_eq!(leg_name(100.0, CourseOf::OffRoute, &[line, line], 1), None);
}

#[test]
fn a_name_at_a_leader_line_does_not_stand_at_another_mark() {
    let (own, other) = (mark(200.0, 100.0), mark(222.0, 100.0));
    // The sides of its mark are taken.
    let around =
        [(120.0, 60.0, 197.0, 140.0), (203.0, 60.0, 213.0, 97.0), (203.0, 103.0, 213.0, 140.0)];
    let rects = around.map(|(x0, y0, x1, y1)| Rect::new(x0, y0, x1, y1)).to_vec();
    let o = Obstacles { rects, ..obstacles(&[own, other]) };
    let placed = put(&[request(1, "Hidalgo", Anchor::Mark(own), Priority::Required)], &o);
    let text = placed[0].boxes[0].bounds();
    assert!(!disc_overlap(&other, &text.inflate(7.0, 7.0)), "{text:?}");
}

#[test]
fn only_what_the_reader_has_chosen_is_named_across_the_route() {
    let m = mark(200.0, 100.0);
    // A box as small as this is full of the route.
    let lines = (0..20).map(|i| f64::from(i) * 4.0 + 62.0);
    let lines: Vec<Line> = lines.map(|y| Line::new((120.0, y), (280.0, y))).collect();
    let frame = Rect::new(130.0, 66.0, 270.0, 134.0);
    let o = Obstacles { frame, route: lines.len(), lines, ..obstacles(&[m]) };
    let placed = |p| put(&[request(1, "Acandí", Anchor::Mark(m), p)], &o).len();
    assert_eq!((placed(Priority::Required), placed(Priority::Expected)), (1, 0));
}

/// A map whose northern half, down to this height, is a country of its own.
struct NorthOf(f64);

impl Lands for NorthOf {
    fn abroad(&self, home: [u8; 2], line: Line) -> f64 {
        let up = line.p0.y.min(line.p1.y) < self.0;
        if up && home != *b"NN" { (line.p1 - line.p0).hypot() } else { 0.0 }
    }
}

#[test]
fn a_name_is_on_the_land_of_its_own_country() {
    // Beside the mark it would be north of the border.
    let m = mark(200.0, 100.0);
    let put_home = |home| {
        let named = request(1, "Matamoros", Anchor::Mark(m), Priority::Expected);
        let asked = [Request { home, ..named }];
        let (o, mut memory) = (obstacles(&[m]), Memory::default());
        place(&asked, &o, &NorthOf(102.0), &BakedAdvances, &mut memory).remove(0)
    };
    for home in [None, Some(*b"NN")] {
        assert_eq!(put_home(home).choice, 0, "{home:?}");
    }
    let south = put_home(Some(*b"SS"));
    assert!(south.boxes[0].center.y > 102.0, "{:?}", south.boxes);
}
