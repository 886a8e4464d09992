import "darien-map/solid";
import { createSignal } from "solid-js";
import { render } from "solid-js/web";

function Page() {
  const [told, setTold] = createSignal("");
  return (
    <>
      <darien-map prop:without={["title"]} on:ready={() => setTold("ready")} on:select={({ detail }) => setTold(`${told()} ${detail.id}`)}>
        <p>A map of the way</p>
      </darien-map>
      <output id="told">{told()}</output>
    </>
  );
}

const root = document.querySelector("#app");
if (root) render(() => <Page />, root);
