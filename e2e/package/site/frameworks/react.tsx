// Compiled, never run: JSX of React 18 and 19.
import "darien-map/react";

export const map = (
  <darien-map
    className="wide"
    lang="es"
    theme="dark"
    story={{ type: "FeatureCollection", features: [] }}
    without={["title", "key"]}
    progress={0.5}
    hash="query"
    loading="eager"
    onready={() => console.log("ready")}
    onselect={(event) => console.log(event.detail.id, event.detail.kind)}
    onerror={({ detail }) => console.log(detail.code, detail.problems)}
    ref={(map) => void map?.flyTo({ zoom: 7 })}
  >
    <p>What the map tells</p>
  </darien-map>
);
// @ts-expect-error: there is no such theme
export const wrong = <darien-map theme="pink" />;
