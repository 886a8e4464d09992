//! Positions checked and geometries made shapes.

use super::super::{LonLat, Place, PlaceIx, ProblemKind as Kind, Shape};
use super::report::{Report, show_number};
use super::value::{Object, given};
use geojson::{GeometryValue, Position};
use serde_json::Value;

/// How far from the end of a leg the place may lie that it joins by default, in kilometres.
const JOIN_KM: f64 = 25.0;

/// What the geometry of a place comes to.
pub(super) struct Placed {
    pub at: LonLat,
    pub shape: Shape,
}

/// Where a story says it plays: west, south, east, north in degrees.
pub(super) type Bbox<'a> = Option<&'a [f64]>;

/// A position on Earth, or the problem with it.
///
/// Latitude and longitude count as swapped where they would be in range the other way round only;
/// where the story's `bbox` holds the position the other way round only; and, without a `bbox`,
/// south of 60° S, where nobody lives.
fn position(numbers: &[f64], bbox: Bbox, report: &mut Report) -> Option<LonLat> {
    let &[lon, lat, ..] = numbers else {
        let got = String::from("a list of ") + &numbers.len().to_string();
        report.tell_text(Kind::BadCoordinate, got, "[longitude, latitude]");
        return None;
    };
    let on_earth = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    let inside = |lon: f64, lat: f64| match bbox {
        Some(&[w, s, e, n]) => {
            (if w <= e { w <= lon && lon <= e } else { w <= lon || lon <= e })
                && s <= lat
                && lat <= n
        }
        _ => lat >= -60.0,
    };
    if on_earth(lat, lon) && !(on_earth(lon, lat) && inside(lon, lat)) && inside(lat, lon) {
        let got = ["[", &show_number(lon), ", ", &show_number(lat), "]"].concat();
        report.tell_text(Kind::Swapped, got, "[longitude, latitude]: these two look swapped");
        return None;
    }
    let range = |i, x, expected, report: &mut Report| {
        report.enter_index(i);
        report.tell_text(Kind::OutOfRange, show_number(x), expected);
        report.pop();
    };
    if lon.abs() > 180.0 {
        range(0, lon, "a longitude from -180 to 180", report);
    }
    if lat.abs() > 90.0 {
        range(1, lat, "a latitude from -90 to 90", report);
    }
    on_earth(lon, lat).then_some(LonLat::new(lon, lat))
}

/// The positions of a line of at least `least` points. Tells the first bad one.
fn line(points: &[Position], least: usize, bbox: Bbox, report: &mut Report) -> Option<Vec<LonLat>> {
    if points.len() < least {
        let got = String::from("a list of ") + &points.len().to_string();
        let expected = if least == 2 { "at least 2 positions" } else { "at least 4 positions" };
        report.tell_text(Kind::BadGeometry, got, expected);
        return None;
    }
    let mut out = Vec::with_capacity(points.len());
    for (i, point) in points.iter().enumerate() {
        report.enter_index(i);
        let read = position(point.as_slice(), bbox, report);
        report.pop();
        out.push(read?);
    }
    Some(out)
}

fn lines(
    many: &[Vec<Position>],
    least: usize,
    bbox: Bbox,
    out: &mut Vec<Vec<LonLat>>,
    report: &mut Report,
) {
    if many.is_empty() {
        report.tell_text(Kind::BadGeometry, "[]".into(), "at least one line or ring");
    }
    for (i, points) in many.iter().enumerate() {
        report.enter_index(i);
        if let Some(line) = line(points, least, bbox, report) {
            if least == 4 && line.first() != line.last() {
                let got = "a ring whose ends differ".into();
                report.tell_text(Kind::BadGeometry, got, "the first point again at the end");
            }
            out.push(line);
        }
        report.pop();
    }
}

