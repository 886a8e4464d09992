//! The basemap's manifest: the built-in one, every error a file can have, the schema, when pieces are fetched
//! and drawn, and what the credits name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;

use common::{AR, BASEMAP, EN, LANGS, manifest, widget};
use darien_map::basemap::manifest::{Layers, NameKind, Role, Sea};
use darien_map::basemap::{BasemapError, Manifest, PieceId, RegionKind, decode};
use darien_map::camera::View;
use darien_map::geo::LonLat;
use darien_map::language_tag::Tag;
use darien_map::mercator::world_from_lonlat;
use darien_map::scene::Scene;
use darien_map::story::{ProblemKind, Shape};
use darien_map::text::BakedAdvances;
use darien_map::widget::{Event, Part, Widget};
use kurbo::{BezPath, ParamCurveNearest, Rect, Shape as _, Size};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::path::Path;

const BUILT_IN: &str = include_str!("../assets/basemap.json");
const BUILT_IN_WORDS: &str = include_str!("../assets/basemap-words.json");
const BUILT_IN_ARABIC: &str = include_str!("../assets/basemap-ar.json");

/// The schema of a manifest.
fn schema() -> jsonschema::Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../assets/basemap.schema.json")).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

/// The schema of another file, by its name in that of a manifest.
fn schema_of(name: &str) -> jsonschema::Validator {
    let mut schema: Value =
        serde_json::from_str(include_str!("../assets/basemap.schema.json")).unwrap();
    let (reference, defs) = (format!("#/$defs/{name}"), schema["$defs"].take());
    jsonschema::validator_for(&json!({"$ref": reference, "$defs": defs})).unwrap()
}

/// The schema of a file with the words of a manifest.
fn words_schema() -> jsonschema::Validator {
    schema_of("words")
}

/// A valid manifest, to be changed.
fn valid() -> Value {
    json!({
        "version": 1,
        "pieces": [
            {"file": "land.bin", "role": "base", "bounds": [0, 0, 40, 30], "toleranceKm": 2},
            {"file": "bay.bin", "role": "detail", "bounds": [1, 1, 3, 3], "toleranceKm": 0.2},
            {"file": "cape.bin", "role": "detail", "bounds": [3, 1, 5, 3], "toleranceKm": 0.2}
        ],
        "names": [
            {"kind": "sea", "name": "Green Sea", "minZoom": 2, "maxZoom": 9, "along": [[1, 2], [3, 4]]},
            {"kind": "country", "code": "XA", "minZoom": 2, "maxZoom": 9, "along": [[1, 2]]}
        ],
        "attribution": [{"text": "A survey", "layers": ["land"], "pieces": ["bay.bin"]}]
    })
}

/// The valid manifest with another value at `pointer`, or none.
fn changed(pointer: &str, new: Option<Value>) -> Value {
    let mut manifest = valid();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match (manifest.pointer_mut(parent).unwrap(), new) {
        (Value::Object(map), Some(new)) => drop(map.insert(key.into(), new)),
        (Value::Object(map), None) => drop(map.remove(key)),
        (Value::Array(list), Some(new)) => list[key.parse::<usize>().unwrap()] = new,
        (Value::Array(list), None) => drop(list.remove(key.parse().unwrap())),
        _ => unreachable!(),
    }
    manifest
}

