import assert from "node:assert/strict";
import { test } from "node:test";
import type { Feed } from "../wire/feed";
import { forgetOld, heights, LONGEST, MOST_DOSSIERS, NOTHING, takeIn } from "./journal";

const entry = (dossier: string, position: number, sealed = true) => ({
  id: `${dossier}-${position}`, dossier, position, step: "asked", at: 0, coded: {}, by: "server", stamped: null, author: "",
  answers: sealed ? { sealed: { child_called: "MARK" } } : {},
});
const feed = (ids: string[], more: Partial<Feed> = {}): Feed => ({
  dossiers: ids.map((id) => ({ id, protocol: "accompaniment", pack: "p" })),
  entries: ids.map((id) => entry(id, 1)),
  gone: [], list: null, read: [], unconfirmed: [], packs: [], people: null, at: "2027-05-10T14:15:00.000000Z", ...more,
});

test("the same told twice is held once", () => {
  const twice = takeIn(takeIn(NOTHING, feed(["a"]), 1), feed(["a"]), 2);
  assert.equal(twice.dossiers["a"]?.entries.length, 1);
  assert.deepEqual(heights(twice), { a: 1 });
});

test("what comes again with what was sealed takes the place of what came without", () => {
  const closed = takeIn(NOTHING, feed(["a"], { entries: [entry("a", 1, false)] }), 1);
  const open = takeIn(closed, feed(["a"]), 2);
  assert.ok(JSON.stringify(open).includes("MARK"));
  assert.equal(open.dossiers["a"]?.entries[0]?.came, 2);
  assert.equal(takeIn(open, feed(["a"]), 3).dossiers["a"]?.entries[0]?.came, 2);
});

test("what left her reach is deleted with all that was opened of it", () => {
  const left = takeIn(takeIn(NOTHING, feed(["a", "b"]), 1), feed([], { gone: ["a"] }), 2);
  assert.ok(!JSON.stringify(left).includes('"a"'));
  assert.deepEqual(Object.keys(left.dossiers), ["b"]);
});

test("repair: what is not listed goes, what is not whole is asked for", () => {
  const mended = takeIn(takeIn(NOTHING, feed(["a", "b"]), 1), feed([], { list: [["a", 3], ["c", 1]] }), 2);
  assert.deepEqual(Object.keys(mended.dossiers), ["a"]);
  assert.deepEqual(mended.want, ["a", "c"]);
  assert.deepEqual(takeIn(mended, feed(["c"]), 3).want, ["a"]);
});

test("after seventy-two hours no sealed word is left, and the journal is", () => {
  const held = takeIn(NOTHING, feed(["a"]), 1000);
  assert.ok(JSON.stringify(forgetOld(held, 1000 + LONGEST - 1)).includes("MARK"));
  const old = forgetOld(held, 1000 + LONGEST);
  assert.ok(!JSON.stringify(old).includes("MARK"));
  assert.equal(old.dossiers["a"]?.entries.length, 1);
});

test("a clock that was set back keeps nothing longer", () => {
  const held = takeIn(NOTHING, feed(["a"]), 10 * LONGEST);
  assert.ok(!JSON.stringify(forgetOld(held, 0)).includes("MARK"));
});

test("of more than ten files the newest ten are readable", () => {
  let held = NOTHING;
  for (let n = 0; n < MOST_DOSSIERS + 3; n += 1) held = takeIn(held, feed([`d${n}`]), 1000 + n);
  const readable = Object.values(forgetOld(held, 2000).dossiers).filter((each) => JSON.stringify(each).includes("MARK"));
  assert.equal(readable.length, MOST_DOSSIERS);
  assert.ok(!readable.some((each) => each.id === "d0"));
});