/// The course of a leg.
pub(super) fn course(
    geometry: Option<&GeometryValue>,
    bbox: Bbox,
    report: &mut Report,
) -> Vec<LonLat> {
    report.enter_key("geometry");
    let read = match geometry {
        Some(GeometryValue::LineString { coordinates }) => {
            report.enter_key("coordinates");
            let read = line(coordinates, 2, bbox, report);
            report.pop();
            read
        }
        other => {
            let got = other.map_or("nothing", GeometryValue::type_name);
            report.tell_text(Kind::BadGeometry, got.into(), "a LineString, as for every leg");
            None
        }
    };
    report.pop();
    read.unwrap_or_default()
}

/// Where a place stands and what shape it has. `at` is its own word on the former.
pub(super) fn shape(
    geometry: Option<&GeometryValue>,
    at: Option<LonLat>,
    bbox: Bbox,
    report: &mut Report,
) -> Option<Placed> {
    report.enter_key("geometry");
    report.enter_key("coordinates");
    let before = report.count();
    let mut many = Vec::new();
    let mut point = None;
    match geometry {
        Some(GeometryValue::Point { coordinates }) => {
            point = position(coordinates.as_slice(), bbox, report);
        }
        Some(GeometryValue::LineString { coordinates }) => {
            many.extend(line(coordinates, 2, bbox, report));
        }
        Some(GeometryValue::MultiLineString { coordinates }) => {
            lines(coordinates, 2, bbox, &mut many, report);
        }
        Some(GeometryValue::Polygon { coordinates }) => {
            lines(coordinates, 4, bbox, &mut many, report);
        }
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            for (i, polygon) in coordinates.iter().enumerate() {
                report.enter_index(i);
                lines(polygon, 4, bbox, &mut many, report);
                report.pop();
            }
        }
        _ => {}
    }
    report.pop();
    let longest = many.iter().max_by_key(|line| line.len());
    let areal = matches!(
        geometry,
        Some(GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. })
    );
    let at = at.or(point).or_else(|| {
        let line = longest?;
        if areal { Some(middle(line)) } else { line.get(line.len() / 2).copied() }
    });
    if at.is_none() && report.count() == before {
        let got = geometry.map_or("nothing", GeometryValue::type_name);
        let expected = "a Point, line or Polygon with coordinates; or null beside properties.at";
        report.tell_text(Kind::BadGeometry, got.into(), expected);
    }
    report.pop();
    let shape = match (many.is_empty(), areal) {
        (true, _) => Shape::Point,
        (false, false) => Shape::Lines(many),
        (false, true) => Shape::Rings(many),
    };
    Some(Placed { at: at?, shape })
}

/// The middle of the box round a ring, in degrees.
fn middle(ring: &[LonLat]) -> LonLat {
    let mut low = ring.first().copied().unwrap_or_default();
    let mut high = low;
    for p in ring {
        low = LonLat::new(low.lon.min(p.lon), low.lat.min(p.lat));
        high = LonLat::new(high.lon.max(p.lon), high.lat.max(p.lat));
    }
    LonLat::new((low.lon + high.lon) / 2.0, (low.lat + high.lat) / 2.0)
}

/// The position in the property `at`.
pub(super) fn own_position(properties: &Object, bbox: Bbox, report: &mut Report) -> Option<LonLat> {
    let value = given(properties, "at")?;
    report.enter_key("at");
    let numbers: Option<Vec<f64>> =
        value.as_array().and_then(|items| items.iter().map(Value::as_f64).collect());
    let read = match numbers {
        Some(numbers) => position(&numbers, bbox, report),
        None => {
            report.tell(Kind::BadCoordinate, value, "[longitude, latitude]");
            None
        }
    };
    report.pop();
    read
}

/// The nearest place to `end` that is a point, within [`JOIN_KM`].
pub(super) fn nearest(end: LonLat, places: &[Place]) -> Option<PlaceIx> {
    let (mut best, mut best_km) = (None, JOIN_KM);
    for (i, place) in places.iter().enumerate() {
        // A degree of latitude is never less than 110 km: most places need no trigonometry.
        let far = (place.at.lat - end.lat).abs() * 110.0 > best_km;
        if far || place.shape != Shape::Point {
            continue;
        }
        let km = end.distance_km(place.at);
        if km < best_km {
            (best, best_km) = (Some(PlaceIx(i as u32)), km);
        }
    }
    best
}