#[test]
fn the_built_in_manifest_is_valid_and_matches_the_schema() {
    let value: Value = serde_json::from_str(BUILT_IN).unwrap();
    let words: Value = serde_json::from_str(BUILT_IN_WORDS).unwrap();
    let arabic: Value = serde_json::from_str(BUILT_IN_ARABIC).unwrap();
    let files = [(schema(), value), (words_schema(), words), (schema_of("translation"), arabic)];
    for (schema, value) in files {
        let errors: Vec<_> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let manifest = manifest();
    assert_eq!((manifest.names.len(), manifest.attribution.len()), (21, 5));
    let mut translated = manifest.clone();
    translated.load_translation(manifest.translation_for(AR), BUILT_IN_ARABIC).unwrap();
    let river = translated.translation(AR).and_then(|words| words.river("Atrato"));
    assert_eq!(river, Some("أتراتو"));
    for piece in &manifest.pieces {
        let files = [Some(&piece.file), piece.sketch.as_ref(), piece.relief.as_ref()];
        for file in files.into_iter().flatten() {
            assert!(Path::new(BASEMAP).join(file).exists(), "{file}");
        }
    }
    // Where lines grow bolder, too: tests/pictures.rs compares what is drawn there.
    assert_eq!(manifest.detail_zoom(), 6.4);
    let zooms = manifest.pieces.iter().map(|piece| (piece.draw_zoom, piece.fetch_zoom()));
    let always = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    assert_eq!(zooms.collect::<Vec<_>>(), [always, (6.4, 5.9), (6.3, 5.8)]);
    for name in &manifest.names {
        let text = name.text.as_ref().unwrap();
        for lang in LANGS {
            assert!(!text.resolve(lang, lang).1.trim().is_empty(), "{name:?}");
        }
        assert!(name.kind != NameKind::Country || name.code.len() == 2, "{name:?}");
    }
}

#[test]
fn a_valid_manifest_is_read() {
    let manifest = Manifest::parse(&valid().to_string()).unwrap();
    assert!(schema().is_valid(&valid()));
    assert_eq!(manifest.pieces.len(), 3);
    assert_eq!(manifest.piece(PieceId(1)).unwrap().role, Role::Detail);
    assert_eq!(manifest.piece(PieceId(0)).unwrap().sea, Sea::Flat);
    assert_eq!(manifest.piece(PieceId(3)), None);
    assert_eq!(manifest.names[1].text, None, "the browser knows how a country is called");
    let due = |piece, layer| manifest.attribution[0].is_due_for(PieceId(piece), layer);
    assert!(due(1, Layers::LAND) && !due(0, Layers::LAND) && !due(1, Layers::RELIEF));
}

#[test]
fn a_detail_is_drawn_where_what_is_under_it_is_too_coarse() {
    let mut manifest = valid();
    let quarter = |bounds: Value, km: f64| json!({"file": "a.bin", "role": "detail", "bounds": bounds, "toleranceKm": km});
    let pieces = manifest["pieces"].as_array_mut().unwrap();
    pieces.push(quarter(json!([0, 0, 20, 20]), 1.0));
    pieces.push(quarter(json!([19, 0, 40, 20]), 1.0));
    pieces.push(quarter(json!([30, 0, 40, 20]), 1.0));
    let manifest = Manifest::parse(&manifest.to_string()).unwrap();
    let zooms: Vec<f64> = manifest.pieces.iter().map(|piece| piece.draw_zoom).collect();
    // A detail that overlaps another of the same tolerance is beside it. The base's 2 km are half a CSS pixel at zoom 5.3, the 1 km under the bay and the cape at 6.3.
    assert_eq!(zooms, [f64::NEG_INFINITY, 6.3, 6.3, 5.3, 5.3, 5.3]);
}

/// The valid manifest without its words, and the file that has them.
fn with_separate_words() -> (Value, Value) {
    let mut manifest = valid();
    let root = manifest.as_object_mut().unwrap();
    let [names, attribution] = ["names", "attribution"].map(|key| root.remove(key).unwrap());
    root.insert("words".into(), json!("words.json"));
    (manifest, json!({"names": names, "attribution": attribution}))
}

#[test]
fn names_and_attribution_can_be_in_a_separate_file() {
    let (apart, words) = with_separate_words();
    assert!(schema().is_valid(&apart) && words_schema().is_valid(&words));
    let mut manifest = Manifest::parse(&apart.to_string()).unwrap();
    assert_eq!(manifest.words.as_deref(), Some("words.json"));
    assert!(manifest.names.is_empty() && manifest.attribution.is_empty());
    manifest.load_words(&words.to_string()).unwrap();
    let whole = Manifest::parse(&valid().to_string()).unwrap();
    assert_eq!(Manifest { words: None, ..manifest }, whole);
    let pathless = changed("/words", Some(json!(7)));
    assert!(!schema().is_valid(&pathless));
    assert_eq!(Manifest::parse(&pathless.to_string()).unwrap_err()[0].path, "$.words");
}

#[test]
fn bad_names_are_reported_and_replace_nothing() {
    let (apart, words) = with_separate_words();
    let mut manifest = Manifest::parse(&apart.to_string()).unwrap();
    manifest.load_words(&words.to_string()).unwrap();
    let before = manifest.clone();
    let too_many = vec![words["attribution"][0].clone(); 65];
    for (bad, kind, path) in [
        (json!([]), ProblemKind::WrongType, "$"),
        (json!({"names": 7}), ProblemKind::BadValue, "$.names"),
        (json!({"names": ["Green Sea"]}), ProblemKind::WrongType, "$.names[0]"),
        (json!({"attribution": too_many}), ProblemKind::BadValue, "$.attribution"),
        (
            json!({"attribution": [{"text": "A survey", "layers": ["land"], "pieces": ["a.bin"]}]}),
            ProblemKind::UnknownReference,
            "$.attribution[0].pieces[0]",
        ),
    ] {
        let problems = manifest.load_words(&bad.to_string()).unwrap_err();
        assert_eq!((problems[0].kind, problems[0].path.as_str()), (kind, path));
        assert_eq!(manifest, before);
    }
    let problems = manifest.load_words("<!doctype html>").unwrap_err();
    assert_eq!(problems[0].kind, ProblemKind::NotJson);
    assert_eq!(manifest, before);
}

#[test]
fn a_translation_has_a_text_for_each_name() {
    let mut root = valid();
    root["translations"] = json!({"fr": "fr.json", "pt-BR": "pt.json"});
    assert!(schema().is_valid(&root));
    let mut manifest = Manifest::parse(&root.to_string()).unwrap();
    let tag = |text| Tag::parse(text).unwrap();
    for (asked, file) in [("fr-CA", "fr.json"), ("pt", "pt.json"), ("en", ""), ("sw", "")] {
        assert_eq!(manifest.translation_for(tag(asked)), file);
    }
    let mut names = vec![""; manifest.names.len()];
    names[0] = "Mer Verte";
    let text = |names: &[&str]| {
        json!({"names": names, "cities": ["", "Lyon"], "rivers": ["Green River", "Fleuve Vert"]})
            .to_string()
    };
    manifest.load_translation("fr.json", &text(&names)).unwrap();
    let french = manifest.translation(tag("fr")).unwrap();
    assert_eq!((french.name(0), french.name(1), french.name(99)), (Some("Mer Verte"), None, None));
    assert_eq!((french.city(0), french.city(1), french.city(2)), (None, Some("Lyon"), None));
    assert_eq!((french.river("Green River"), french.river("Lyon")), (Some("Fleuve Vert"), None));
    assert!(manifest.translation(tag("pt")).is_none() && manifest.translation(Tag::EN).is_none());
    let before = manifest.clone();
    for (bad, kind, path) in [
        (text(&["Mer"]), ProblemKind::BadValue, "$.names"),
        ("[]".into(), ProblemKind::WrongType, "$"),
        (json!({"names": names}).to_string(), ProblemKind::WrongType, "$.cities"),
        (json!({"names": names, "cities": [7]}).to_string(), ProblemKind::WrongType, "$.cities"),
        (
            json!({"names": names, "cities": [], "rivers": {}}).to_string(),
            ProblemKind::WrongType,
            "$.rivers",
        ),
        ("<!doctype html>".into(), ProblemKind::NotJson, "$"),
    ] {
        let problems = manifest.load_translation("fr.json", &bad).unwrap_err();
        assert_eq!((problems[0].kind, problems[0].path.as_str()), (kind, path), "{bad}");
        assert_eq!(manifest, before);
    }
    // Its names are others: it belongs to the words before.
    manifest.load_words("{}").unwrap();
    assert!(manifest.translation(tag("fr")).is_none());
}

#[test]
fn every_problem_has_a_path_and_what_was_expected() {
    use ProblemKind as Kind;
    let piece = |i: usize, key: &str| format!("/pieces/{i}/{key}");
    // The changed node, its new value, the kind and path of the problem; whether the schema finds it, too.
    let cases = [
        ("/version".into(), None, Kind::Missing, "$.version", true),
        ("/version".into(), Some(json!(2)), Kind::BadValue, "$.version", true),
        ("/version".into(), Some(json!("1")), Kind::BadValue, "$.version", true),
        ("/pieces".into(), None, Kind::Missing, "$.pieces", true),
        ("/pieces".into(), Some(json!({})), Kind::BadValue, "$.pieces", true),
        ("/pieces".into(), Some(json!([])), Kind::Missing, "$.pieces", true),
        ("/pieces/0".into(), None, Kind::Missing, "$.pieces", true),
        ("/pieces/1".into(), Some(json!(7)), Kind::WrongType, "$.pieces[1]", true),
        (piece(1, "role"), Some(json!("base")), Kind::BadValue, "$.pieces[1].role", true),
        (piece(1, "role"), Some(json!("island")), Kind::BadValue, "$.pieces[1].role", true),
        (piece(1, "role"), None, Kind::Missing, "$.pieces[1].role", true),
        (piece(0, "file"), None, Kind::Missing, "$.pieces[0].file", true),
        (piece(0, "file"), Some(json!(" ")), Kind::BadValue, "$.pieces[0].file", true),
        (piece(0, "sketch"), Some(json!(1)), Kind::BadValue, "$.pieces[0].sketch", true),
        (piece(0, "relief"), Some(json!([])), Kind::BadValue, "$.pieces[0].relief", true),
        (piece(0, "sea"), Some(json!("blue")), Kind::BadValue, "$.pieces[0].sea", true),
        (piece(0, "sea"), Some(json!([5, 0, 4, 1])), Kind::BadValue, "$.pieces[0].sea", false),
        (piece(0, "bounds"), None, Kind::Missing, "$.pieces[0].bounds", true),
        (piece(0, "bounds"), Some(json!([0, 0, 1])), Kind::BadValue, "$.pieces[0].bounds", true),
        (
            piece(0, "bounds"),
            Some(json!([4, 0, 1, 2])),
            Kind::BadValue,
            "$.pieces[0].bounds",
            false,
        ),
        (
            piece(0, "bounds"),
            Some(json!([0, 0, 1, 91])),
            Kind::BadValue,
            "$.pieces[0].bounds",
            true,
        ),
        (
            piece(0, "bounds"),
            Some(json!([0, 2, 1, 2])),
            Kind::BadValue,
            "$.pieces[0].bounds",
            false,
        ),
        (piece(0, "toleranceKm"), None, Kind::Missing, "$.pieces[0].toleranceKm", true),
        (piece(0, "toleranceKm"), Some(json!(0)), Kind::BadValue, "$.pieces[0].toleranceKm", true),
        (piece(0, "toleranceKm"), Some(json!(-2)), Kind::BadValue, "$.pieces[0].toleranceKm", true),
        ("/names/0/name".into(), None, Kind::Missing, "$.names[0].name", true),
        ("/names/0/kind".into(), Some(json!("hill")), Kind::BadValue, "$.names[0].kind", true),
        ("/names/0/minZoom".into(), None, Kind::Missing, "$.names[0].minZoom", true),
        ("/names/0/maxZoom".into(), Some(json!(99)), Kind::BadValue, "$.names[0].maxZoom", true),
        ("/names/0/along".into(), Some(json!([[1, 2]])), Kind::BadValue, "$.names[0].along", true),
        ("/names/0/along".into(), None, Kind::Missing, "$.names[0].along", true),
        ("/names/0/along/1".into(), Some(json!([1])), Kind::BadValue, "$.names[0].along", true),
        ("/names/1/code".into(), None, Kind::Missing, "$.names[1].code", true),
        ("/attribution/0/text".into(), None, Kind::Missing, "$.attribution[0].text", true),
        (
            "/attribution/0/url".into(),
            Some(json!([])),
            Kind::BadValue,
            "$.attribution[0].url",
            true,
        ),
        (
            "/attribution/0/licence".into(),
            Some(json!(1)),
            Kind::BadValue,
            "$.attribution[0].licence",
            true,
        ),
        ("/attribution/0/layers".into(), None, Kind::Missing, "$.attribution[0].layers", true),
        (
            "/attribution/0/layers/0".into(),
            Some(json!("air")),
            Kind::BadValue,
            "$.attribution[0].layers",
            true,
        ),
        (
            "/attribution/0/pieces/0".into(),
            Some(json!("a")),
            Kind::UnknownReference,
            "$.attribution[0].pieces[0]",
            false,
        ),
    ];
    let schema = schema();
    for (pointer, new, kind, path, seen) in cases {
        let value = changed(&pointer, new.clone());
        let problems = Manifest::parse(&value.to_string()).expect_err(&pointer);
        let found = problems.iter().find(|p| p.kind == kind && p.path == path);
        assert!(found.is_some_and(|p| !p.expected.is_empty()), "{pointer} = {new:?}: {problems:?}");
        assert_eq!(!schema.is_valid(&value), seen, "the schema on {pointer}");
    }
}

#[test]
fn invalid_json_and_too_much_data_are_reported() {
    let kinds = |text: &str| -> Vec<ProblemKind> {
        Manifest::parse(text).unwrap_err().into_iter().map(|p| p.kind).collect()
    };
    assert_eq!(kinds("<!doctype html>"), [ProblemKind::NotJson]);
    assert_eq!(kinds(""), [ProblemKind::NotJson]);
    assert_eq!(kinds("{\"version\": 1} and more"), [ProblemKind::NotJson]);
    assert_eq!(kinds("[]"), [ProblemKind::WrongType]);
    let mut many = valid();
    many["pieces"] = Value::Array(vec![many["pieces"][0].clone(); 300]);
    assert_eq!(kinds(&many.to_string()), [ProblemKind::BadValue]);
    let mut many = valid();
    many["attribution"] = Value::Array(vec![many["attribution"][0].clone(); 65]);
    assert_eq!(kinds(&many.to_string()), [ProblemKind::BadValue]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    /// Any member of any object or list exchanged for any value: a manifest, or problems with a path.
    #[test]
    fn a_changed_manifest_gives_a_manifest_or_a_list_of_problems(
        at in any::<proptest::sample::Index>(),
        new in proptest::sample::select(vec![
            json!(null), json!(true), json!(-1e300), json!(""), json!("base"), json!([]), json!({}),
            json!([1, 2]), json!([0, 0, 40, 30]), json!([[0, 0], [null]]), json!({"en": ""}),
        ]),
    ) {
        let mut manifest = valid();
        let all = pointers(&manifest, "");
        *manifest.pointer_mut(&all[at.index(all.len())]).unwrap() = new;
        match Manifest::parse(&manifest.to_string()) {
            Ok(read) => prop_assert!(read.pieces.iter().any(|p| p.role == Role::Base)),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for p in problems {
                    prop_assert!(p.path.starts_with('$') && p.got.chars().count() <= 80);
                }
            }
        }
    }
}

/// The JSON pointer of every node below a value.
fn pointers(value: &Value, here: &str) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        Value::Object(map) => map.iter().map(|(key, v)| (key.clone(), v)).collect(),
        _ => Vec::new(),
    };
    let below = children.into_iter().flat_map(|(key, v)| {
        let here = format!("{here}/{key}");
        let mut below = pointers(v, &here);
        below.push(here);
        below
    });
    below.collect()
}

