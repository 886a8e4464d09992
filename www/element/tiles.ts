// A file of tiles (PMTiles, with Protomaps' layers) over the basemap: opens it, and loads the tiles that the view needs. It is a bundle of its
// own, loaded only for a map with such a file. If the file or a tile cannot be read, the map shows its own ground there.

import type { BasemapHost, EngineApi } from "./contracts.js";
import { Archive } from "./tiles/archive.js";
import { LAYERS, draw, type Name } from "./tiles/drawing.js";
import { PASSES, numbersOf } from "./tiles/looks.js";
import { namesFor } from "./tiles/names.js";
import { overHttp } from "./tiles/range.js";
import { decode } from "./tiles/vector.js";
import { yieldToMain } from "./yield.js";

/** The zoom from which tiles are shown: farther out, the map's own ground is as good. */
const FROM_ZOOM = 9;

/** How many levels nearer than the finest tiles are exact a reader may come. */
const NEARER = 2;

/** At most so many requests for tiles at once. */
const AT_ONCE = 4;

/** At most so many tiles are asked for in one view, and kept beyond those of the view. */
const MOST = 60;
const KEPT = 16;

/** A view that stays this long is loaded, in ms: not each one of a flight. */
const PAUSE = 120;

/** The largest zoom of any map, as in src/camera.rs. */
const CLOSEST = 18;

/** What is in sight, in world coordinates, and the map's zoom. */
interface Sight {
  box: [x0: number, y0: number, x1: number, y1: number];
  zoom: number;
}

/** A tile's level, column and row. */
type Place = readonly [zoom: number, x: number, y: number];

/** A tile's number: each has another one. */
const numberOf = ([zoom, x, y]: Place): number => (y * 2 ** zoom + x) * 32 + zoom;

export class Tiles {
  /** The tiles that the core has, by their numbers; those used last at the end. */
  readonly #there = new Map<number, { place: Place; names: readonly Name[] }>();
  /** The view that is loaded or loading. */
  #view = "";
  #timer = 0;
  /** Whether a tile that could not be read was reported. */
  #told = false;
  /** Counts views: the work for an earlier one ends. */
  #turn = 0;
  #closed = false;

  private constructor(
    private readonly map: BasemapHost,
    private readonly engine: EngineApi,
    private readonly archive: Archive,
    private readonly life: AbortSignal,
    /** Is told when loading begins (1) and ends (−1). */
    private readonly busy: (by: number) => void,
  ) {}

  /** Opens the file at an address. Rejects with what is wrong with it. */
  static async open(address: string, map: BasemapHost, engine: Promise<EngineApi>, life: AbortSignal, busy: (by: number) => void): Promise<Tiles> {
    const url = new URL(address, document.baseURI);
    try {
      if (!/^https?:$/.test(url.protocol)) throw new Error(`got ${url.protocol}, expected http: or https:`);
      const [archive, core] = await Promise.all([Archive.open(overHttp(url, life)), engine]);
      const { layers } = archive;
      if (layers.length && !layers.some((layer) => LAYERS.has(layer))) {
        throw new Error(`got the layers ${layers.join(", ")}, expected those of Protomaps: ${[...LAYERS].join(", ")}`);
      }
      return new Tiles(map, core, archive, life, busy);
    } catch (reason) {
      throw new Error(`${url.href}: ${reason instanceof Error ? reason.message : String(reason)}`, { cause: reason });
    }
  }

  /** Shows the file, in place of another one. */
  show(): void {
    const { header, credit } = this.archive;
    const [west, south, east, north] = header.bounds;
    const area = [column(west), row(north), column(east), row(south)];
    // The map counts zooms by 256 px, the file by 512.
    const most = Math.min(header.maxZoom + 1 + NEARER, CLOSEST);
    this.engine.openTiles(Float64Array.from([...area, most, FROM_ZOOM, ...numbersOf(PASSES)]), withAuthors(credit));
  }

