//! Which file uses which: read from `use` lines and paths in Rust, from `import` lines in TypeScript.

use std::collections::{BTreeMap, BTreeSet};

/// Each file, and the files it uses.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// The files of `www/element` that each of them imports, types included.
pub fn typescript_imports(files: &[(String, String)]) -> Imports {
    let imported = |text: &str| {
        let after = text.split("from \"./").skip(1).chain(text.split("import(\"./").skip(1));
        let names = after.filter_map(|rest| rest.split(".js\"").next().map(String::from));
        names.collect::<BTreeSet<_>>()
    };
    let name = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".ts").to_owned();
    files.iter().map(|(path, text)| (name(path), imported(text))).collect()
}

/// The files of `src` that each of them uses. A name that a parent re-exports (`pub use`) counts for the file that defines it.
pub fn rust_imports(files: &[(String, String)]) -> Imports {
    let sources =
        files.iter().filter(|(path, _)| !path.ends_with("tests.rs") && path != "src/lib.rs");
    let sources: BTreeMap<Vec<String>, String> =
        sources.map(|(path, text)| (module_of(path), code_of(text))).collect();
    let tree = Tree { reexports: reexports(&sources), sources: &sources };
    let name = |module: &[String]| module.join("::");
    let used = sources.iter().map(|(module, text)| {
        let mut used = BTreeSet::new();
        for path in paths(text) {
            let found = tree.file_of(&tree.absolute(module, &path));
            used.extend(found.filter(|file| file != module).map(|file| name(&file)));
        }
        (name(module), used)
    });
    used.collect()
}

/// Sets of files that use each other, directly or indirectly; the smallest first.
pub fn cycles(imports: &Imports) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> =
        imports.keys().map(|file| (file, reached(file, imports))).collect();
    let mut found: Vec<Vec<String>> = Vec::new();
    for file in imports.keys() {
        let together = |other: &&String| {
            reach[file].contains(*other) && reach.get(*other).is_some_and(|r| r.contains(file))
        };
        let cycle: Vec<String> = imports.keys().filter(together).cloned().collect();
        if !cycle.is_empty() && !found.contains(&cycle) {
            found.push(cycle);
        }
    }
    found.sort_by_key(Vec::len);
    found
}

/// All files that `file` uses, directly or through others.
fn reached<'a>(file: &'a String, imports: &'a Imports) -> BTreeSet<&'a String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![file]);
    while let Some(file) = next.pop() {
        next.extend(imports.get(file).into_iter().flatten().filter(|used| seen.insert(*used)));
    }
    seen
}

/// `src/label/mod.rs` and `src/label.rs` are both `label`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(String::from).collect()
}

/// The text without comments, strings and tests.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let mut code = String::new();
    for line in text.lines() {
        // `pub(in crate::a)` says who may use it, not what it uses.
        let line = line.split("//").next().unwrap().replace("pub(in crate::", "pub(");
        // Every second piece is inside quotes.
        code.extend(line.split('"').step_by(2));
        code.push('\n');
    }
    code
}

struct Tree<'a> {
    sources: &'a BTreeMap<Vec<String>, String>,
    /// A module and a name in it, and where that name comes from.
    reexports: BTreeMap<Vec<String>, Vec<String>>,
}

impl Tree<'_> {
    /// A path as seen from a module, from the root on.
    fn absolute(&self, module: &[String], path: &[String]) -> Vec<String> {
        absolute(module, path)
    }

    /// The file that defines what a path names; none if it is not in this crate.
    fn file_of(&self, path: &[String]) -> Option<Vec<String>> {
        let length = (1..=path.len()).rev().find(|n| self.sources.contains_key(&path[..*n]))?;
        if let Some(from) = path.get(..=length).and_then(|name| self.reexports.get(name)) {
            let rest = path.get(length + 1..).unwrap_or_default();
            return self.file_of(&[from.as_slice(), rest].concat());
        }
        Some(path[..length].to_vec())
    }
}

fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let (mut base, mut path) = (module.to_vec(), path);
    if let Some(("crate", rest)) = path.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return rest.to_vec();
    }
    while let Some((first, rest)) = path.split_first() {
        match first.as_str() {
            "super" => drop(base.pop()),
            "self" => {}
            _ => break,
        }
        path = rest;
    }
    [base.as_slice(), path].concat()
}

