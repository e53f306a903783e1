import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzip } from "../base/gunzip";
import { writeFrame, readFrame } from "../wire/frames";
import type { Drawer, Kept, Store } from "./idb";
import type { Member } from "./members";
import { NoAnswer, type Ask } from "./network";
import { Memory } from "../testing/memory";
import { syncOnce } from "./sync";

const MEMBER = { id: "m", state: "ready", begun: 0, cursor: 4, footprint: "ff", pack: "", places: "", people: "", want: [] } as unknown as Member;
const letter = (id: string, at: number, size = 4): Kept => ({ id, owner: "m", at, body: { box: new Uint8Array(size), refused: "" } });

async function waiting(...letters: Kept[]): Promise<Memory> {
  const store = new Memory();
  await store.change(letters.map((each): [Drawer, Kept] => ["outbox", each]));
  await store.change(letters.map(({ id }): [Drawer, Kept] => ["stubs", { id, owner: "m", at: 0, body: { told: new Uint8Array(1), sent: false, refused: "" } }]));
  store.changes = 0;
  return store;
}
const round = (store: Store, ask: Ask) =>
  syncOnce({ store, ask, member: MEMBER, by: { device: "d", key: new Uint8Array(32) }, confirm: [], now: 7 });
/** What the server reads: a frame, or the gzip of one. */
const asked = (body: Uint8Array) => readFrame(body[0] === 0x1f ? gunzip(body) : body)!;
const answering = (json: object, ...blobs: Uint8Array[]): Ask => () => Promise.resolve(writeFrame(json as never, blobs));

test("what was taken goes, what was refused stays and is shown, in one change", async () => {
  const store = await waiting(letter("a", 1), letter("b", 2), letter("c", 3));
  await round(store, answering({ next: 9, footprint: "aa", results: ["accepted", "refused:gate", "later"] }));
  assert.deepEqual((await store.all("outbox")).map((each) => each.id), ["b", "c"]);
  assert.deepEqual((await store.get("stubs", "b"))?.body, { told: new Uint8Array(1), sent: false, refused: "gate" });
  assert.equal(((await store.get("stubs", "a"))?.body as { sent: boolean }).sent, true);
  assert.equal(store.changes, 1);
});

test("a refused letter is not sent again and again, and holds up no other", async () => {
  const store = await waiting(letter("a", 1), letter("b", 2));
  await round(store, answering({ next: 9, results: ["refused:step", "accepted"] }));
  let sent = -1;
  await round(store, ({ body }) => {
    sent = asked(body!).blobs.length;
    return Promise.resolve(writeFrame({ next: 9 }));
  });
  assert.equal(sent, 0);
});

test("nothing changes where the answer is no frame, or counts other letters than were sent", async () => {
  const store = await waiting(letter("a", 1));
  const page = new TextEncoder().encode("<html>Welcome to the airport");
  await assert.rejects(round(store, () => Promise.resolve(page)), NoAnswer);
  await assert.rejects(round(store, () => Promise.resolve(writeFrame({ results: [] }).slice(0, 9))), NoAnswer);
  await assert.rejects(round(store, answering({ next: 9, results: ["accepted", "accepted"] })), NoAnswer);
  assert.equal(store.changes, 0);
});

test("what came down is kept as it is, in the order of the cursor whatever the clock says", async () => {
  const store = await waiting();
  await round(store, answering({ next: 30 }, new Uint8Array([1])));
  await round(store, answering({ next: 12 }, new Uint8Array([2])));
  assert.deepEqual((await store.all("boxes")).map((each) => each.at), [12, 30]);
});

test("text goes in requests of half a megabyte, the oldest first", async () => {
  const store = await waiting(letter("new", 2, 300_000), letter("old", 1, 300_000));
  let lengths: number[] = [];
  await round(store, ({ body }) => {
    lengths = asked(body!).blobs.map((blob) => blob.length);
    return Promise.resolve(writeFrame({ next: 9, results: ["accepted"] }));
  });
  assert.deepEqual(lengths, [300_000]);
  assert.deepEqual((await store.all("outbox")).map((each) => each.id), ["new"]);
});

test("a phone that was reported lost keeps what was not sent, and nothing to read", async () => {
  const store = await waiting(letter("a", 1));
  await store.change([["boxes", { id: "x", owner: "m", at: 1, body: {} }], ["working", { id: "m", owner: "m", at: 0, body: {} }]]);
  await store.change([["drafts", { id: "d", owner: "m", at: 0, body: {} }], ["stubs", { id: "old", owner: "m", at: 0, body: { sent: true } }]]);
  await store.change([["media", { id: "said", owner: "m", at: 0, body: { isSent: true } }], ["media", { id: "unsaid", owner: "m", at: 0, body: { isSent: false } }]]);
  const { member } = await round(store, answering({ revoked: true, results: ["later"] }));
  assert.equal(member.state, "revoked");
  const left = async (drawer: Drawer): Promise<string[]> => (await store.all(drawer)).map((each) => each.id);
  assert.deepEqual([await left("drafts"), await left("stubs"), await left("media")], [[], ["a"], ["said"]]);
  assert.deepEqual([(await store.all("boxes")).length, (await store.all("working")).length, (await store.all("outbox")).length], [0, 0, 1]);
});

test("a long list of ids goes up packed, a sealed letter as it is", async () => {
  const want = Array.from({ length: 300 }, (_, n) => `018f0000-0000-7000-8000-${String(n * 7919).padStart(12, "0")}`);
  const lengths: number[] = [];
  const ask: Ask = ({ body }) => {
    lengths.push(body!.length, asked(body!).blobs.length);
    return Promise.resolve(writeFrame({ next: 9, results: asked(body!).blobs.map(() => "later") }));
  };
  const by = { device: "d", key: new Uint8Array(32) };
  await syncOnce({ store: await waiting(), ask, member: { ...MEMBER, want }, by, confirm: [], now: 7 });
  const chance = letter("a", 1);
  (chance.body as { box: Uint8Array }).box = globalThis.crypto.getRandomValues(new Uint8Array(4096));
  await round(await waiting(chance), ask);
  const [packed = 0, none, sealed = 0, one] = lengths;
  assert.ok(packed < 300 * 20, String(packed));
  assert.ok(sealed > 4096 && sealed < 4096 + 200, String(sealed));
  assert.deepEqual([none, one], [0, 1]);
});
