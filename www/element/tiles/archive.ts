// Reads a PMTiles file (version 3) by range requests: the header, the directories, and the tiles that are asked for. Only these bytes are
// fetched, however large the file is. https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md

/** What the header says. */
export interface Header {
  /** Zoom levels of the tiles, in the 512-pixel convention. */
  minZoom: number;
  maxZoom: number;
  /** West, south, east, north, in degrees. */
  bounds: readonly [number, number, number, number];
}

/** Reads bytes of the file. Rejects if they cannot be had. */
export type ReadRange = (offset: number, length: number) => Promise<Bytes>;
type Bytes = Uint8Array<ArrayBuffer>;

/** A part of a directory: where tiles, or a finer directory, begin. */
interface Entry {
  id: number;
  /** Of how many tiles one after the other; 0 for a directory. */
  run: number;
  length: number;
  offset: number;
}

interface Places {
  leaves: number;
  tiles: number;
  /** How directories and tiles are compressed: 1 not at all, 2 by gzip. */
  inner: number;
  packing: number;
}

/** The header and the first directory are within this many bytes, by the specification. */
const FIRST = 16_384;

/** The most bytes of a directory and of a tile, packed and unpacked. Those of the whole planet are a tenth of this. */
const MOST_PACKED = 8 << 20;
const MOST_UNPACKED = 32 << 20;

/** By the specification, a tile is found in at most this many directories. */
const DEPTH = 4;

/** As many directories are kept. */
const KEPT = 16;

export class Archive {
  readonly #directories = new Map<number, Promise<Entry[]>>();

  private constructor(
    readonly header: Header,
    /** The text of the credit, without markup; empty if the file has none. */
    readonly credit: string,
    /** The names of the layers, if the file's metadata give them. */
    readonly layers: readonly string[],
    private readonly read: ReadRange,
    private readonly places: Places,
    private readonly root: Entry[],
  ) {}

  /** Opens a file. Rejects with what is wrong if this is none with vector tiles of Protomaps' layers. */
  static async open(read: ReadRange): Promise<Archive> {
    const first = await read(0, FIRST);
    const magic = new TextDecoder().decode(first.subarray(0, 7));
    if (magic !== "PMTiles") throw new Error("got a file that does not begin with PMTiles, expected a PMTiles file");
    if (first[7] !== 3) throw new Error(`got PMTiles version ${first[7]}, expected 3: pmtiles convert makes it`);
    if (first.length < 127) throw new Error(`got a header of ${first.length} bytes, expected 127`);
    const view = new DataView(first.buffer, first.byteOffset);
    const long = (at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    const type = first[99] ?? 0;
    if (type !== 1) throw new Error(`got ${["tiles of unknown type", "", "PNG", "JPEG", "WebP", "AVIF"][type] ?? `tiles of type ${type}`}, expected vector tiles (MVT)`);
    const places = { leaves: long(40), tiles: long(56), inner: first[97] ?? 0, packing: first[98] ?? 0 };
    for (const how of [places.inner, places.packing]) {
      if (how !== 1 && how !== 2) throw new Error(`got ${["unknown compression", "", "", "Brotli", "Zstandard"][how] ?? `compression ${how}`}, expected gzip or none`);
    }
    const degrees = (at: number) => view.getInt32(at, true) / 1e7;
    const [minZoom = 0, maxZoom = 0] = first.subarray(100, 102);
    const header: Header = { minZoom, maxZoom, bounds: [degrees(102), degrees(106), degrees(110), degrees(114)] };
    const [west, south, east, north] = header.bounds;
    if (minZoom > maxZoom || maxZoom > 24 || !(west < east && south < north)) {
      throw new Error(`got zooms ${minZoom} to ${maxZoom} and bounds ${header.bounds.join(", ")}, expected at most 24, and west, south, east, north`);
    }
    const part = async (offset: number, length: number): Promise<Bytes> => {
      const bytes = offset + length <= first.length ? first.subarray(offset, offset + length) : await readWhole(read, offset, length);
      return places.inner === 2 ? unpacked(bytes) : bytes;
    };
    const [root, about] = await Promise.all([part(long(8), long(16)), long(32) ? part(long(24), long(32)) : new Uint8Array()]);
    const metadata = metadataOf(about);
    return new Archive(header, creditOf(metadata), layersOf(metadata), read, places, directory(root));
  }

  /** A tile; `undefined` if the file has none there. Rejects if it cannot be read. */
  async tile(zoom: number, x: number, y: number): Promise<Bytes | undefined> {
    const at = await this.#find(zoom, x, y);
    if (!at) return undefined;
    const { places } = this;
    const bytes = await readWhole(this.read, places.tiles + at.offset, at.length);
    return places.packing === 2 ? unpacked(bytes) : bytes;
  }

  /** Whether the file has a tile. */
  async has(zoom: number, x: number, y: number): Promise<boolean> {
    return (await this.#find(zoom, x, y)) !== undefined;
  }

  async #find(zoom: number, x: number, y: number): Promise<Entry | undefined> {
    const id = tileId(zoom, x, y);
    let entries = this.root;
    for (let depth = 0; depth < DEPTH; depth++) {
      const found = lastUpTo(entries, id);
      if (!found) return undefined;
      if (found.run) return id < found.id + found.run ? found : undefined;
      entries = await this.#leaf(found);
    }
    throw new Error(`got more than ${DEPTH} directories for one tile, expected fewer: the directories lead in a circle`);
  }

  #leaf({ offset, length }: Entry): Promise<Entry[]> {
    const known = this.#directories;
    let leaf = known.get(offset);
    if (!leaf) {
      const { places } = this;
      leaf = readWhole(this.read, places.leaves + offset, length)
        .then((bytes) => (places.inner === 2 ? unpacked(bytes) : bytes))
        .then(directory);
      known.set(offset, leaf);
      // One that could not be read is asked for again.
      leaf.catch(() => known.delete(offset));
      const [oldest] = known.keys();
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    }
    return leaf;
  }
}

