//! `darien-bindgen <in.wasm> <out-dir>`: writes `darien_map.js`, `darien_map.d.ts` and
//! `darien_map_bg.wasm` for the web.
//!
//! The version of wasm-bindgen that compiled the WASM and the one that reads it here must be the
//! same. As a library in our own lock file it stays the same, and nobody has to install a program.

mod relocations;
mod snip;
mod sweep;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [input, out_dir] = paths.as_slice() else {
        eprintln!("darien-bindgen: got {} arguments, expected 2: <in.wasm> <out-dir>", paths.len());
        return ExitCode::from(2);
    };
    match generate(input, out_dir) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("darien-bindgen: {}: {error:#}", input.display());
            ExitCode::FAILURE
        }
    }
}

fn generate(input: &Path, out_dir: &Path) -> anyhow::Result<()> {
    let wasm = std::fs::read(input)?;
    let mut module = walrus::Module::from_buffer(&wasm)?;
    let (panics, writers) = (snip::panics(&mut module), snip::writers(&mut module));
    let dead = sweep::dead(&wasm, &panics, &writers)?;
    let bytes = snip::data(&mut module, &dead.data);
    let addresses = snip::table(&mut module, &dead.held);
    snip::relocations(&mut module);
    eprintln!(
        "darien-bindgen: replaced {} panics, {} writers, {bytes} bytes of data, {addresses} addresses",
        panics.len(),
        writers.len(),
    );
    Bindgen::new()
        .input_module("darien_map", module)
        .out_name("darien_map")
        .web(true)?
        .typescript(true)
        // The element gives the address of the WASM; a second `new URL(…, import.meta.url)` in the
        // glue would make every bundler ship the file twice.
        .omit_default_module_path(true)
        // `wasm-opt` needs the names in the next step, and then removes them.
        .keep_debug(false)
        .remove_name_section(false)
        .remove_producers_section(true)
        .generate(out_dir)
}

#[cfg(test)]
mod tests {
    /// The versions of `name` in a `Cargo.lock`.
    fn versions<'a>(lock: &'a str, name: &str) -> Vec<&'a str> {
        let named = format!("name = \"{name}\"");
        lock.split("[[package]]")
            .filter(|package| package.lines().any(|line| line == named))
            .filter_map(|package| {
                let line = package.lines().find(|line| line.starts_with("version = "))?;
                line.split('"').nth(1)
            })
            .collect()
    }

    #[test]
    fn one_version_of_wasm_bindgen() {
        let lock = include_str!("../../../Cargo.lock");
        let library = versions(lock, "wasm-bindgen");
        let tool = versions(lock, "wasm-bindgen-cli-support");
        assert_eq!(
            library, tool,
            "Cargo.lock: wasm-bindgen is {library:?}, wasm-bindgen-cli-support is {tool:?}; set \
             both to one version, in Cargo.toml and tools/bindgen/Cargo.toml"
        );
        assert_eq!(
            library.len(),
            1,
            "Cargo.lock: wasm-bindgen is there {library:?}, expected once"
        );
    }
}
