import { configure } from "darien-map";
import "./main.js";

configure({ base: "bundle/files" });
