//! Against the `geojson` crate's own reader.

use super::*;
use geojson::GeoJson;
use proptest::prelude::*;
use serde_json::json;

/// The geometry that this reader finds in `value`; none if it reports a problem.
fn read(value: &Value) -> Option<Geometry> {
    let mut report = Report::default();
    let geometry = geometry(value, &mut report);
    if report.into_problems().is_empty() { geometry } else { None }
}

/// The geometry that the crate finds in `value`, with only what the map uses.
fn known(value: &Value) -> Option<Geometry> {
    match value.to_string().parse() {
        Ok(GeoJson::Geometry(geometry)) => Some(plain(geometry)),
        _ => None,
    }
}

/// A geometry without bounding boxes and foreign members.
fn plain(geometry: Geometry) -> Geometry {
    Geometry::new(match geometry.value {
        GeometryValue::GeometryCollection { geometries } => GeometryValue::GeometryCollection {
            geometries: geometries.into_iter().map(plain).collect(),
        },
        value => value,
    })
}

/// Whether `is` holds for a geometry or one inside it.
fn any(geometry: &Geometry, is: fn(&GeometryValue) -> bool) -> bool {
    match &geometry.value {
        GeometryValue::GeometryCollection { geometries } => geometries.iter().any(|g| any(g, is)),
        value => is(value),
    }
}

/// This reader refuses every position of fewer than two numbers, as RFC 7946 does; the crate refuses
/// only that of a Point.
fn has_short_position(value: &GeometryValue) -> bool {
    let positions: Vec<&Position> =
        match value {
            GeometryValue::Point { coordinates } => vec![coordinates],
            GeometryValue::MultiPoint { coordinates }
            | GeometryValue::LineString { coordinates } => coordinates.iter().collect(),
            GeometryValue::MultiLineString { coordinates }
            | GeometryValue::Polygon { coordinates } => coordinates.iter().flatten().collect(),
            GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter().flatten().flatten().collect()
            }
            GeometryValue::GeometryCollection { .. } => Vec::new(),
        };
    positions.iter().any(|position| position.len() < 2)
}

/// This reader takes a MultiPolygon whose first polygon is empty, so that the story's reader can say
/// what is wrong with it; the crate refuses it.
fn begins_with_an_empty_polygon(value: &GeometryValue) -> bool {
    let GeometryValue::MultiPolygon { coordinates } = value else { return false };
    coordinates.first().is_some_and(Vec::is_empty)
}

/// Anything that may stand where a number, a list or an object should.
fn any_value() -> impl Strategy<Value = Value> {
    let odd = [json!(null), json!(true), json!("8"), json!({}), json!({"a": [1, 2]}), json!([])];
    prop_oneof![8 => number(), 1 => prop::sample::select(odd.to_vec())]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        (-200_i32..200).prop_map(Value::from),
        (-200.0..200.0).prop_map(Value::from),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(1e300)),
        Just(json!(-0.0)),
    ]
}

fn list_of(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..4).prop_map(Value::from).boxed()
}

/// Coordinates nested `depth` lists deep around a position; now and then less deep, or another value.
fn coordinates(depth: usize) -> BoxedStrategy<Value> {
    let position = prop_oneof![
        30 => prop::collection::vec(number(), 2..5).prop_map(Value::from),
        1 => prop::collection::vec(any_value(), 0..4).prop_map(Value::from),
        1 => any_value(),
    ];
    (0..depth).fold(position.boxed(), |inner, _| {
        prop_oneof![30 => list_of(inner.clone()), 1 => inner].boxed()
    })
}

fn simple_geometry() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![9 => 0..6_usize, 1 => 6..9_usize];
    let depth = prop_oneof![9 => Just(0), 1 => 1..3_usize];
    let extra = prop_oneof![
        12 => Just(json!({})),
        1 => Just(json!({"bbox": [1, 2.5, 3, 4]})),
        1 => Just(json!({"bbox": [1, null]})),
        1 => Just(json!({"bbox": 1})),
        1 => Just(json!({"bbox": null, "geometries": null})),
        1 => Just(json!({"geometries": []})),
        1 => Just(json!({"note": {"a": 1}})),
        1 => Just(json!({"coordinates": null})),
    ];
    (kind, depth, extra).prop_flat_map(|(kind, deeper, extra)| {
        let names = [&TYPES[..6], &["Circle", "point", ""]].concat();
        let depth = [0, 1, 1, 2, 2, 3, 0, 0, 1][kind] + deeper;
        coordinates(depth).prop_map(move |coordinates| {
            let mut geometry = json!({"type": names[kind], "coordinates": coordinates});
            if let (Some(all), Value::Object(extra)) = (geometry.as_object_mut(), extra.clone()) {
                all.extend(extra);
            }
            geometry
        })
    })
}

fn collection_of(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let item = prop_oneof![20 => item, 1 => any_value()].boxed();
    let collection = |list: Value| json!({"type": "GeometryCollection", "geometries": list});
    list_of(item).prop_map(collection).boxed()
}

fn any_geometry() -> impl Strategy<Value = Value> {
    let simple = simple_geometry().boxed();
    let collection = collection_of(simple.clone());
    let nested = collection_of(collection.clone());
    prop_oneof![10 => simple, 2 => collection, 1 => nested]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_geometry_is_read_as_the_crate_reads_it(value in any_geometry()) {
        let read = read(&value).filter(|g| !any(g, begins_with_an_empty_polygon));
        let known = known(&value).filter(|g| !any(g, has_short_position));
        prop_assert_eq!(read, known);
    }

    #[test]
    fn what_the_crate_writes_is_read_back(value in any_geometry()) {
        if let Some(geometry) = read(&value) {
            let written = serde_json::to_value(&geometry).unwrap_or_default();
            prop_assert_eq!(read(&written), Some(geometry));
        }
    }
}
