//! A story's own ways of travel, routes, categories, classes and sizes.

use super::super::looks::{
    Arrow, Category, CategoryIx, Class, Colors, Dash, NamedRoute, OwnMode, RouteIx, SizeByValue,
};
use super::super::{Mode, ProblemKind as Kind};
use super::outline::outline;
use super::report::Report;
use super::value::{self, Ids, MOST_LOOKS, Object, given};
use serde_json::Value;

// Words and their meanings, in the same order.
const MODE_WORDS: [&str; 6] = ["boat", "foot", "road", "rail", "highway", "gap"];
const MODES: [Mode; 6] = [Mode::Boat, Mode::Foot, Mode::Road, Mode::Rail, Mode::Highway, Mode::Gap];

const COLOR: &str = "a colour such as #1f6f8b, or {\"light\": …, \"dark\": …} with two of them";
const NUMBER: &str = "a number";
const ANY: (f64, f64) = (-1e15, 1e15);
const WIDTHS: (f64, f64) = (0.5, 12.0);

/// What other programs call a way of travel: a part of their word, and what it is like.
const MODE_PARTS: [(&str, Mode); 11] = [
    ("foot", Mode::Foot),
    ("walk", Mode::Foot),
    ("hik", Mode::Foot),
    ("boat", Mode::Boat),
    ("ferry", Mode::Boat),
    ("ship", Mode::Boat),
    ("sail", Mode::Boat),
    ("sea", Mode::Boat),
    ("train", Mode::Rail),
    ("rail", Mode::Rail),
    ("tram", Mode::Rail),
];