/// The files a map asks for, as `piece part file`.
fn missing(map: &mut Widget) -> Vec<String> {
    let name = |part| if part == Part::Sketch { "sketch" } else { "whole" };
    let mut files = Vec::new();
    while let Some(m) = map.take_missing_piece() {
        files.push(format!("{} {} {}", m.piece, name(m.part), m.file));
    }
    files
}

#[test]
fn the_sketch_loads_first_and_details_when_the_reader_zooms_in() {
    let mut map = Widget::default();
    map.resize(Size::new(800.0, 600.0));
    assert_eq!(missing(&mut map), [""; 0], "without a manifest nothing is known to be missing");
    map.load_manifest(BUILT_IN).unwrap();
    map.load_story(common::STORY).unwrap();
    assert_eq!(map.take_missing_piece().unwrap().file, "sketch.bin");
    assert_eq!(missing(&mut map), ["0 whole overview.bin"], "even if the sketch did not come");
    assert_eq!(missing(&mut map), [""; 0]);
    let view = |zoom| View { lon: -77.6, lat: 8.4, zoom };
    map.jump_to(view(5.8));
    assert_eq!(missing(&mut map), [""; 0]);
    map.jump_to(view(5.95));
    assert_eq!(missing(&mut map), ["1 whole darien.bin"]);
    assert_eq!(missing(&mut map), [""; 0], "each is named once");
    map.jump_to(View { lon: -98.6, lat: 26.0, zoom: 7.0 });
    let wanted = map.take_missing_piece().unwrap();
    assert_eq!((wanted.file, wanted.relief, wanted.sea), ("rio-grande.bin", None, true));
    // With another basemap, all files are requested again.
    map.load_manifest(BUILT_IN).unwrap();
    assert_eq!(
        missing(&mut map),
        ["0 sketch sketch.bin", "0 whole overview.bin", "2 whole rio-grande.bin"]
    );
}

