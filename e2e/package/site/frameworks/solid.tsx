// Compiled, never run: JSX of Solid.
import "darien-map/solid";

export const map = (
  <darien-map class="wide" theme="dark" progress={0.5} without="title key" prop:story={{ type: "FeatureCollection", features: [] }} on:ready={() => console.log("ready")} on:select={(event) => console.log(event.detail.id)} />
);
// @ts-expect-error: there is no such theme
export const wrong = <darien-map theme="pink" />;
