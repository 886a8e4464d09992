// The server of the browser tests.
import { get } from "node:http";
import { expect, test } from "@playwright/test";
import { POLICY } from "../tools/serve.mjs";

test("files have the strict policy, their type, and an ETag that saves the second download", async ({ request }) => {
  const first = await request.get("/darien-map/darien_map_bg.wasm");
  expect(first.status()).toBe(200);
  const { etag = "", ...headers } = first.headers();
  expect(headers["content-type"]).toBe("application/wasm");
  expect(headers["content-security-policy"]).toBe(POLICY);
  const second = await request.get("/darien-map/darien_map_bg.wasm", { headers: { "if-none-match": etag } });
  expect(second.status()).toBe(304);
});

test("files outside the served directories are not found", async ({ baseURL }) => {
  const paths = ["/../Cargo.toml", "/darien-map/../../Cargo.toml", "/..%2fCargo.toml", "/%2e%2e/Cargo.toml"];
  for (const path of [...paths, "/darien-map/..%2f..%2fCargo.toml", "/darien-map", "/e2e/", "/%", "/%00"]) {
    // Not with `fetch`, which removes the dots.
    const status = await new Promise((answer, fail) => {
      get({ host: "127.0.0.1", port: new URL(baseURL ?? "").port, path }, (response) =>
        answer(response.resume().statusCode),
      ).on("error", fail);
    });
    expect(status, path).toBe(404);
  }
});