#[test]
fn a_full_piece_replaces_its_sketch_and_never_the_reverse() {
    let mut map = Widget::default();
    map.load_manifest(BUILT_IN).unwrap();
    let [sketch, whole] =
        ["sketch", "overview"].map(|name| std::fs::read(format!("assets/{name}.bin")).unwrap());
    let step = |map: &Widget| {
        let ground = map.ground(PieceId(0)).unwrap();
        map.scene().1.get(ground.land).unwrap().elements().len()
    };
    map.load_piece(PieceId(0), Part::Sketch, &sketch).unwrap();
    let coarse = step(&map);
    map.load_piece(PieceId(0), Part::Whole, &whole).unwrap();
    let fine = step(&map);
    assert!(fine > 2 * coarse, "{coarse}, {fine}");
    map.load_piece(PieceId(0), Part::Sketch, &sketch).unwrap();
    assert_eq!(step(&map), fine);
    // A piece of some other basemap.
    map.load_piece(PieceId(9), Part::Whole, &whole).unwrap();
    assert_eq!(map.grounds().len(), 1);
}

#[test]
fn a_file_of_another_part_of_the_world_is_rejected() {
    let mut map = Widget::default();
    map.load_manifest(BUILT_IN).unwrap();
    let darien = std::fs::read("assets/darien.bin").unwrap();
    let error = map.load_piece(PieceId(2), Part::Whole, &darien).unwrap_err();
    assert!(matches!(error, BasemapError::Bounds { .. }));
    let said = error.to_string();
    assert!(
        said.contains("covers [-79.629936")
            && said.contains("expected [-100.6, 23.5, -96.8, 27.6]"),
        "{said}"
    );
    assert!(map.load_piece(PieceId(1), Part::Whole, &darien[..900]).is_err());
    assert!(map.grounds().is_empty());
    map.load_piece(PieceId(1), Part::Whole, &darien).unwrap();
}

