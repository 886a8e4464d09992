// Compiled, never run: what Svelte checks attributes and handlers against.
import "darien-map/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type Props = SvelteHTMLElements["darien-map"];
export const props: Props = { theme: "dark", progress: 0.5, onready: () => {}, "on:select": (event) => console.log(event.detail.id), class: "wide" };
// @ts-expect-error: there is no such theme
export const wrong: Props = { theme: "pink" };
