import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Map } from "./map";

const root = document.querySelector("#app");
if (root) createRoot(root).render(<StrictMode><Map /></StrictMode>);
