// Compiled, never run: what Vue's template compiler checks attributes and handlers against.
import "darien-map/vue";
import type { GlobalComponents } from "vue";

type Props = InstanceType<GlobalComponents["darien-map"]>["$props"];
export const props: Props = { theme: "dark", progress: 0.5, onReady: () => {}, onSelect: (event) => console.log(event.detail.id), class: "wide" };
// @ts-expect-error: there is no such theme
export const wrong: Props = { theme: "pink" };