/// The names that `pub use` lines re-export, and their origins.
fn reexports(sources: &BTreeMap<Vec<String>, String>) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut all = BTreeMap::new();
    for (module, text) in sources {
        for line in uses(text).iter().filter(|line| line.is_public) {
            for path in expand(&line.tree) {
                if let Some(name) = path.last() {
                    let own = [module.as_slice(), std::slice::from_ref(name)].concat();
                    all.insert(own, absolute(module, &path));
                }
            }
        }
    }
    all
}

/// Every path of a file that may lead to another: those of its private `use` lines, with what is named through them, and those
/// in its code that begin with a module.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut code = text.to_owned();
    let mut imported = BTreeMap::new();
    for line in uses(text) {
        code = code.replace(&line.text, "");
        if line.is_public {
            continue;
        }
        for path in expand(&line.tree) {
            if let Some(name) = path.last() {
                imported.insert(name.clone(), path.clone());
            }
            found.push(path);
        }
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in code.split(|c| !is_word(c)).filter(|word| word.contains("::")) {
        let path: Vec<String> =
            word.split("::").filter(|p| !p.is_empty()).map(String::from).collect();
        let Some((first, rest)) = path.split_first() else { continue };
        match imported.get(first) {
            Some(from) => found.push([from.as_slice(), rest].concat()),
            None => found.push(path),
        }
    }
    found
}

struct Use {
    is_public: bool,
    /// What stands between `use` and the semicolon.
    tree: String,
    /// The whole of it.
    text: String,
}

fn uses(text: &str) -> Vec<Use> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let line_start = rest[..at].rfind('\n').map_or(0, |i| i + 1);
        let before = rest[line_start..at].trim();
        let end = rest[at..].find(';').map_or(rest.len(), |i| at + i);
        if before.is_empty() || before.starts_with("pub") {
            found.push(Use {
                is_public: before.starts_with("pub"),
                tree: rest[at + 4..end].into(),
                text: rest[line_start..end].into(),
            });
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    found
}

/// `a::{b, c::d}` as its paths.
fn expand(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let (head, list) = match (tree.find('{'), tree.rfind('}')) {
        (Some(open), Some(close)) => (&tree[..open], &tree[open + 1..close]),
        _ => (tree, ""),
    };
    let words = head.split("::").map(|w| w.split(" as ").next().unwrap().trim());
    let words: Vec<String> = words.filter(|w| !w.is_empty()).map(String::from).collect();
    if list.is_empty() {
        return vec![words];
    }
    let (mut items, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        match c {
            ',' if depth == 0 => items.push(String::new()),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                items.last_mut().unwrap().push(c);
            }
        }
    }
    let items = items.iter().filter(|item| !item.trim().is_empty());
    items
        .flat_map(|item| expand(item).into_iter().map(|path| [words.as_slice(), &path].concat()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(files: &[(&str, &str)]) -> Imports {
        let files: Vec<_> = files.iter().map(|(p, t)| ((*p).into(), (*t).into())).collect();
        rust_imports(&files)
    }

    #[test]
    fn cycles_are_found_in_every_notation() {
        let a = ("src/a.rs", "use crate::b::{Thing, other::One};\n");
        for b in
            ["use super::a;\nfn f() { a::x() }", "fn f() { crate::a::x() }", "use crate::{a::X};"]
        {
            let found = cycles(&imports(&[a, ("src/b/mod.rs", b), ("src/b/other.rs", "")]));
            assert_eq!(found, [["a", "b"]], "{b}");
        }
        assert!(cycles(&imports(&[a, ("src/b.rs", "// use crate::a;\nfn f() {}")])).is_empty());
        assert!(
            cycles(&imports(&[a, ("src/b.rs", "#[cfg(test)]\nmod tests { use crate::a; }")]))
                .is_empty()
        );
    }

    #[test]
    fn a_reexport_counts_as_a_use_of_its_origin() {
        let parent = ("src/a/mod.rs", "mod b;\nmod c;\npub use b::B;\n");
        let child = ("src/a/c.rs", "use super::B;\n");
        let all = imports(&[parent, child, ("src/a/b.rs", "struct B;")]);
        assert_eq!(all["a::c"], BTreeSet::from(["a::b".into()]));
        assert!(cycles(&all).is_empty());
    }

    #[test]
    fn typescript_types_count_as_imports() {
        let files = [
            ("w/a.ts", "import type { B } from \"./b.js\";"),
            ("w/b.ts", "await import(\"./a.js\")"),
        ];
        let files: Vec<_> = files.iter().map(|(p, t)| ((*p).into(), (*t).into())).collect();
        assert_eq!(cycles(&typescript_imports(&files)), [["a", "b"]]);
    }
}