  /** Removes the file from the map. */
  close(): void {
    this.#closed = true;
    if (this.#isAlive()) this.engine.openTiles(new Float64Array(6), "");
  }

  /** Loads the tiles of the view, once it stays the same for a moment. */
  follow(): void {
    if (!this.#isAlive() || this.#closed) return;
    const sight = this.#sight();
    const wanted = this.#wanted(sight);
    // A movement by less than a third of a tile, or a tenth of a level, shows the same tiles and names.
    const step = 3 * 2 ** (wanted[0]?.[0] ?? 0);
    const view = [...wanted, ...sight.box.map((value) => Math.round(value * step)), sight.zoom.toFixed(1)].join(" ");
    if (view === this.#view) return;
    const first = !this.#view;
    this.#view = view;
    this.#turn++;
    clearTimeout(this.#timer);
    if (first) void this.#load(wanted);
    else if (wanted.length) this.#timer = window.setTimeout(() => void this.#load(wanted), PAUSE);
  }

  #isAlive(): boolean {
    return this.map.engine === this.engine && !this.life.aborted;
  }

  /** What is in sight, in world coordinates. */
  #sight(): Sight {
    const { width, height } = this.map.size;
    const { lon, lat, zoom } = this.engine.view();
    const [x, y] = [column(lon), row(lat)];
    const [w, h] = [width, height].map((side) => side / 2 / (256 * 2 ** zoom)) as [number, number];
    return { box: [x - w, y - h, x + w, y + h], zoom };
  }

  /** The tiles of the view, those in its middle first. */
  #wanted({ box: [x0, y0, x1, y1], zoom }: Sight): Place[] {
    const { minZoom, maxZoom, bounds } = this.archive.header;
    if (zoom < FROM_ZOOM) return [];
    const level = Math.max(minZoom, Math.min(maxZoom, Math.round(zoom - 1.2)));
    const [west, south, east, north] = bounds;
    const side = 2 ** level;
    const index = (value: number) => Math.floor(value * side);
    const [left, right] = [index(Math.max(x0, column(west))), index(Math.min(x1, column(east)))];
    const [top, bottom] = [index(Math.max(y0, row(north))), index(Math.min(y1, row(south)))];
    const places: Place[] = [];
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) if (places.length < MOST * 4) places.push([level, x, y]);
    }
    const away = ([, x, y]: Place) => Math.hypot(x + 0.5 - ((x0 + x1) / 2) * side, y + 0.5 - ((y0 + y1) / 2) * side);
    return places.sort((a, b) => away(a) - away(b)).slice(0, MOST);
  }

  async #load(wanted: readonly Place[]): Promise<void> {
    const turn = this.#turn;
    const overtaken = () => turn !== this.#turn || this.#closed || !this.#isAlive();
    this.busy(1);
    const needed = new Set<number>();
    let failed: unknown;
    const queue = [...wanted];
    const work = async () => {
      for (let next; !overtaken() && (next = queue.shift()); ) {
        try {
          const place = await this.#present(next);
          if (!place || needed.has(numberOf(place))) continue;
          needed.add(numberOf(place));
          await this.#add(place, overtaken);
        } catch (reason) {
          failed ??= reason;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (!overtaken()) {
      this.#name();
      // A tile that is missing is asked for again with the next view.
      if (failed === undefined) this.#tidy(needed);
    }
    if (failed !== undefined && !this.#told && !this.life.aborted) {
      this.#told = true;
      this.map.fail("basemap", failed, false);
    }
    this.busy(-1);
    if (this.#isAlive()) await this.map.show();
  }

  /** The tile itself, or the next coarser one that the file has there. */
  async #present([zoom, x, y]: Place): Promise<Place | undefined> {
    for (; zoom >= Math.max(this.archive.header.minZoom, FROM_ZOOM - 2); zoom--, x >>= 1, y >>= 1) {
      if (await this.archive.has(zoom, x, y)) return [zoom, x, y];
    }
    return undefined;
  }

  /** Gives a tile to the core. */
  async #add(place: Place, overtaken: () => boolean): Promise<void> {
    const number = numberOf(place);
    const known = this.#there.get(number);
    if (known) {
      this.#there.delete(number);
      this.#there.set(number, known);
      return;
    }
    const [zoom, x, y] = place;
    const bytes = await this.archive.tile(zoom, x, y).catch((reason: unknown) => {
      throw new Error(`tile ${place.join("/")}: ${reason instanceof Error ? reason.message : String(reason)}`, { cause: reason });
    });
    if (!bytes || overtaken()) return;
    await yieldToMain(this.life);
    const features = decode(bytes, LAYERS);
    await yieldToMain(this.life);
    const { numbers, names } = draw(features);
    await yieldToMain(this.life);
    if (overtaken()) return;
    const width = 1 / 2 ** zoom;
    this.engine.putTile(number, Float64Array.from([x * width, y * width, width].concat(numbers)));
    this.#there.set(number, { place, names });
    await this.map.show();
  }

  /** Names what is in sight, but not what the story or the basemap names already. */
  #name(): void {
    const { box, zoom } = this.#sight();
    const tiles = [...this.#there.values()].map(({ place: [zoom, x, y], names }) => ({ zoom, x, y, names }));
    const known = new Set(this.engine.namesInSight().map((name) => (typeof name === "string" ? name : name[0])));
    const { numbers, texts } = namesFor(tiles, box, zoom, known);
    this.engine.nameTiles(Float64Array.from(numbers), texts);
  }

  /** Removes what the view does not need: coarser tiles under it, and the oldest beyond some. */
  #tidy(needed: ReadonlySet<number>): void {
    const levels = new Set([...this.#there].filter(([number]) => needed.has(number)).map(([, { place }]) => place[0]));
    const others = [...this.#there].filter(([number]) => !needed.has(number));
    others.forEach(([number, { place }], i) => {
      if (levels.has(place[0]) && i >= others.length - KEPT) return;
      this.#there.delete(number);
      this.engine.putTile(number, new Float64Array());
    });
  }
}

/** World coordinates (0 to 1) of degrees. */
const column = (lon: number): number => lon / 360 + 0.5;
const row = (lat: number): number => 0.5 - Math.asinh(Math.tan((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180)) / (2 * Math.PI);

/** The credit with the authors of the data, whom its licence wants named. */
function withAuthors(credit: string): string {
  const authors = "© OpenStreetMap contributors";
  if (/OpenStreetMap contributors/i.test(credit)) return credit;
  if (/© ?OpenStreetMap/i.test(credit)) return credit.replace(/© ?OpenStreetMap/i, authors);
  return credit ? `${credit}, ${authors}` : authors;
}
