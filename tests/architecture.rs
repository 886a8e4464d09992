//! Rules of the architecture that the compiler does not check: which file may use which, and which words code must not contain.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod imports;

use imports::{cycles, rust_imports, typescript_imports};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src/lib.rs`, in their order.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let modules = lib.lines().filter_map(|l| {
        let l = l.strip_prefix("pub ").unwrap_or(l);
        l.strip_prefix("mod ")?.strip_suffix(';').map(String::from)
    });
    modules.collect()
}

fn files(dir: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn texts(dir: &str, endings: &[&str]) -> Vec<(String, String)> {
    let paths = files(Path::new(dir), endings).into_iter();
    paths.map(|p| (p.display().to_string(), fs::read_to_string(&p).unwrap())).collect()
}

fn module_of(path: &str) -> String {
    let first = path.trim_start_matches("src/").split('/').next().unwrap();
    first.trim_end_matches(".rs").into()
}

/// Every `crate::module` that a source text uses.
fn uses(text: &str) -> Vec<String> {
    let after = text.split("crate::").skip(1);
    let name = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    after.map(name).collect()
}

#[test]
fn each_module_uses_only_modules_above_it() {
    let modules = modules();
    assert!(modules.len() > 15, "{modules:?}");
    let place = |name: &str| modules.iter().position(|r| r == name);
    for (path, text) in texts("src", &["rs"]) {
        let module = module_of(&path);
        if module == "lib" {
            continue;
        }
        let own = place(&module).unwrap_or_else(|| panic!("{path} is not in lib.rs"));
        for used in uses(&text) {
            let Some(other) = place(&used) else { continue };
            assert!(other <= own, "{path}: {module} uses {used}, which is listed below it");
        }
    }
}

#[test]
fn files_of_the_core_have_no_import_cycle() {
    let found = cycles(&rust_imports(&texts("src", &["rs"])));
    assert!(found.is_empty(), "import cycles: {found:#?}");
}

/// The files of `src/widget` share one struct, so no `use` line shows which of them calls methods of which.
#[test]
fn each_file_of_the_widget_calls_only_methods_of_files_above_it() {
    let widget = fs::read_to_string("src/widget.rs").unwrap();
    let modules = widget.lines().filter_map(|l| l.strip_prefix("mod ")?.strip_suffix(';'));
    let paths = modules.map(|name| format!("src/widget/{name}.rs"));
    let all = std::iter::once("src/widget.rs".to_owned()).chain(paths);
    let all: Vec<(String, Vec<String>, Vec<String>)> = all
        .filter_map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let (_, own) = text.split_once("impl Widget {\n")?;
            let own = own.split("\n}\n").next().unwrap();
            Some((path, names_after(own, " fn "), names_after(own, "self.")))
        })
        .collect();
    assert!(all.len() > 5 && all.iter().all(|(_, methods, _)| methods.len() > 1), "{all:?}");
    for (i, (path, _, called)) in all.iter().enumerate() {
        for (below, methods, _) in all.iter().skip(i + 1) {
            let found = called.iter().find(|name| methods.contains(name));
            assert_eq!(found, None, "{path} calls a method of {below}, which stands below it");
        }
    }
}

/// Every name that is followed by `(` and stands after `before`.
fn names_after(text: &str, before: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let after = text.split(before).skip(1).filter_map(|rest| {
        let end = rest.find(|c| !is_word(c))?;
        let is_call = rest[end..].starts_with('(') || rest[end..].starts_with('<');
        is_call.then(|| rest[..end].to_owned())
    });
    after.collect()
}

/// Functions of std whose last digits depend on the system or the engine. `libm` has the same ones, which are equal everywhere.
const INEXACT: &str = "sin cos tan sin_cos asin acos atan atan2 sinh cosh tanh asinh acosh atanh \
    exp exp2 exp_m1 ln ln_1p log log2 log10 powf powi cbrt";

#[test]
fn the_core_computes_the_same_numbers_everywhere() {
    let mut found = Vec::new();
    for (path, text) in texts("src", &["rs"]) {
        let called =
            [".", "f64::", "f32::"].into_iter().flat_map(|before| names_after(&text, before));
        let inexact = called.filter(|name| INEXACT.split_whitespace().any(|other| other == name));
        found
            .extend(inexact.map(|name| format!("{path}: {name}, expected libm::{name} or a root")));
    }
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(names_after("a.sin() + (1.0).powi(2) + libm::exp(b)", "."), ["sin", "powi"]);
}

#[test]
fn files_of_the_element_have_no_import_cycle() {
    let imports = typescript_imports(&texts("www/element", &["ts"]));
    assert!(imports.len() > 20 && imports.values().any(|i| i.len() > 5), "{imports:?}");
    let found = cycles(&imports);
    assert!(found.is_empty(), "import cycles: {found:#?}");
}

#[test]
fn only_the_web_module_uses_the_browser() {
    for (path, text) in texts("src", &["rs"]) {
        let module = module_of(&path);
        for word in ["web_sys", "js_sys", "wasm_bindgen", "JsValue"] {
            assert!(module == "web" || !text.contains(word), "{path} names {word}");
        }
        assert!(module == "lib" || !text.contains("target_arch"), "{path} asks for the target");
    }
}

/// Names from the built-in story and its basemap, in lower case. They belong in data, so code must not contain them.
const STORY_WORDS: [&str; 8] =
    ["darien", "darién", "panama", "colombia", "rio grande", "rio-grande", "riogrande", "article"];

/// The names of the crate, the element and its CSS properties.
const OWN_NAMES: [&str; 3] = ["darien-map", "darien_map", "darienmap"];

#[test]
fn code_does_not_name_the_story() {
    let core = texts("src", &["rs"]).into_iter();
    let element = texts("www/element", &["ts", "css"]).into_iter();
    let mut found = Vec::new();
    for (path, text) in core.chain(element) {
        // Tests may use the built-in story as data.
        if path.ends_with("tests.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_lowercase();
        for (i, line) in code.lines().enumerate() {
            let line = OWN_NAMES.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
            if let Some(word) = STORY_WORDS.iter().find(|word| line.contains(**word)) {
                found.push(format!("{path}:{}: {word}", i + 1));
            }
        }
    }
    assert!(found.is_empty(), "these belong in data: {found:#?}");
}
