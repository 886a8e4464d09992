use super::*;
use crate::text::{BakedAdvances, Weight};

fn request(key: u32, text: &str, anchor: Anchor, need: Need) -> Request {
    let font = Font::sans(12.0, Weight::Regular);
    let color = Color::default();
    let lines = vec![TextLine { text: text.into(), font, color }];
    Request { key, lines, halo: None, anchor, need }
}

fn mark(x: f64, y: f64) -> Circle {
    Circle::new((x, y), 4.0)
}

fn obstacles(marks: &[Circle]) -> Obstacles {
    let frame = Rect::new(0.0, 0.0, 400.0, 300.0);
    Obstacles { frame, marks: marks.to_vec(), ..Obstacles::default() }
}

fn put(requests: &[Request], obstacles: &Obstacles) -> Vec<Placed> {
    place(requests, obstacles, &BakedAdvances, &mut Memory::default())
}

#[test]
fn a_lone_label_stands_to_the_right_of_its_mark() {
    let m = mark(100.0, 100.0);
    let placed = put(&[request(1, "Acandí", Anchor::Mark(m), Need::May)], &obstacles(&[m]));
    assert_eq!(placed[0].candidate, 0);
    assert!(placed[0].boxes[0].x0 > m.center.x + m.radius);
}

#[test]
fn at_the_edge_it_goes_to_the_left() {
    let m = mark(390.0, 100.0);
    let placed = put(&[request(1, "Acandí", Anchor::Mark(m), Need::May)], &obstacles(&[m]));
    assert!(placed[0].boxes[0].x1 < m.center.x);
}

#[test]
fn a_crowd_gets_leader_lines_and_no_overlap() {
    let marks: Vec<Circle> = (0..12)
        .map(|i| mark(196.0 + f64::from(i % 4) * 3.0, 148.0 + f64::from(i / 4) * 3.0))
        .collect();
    let requests: Vec<Request> = marks
        .iter()
        .enumerate()
        .map(|(i, m)| request(i as u32, "Bajo Chiquito", Anchor::Mark(*m), Need::Must))
        .collect();
    let o = obstacles(&marks);
    let placed = put(&requests, &o);
    assert!(placed.len() >= 8, "{} of 12", placed.len());
    assert!(placed.iter().any(|p| p.leader.is_some()));
    for (i, a) in placed.iter().enumerate() {
        for b in &placed[..i] {
            assert!(!overlap(&a.boxes[0], &b.boxes[0]));
        }
        let r = a.boxes[0];
        assert!(r.x0 >= 0.0 && r.x1 <= 400.0 && r.y0 >= 0.0 && r.y1 <= 300.0);
    }
}

#[test]
fn who_may_wait_waits_rather_than_cross_the_route() {
    let m = mark(200.0, 150.0);
    let line = |x0, y0, x1, y1| Line::new((x0, y0), (x1, y1));
    let mut o = obstacles(&[m]);
    // A hedge all round the mark.
    for i in 0..12 {
        let y = 120.0 + f64::from(i) * 5.0;
        o.lines.push(line(150.0, y, 192.0, y));
        o.lines.push(line(208.0, y, 250.0, y));
        let x = 170.0 + f64::from(i) * 5.0;
        o.lines.push(line(x, 120.0, x, 142.0));
        o.lines.push(line(x, 158.0, x, 180.0));
    }
    assert!(put(&[request(1, "Oaxaca", Anchor::Mark(m), Need::May)], &o).is_empty());
    let placed = put(&[request(1, "Oaxaca", Anchor::Mark(m), Need::Must)], &o);
    assert!(placed[0].leader.is_some(), "a stop of the story steps aside");
}

#[test]
fn a_label_keeps_its_side() {
    let m = mark(370.0, 100.0);
    let r = [request(1, "Acandí", Anchor::Mark(m), Need::May)];
    let mut memory = Memory::default();
    let left = place(&r, &obstacles(&[m]), &BakedAdvances, &mut memory);
    assert_eq!(left[0].candidate, 1);
    let m = mark(200.0, 100.0);
    let r = [request(1, "Acandí", Anchor::Mark(m), Need::May)];
    let kept = place(&r, &obstacles(&[m]), &BakedAdvances, &mut memory);
    assert_eq!(kept[0].candidate, 1, "there is room to the right, but it stays");
}

#[test]
fn a_sea_name_follows_its_curve() {
    let arc: Vec<Point> = (0..40)
        .map(|i| {
            Point::new(50.0 + f64::from(i) * 7.0, 150.0 - libm::sin(f64::from(i) / 13.0) * 20.0)
        })
        .collect();
    let placed = put(
        &[request(1, "Caribbean Sea", Anchor::Along(arc.clone(), 0.0), Need::May)],
        &obstacles(&[]),
    );
    let text = &placed[0].texts[0];
    assert_eq!(text.glyphs.len(), 13);
    let angles: Vec<f64> = text.glyphs.iter().map(|g| g.1).collect();
    assert!(angles[0] < 0.0 && angles[12] > 0.0, "{angles:?}");
    let short = put(
        &[request(1, "Caribbean Sea", Anchor::Along(arc[..8].to_vec(), 0.0), Need::May)],
        &obstacles(&[]),
    );
    assert!(short.is_empty(), "no room on a short line");
}

#[test]
fn lines_and_boxes() {
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