#[test]
fn a_bad_manifest_replaces_nothing() {
    let mut map = widget(Size::new(800.0, 600.0), EN);
    let items = |scene: &Scene| scene.placed_items().map(Cow::into_owned).collect::<Vec<_>>();
    let before = items(map.frame(0.0, &BakedAdvances));
    map.load_manifest("{}").unwrap_err();
    assert_eq!(map.grounds().len(), 3);
    assert_eq!(items(map.frame(1.0, &BakedAdvances)), before);
    // And a map that never had one shows its story on the plain sea.
    let mut map = Widget::default();
    map.load_manifest("no JSON").unwrap_err();
    map.resize(Size::new(800.0, 600.0));
    map.load_story(common::STORY).unwrap();
    let scene = map.frame(0.0, &BakedAdvances);
    let texts: Vec<_> = common::letter_boxes(scene).iter().map(|(t, _)| t.text.clone()).collect();
    assert!(texts.iter().any(|t| t == "Bajo Chiquito"), "{texts:?}");
}

#[test]
fn names_that_load_later_are_then_shown() {
    let mut map = widget(Size::new(800.0, 600.0), EN);
    map.load_manifest(BUILT_IN).unwrap();
    let overview = std::fs::read("assets/overview.bin").unwrap();
    map.load_piece(PieceId(0), Part::Whole, &overview).unwrap();
    let view = View { lon: -90.0, lat: 15.0, zoom: 4.0 };
    let has_name = |map: &mut Widget| {
        let scene = map.frame(0.0, &BakedAdvances);
        common::texts(scene).any(|text| text.text == "BRAZIL")
    };
    assert!(credits(&mut map, view).is_empty() && !has_name(&mut map));
    map.take_events();
    map.load_basemap_words("basemap-words.json", BUILT_IN_WORDS).unwrap();
    assert!(has_name(&mut map));
    assert!(map.take_events().contains(&Event::Credits));
    let all = ["Map: Natural Earth", "relief SRTM", "places GeoNames (CC BY 4.0)"];
    assert_eq!(credits(&mut map, view), all);
    map.load_basemap_words("basemap-words.json", "{\"names\": 7}").unwrap_err();
    assert!(has_name(&mut map));
}

