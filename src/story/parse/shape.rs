//! A [`geojson::GeometryValue`] to positions on Earth: the shape of a place, the line of a leg.

use super::super::{LonLat, ProblemKind as Kind, Shape};
use super::report::{Report, show_number};
use super::value::{Object, given};
use geojson::{GeometryValue, Position};
use serde_json::Value;

/// Where a place is, and its shape.
pub(super) struct Placed {
    pub at: LonLat,
    pub shape: Shape,
}

/// The `bbox` of the story, if it gives one: west, south, east, north in degrees.
pub(super) type StoryBbox<'a> = Option<&'a [f64]>;

/// Numbers above this are no degrees with a small mistake.
const METRES: f64 = 1000.0;
const DEGREES: &str = "degrees: these look like metres (such as EPSG:3857); export the file again as WGS 84 (EPSG:4326)";

const SWAPPED: &str = "[longitude, latitude]: these two look swapped";
const FAR_SOUTH: &str = "[longitude, latitude]: this is Antarctica; if it is meant, give the story a `bbox`, else swap the two";

/// Checks that a position is on Earth, and that its latitude and longitude are not swapped.
///
/// They are swapped if only the other order is on Earth and inside the story's `bbox`. Without a `bbox`, a position south of
/// 60° S is believed, but the first one is noted: nobody lives there, and it may be swapped. The South Pole is not noted.
fn position(numbers: &[f64], bbox: StoryBbox, report: &mut Report) -> Option<LonLat> {
    let &[lon, lat, ..] = numbers else {
        let got = String::from("a list of ") + &numbers.len().to_string();
        report.push_text(Kind::BadCoordinate, got, "[longitude, latitude]");
        return None;
    };
    let shown = || String::from("[") + &show_number(lon) + ", " + &show_number(lat) + "]";
    if lon.abs().max(lat.abs()) > METRES {
        report.push_text(Kind::OutOfRange, shown(), DEGREES);
        return None;
    }
    let on_earth = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    let inside = |lon: f64, lat: f64| match bbox {
        Some(&[w, s, e, n]) => {
            (if w <= e { w <= lon && lon <= e } else { w <= lon || lon <= e })
                && s <= lat
                && lat <= n
        }
        _ => lat >= -60.0 || lat == -90.0,
    };
    if on_earth(lat, lon) && !(on_earth(lon, lat) && inside(lon, lat)) && inside(lat, lon) {
        if bbox.is_some() || !on_earth(lon, lat) {
            report.push_text(Kind::Swapped, shown(), SWAPPED);
            return None;
        }
        if !core::mem::replace(&mut report.has_far_south, true) {
            report.note(Kind::Swapped, shown(), FAR_SOUTH);
        }
    }
    let range = |i, x, expected, report: &mut Report| {
        report.enter_index(i);
        report.push_text(Kind::OutOfRange, show_number(x), expected);
        report.leave();
    };
    if lon.abs() > 180.0 {
        range(0, lon, "a longitude from -180 to 180", report);
    }
    if lat.abs() > 90.0 {
        range(1, lat, "a latitude from -90 to 90", report);
    }
    on_earth(lon, lat).then_some(LonLat::new(lon, lat))
}

/// Checks a line of at least `least` positions. Of several bad positions only the first is reported:
/// the others have most likely the same problem.
fn line(
    points: &[Position],
    least: usize,
    bbox: StoryBbox,
    report: &mut Report,
) -> Option<Vec<LonLat>> {
    if points.len() < least {
        let got = String::from("a list of ") + &points.len().to_string();
        let expected = if least == 2 { "at least 2 positions" } else { "at least 4 positions" };
        report.push_text(Kind::BadGeometry, got, expected);
        return None;
    }
    let mut out = Vec::with_capacity(points.len());
    for (i, point) in points.iter().enumerate() {
        report.enter_index(i);
        let read = position(point.as_slice(), bbox, report);
        report.leave();
        out.push(read?);
    }
    Some(out)
}

