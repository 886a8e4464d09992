//! The relocations that the linker leaves in a WASM file (`--emit-relocs`): which place in the code
//! and in the data refers to which function or piece of data.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{
    CustomSectionReader, ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationType,
    SymbolInfo, TypeRef,
};

/// What a symbol refers to.
#[derive(Clone, Debug, PartialEq)]
pub enum Symbol {
    /// The function of this index.
    Function(u32),
    /// Bytes of the data section, counted from the start of the file.
    Data(Range<usize>),
    /// A global, a table, a type.
    Other,
}

/// One place that refers to a symbol.
#[derive(Clone, Copy, Debug)]
pub struct Relocation {
    /// In bytes from the start of the file.
    pub at: usize,
    /// Index in [`Relocations::symbols`].
    pub symbol: usize,
    /// For a function: true if it is called here, false if its address is taken.
    pub call: bool,
}

/// A file's functions, data and relocations. Places are in bytes from the start of the file.
#[derive(Default)]
pub struct Relocations {
    /// Names of the functions that are imported; the others are numbered after them.
    pub imported: Vec<String>,
    /// Functions that are exported, by name and number.
    pub exported: Vec<(String, u32)>,
    /// Everything that a place can refer to.
    pub symbols: Vec<Symbol>,
    /// The body of each function that is not imported.
    pub bodies: Vec<Range<usize>>,
    /// The bytes of each data segment.
    pub segments: Vec<Range<usize>>,
    /// Every place in code and data that refers to a symbol, in order.
    pub entries: Vec<Relocation>,
}

impl Relocations {
    /// Reads a file.
    pub fn read(wasm: &[u8]) -> Result<Self> {
        let mut out = Self::default();
        // Offsets count from the start of a section, which is given by its number.
        let mut sections = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Some((_, range)) = payload.as_section() {
                sections.push(range.start);
            }
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        if matches!(import.ty, TypeRef::Func(_)) {
                            out.imported.push(import.name.into());
                        }
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            out.exported.push((export.name.into(), export.index));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => out.bodies.push(body.range()),
                Payload::DataSection(data) => {
                    for segment in data {
                        let segment = segment?;
                        let end = segment.range.end;
                        out.segments.push(end - segment.data.len()..end);
                    }
                }
                Payload::CustomSection(section) => out.custom(&section, &sections)?,
                _ => {}
            }
        }
        out.entries.sort_by_key(|relocation| relocation.at);
        Ok(out)
    }

    fn custom(&mut self, section: &CustomSectionReader, sections: &[usize]) -> Result<()> {
        match section.as_known() {
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    let Linking::SymbolTable(symbols) = part? else { continue };
                    for symbol in symbols {
                        let symbol = self.symbol(&symbol?)?;
                        self.symbols.push(symbol);
                    }
                }
            }
            KnownCustom::Reloc(relocations) => {
                let start = *sections
                    .get(relocations.section_index() as usize)
                    .context("relocations of a section that does not exist")?;
                for relocation in relocations.entries() {
                    let relocation = relocation?;
                    if relocation.ty != RelocationType::TypeIndexLeb {
                        let (at, symbol) =
                            (start + relocation.offset as usize, relocation.index as usize);
                        let call = relocation.ty == RelocationType::FunctionIndexLeb;
                        self.entries.push(Relocation { at, symbol, call });
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn symbol(&self, symbol: &SymbolInfo) -> Result<Symbol> {
        Ok(match symbol {
            SymbolInfo::Func { index, .. } => Symbol::Function(*index),
            SymbolInfo::Data { symbol: Some(data), .. } => {
                let segment = self.segments.get(data.index as usize).context("no such segment")?;
                let start = segment.start + data.offset as usize;
                let end = start + data.size as usize;
                ensure!(end <= segment.end, "a symbol ends past its segment");
                Symbol::Data(start..end)
            }
            _ => Symbol::Other,
        })
    }

    /// The relocations within `range`.
    pub fn within(&self, range: &Range<usize>) -> &[Relocation] {
        let start = self.entries.partition_point(|relocation| relocation.at < range.start);
        let end = self.entries.partition_point(|relocation| relocation.at < range.end);
        &self.entries[start..end]
    }
}
