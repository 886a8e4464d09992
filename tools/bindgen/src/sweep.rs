//! Finds what no code can reach any more once the panics are cut down: their texts, the tables of
//! the writers of floats, and the functions that only such data names.
//!
//! The compiler has put all constants into one block, in which `wasm-opt` cannot tell them apart;
//! the linker's [`Notes`] can.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{BinaryReader, FunctionBody, Operator};

use crate::notes::{Note, Notes, Symbol};

/// Functions by their index.
pub type Functions = BTreeSet<u32>;

/// What nothing that can run names.
pub struct Dead {
    /// Bytes of the data segments: the segment, and where in it.
    pub data: Vec<(usize, Range<usize>)>,
    /// Functions whose address is taken somewhere that can run; of no other is it needed.
    pub held: Functions,
}

/// What is dead in a file whose functions `panics` only trap and whose `writers` do nothing.
pub fn dead(wasm: &[u8], panics: &Functions, writers: &Functions) -> Result<Dead> {
    let notes = Notes::read(wasm)?;
    ensure!(!notes.notes.is_empty(), "no notes of the linker; expected -Clink-arg=--emit-relocs");
    let mut reach = Reach {
        notes: &notes,
        calls: Vec::new(),
        data: Vec::new(),
        live: vec![false; notes.symbols.len()],
        held: Functions::new(),
        called: Functions::new(),
    };
    let mut left: Vec<_> = notes.exported.iter().collect();
    loop {
        let (asked, rest): (Vec<_>, _) = left.iter().partition(|(name, _)| reach.asks_for(name));
        left = rest;
        reach.calls.extend(asked.iter().map(|(_, function)| function));
        if reach.calls.is_empty() {
            return Ok(Dead { data: reach.unread(), held: reach.held });
        }
        while let Some(function) = reach.calls.pop() {
            if !reach.called.insert(function)
                || panics.contains(&function)
                || writers.contains(&function)
            {
                continue;
            }
            let Some(own) = (function as usize).checked_sub(notes.imported.len()) else { continue };
            let body = notes.bodies.get(own).context("a call of no function")?;
            let doomed = doomed(wasm, body, panics)?;
            for note in notes.within(body) {
                if !doomed.iter().any(|run| run.contains(&note.at)) {
                    reach.visit(note);
                }
            }
            while let Some(bytes) = reach.data.pop() {
                notes.within(&bytes).iter().for_each(|note| reach.visit(note));
            }
        }
    }
}

/// How far a walk has come through all that can run.
struct Reach<'a> {
    notes: &'a Notes,
    /// Functions and data still to be looked into.
    calls: Vec<u32>,
    data: Vec<Range<usize>>,
    /// Which symbols were met.
    live: Vec<bool>,
    held: Functions,
    called: Functions,
}

impl Reach<'_> {
    /// Whether an export of this name is needed. Every import and export has one that describes it,
    /// which wasm-bindgen reads and takes out; most imports of `js-sys` nobody calls.
    fn asks_for(&self, name: &str) -> bool {
        let is_called = |i: usize| self.called.contains(&(i as u32));
        let mut imports = self.notes.imported.iter().enumerate();
        if let Some(described) = name.strip_prefix("__wbindgen_describe_") {
            let exported = self.notes.exported.iter().any(|(name, _)| name == described);
            return exported || imports.any(|(i, name)| name == described && is_called(i));
        }
        // How JavaScript runs a task of Rust's: wasm-bindgen takes it out where none is begun.
        let task = name.starts_with("__wbg_jspi") || name.starts_with("__wbindgen_jspi");
        !task || imports.any(|(i, name)| name.starts_with("__wbindgen_jspi_spawn") && is_called(i))
    }

    fn visit(&mut self, note: &Note) {
        let met = std::mem::replace(&mut self.live[note.symbol], true);
        match &self.notes.symbols[note.symbol] {
            Symbol::Function(function) => {
                self.calls.push(*function);
                if !note.call {
                    self.held.insert(*function);
                }
            }
            Symbol::Data(bytes) if !met => self.data.push(bytes.clone()),
            _ => {}
        }
    }

    /// The data that only symbols not met name.
    fn unread(&self) -> Vec<(usize, Range<usize>)> {
        let mut dead = Vec::new();
        for (i, segment) in self.notes.segments.iter().enumerate() {
            let mut unread = vec![false; segment.len()];
            for pass in [false, true] {
                for (symbol, live) in self.notes.symbols.iter().zip(&self.live) {
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

/// The stretches of a body in which nothing can happen but a panic: from the last turn of the road
/// to the call. What they name is the panic's text and place.
fn doomed(wasm: &[u8], body: &Range<usize>, panics: &Functions) -> Result<Vec<Range<usize>>> {
    let body = FunctionBody::new(BinaryReader::new(&wasm[body.clone()], body.start));
    let mut runs = Vec::new();
    let mut operators = body.get_operators_reader()?;
    let mut start = operators.original_position();
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let turn = match operator {
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
        if turn {
            start = operators.original_position();
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::{Functions, doomed};

    #[test]
    fn what_leads_to_a_panic_names_nothing_that_lasts() {
        // i32.const 7; call 0; block; i32.const 8; call 1; end; i32.const 9; drop; end
        let code = [0, 0x41, 7, 0x10, 0, 0x02, 0x40, 0x41, 8, 0x10, 1, 0x0b, 0x41, 9, 0x1a, 0x0b];
        let file = [&[0xff; 5], code.as_slice()].concat();
        let body = 5..file.len();
        let run = |panic| {
            let runs = doomed(&file, &body, &Functions::from([panic])).unwrap_or_default();
            assert!(runs.len() < 2);
            runs.first().map(|run| (run.start - 5, run.end - 5))
        };
        assert_eq!(run(1), Some((7, 9)), "from the block's start to the call");
        assert_eq!(run(0), Some((1, 3)), "from the body's start to the call");
        assert_eq!(run(2), None);
    }
}
