//! Finds what no code can reach any more when panics are only traps: their texts, the tables for
//! writing floats, and the functions to which only such data refers.
//!
//! The compiler puts all constants into one block, in which `wasm-opt` cannot separate them; the
//! linker's [`Relocations`] can.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{BinaryReader, FunctionBody, Operator};

use crate::relocations::{Relocation, Relocations, Symbol};

/// Functions by their index.
pub type Functions = BTreeSet<u32>;

/// What no code that can run refers to.
pub struct Dead {
    /// Bytes of the data segments: the segment, and where in it.
    pub data: Vec<(usize, Range<usize>)>,
    /// Functions whose address is taken by code that can run. The addresses of others are not needed.
    pub held: Functions,
}

/// What is dead in a file whose functions `panics` only trap and whose `writers` do nothing.
pub fn dead(wasm: &[u8], panics: &Functions, writers: &Functions) -> Result<Dead> {
    let file = Relocations::read(wasm)?;
    ensure!(!file.entries.is_empty(), "no relocations; expected -Clink-arg=--emit-relocs");
    let mut reach = Reach {
        file: &file,
        calls: Vec::new(),
        data: Vec::new(),
        live: vec![false; file.symbols.len()],
        held: Functions::new(),
        called: Functions::new(),
    };
    let mut left: Vec<_> = file.exported.iter().collect();
    loop {
        let (needed, rest): (Vec<_>, _) =
            left.iter().partition(|(name, _)| reach.needs_export(name));
        left = rest;
        reach.calls.extend(needed.iter().map(|(_, function)| function));
        if reach.calls.is_empty() {
            return Ok(Dead { data: reach.unreached_data(), held: reach.held });
        }
        while let Some(function) = reach.calls.pop() {
            if !reach.called.insert(function)
                || panics.contains(&function)
                || writers.contains(&function)
            {
                continue;
            }
            let Some(own) = (function as usize).checked_sub(file.imported.len()) else { continue };
            let body = file.bodies.get(own).context("a call of no function")?;
            let panicking = panic_runs(wasm, body, panics)?;
            for place in file.within(body) {
                if !panicking.iter().any(|run| run.contains(&place.at)) {
                    reach.visit(place);
                }
            }
            while let Some(bytes) = reach.data.pop() {
                file.within(&bytes).iter().for_each(|place| reach.visit(place));
            }
        }
    }
}

/// What a search through all code that can run has found so far.
struct Reach<'a> {
    file: &'a Relocations,
    /// Functions and data that are still to be searched.
    calls: Vec<u32>,
    data: Vec<Range<usize>>,
    /// Which symbols were found.
    live: Vec<bool>,
    held: Functions,
    called: Functions,
}

impl Reach<'_> {
    /// Whether an export of this name is needed. Every import and export has one that describes it,
    /// which wasm-bindgen reads and removes; most imports of `js-sys` are never called.
    fn needs_export(&self, name: &str) -> bool {
        let is_called = |i: usize| self.called.contains(&(i as u32));
        let mut imports = self.file.imported.iter().enumerate();
        if let Some(described) = name.strip_prefix("__wbindgen_describe_") {
            let exported = self.file.exported.iter().any(|(name, _)| name == described);
            return exported || imports.any(|(i, name)| name == described && is_called(i));
        }
        // By this JavaScript runs a task of Rust: wasm-bindgen removes it if no task is started.
        let task = name.starts_with("__wbg_jspi") || name.starts_with("__wbindgen_jspi");
        !task || imports.any(|(i, name)| name.starts_with("__wbindgen_jspi_spawn") && is_called(i))
    }

    fn visit(&mut self, place: &Relocation) {
        let met = std::mem::replace(&mut self.live[place.symbol], true);
        match &self.file.symbols[place.symbol] {
            Symbol::Function(function) => {
                self.calls.push(*function);
                if !place.call {
                    self.held.insert(*function);
                }
            }
            Symbol::Data(bytes) if !met => self.data.push(bytes.clone()),
            _ => {}
        }
    }

    /// The data of symbols that were not found, and of no others.
    fn unreached_data(&self) -> Vec<(usize, Range<usize>)> {
        let mut dead = Vec::new();
        for (i, segment) in self.file.segments.iter().enumerate() {
            let mut unread = vec![false; segment.len()];
            for pass in [false, true] {
                for (symbol, live) in self.file.symbols.iter().zip(&self.live) {
                    match symbol {
                        Symbol::Data(bytes) if *live == pass && segment.contains(&bytes.start) => {
                            unread[bytes.start - segment.start..bytes.end - segment.start]
                                .fill(!live);
                        }
                        _ => {}
                    }
                }
            }
            let mut start = 0;
            for run in unread.chunk_by(|a, b| a == b) {
                let end = start + run.len();
                if run[0] {
                    dead.push((i, start..end));
                }
                start = end;
            }
        }
        dead
    }
}

/// The parts of a body that always end in a panic: from the last branch or call before it to the
/// call that panics. They refer to the panic's text and place.
fn panic_runs(wasm: &[u8], body: &Range<usize>, panics: &Functions) -> Result<Vec<Range<usize>>> {
    let body = FunctionBody::new(BinaryReader::new(&wasm[body.clone()], body.start));
    let mut runs = Vec::new();
    let mut operators = body.get_operators_reader()?;
    let mut start = operators.original_position();
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let branch = match operator {
            Operator::Call { function_index } => {
                if panics.contains(&function_index) {
                    runs.push(start..at);
                }
                true
            }
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => true,
            Operator::Else | Operator::End | Operator::Br { .. } | Operator::BrIf { .. } => true,
            Operator::BrTable { .. } | Operator::Return | Operator::Unreachable => true,
            Operator::CallIndirect { .. } => true,
            _ => false,
        };
        if branch {
            start = operators.original_position();
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::{Functions, panic_runs};

    #[test]
    fn a_panic_run_begins_at_the_last_branch_before_it() {
        // i32.const 7; call 0; block; i32.const 8; call 1; end; i32.const 9; drop; end
        let code = [0, 0x41, 7, 0x10, 0, 0x02, 0x40, 0x41, 8, 0x10, 1, 0x0b, 0x41, 9, 0x1a, 0x0b];
        let file = [&[0xff; 5], code.as_slice()].concat();
        let body = 5..file.len();
        let run = |panic| {
            let runs = panic_runs(&file, &body, &Functions::from([panic])).unwrap_or_default();
            assert!(runs.len() < 2);
            runs.first().map(|run| (run.start - 5, run.end - 5))
        };
        assert_eq!(run(1), Some((7, 9)), "from the block's start to the call");
        assert_eq!(run(0), Some((1, 3)), "from the body's start to the call");
        assert_eq!(run(2), None);
    }
}