/// The credits of the ground in a view.
fn credits(map: &mut Widget, view: View) -> Vec<String> {
    map.jump_to(view);
    map.frame(0.0, &BakedAdvances);
    let credits = map.credits();
    credits.ground.iter().map(|words| words.text.to_owned()).collect()
}

#[test]
fn credits_name_the_pieces_in_view() {
    let mut map = widget(Size::new(800.0, 600.0), EN);
    let far = credits(&mut map, View { lon: -90.0, lat: 15.0, zoom: 6.0 });
    let [earth, streets, rivers] =
        ["Map: Natural Earth", "© OpenStreetMap contributors (ODbL)", "GSHHG"];
    let [relief, places] = ["relief SRTM", "places GeoNames (CC BY 4.0)"];
    assert_eq!(far, [earth, relief, places]);
    map.take_events();
    let gap = credits(&mut map, View { lon: -77.6, lat: 8.4, zoom: 9.0 });
    assert_eq!(
        gap,
        [streets, rivers, relief, places],
        "nothing of the base but its relief is seen"
    );
    assert!(map.take_events().contains(&Event::Credits));
    map.frame(1.0, &BakedAdvances);
    assert!(!map.take_events().contains(&Event::Credits), "reported once");
    let both = credits(&mut map, View { lon: -79.6, lat: 8.4, zoom: 8.0 });
    assert_eq!(both, [earth, streets, rivers, relief, places]);
    let valley = credits(&mut map, View { lon: -98.6, lat: 26.0, zoom: 9.0 });
    assert_eq!(valley, [streets, relief, places]);
    let states = credits(&mut map, View { lon: -98.6, lat: 26.0, zoom: 8.0 });
    assert_eq!(states, [earth, streets, relief, places], "the state lines are the base's");
    assert_eq!(map.credits().story[1].title.text, "La Silla Vacía", "the story's own sources");
}

