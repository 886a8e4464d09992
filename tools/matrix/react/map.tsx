import "darien-map/react";
import { useState } from "react";

export function Map() {
  const [told, setTold] = useState("");
  return (
    <>
      <darien-map without={["title"]} onready={() => setTold("ready")} onselect={({ detail }) => setTold((before) => `${before} ${detail.id}`)}>
        <p>A map of the way</p>
      </darien-map>
      <output id="told">{told}</output>
    </>
  );
}
