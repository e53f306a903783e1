import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const served: Record<string, string> = { "/phone/": "page", "/phone/scan.js": "reader" };
const kept = new Map<string, Map<string, Response>>();
const hears: Record<string, (event: object) => void> = {};

const cacheOf = (name: string) => {
  const files = kept.get(name) ?? kept.set(name, new Map()).get(name)!;
  return {
    match: (address: string) => Promise.resolve(files.get(address)?.clone()),
    put: (address: string, answer: Response) => Promise.resolve(void files.set(address, answer)),
  };
};
/** A network that does what a browser does with `integrity`. */
const network = (address: string, { integrity = "" } = {}): Promise<Response> =>
  hashOf(served[address] ?? "") === integrity ? Promise.resolve(new Response(served[address])) : Promise.reject(new TypeError("integrity"));

Object.assign(globalThis, {
  self: { addEventListener: (name: string, hear: (event: object) => void) => (hears[name] = hear), clients: { claim: () => Promise.resolve() } },
  location: { origin: "http://here" }, fetch: network,
  caches: { open: (name: string) => Promise.resolve(cacheOf(name)), match: () => Promise.resolve(undefined), delete: () => Promise.resolve(true), keys: () => Promise.resolve([]) },
  KEPT: { "/phone/": hashOf("page") }, LATER: { "/phone/scan.js": hashOf("reader") }, PAGE: "/phone/", EDITION: "1",
});

async function installed(): Promise<void> {
  // @ts-expect-error It is a script that a browser runs, and no module.
  await import("../entries/sw.worker");
  let done: Promise<unknown> = Promise.resolve();
  hears["install"]?.({ waitUntil: (work: Promise<unknown>) => (done = work) });
  await done;
}
async function asks(path: string): Promise<Response | undefined> {
  let answer: Promise<Response> | undefined;
  const request = { method: "GET", mode: "same-origin", url: `http://here${path}` };
  hears["fetch"]?.({ request, respondWith: (told: Promise<Response>) => (answer = told) });
  return answer;
}

test("what comes later is kept by its hash, works without a network, and nothing else is handed on", async () => {
  await installed();
  assert.equal(await (await asks("/phone/"))?.text(), "page");
  served["/phone/scan.js"] = "another";
  assert.equal((await asks("/phone/scan.js"))?.type, "error");
  served["/phone/scan.js"] = "reader";
  assert.equal(await (await asks("/phone/scan.js"))?.text(), "reader");
  delete served["/phone/scan.js"];
  assert.equal(await (await asks("/phone/scan.js"))?.text(), "reader");
  assert.equal(await asks("/phone/sync"), undefined);
});
