// The built-in story, for bundlers that read GeoJSON as JSON.

declare const story: {
  type: "FeatureCollection";
  features: { type: "Feature"; id?: string | number; geometry: object | null; properties: Record<string, unknown> | null }[];
};
export default story;
