import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { strategyFor } from "../src/sw/strategy.ts";

const origin = "https://watch.example";
const of = (path: string, mode = "cors", method = "GET") =>
  strategyFor({ method, mode, url: origin + path }, origin);

describe("the service worker", () => {
  it("never touches the API, not even when it is opened as a page", () => {
    assert.equal(of("/api/live"), "NETWORK");
    assert.equal(of("/api/devices/a/pictures/1/color", "no-cors"), "NETWORK");
    assert.equal(of("/api/openapi.json", "navigate"), "NETWORK");
  });

  it("opens every page from the shell", () => {
    assert.deepEqual(
      ["/", "/night/2026-01-15", "/settings"].map((path) => of(path, "navigate")),
      ["SHELL", "SHELL", "SHELL"],
    );
  });

  it("takes files from the cache, and nothing of others or by other methods", () => {
    assert.equal(of("/assets/main-ABC.js"), "ASSET");
    assert.equal(of("/icons/favicon.svg"), "ASSET");
    assert.equal(of("/assets/main-ABC.js", "cors", "POST"), "NETWORK");
    assert.equal(
      strategyFor({ method: "GET", mode: "cors", url: "https://else.example/assets/x.js" }, origin),
      "NETWORK",
    );
  });
});
