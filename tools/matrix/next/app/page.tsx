import { Map } from "./map";

export default function Page() {
  return (
    <Map>
      <p>A map of the way</p>
    </Map>
  );
}
