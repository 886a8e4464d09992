"use client";

import type { DarienMapElement } from "darien-map/react";
import "darien-map/react";
import { type ReactNode, useEffect, useRef, useState } from "react";

export function Map({ children }: { children: ReactNode }) {
  const map = useRef<DarienMapElement>(null);
  const [told, setTold] = useState("");
  // React attaches no listeners to a custom element that the server has rendered.
  useEffect(() => {
    const life = new AbortController();
    map.current?.addEventListener("ready", () => setTold("ready"), life);
    map.current?.addEventListener("select", ({ detail }) => setTold((before) => `${before} ${detail.id}`), life);
    return () => life.abort();
  }, []);
  return (
    <>
      <darien-map ref={map} theme="light" without="title">
        {children}
      </darien-map>
      <output id="told">{told}</output>
    </>
  );
}
