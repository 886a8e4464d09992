//! `darien-basemap SPEC.json`: cuts a basemap file out of TopoJSON.
//!
//! The specification gives the part of the world and its detail; see [`spec::Spec`]. A report on the
//! file, its size and its deviation from the source is printed as JSON.
//!
//! `darien-basemap --geojson FILE.bin`: prints the countries and lines of a basemap file as GeoJSON.
//!
//! `darien-basemap --disputed BORDERS.json FILE.bin…`: marks the borders in dispute in basemap files, after a list.

mod build;
mod crossing;
mod disputed;
mod geojson;
mod ground;
mod order;
mod simplify;
mod spec;
mod topo;

use std::error::Error;
use std::io::Write;
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "usage: darien-basemap SPEC.json, darien-basemap --geojson FILE.bin, or darien-basemap --disputed BORDERS.json FILE.bin…";
    let path = env::args().nth(1).ok_or(usage)?;
    if path == "--geojson" {
        let map = darien_map::basemap::decode(&fs::read(env::args().nth(2).ok_or(usage)?)?)?;
        writeln!(io::stdout(), "{}", geojson::geojson(&map))?;
        return Ok(());
    }
    if path == "--disputed" {
        let list = fs::read_to_string(env::args().nth(2).ok_or(usage)?)?;
        let list: disputed::Borders = serde_json::from_str(&list)?;
        for file in env::args().skip(3) {
            let mut map = darien_map::basemap::decode(&fs::read(&file)?)?;
            let marked = disputed::mark(&mut map, &list.disputed);
            fs::write(&file, darien_map::basemap::encode(&map))?;
            writeln!(io::stdout(), "{file}: {marked}")?;
        }
        return Ok(());
    }
    let spec: spec::Spec = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let topology = topo::Topology::parse(&fs::read_to_string(&spec.topojson)?)?;
    let (map, report) = build::build(&spec, &topology)?;
    let bytes = darien_map::basemap::encode(&map);
    if darien_map::basemap::decode(&bytes)? != map {
        return Err("the file does not decode to what was encoded".into());
    }
    fs::write(&spec.out, &bytes)?;
    writeln!(io::stdout(), "{}", serde_json::to_string(&report)?)?;
    Ok(())
}