/// The tint of the Rio Grande Valley ends where the ground has border and coast: no second line beside them.
#[test]
fn the_valley_ends_at_the_border_and_the_coast_of_the_ground() {
    let map = decode(&std::fs::read("assets/rio-grande.bin").unwrap()).unwrap();
    let country = map.region(RegionKind::Country, "US").unwrap();
    let mut land = BezPath::new();
    for ring in &country.rings {
        for (i, p) in map.ring_points(ring).into_iter().enumerate() {
            if i == 0 { land.move_to(p) } else { land.line_to(p) }
        }
        land.close_path();
    }
    let valley = common::story().places.iter().find(|p| p.id == "rio-grande-valley").unwrap();
    let Shape::Rings(rings) = &valley.shape else { panic!("it is an area") };
    // The story gives a thousandth of a degree.
    let slack = 0.0025 / 360.0;
    let mut at = 0;
    for place in rings.iter().flatten() {
        let p = world_from_lonlat(*place);
        let edge = || land.segments().map(|s| s.nearest(p, 1e-12).distance_sq);
        let on_edge = || edge().fold(f64::INFINITY, f64::min).sqrt() < slack;
        assert!(land.winding(p) != 0 || on_edge(), "{place:?} is off the land");
        at += 1;
    }
    assert!(at > 200, "{at}");
}