/** Reads the whole of a part of the file. */
async function readWhole(read: ReadRange, offset: number, length: number): Promise<Bytes> {
  if (length > MOST_PACKED) throw new Error(`got a part of ${length} bytes, expected at most ${MOST_PACKED}`);
  const bytes = await read(offset, length);
  if (bytes.length < length) throw new Error(`got ${bytes.length} bytes, expected ${length}: the file or the answer was cut short`);
  return bytes;
}

/** Unpacks gzip, up to a limit: a few packed bytes may unpack without end. */
export async function unpacked(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next; !(next = await reader.read()).done; ) {
    length += next.value.length;
    if (length > MOST_UNPACKED) {
      void reader.cancel();
      throw new Error(`got more than ${MOST_UNPACKED} bytes from ${bytes.length} packed ones, expected fewer`);
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The entries of a directory. */
export function directory(bytes: Bytes): Entry[] {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; scale < 2 ** 56; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Error(`got a directory of ${bytes.length} bytes that ends within a number, expected a whole one`);
  };
  const count = number();
  // Each entry has four numbers, of at least a byte each.
  if (count > bytes.length / 4) throw new Error(`got a directory of ${count} entries in ${bytes.length} bytes, expected four bytes for each`);
  const entries: Entry[] = [];
  let id = 0;
  for (let i = 0; i < count; i++) entries.push({ id: (id += number()), run: 0, length: 0, offset: 0 });
  for (const entry of entries) entry.run = number();
  for (const entry of entries) entry.length = number();
  let next = 0;
  for (const entry of entries) {
    // 0: right after the one before.
    const offset = number();
    entry.offset = offset ? offset - 1 : next;
    next = entry.offset + entry.length;
  }
  return entries;
}

/** The last entry that does not begin after `id`. */
function lastUpTo(entries: Entry[], id: number): Entry | undefined {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((entries[middle]?.id ?? 0) <= id) from = middle + 1;
    else to = middle;
  }
  return entries[from - 1];
}

/** The number of a tile: all of coarser levels come before it, those of its own along a Hilbert curve. */
export function tileId(zoom: number, x: number, y: number): number {
  let id = (4 ** zoom - 1) / 3;
  for (let side = 2 ** (zoom - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0;
    const down = (y & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ down);
    if (down) continue;
    if (right) {
      x = side - 1 - (x & (side - 1));
      y = side - 1 - (y & (side - 1));
    } else {
      x &= side - 1;
      y &= side - 1;
    }
    [x, y] = [y, x];
  }
  return id;
}

function metadataOf(bytes: Bytes): Record<string, unknown> {
  try {
    const metadata: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof metadata === "object" && metadata) return metadata as Record<string, unknown>;
  } catch {
    // Metadata that cannot be read are as good as none.
  }
  return {};
}

function layersOf({ vector_layers: layers }: Record<string, unknown>): string[] {
  return (Array.isArray(layers) ? layers : []).map((layer: { id?: unknown } | null) => String(layer?.id)).slice(0, 50);
}

/** The credit in the metadata, as plain text: there it is HTML. */
function creditOf({ attribution }: Record<string, unknown>): string {
  if (typeof attribution !== "string") return "";
  const text = attribution.slice(0, 1000).replace(/<[^>]*>/g, "").replace(/&copy;/g, "©").replace(/&amp;/g, "&").replace(/&nbsp;/g, " ");
  return text.replace(/\s+/g, " ").trim().slice(0, 200);
}
