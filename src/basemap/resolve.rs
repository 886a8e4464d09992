//! The points of arcs, runs and rings.

use super::{Arc, ArcKind, ArcRef, Basemap, Region, RegionKind};
use kurbo::Point;
use std::vec;

impl Basemap {
    /// World coordinates of a quantized point.
    pub fn point(&self, quanta: [i32; 2]) -> Point {
        Point::new(
            self.origin.x + f64::from(quanta[0]) * self.step,
            self.origin.y + f64::from(quanta[1]) * self.step,
        )
    }

    /// The points of a run of arcs, in order, each shared point once. Arcs that do not exist are skipped.
    pub fn run_points(&self, run: &[ArcRef]) -> impl Iterator<Item = Point> {
        self.run_quanta(run).map(|quanta| self.point(quanta))
    }

    /// The points of a ring, in order, each shared point once. The first point is not repeated at the end.
    pub fn ring_points(&self, ring: &[ArcRef]) -> Vec<Point> {
        let mut points: Vec<Point> = self.run_points(ring).collect();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    }

    /// Every arc of one kind, in file order.
    pub fn arcs_of(&self, kind: ArcKind) -> impl Iterator<Item = &Arc> {
        self.arcs.iter().filter(move |arc| arc.kind == kind)
    }

    /// The region of this kind and code, if the file has it.
    pub fn region(&self, kind: RegionKind, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.kind == kind && region.code == code)
    }

    /// The quantized points of a run of arcs, in order, each shared point once.
    pub fn run_quanta(&self, run: &[ArcRef]) -> vec::IntoIter<[i32; 2]> {
        let mut quanta: Vec<[i32; 2]> = Vec::new();
        for arc_ref in run {
            let points = self.arcs.get(arc_ref.arc as usize).map_or(&[][..], |arc| &arc.points);
            for i in 0..points.len() {
                let point = points[if arc_ref.reversed { points.len() - 1 - i } else { i }];
                if quanta.last() != Some(&point) {
                    quanta.push(point);
                }
            }
        }
        quanta.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Arc, ArcKind, ArcRef, Basemap};
    use kurbo::{Point, Rect};

    fn square() -> Basemap {
        let arc = |kind, points: &[[i32; 2]]| Arc { kind, points: points.to_vec() };
        Basemap {
            bounds: Rect::new(0.0, 0.0, 1.0, 1.0),
            focus: Rect::new(0.0, 0.0, 1.0, 1.0),
            origin: Point::new(0.5, 0.5),
            step: 0.25,
            tolerance_km: 1.0,
            relief: None,
            arcs: vec![
                arc(ArcKind::Coast, &[[0, 0], [1, 0], [1, 1]]),
                arc(ArcKind::Border, &[[0, 0], [0, 1], [1, 1]]),
            ],
            regions: vec![],
            rivers: vec![],
            cities: std::rc::Rc::default(),
        }
    }

    #[test]
    fn shared_points_and_the_closing_point_come_once() {
        let ring = [ArcRef { arc: 0, reversed: false }, ArcRef { arc: 1, reversed: true }];
        let want = [(0.5, 0.5), (0.75, 0.5), (0.75, 0.75), (0.5, 0.75)].map(Point::from);
        assert_eq!(square().ring_points(&ring), want);
        assert_eq!(square().run_points(&ring).count(), 5);
    }

    #[test]
    fn a_missing_arc_is_skipped() {
        assert_eq!(square().ring_points(&[ArcRef { arc: 7, reversed: true }]), []);
    }

    #[test]
    fn arcs_are_found_by_kind() {
        assert_eq!(square().arcs_of(ArcKind::Border).count(), 1);
        assert_eq!(square().arcs_of(ArcKind::Shore).count(), 0);
    }
}