/// Checks a list of lines of at least `least` positions each, and adds them to `out`. With four
/// positions or more they are rings, which end where they begin.
fn lines(
    many: &[Vec<Position>],
    least: usize,
    bbox: StoryBbox,
    out: &mut Vec<Vec<LonLat>>,
    report: &mut Report,
) {
    if many.is_empty() {
        report.push_text(Kind::BadGeometry, "[]".into(), "at least one line or ring");
    }
    for (i, points) in many.iter().enumerate() {
        report.enter_index(i);
        if let Some(line) = line(points, least, bbox, report) {
            if least == 4 && line.first() != line.last() {
                let got = "a ring whose ends differ".into();
                report.push_text(Kind::BadGeometry, got, "the first point again at the end");
            }
            out.push(line);
        }
        report.leave();
    }
}

/// Whether a line was split at the 180th meridian, as RFC 7946 asks for: each part begins where the one before it ends.
pub(super) fn is_split(parts: &[Vec<Position>]) -> bool {
    parts.windows(2).all(|pair| {
        let [before, part] = pair else { return false };
        let ends = before.last().zip(part.first());
        ends.is_some_and(|(a, b)| match (a.as_slice(), b.as_slice()) {
            ([x, y, ..], [lon, lat, ..]) => y == lat && [0.0, 360.0].contains(&(x - lon).abs()),
            _ => false,
        })
    })
}

/// The line of a leg.
pub(super) fn leg_line(
    geometry: Option<&GeometryValue>,
    bbox: StoryBbox,
    report: &mut Report,
) -> Vec<LonLat> {
    report.enter_key("geometry");
    let read = match geometry {
        Some(GeometryValue::LineString { coordinates }) => {
            report.enter_key("coordinates");
            let read = line(coordinates, 2, bbox, report);
            report.leave();
            read
        }
        Some(GeometryValue::MultiLineString { coordinates }) if is_split(coordinates) => {
            let mut parts = Vec::new();
            report.enter_key("coordinates");
            lines(coordinates, 2, bbox, &mut parts, report);
            report.leave();
            Some(parts.concat())
        }
        other => {
            let got = other.map_or("nothing", GeometryValue::type_name);
            report.push_text(Kind::BadGeometry, got.into(), "a LineString, as for every leg");
            None
        }
    };
    report.leave();
    read.unwrap_or_default()
}

/// Where a place is, and its shape. `at` is the position that its properties give, if they do: it comes
/// before any position that follows from the geometry.
pub(super) fn shape(
    geometry: Option<&GeometryValue>,
    at: Option<LonLat>,
    bbox: StoryBbox,
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
                report.leave();
            }
        }
        _ => {}
    }
    report.leave();
    let longest = many.iter().max_by_key(|line| line.len());
    let areal = matches!(
        geometry,
        Some(GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. })
    );
    let at = at.or(point).or_else(|| {
        let line = longest?;
        if areal { middle(line) } else { line.get(line.len() / 2).copied() }
    });
    if at.is_none() && report.count() == before {
        let got = geometry.map_or("nothing", GeometryValue::type_name);
        let expected = "a Point, line or Polygon with coordinates; or null beside properties.at";
        report.push_text(Kind::BadGeometry, got.into(), expected);
    }
    report.leave();
    let shape = match (many.is_empty(), areal) {
        (true, _) => Shape::Point,
        (false, false) => Shape::Lines(many),
        (false, true) => Shape::Rings(many),
    };
    Some(Placed { at: at?, shape })
}

/// The middle of the smallest box around a ring, in degrees.
fn middle(ring: &[LonLat]) -> Option<LonLat> {
    let mut low = ring.first().copied()?;
    let (mut high, mut last) = (low, low);
    for p in ring {
        let p = p.beside(last.lon);
        last = p;
        low = LonLat::new(low.lon.min(p.lon), low.lat.min(p.lat));
        high = LonLat::new(high.lon.max(p.lon), high.lat.max(p.lat));
    }
    Some(LonLat::new((low.lon + high.lon) / 2.0, (low.lat + high.lat) / 2.0).beside(0.0))
}

/// Reads the position in the property `at`.
pub(super) fn own_position(
    properties: &Object,
    bbox: StoryBbox,
    report: &mut Report,
) -> Option<LonLat> {
    let value = given(properties, "at")?;
    report.enter_key("at");
    let numbers: Option<Vec<f64>> =
        value.as_array().and_then(|items| items.iter().map(Value::as_f64).collect());
    let read = match numbers {
        Some(numbers) => position(&numbers, bbox, report),
        None => {
            report.push(Kind::BadCoordinate, value, "[longitude, latitude]");
            None
        }
    };
    report.leave();
    read
}
