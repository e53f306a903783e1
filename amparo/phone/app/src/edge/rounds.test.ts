import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../testing/memory";
import { writeFrame } from "../wire/frames";
import { NoRoom, type Drawer, type Kept } from "./idb";
import type { Member } from "./members";
import { ask, NoAnswer } from "./network";
import type { Phone } from "./phone";
import { syncSoon } from "./rounds";

const stub = (name: string, value: unknown): void => {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};
const member = (id: string): Member =>
  ({ id, device: id, state: "ready", cursor: 0, signing: "07".repeat(32), pack: "", places: "", people: "", footprint: "", want: [] }) as unknown as Member;

/** A phone on which nothing more of `a` can be kept. */
class Full extends Memory {
  override change(puts: [Drawer, Kept][], takes?: [Drawer, string][]): Promise<void> {
    return puts.some(([, { owner }]) => owner === "a") ? Promise.reject(new NoRoom()) : super.change(puts, takes);
  }
}

test("what can't be kept of one member holds up nobody else's round, and the phone goes on", async () => {
  const asked: string[] = [];
  stub("navigator", { onLine: true });
  stub("document", { querySelector: () => null });
  stub("fetch", (_: string, { headers }: { headers?: Record<string, string> }) => {
    if (headers !== undefined) asked.push(headers["Amparo-Device"] ?? "");
    return Promise.resolve(new Response(writeFrame({ next: 1, results: [] }) as BodyInit));
  });
  let loaded = 0;
  const load = (): Promise<void> => Promise.resolve(void (loaded += 1));
  const phone = { members: [member("a"), member("b")], ready: [], session: null, cupboard: new Full(), load };
  await syncSoon(phone as unknown as Phone);
  assert.deepEqual(asked, ["a", "b"]);
  assert.equal(loaded, 2);
});

test("what came is taken in by who is inside before a pack is fetched that does not come", async () => {
  const done: string[] = [];
  stub("navigator", { onLine: true });
  stub("fetch", (path: string) => {
    done.push(path);
    if (path.includes("/pack/")) return Promise.reject(new Error("a weak line"));
    return Promise.resolve(new Response(writeFrame({ next: 1, results: [], pack: "ab" }) as BodyInit));
  });
  const takeInBoxes = (): Promise<void> => Promise.resolve(void done.push("taken in"));
  const inside = member("c");
  const session = { member: inside, author: new Uint8Array(32), confirming: [], takeInBoxes };
  const phone = { members: [inside], ready: [], session, cupboard: new Memory(), load: () => Promise.resolve() };
  await syncSoon(phone as unknown as Phone);
  assert.deepEqual(done.slice(0, 3), ["/phone/sync", "taken in", "/phone/pack/ab"]);
});

test("an answer that begins and then says nothing more is given up", async () => {
  const real = setTimeout;
  stub("setTimeout", (act: () => void) => real(act, 5));
  stub("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
    const dead = (): Promise<ArrayBuffer> =>
      new Promise((_done, give) => signal.addEventListener("abort", () => give(new Error("aborted"))));
    return Promise.resolve({ status: 200, arrayBuffer: dead });
  });
  await assert.rejects(ask({ method: "GET", path: "pack/x" }), (error: NoAnswer) => error.why === "cut");
  stub("setTimeout", real);
});
