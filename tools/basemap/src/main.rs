//! `darien-basemap SPEC.json`: cuts a basemap file out of TopoJSON.
//!
//! The specification gives the part of the world and its detail; see [`spec::Spec`]. A report on the
//! file, its size and its deviation from the source is printed as JSON.
//!
//! `darien-basemap --geojson FILE.bin`: prints the countries and lines of a basemap file as GeoJSON.

mod build;
mod crossing;
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
    let usage = "usage: darien-basemap SPEC.json, or darien-basemap --geojson FILE.bin";
    let path = env::args().nth(1).ok_or(usage)?;
    if path == "--geojson" {
        let map = darien_map::basemap::decode(&fs::read(env::args().nth(2).ok_or(usage)?)?)?;
        writeln!(io::stdout(), "{}", geojson::geojson(&map))?;
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
