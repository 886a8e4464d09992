//! Removes code that writes texts nobody reads; `wasm-opt` then removes what only that code called.
//!
//! A panic in the WASM ends in a trap, and its message is not shown, because the core has no console:
//! each function that only panics becomes the trap alone. And the libraries build error texts, with
//! floats and quoted strings, that the story's own report (feature, path, got, expected) replaces:
//! their writers write nothing.

use std::ops::Range;

use walrus::{ElementItems, FunctionId, FunctionKind, Module, ValType, ir};

use crate::sweep::Functions;

/// Functions that never return, by the beginning of their demangled names.
const NEVER_RETURN: [&str; 16] = [
    "core::panicking::",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::result::unwrap_failed",
    "core::slice::index::slice_",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::str::slice_error_fail",
    "core::cell::panic_already",
    "alloc::raw_vec::handle_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::alloc::handle_alloc_error",
    "<alloc::vec::Vec<_, _>>::insert_mut::assert_failed",
    "<alloc::vec::Vec<_, _>>::remove::assert_failed",
    "std::panicking::",
    "__rustc::rust_begin_unwind",
    "__rustc::__rust_start_panic",
];

/// Writers of texts that nobody reads, by the beginning of their demangled names.
const SILENT: [&str; 8] = [
    "<char as core::fmt::Debug>::fmt",
    "core::fmt::float::",
    "<f64 as core::fmt::Debug>::fmt",
    "<str as core::fmt::Debug>::fmt",
    "<std::io::error::Error as core::fmt::Display>::fmt",
    "<serde_json::error::JsonUnexpected as core::fmt::Display>::fmt",
    "<geojson::feature::Feature as core::fmt::Display>::fmt",
    "<geojson::geometry::Geometry as core::fmt::Display>::fmt",
];

/// Replaces every function that only panics by a trap. Returns these functions.
pub fn panics(module: &mut Module) -> Functions {
    let panics = named(module, &NEVER_RETURN);
    for id in &panics {
        set_body(module, *id, ir::Instr::Unreachable(ir::Unreachable {}));
    }
    numbers(&panics)
}

/// Replaces every writer of a text that nobody reads by “written”. Returns these functions.
pub fn writers(module: &mut Module) -> Functions {
    let mut silent = named(module, &SILENT);
    // `fmt::Result` is an i32, 0 = Ok. A function that returns something else stays.
    silent.retain(|id| {
        let ty = module.funcs.get(*id).ty();
        module.types.results(ty) == [ValType::I32]
    });
    for id in &silent {
        set_body(module, *id, ir::Instr::Const(ir::Const { value: ir::Value::I32(0) }));
    }
    numbers(&silent)
}

/// Clears data that nothing reads. Returns the number of bytes.
pub fn data(module: &mut Module, dead: &[(usize, Range<usize>)]) -> usize {
    let mut count = 0;
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for (segment, bytes) in dead {
        module.data.get_mut(segments[*segment]).value[bytes.clone()].fill(0);
        count += bytes.len();
    }
    count
}

/// Removes functions that are not `held` from the table of addresses. Returns their number.
pub fn table(module: &mut Module, held: &Functions) -> usize {
    // Their entries must hold some function: one that only traps.
    let Some(trap) = named(module, &NEVER_RETURN).first().copied() else { return 0 };
    let mut count = 0;
    for element in module.elements.iter_mut() {
        let ElementItems::Functions(ids) = &mut element.items else { continue };
        for id in ids.iter_mut().filter(|id| !held.contains(&(id.index() as u32))) {
            *id = trap;
            count += 1;
        }
    }
    count
}

/// Removes the relocations, which are no longer right.
pub fn relocations(module: &mut Module) {
    let stale = |name: &str| name == "linking" || name.starts_with("reloc.");
    let ids: Vec<_> =
        module.customs.iter().filter(|(_, c)| stale(c.name())).map(|(id, _)| id).collect();
    for id in ids {
        module.customs.delete(id);
    }
}

fn numbers(ids: &[FunctionId]) -> Functions {
    ids.iter().map(|id| id.index() as u32).collect()
}

fn named(module: &Module, begins: &[&str]) -> Vec<FunctionId> {
    let ids = module.funcs.iter_local().map(|(id, _)| id);
    let has_name = |id: &FunctionId| {
        module.funcs.get(*id).name.as_deref().is_some_and(|name| is_one_of(name, begins))
    };
    ids.filter(has_name).collect()
}

fn set_body(module: &mut Module, id: FunctionId, only: ir::Instr) {
    if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
        let entry = function.entry_block();
        function.block_mut(entry).instrs = vec![(only, ir::InstrLocId::default())];
    }
}

/// Whether the mangled name begins with one of these.
fn is_one_of(name: &str, begins: &[&str]) -> bool {
    // Without hashes: `core::panicking::panic_fmt`.
    let plain = format!("{:#}", rustc_demangle::demangle(name));
    // This one counts panics, and returns.
    !plain.contains("panic_count") && begins.iter().any(|begin| plain.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::{NEVER_RETURN, SILENT, is_one_of};

    #[test]
    fn functions_that_never_return_are_recognized() {
        let never_returns = |name| is_one_of(name, &NEVER_RETURN);
        assert!(never_returns("_ZN4core9panicking9panic_fmt17h0123456789abcdefE"));
        assert!(never_returns("_ZN4core6option13unwrap_failed17h0123456789abcdefE"));
        assert!(!never_returns("_ZN10darien_map5story5parse5parse17h0123456789abcdefE"));
        assert!(!never_returns("_ZN3std9panicking11panic_count17h0123456789abcdefE"));
    }

    #[test]
    fn writers_of_unread_texts_are_recognized() {
        let debug = "_ZN40_$LT$f64$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE";
        assert!(is_one_of(debug, &SILENT));
        let count = "_ZN4core3fmt3num3imp52_$LT$impl$u20$core..fmt..Display$u20$for$u20$u32$GT$3fmt17h0123456789abcdefE";
        assert!(!is_one_of(count, &SILENT));
    }
}