/// The default look of a way of travel: its word, what it is like, its colour, and whether it is an arc.
type Default = (&'static str, Mode, Option<u32>, bool);

/// The defaults of common words.
const DEFAULTS: [Default; 6] = [
    ("train", Mode::Rail, None, false),
    ("ship", Mode::Boat, Some(0x1f_6f_8b), false),
    ("plane", Mode::Road, Some(0x5b_4b_a0), true),
    ("bus", Mode::Road, Some(0xb3_54_1e), false),
    ("car", Mode::Road, Some(0x7d_63_18), false),
    ("bicycle", Mode::Foot, Some(0x2f_7d_4f), false),
];

/// Reads the ways of travel that a story defines: an object, by their words.
pub(super) fn modes(members: &Object, report: &mut Report) -> Vec<OwnMode> {
    let mut modes = Vec::new();
    each_word(members, "modes", MOST_LOOKS, report, &mut |word, mode, report| {
        modes.push(own_mode(word, mode, report));
    });
    modes
}

fn own_mode(word: &str, mode: &Object, report: &mut Report) -> OwnMode {
    let built_in = MODE_WORDS.iter().position(|known| *known == word).and_then(|i| MODES.get(i));
    let default = DEFAULTS.iter().find(|(known, ..)| *known == word);
    let like = built_in.copied().or(default.map(|(_, like, ..)| *like)).unwrap_or(Mode::Road);
    if !like.is_route() {
        let expected = "a word other than highway and gap, which are not part of the route";
        report.push_text(Kind::BadValue, word.into(), expected);
    }
    let label = if built_in.is_some() {
        value::text(mode, "label", report)
    } else {
        Some(value::need_text(mode, "label", report))
    };
    let dash = match like {
        Mode::Boat => 2,
        Mode::Foot => 1,
        _ => 0,
    };
    let dash = value::word(mode, "dash", &["solid", "dashed", "dotted"], dash, report);
    let arrow = flag(mode, "arrow", report);
    OwnMode {
        word: word.into(),
        like,
        label,
        by: value::text(mode, "by", report),
        color: colors(mode, "color", report)
            .or_else(|| default.and_then(|(.., color, _)| color.map(|rgb| both(from_hex(rgb))))),
        width: value::number(mode, "width", WIDTHS, "a width from 0.5 to 12 CSS pixels", report),
        dash: [Dash::Solid, Dash::Dashed, Dash::Dotted][dash],
        arc: flag(mode, "arc", report).unwrap_or(default.is_some_and(|(.., arc)| *arc)),
        arrow: arrow.map_or(Arrow::Along, |end| if end { Arrow::End } else { Arrow::None }),
    }
}

/// The way of travel at `mode` of a leg. One of the story's own comes before a built-in one of the same name. Of a
/// word of another program the nearest meaning is taken.
pub(super) fn mode(properties: &Object, modes: &[OwnMode], report: &mut Report) -> Mode {
    let Some(given) = given(properties, "mode") else { return Mode::Road };
    let word = given.as_str().unwrap_or_default();
    let own = |fits: &dyn Fn(&str) -> bool| {
        modes.iter().position(|mode| fits(&mode.word)).map(|own| Mode::Own(own as u8))
    };
    if let Some(own) = own(&|known| known == word) {
        return own;
    }
    let meaning = |index: usize| MODES.get(index).copied();
    if let Some(built_in) = value::index_of(given, &MODE_WORDS).and_then(meaning) {
        return built_in;
    }
    let has = |part: &str| {
        let mut pieces = word.as_bytes().windows(part.len());
        pieces.any(|piece| piece.eq_ignore_ascii_case(part.as_bytes()))
    };
    let part = || MODE_PARTS.iter().find(|(part, _)| has(part)).map(|(_, mode)| *mode);
    let found = own(&|known| known.eq_ignore_ascii_case(word))
        .or_else(|| value::like(given, &MODE_WORDS).and_then(meaning))
        .or_else(part);
    let mut near = found
        .and_then(|mode| MODE_WORDS.get(MODES.iter().position(|known| *known == mode)?).copied());
    if near.is_none() && report.may_search() {
        let own = modes.iter().map(|mode| &*mode.word);
        near = value::nearest(word, own.chain(MODE_WORDS));
    }
    let expected = value::one_of(&MODE_WORDS) + ", or a word in the story's modes";
    report.push_at("mode", Kind::UnknownWord, Some(given), &value::meant(&expected, near));
    found.unwrap_or(Mode::Road)
}

/// Reads the routes of a story. Returns them with their ids.
pub(super) fn routes(members: &Object, report: &mut Report) -> (Vec<NamedRoute>, Ids) {
    let (mut routes, mut ids) = (Vec::new(), Ids::default());
    value::each_object(members, "routes", report, &mut |i, route, report| {
        let id = value::need_id(route, "id", report);
        if let Some(id) = &id {
            ids.add(id, Some(i), report);
        }
        let name = value::need_text(route, "name", report);
        let color = need_colors(route, report);
        routes.push(NamedRoute { id: id.unwrap_or_default(), name, color });
    });
    (routes, ids)
}

/// The route that a leg names.
pub(super) fn route(properties: &Object, routes: &Ids, report: &mut Report) -> Option<RouteIx> {
    let expected = "the id of one of the story's routes";
    routes.find_at(properties, "route", expected, report).map(|ix| RouteIx(ix as u8))
}

/// Reads the categories of places: an object, by their words.
pub(super) fn categories(members: &Object, report: &mut Report) -> Vec<Category> {
    let mut categories = Vec::new();
    each_word(members, "categories", MOST_LOOKS, report, &mut |word, category, report| {
        let (outline, icon) = outline(category, report);
        categories.push(Category {
            word: word.into(),
            label: value::need_text(category, "label", report),
            color: need_colors(category, report),
            outline,
            icon,
        });
    });
    categories
}

/// The category that a place names.
pub(super) fn category(
    properties: &Object,
    categories: &[Category],
    report: &mut Report,
) -> Option<CategoryIx> {
    let word = given(properties, "category")?;
    let found =
        value::id_text(word).and_then(|word| categories.iter().position(|c| c.word == word));
    if found.is_none() {
        let words = categories.iter().map(|category| &*category.word);
        let text = word.as_str().filter(|_| report.may_search());
        let near = text.and_then(|text| value::nearest(text, words));
        let expected = value::meant("a word in the story's categories", near);
        report.push_at("category", Kind::UnknownWord, Some(word), &expected);
    }
    found.map(|ix| CategoryIx(ix as u8))
}

/// Reads the classes into which the values of areas are divided.
pub(super) fn classes(members: &Object, report: &mut Report) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    value::each_object(members, "classes", report, &mut |_, class, report| {
        let before = classes.last().map_or(f64::NEG_INFINITY, |class| class.up_to);
        let up_to = value::number(class, "upTo", ANY, NUMBER, report).unwrap_or(f64::INFINITY);
        if up_to <= before {
            let expected =
                "a larger number than that of the class before; only the last class may have none";
            report.push_at("upTo", Kind::BadValue, given(class, "upTo"), expected);
        }
        let label = value::need_text(class, "label", report);
        classes.push(Class { label, color: need_colors(class, report), up_to });
    });
    classes
}

