//! A panic in the WASM ends in a trap, with or without its message: nobody reads the message, for
//! there is no console in the core. The functions that write it cost 40 kB; here each is cut down
//! to the trap, and `wasm-opt` drops what they alone called.

use walrus::{FunctionId, FunctionKind, Module, ir};

/// Functions that never return, by the beginning of their demangled names.
const NEVER_RETURN: [&str; 14] = [
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
    "std::panicking::",
    "__rustc::rust_begin_unwind",
    "__rustc::__rust_start_panic",
];

/// Cuts every function that only panics down to a trap. Returns how many there were.
pub fn panics(module: &mut Module) -> usize {
    let doomed: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| module.funcs.get(*id).name.as_deref().is_some_and(never_returns))
        .collect();
    for id in &doomed {
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(*id).kind {
            let entry = function.entry_block();
            let trap = ir::Instr::Unreachable(ir::Unreachable {});
            function.block_mut(entry).instrs = vec![(trap, ir::InstrLocId::default())];
        }
    }
    doomed.len()
}

/// Whether the mangled name is of a function that never returns.
fn never_returns(name: &str) -> bool {
    // Without hashes: `core::panicking::panic_fmt`.
    let plain = format!("{:#}", rustc_demangle::demangle(name));
    // A count of calls is kept by the panic machinery; it returns.
    !plain.contains("panic_count") && NEVER_RETURN.iter().any(|begin| plain.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::never_returns;

    #[test]
    fn panics_are_told_from_the_rest() {
        assert!(never_returns("_ZN4core9panicking9panic_fmt17h0123456789abcdefE"));
        assert!(never_returns("_ZN4core6option13unwrap_failed17h0123456789abcdefE"));
        assert!(!never_returns("_ZN10darien_map5story5parse5parse17h0123456789abcdefE"));
        assert!(!never_returns("_ZN3std9panicking11panic_count17h0123456789abcdefE"));
    }
}
