// Decodes Mapbox vector tiles (version 2.1): layers of points, lines and areas with properties. Whatever the bytes are, it returns or throws.
// https://github.com/mapbox/vector-tile-spec

export type Value = string | number | boolean;

export interface Feature {
  layer: string;
  /** The width of the tile, in units of the coordinates. */
  extent: number;
  shape: "point" | "line" | "area";
  properties: Map<string, Value>;
  /** Points, lines, or rings without their last point: x and y in turn. */
  parts: number[][];
}

/** No tile has more points. Those of city centres have a tenth of this. */
const MOST_POINTS = 1_000_000;

/** Points may be this many tiles away from their tile. */
const FAR = 8;

const SHAPES = ["point", "line", "area"] as const;
const MOVE = 1;
const LINE = 2;
const CLOSE = 7;

/** The features of the layers in `wanted`, in the order of the file. */
export function decode(bytes: Uint8Array, wanted: ReadonlySet<string>): Feature[] {
  const features: Feature[] = [];
  let points = 0;
  for (const [field, layer] of new Message(bytes)) {
    if (field === 3 && layer instanceof Message) points = readLayer(layer, wanted, features, points);
  }
  return features;
}

function readLayer(message: Message, wanted: ReadonlySet<string>, out: Feature[], points: number): number {
  let [name, extent] = ["", 4096];
  const [keys, values, features]: [string[], Value[], Message[]] = [[], [], []];
  for (const [field, value] of message) {
    if (value instanceof Message) {
      if (field === 1) name = value.text();
      else if (field === 2) features.push(value);
      else if (field === 3) keys.push(value.text());
      else if (field === 4) values.push(valueOf(value));
    } else if (field === 5) extent = value;
  }
  if (!wanted.has(name)) return points;
  if (!(extent >= 1 && extent <= 65_536)) throw new Error(`got a layer ${extent} units wide, expected 1 to 65536`);
  for (const feature of features) {
    let shape: Feature["shape"] | undefined;
    let [tags, geometry]: (Message | undefined)[] = [];
    for (const [field, value] of feature) {
      if (field === 3 && typeof value === "number") shape = SHAPES[value - 1];
      else if (field === 2 && value instanceof Message) tags = value;
      else if (field === 4 && value instanceof Message) geometry = value;
    }
    if (!shape || !geometry) continue;
    const parts = partsOf(geometry, shape, extent * FAR);
    for (const part of parts) points += part.length / 2;
    if (points > MOST_POINTS) throw new Error(`got a tile of more than ${MOST_POINTS} points, expected fewer`);
    const properties = new Map<string, Value>();
    while (tags?.more()) {
      const [key, value] = [keys[tags.varint()], values[tags.varint()]];
      if (key !== undefined && value !== undefined) properties.set(key, value);
    }
    out.push({ layer: name, extent, shape, properties, parts });
  }
  return points;
}

function valueOf(message: Message): Value {
  let result: Value = "";
  for (const [field, value] of message) {
    if (value instanceof Message) result = value.text();
    else if (field === 6) result = value % 2 ? -(value + 1) / 2 : value / 2;
    else result = field === 7 ? value !== 0 : value;
  }
  return result;
}

/** Points, lines or rings from a list of commands. `far`: the largest coordinate. */
function partsOf(message: Message, shape: Feature["shape"], far: number): number[][] {
  const parts: number[][] = [];
  let part: number[] | undefined;
  let [x, y] = [0, 0];
  while (message.more()) {
    const command = message.varint();
    const count = Math.floor(command / 8);
    const what = command % 8;
    if (what === CLOSE) {
      part = undefined;
      continue;
    }
    if (what !== MOVE && what !== LINE) throw new Error(`got the command ${what} in a geometry, expected 1, 2 or 7`);
    for (let i = 0; i < count; i++) {
      x += message.signed();
      y += message.signed();
      if (Math.abs(x) > far || Math.abs(y) > far) throw new Error(`got the point ${x}, ${y} in a tile, expected within ${far}`);
      if (what === MOVE || !part) parts.push((part = [x, y]));
      else part.push(x, y);
    }
  }
  return parts.filter(({ length }) => length >= { point: 2, line: 4, area: 6 }[shape]);
}

/** A message in the format of protocol buffers, or a packed list of numbers. */
class Message implements Iterable<[field: number, value: number | Message]> {
  #at: number;

  constructor(
    private readonly bytes: Uint8Array,
    start = 0,
    private readonly end = bytes.length,
  ) {
    this.#at = start;
  }

  more(): boolean {
    return this.#at < this.end;
  }

  *[Symbol.iterator](): Generator<[number, number | Message]> {
    while (this.more()) {
      const key = this.varint();
      const type = key % 8;
      yield [Math.floor(key / 8), type === 0 ? this.varint() : type === 2 ? this.#part(this.varint()) : this.#float(type)];
    }
  }

  text(): string {
    return new TextDecoder().decode(this.bytes.subarray(this.#at, this.end));
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 64; scale *= 128) {
      const byte = this.#at < this.end ? this.bytes[this.#at++] : undefined;
      if (byte === undefined) break;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Error(`got a number that does not end at byte ${this.#at}, expected a whole one`);
  }

  signed(): number {
    const value = this.varint();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }

  #part(length: number): Message {
    const start = this.#at;
    if (length > this.end - start) throw new Error(`got a part of ${length} bytes at byte ${start}, expected at most ${this.end - start}`);
    this.#at += length;
    return new Message(this.bytes, start, this.#at);
  }

  #float(type: number): number {
    const size = { 1: 8, 5: 4 }[type];
    if (!size) throw new Error(`got the wire type ${type} at byte ${this.#at}, expected 0, 1, 2 or 5`);
    const { bytes } = this.#part(size);
    const view = new DataView(bytes.buffer, bytes.byteOffset + this.#at - size, size);
    return size === 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
  }
}
