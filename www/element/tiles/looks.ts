// How the classes of a tile look: data, no code. Colours are names of the theme's colours, so that a city follows the theme and the
// page's own colours.

/** What Protomaps' layers are drawn as. The numbers are only names. */
export const CLASS = { sea: 0, water: 1, river: 2, park: 3, building: 4, path: 5, rail: 6, minor: 7, medium: 8, major: 9, highway: 10 } as const;
export type Class = (typeof CLASS)[keyof typeof CLASS];

/** The colours of the theme that tiles may have, in the order of the core: src/compose/tiles.rs. */
export const COLORS = ["park", "sea", "lake", "coast", "second_ink", "border", "surface"] as const;

/** A colour of the theme, and its opacity. */
type Paint = readonly [color: (typeof COLORS)[number], opacity: number];

interface Pass {
  class: Class;
  /** The zoom from which it is drawn. */
  from: number;
  fill?: Paint;
  stroke?: Paint;
  /** Widths at the zooms 10, 12, 14, 16 and 18, in CSS px. */
  widths?: Widths;
  dash?: readonly [dash: number, gap: number];
}
type Widths = readonly [number, number, number, number, number];

/** Widths of streets, without their edges. */
const STREETS: Record<"minor" | "medium" | "major" | "highway", Widths> = {
  minor: [0, 0.2, 0.7, 4, 12],
  medium: [0.3, 0.8, 1.6, 6, 16],
  major: [0.7, 1.3, 2.6, 8, 20],
  highway: [1.1, 1.9, 3.6, 9, 22],
};

/** How much wider a street is with its edges: farther out, edges are thinner. */
const EDGES: Widths = [0.7, 0.7, 0.8, 1.5, 1.8];
const edged = (widths: Widths): Widths => widths.map((width, i) => width && width + (EDGES[i] ?? 0)) as unknown as Widths;

/** The edges of all streets are under all streets, so that crossings are open. */
const STREET_ORDER = ["minor", "medium", "major", "highway"] as const;
const FROM = { minor: 13.4, medium: 12, major: 10, highway: 9 };

/** In the order in which they are drawn. */
export const PASSES: readonly Pass[] = [
  { class: CLASS.park, from: 10, fill: ["park", 1] },
  { class: CLASS.sea, from: 0, fill: ["sea", 1] },
  { class: CLASS.water, from: 0, fill: ["lake", 1], stroke: ["coast", 0.55], widths: [0.3, 0.4, 0.5, 0.6, 0.8] },
  { class: CLASS.river, from: 11, stroke: ["lake", 1], widths: [0.8, 1.2, 2, 4, 8] },
  { class: CLASS.building, from: 13.5, fill: ["second_ink", 0.13], stroke: ["second_ink", 0.22], widths: [0, 0, 0.2, 0.4, 0.6] },
  { class: CLASS.path, from: 15, stroke: ["border", 0.45], widths: [0.3, 0.4, 0.5, 0.8, 1.4], dash: [2.4, 1.8] },
  { class: CLASS.rail, from: 11, stroke: ["border", 0.6], widths: [0.4, 0.5, 0.7, 1, 1.6] },
  ...STREET_ORDER.map((name): Pass => ({ class: CLASS[name], from: FROM[name], stroke: ["border", 0.42], widths: edged(STREETS[name]) })),
  ...STREET_ORDER.map((name): Pass => ({ class: CLASS[name], from: FROM[name], stroke: ["surface", 1], widths: STREETS[name] })),
];

/** The table for the core: see `Pass::NUMBERS` in src/tiles.rs. */
export function numbersOf(passes: readonly Pass[]): number[] {
  const paint = (paint: Paint | undefined) => (paint ? [COLORS.indexOf(paint[0]), paint[1]] : [COLORS.length, 0]);
  const row = (pass: Pass) => [pass.class, pass.from, ...paint(pass.fill), ...paint(pass.stroke), ...(pass.dash ?? [0, 0]), ...(pass.widths ?? [0, 0, 0, 0, 0])];
  return passes.flatMap(row);
}
