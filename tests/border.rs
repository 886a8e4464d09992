//! Names and numbers that are passed between Rust and TypeScript are the same on both sides.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "common/variants.rs"]
mod variants;

use std::fs::read_to_string;
use variants::{kebab, variants};

/// Where TypeScript has the words of an enum.
enum Side {
    /// In a type: every quoted word of `type Name = …;`.
    Type(&'static str, &'static str),
    /// In the type of a field: every quoted word of `name: …;`.
    Field(&'static str, &'static str),
    /// In a list: every quoted word between this text and the next `]`. Its order counts.
    List(&'static str, &'static str),
}

impl Side {
    fn words(&self) -> Vec<String> {
        let (file, start, end) = match *self {
            Self::Type(file, name) => (file, format!("export type {name} ="), ";\n\n"),
            Self::Field(file, name) => (file, format!("  {name}: "), ";"),
            Self::List(file, start) => (file, start.into(), "]"),
        };
        let text = read_to_string(format!("www/element/{file}")).unwrap();
        let rest = text.split_once(&start).unwrap_or_else(|| panic!("{file} has no {start}")).1;
        quoted(rest.split_once(end).unwrap().0)
    }

    fn has_order(&self) -> bool {
        matches!(self, Self::List(..))
    }
}

/// Every text between quotation marks.
fn quoted(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(String::from).collect()
}

/// A Rust file, an enum in it, how its variants are written in JavaScript, and the other side.
type Border = (&'static str, &'static str, fn(&str) -> String, Side);

fn lowercase(variant: &str) -> String {
    variant.to_lowercase()
}

const STORY: &str = "src/story/mod.rs";

/// Every enum whose words or numbers cross. Of those that cross as numbers the order counts.
const BORDERS: [Border; 11] = [
    ("src/style.rs", "ColorRole", kebab, Side::Type("contracts.ts", "ColorRole")),
    (STORY, "Standing", lowercase, Side::Type("contracts.ts", "Standing")),
    ("src/widget/outbox.rs", "Event", lowercase, Side::Type("contracts.ts", "EngineEvent")),
    ("src/widget/outbox.rs", "SelectedKind", lowercase, Side::Type("types.ts", "SelectedKind")),
    (
        "src/theme.rs",
        "ThemeName",
        kebab,
        Side::List("theme.ts", "THEMES: readonly (string | null)[] = ["),
    ),
    ("src/widget/touch.rs", "Cursor", lowercase, Side::List("input.ts", "canvas.style.cursor = [")),
    (
        "src/gestures.rs",
        "PointerPhase",
        lowercase,
        Side::List("input.ts", "let pressed = false;\n  ["),
    ),
    ("src/widget/piece_files.rs", "Part", lowercase, Side::Field("contracts.ts", "part")),
    ("src/outline/way.rs", "Direction", lowercase, Side::Type("contracts.ts", "Direction")),
    (STORY, "MediaKind", lowercase, Side::Type("contracts.ts", "MediaKind")),
    (STORY, "PlaceKind", kebab, Side::Type("contracts.ts", "PlaceKind")),
];

#[test]
fn rust_and_typescript_have_the_same_variants() {
    for (file, name, written, side) in BORDERS {
        let mut rust: Vec<String> = variants(file, name).iter().map(|v| written(v)).collect();
        let mut other = side.words();
        assert!(rust.len() > 1, "{name}: {rust:?}");
        if !side.has_order() {
            rust.sort();
            other.sort();
        }
        assert_eq!(rust, other, "{name}");
    }
}

/// The numbers that `src/web` reads and writes are places in the lists of the other side.
#[test]
fn numbers_match_the_order_of_variants() {
    let web = read_to_string("src/web/mod.rs").unwrap();
    let arms = |name: &str| -> Vec<String> {
        let lines = web.lines().filter(|l| l.contains("=>") && l.contains(&format!("{name}::")));
        let word = |l: &str| {
            let after = l.split_once(&format!("{name}::")).unwrap().1;
            after.chars().take_while(|c| c.is_alphanumeric()).collect()
        };
        lines.map(word).collect()
    };
    for (file, name) in [
        ("src/widget/touch.rs", "Cursor"),
        ("src/gestures.rs", "PointerPhase"),
        ("src/hit.rs", "PointerKind"),
    ] {
        assert_eq!(arms(name), variants(file, name), "{name}");
    }
    let input = read_to_string("www/element/input.ts").unwrap();
    assert!(input.contains("{ mouse: 0, touch: 1 }[event.pointerType] ?? 2"), "PointerKind");
}

#[test]
fn typescript_has_every_error_code_of_the_core() {
    let web = ["mod", "basemap"].map(|name| read_to_string(format!("src/web/{name}.rs")).unwrap());
    let web = web.concat().replace("Report { code: \"", "report(\"");
    let codes: Vec<&str> =
        web.split("report(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let known = Side::Type("errors.ts", "ErrorCode").words();
    assert!(codes.len() > 1);
    assert!(codes.iter().all(|code| known.iter().any(|k| k == code)), "{codes:?} {known:?}");
}

#[test]
fn the_style_sheet_has_every_color_of_the_legend() {
    let css = read_to_string("www/element/furniture.css").unwrap();
    let rule = css.split_once("\n.key{--").unwrap().1.split_once('}').unwrap().0;
    for role in variants("src/style.rs", "ColorRole") {
        let property = format!("{}:", kebab(&role));
        assert!(rule.contains(&property), "{property} in {rule}");
    }
}
