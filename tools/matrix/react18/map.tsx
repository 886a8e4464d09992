import "darien-map/react";
import type { DarienMapElement } from "darien-map/react";
import { useEffect, useRef, useState } from "react";

/** React 18 sets attributes alone: the events are listened to by the page. */
export function Map() {
  const map = useRef<DarienMapElement>(null);
  const [told, setTold] = useState("");
  useEffect(() => {
    const ending = new AbortController();
    map.current?.addEventListener("ready", () => setTold("ready"), { signal: ending.signal });
    map.current?.addEventListener("select", ({ detail }) => setTold((before) => `${before} ${detail.id}`), { signal: ending.signal });
    return () => ending.abort();
  }, []);
  return (
    <>
      <darien-map ref={map} without="title">
        <p>A map of the way</p>
      </darien-map>
      <output id="told">{told}</output>
    </>
  );
}