#[test]
fn a_story_outside_the_focus_asks_for_the_basemap_elsewhere() {
    let mut manifest = valid();
    let root = manifest.as_object_mut().unwrap();
    root.insert("elsewhere".into(), json!("world/basemap.json"));
    let bounds = |lon, lat| {
        let [a, b] =
            [[10.0, 10.0], [lon, lat]].map(|[lon, lat]| world_from_lonlat(LonLat::new(lon, lat)));
        Rect::from_points(a, b)
    };
    let everywhere = Manifest::parse(&Value::from(root.clone()).to_string()).unwrap();
    assert_eq!(everywhere.elsewhere_for(bounds(90.0, 80.0)), None);
    root.insert("focus".into(), json!([5, 5, 20, 20]));
    let focused = Manifest::parse(&manifest.to_string()).unwrap();
    assert!(schema().is_valid(&manifest));
    assert_eq!(focused.elsewhere_for(bounds(19.0, 19.0)), None);
    assert_eq!(focused.elsewhere_for(bounds(19.0, 21.0)), Some("world/basemap.json"));
}

#[test]
fn the_basemap_elsewhere_is_for_every_story_outside_the_focus_of_the_one_it_stands_in_for() {
    let mut home = valid();
    let root = home.as_object_mut().unwrap();
    root.insert("elsewhere".into(), json!("world/basemap.json"));
    root.insert("focus".into(), json!([5, 5, 20, 20]));
    let asks = |map: &mut Widget, lon: f64| {
        let point = |lon| json!({"type": "Feature", "id": format!("at {lon}"), "properties": {"name": "Stop"}, "geometry": {"type": "Point", "coordinates": [lon, 10]}});
        let story =
            json!({"type": "FeatureCollection", "features": [point(lon), point(lon + 1.0)]});
        map.load_story(&story.to_string()).unwrap();
        map.basemap_elsewhere().map(String::from)
    };
    let elsewhere = Some("world/basemap.json".to_owned());
    let mut map = Widget::default();
    map.load_manifest(&home.to_string()).unwrap();
    assert_eq!(asks(&mut map, 10.0), None);
    assert_eq!(asks(&mut map, 60.0), elsewhere);
    for _ in 0..2 {
        map.load_manifest_elsewhere(&valid().to_string()).unwrap();
        assert_eq!(
            [60.0, 90.0, 10.0].map(|lon| asks(&mut map, lon)),
            [elsewhere.clone(), elsewhere.clone(), None]
        );
    }
    assert!(map.load_manifest("{}").is_err() && map.load_manifest_elsewhere("{}").is_err());
    assert_eq!(asks(&mut map, 60.0), elsewhere, "a manifest with a problem changes nothing");
    // The page opens another one.
    map.load_manifest(&valid().to_string()).unwrap();
    assert_eq!(asks(&mut map, 60.0), None);
}

#[test]
fn the_page_names_countries_that_the_file_has_by_code() {
    let mut manifest = Manifest::parse(&valid().to_string()).unwrap();
    assert_eq!(manifest.codes_to_name().collect::<Vec<_>>(), ["XA"]);
    for name in ["Westland", "Westmark"] {
        manifest.name_countries([name].into_iter());
        assert_eq!(manifest.names[1].text.as_ref().unwrap().resolve(EN, EN).1, name);
        assert_eq!(manifest.codes_to_name().count(), 1, "it is named again in another language");
    }
    assert_eq!(manifest.names[0].text.as_ref().unwrap().resolve(EN, EN).1, "Green Sea");
}