/// Reads how large the marks of places with a value are.
pub(super) fn size(members: &Object, report: &mut Report) -> Option<SizeByValue> {
    let size = given(members, "size")?;
    report.enter_key("size");
    let size = value::object(size, report).map(|size| {
        if given(size, "by").is_none() {
            report.push_missing("by", "\"value\"");
        }
        value::word(size, "by", &["value"], 0, report);
        let max =
            value::number(size, "max", (4.0, 40.0), "a radius from 4 to 40 CSS pixels", report);
        if given(size, "legend").and_then(Value::as_array).is_some_and(Vec::is_empty)
            || given(size, "legend").is_none()
        {
            report.push_missing("legend", "at least one value with its label");
        }
        let mut legend = Vec::new();
        value::each_object(size, "legend", report, &mut |_, entry, report| {
            if given(entry, "value").is_none() {
                report.push_missing("value", NUMBER);
            }
            let value = value::number(entry, "value", (0.0, ANY.1), "a number from 0", report);
            legend.push((value.unwrap_or(0.0), value::need_text(entry, "label", report)));
        });
        SizeByValue { max: max.unwrap_or(24.0), largest: 0.0, legend }
    });
    report.leave();
    size
}

/// The value of a place.
pub(super) fn place_value(properties: &Object, report: &mut Report) -> Option<f64> {
    value::number(properties, "value", ANY, NUMBER, report)
}

/// The number in the mark of a place.
pub(super) fn place_number(properties: &Object, report: &mut Report) -> Option<u16> {
    let expected = "a whole number from 0 to 999";
    let number = value::number(properties, "number", (0.0, 999.0), expected, report)?;
    let whole = number as u16;
    let is_whole = f64::from(whole) == number;
    if !is_whole {
        report.push_at("number", Kind::BadValue, given(properties, "number"), expected);
    }
    is_whole.then_some(whole)
}

/// The colour at `color`, which must be there.
#[inline(never)]
fn need_colors(object: &Object, report: &mut Report) -> Colors {
    if given(object, "color").is_none() {
        report.push_missing("color", COLOR);
    }
    colors(object, "color", report).unwrap_or(both([0; 3]))
}

/// Calls `each` with every member of the object at `key`, if there is one with at most `most` members. They must be objects.
fn each_word(
    parent: &Object,
    key: &'static str,
    most: usize,
    report: &mut Report,
    each: &mut dyn FnMut(&str, &Object, &mut Report),
) {
    let Some(words) = given(parent, key) else { return };
    report.enter_key(key);
    match value::object(words, report) {
        Some(words) if words.len() > most => value::too_big(words.len(), most, " words", report),
        Some(words) => {
            for (word, value) in words {
                report.enter_word(word);
                if let Some(entry) = value::object(value, report) {
                    each(word, entry, report);
                }
                report.leave();
            }
        }
        None => {}
    }
    report.leave();
}

/// The truth at `key`, if it is given.
#[inline(never)]
fn flag(object: &Object, key: &'static str, report: &mut Report) -> Option<bool> {
    let value = given(object, key)?;
    if !value.is_boolean() {
        report.push_at(key, Kind::WrongType, Some(value), "true or false");
    }
    value.as_bool()
}

/// The colour at `key`: one for every theme, or one for light and one for dark ground.
#[inline(never)]
pub(super) fn colors(object: &Object, key: &'static str, report: &mut Report) -> Option<Colors> {
    let value = given(object, key)?;
    let found = match value {
        Value::Object(pair) => color(pair.get("light")).zip(color(pair.get("dark"))),
        _ => color(Some(value)).map(|rgb| (rgb, rgb)),
    };
    if found.is_none() {
        report.push_at(key, Kind::BadValue, Some(value), COLOR);
    }
    found.map(|(light, dark)| Colors { light, dark })
}

/// A colour such as `#1f6f8b` or `#fa0`.
fn color(value: Option<&Value>) -> Option<[u8; 3]> {
    let mut rgb = 0;
    let digits = value?.as_str()?.strip_prefix('#')?;
    for digit in digits.chars() {
        rgb = rgb << 4 | digit.to_digit(16)?;
        if digits.len() == 3 {
            rgb = rgb << 4 | rgb & 15;
        }
    }
    matches!(digits.len(), 3 | 6).then(|| from_hex(rgb))
}

/// The colour `0xRRGGBB`.
const fn from_hex(rgb: u32) -> [u8; 3] {
    [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8]
}

const fn both(rgb: [u8; 3]) -> Colors {
    Colors { light: rgb, dark: rgb }
}
