import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, utf8 } from "../base/bytes";
import { sha256 } from "../sealing/hashes";
import { Memory } from "../testing/memory";
import { fetchNew, leanOf } from "./fetching";
import type { Member } from "./members";
import { NoAnswer, type Ask } from "./network";

const MEMBER = { id: "m", begun: 0, pack: "", places: "", language: "es" } as unknown as Member;
const BODY = utf8('{"format":1,"of":"x","pack":{}}');
const BY = { device: "d", key: new Uint8Array(32) };

test("a first load is taken by the hash that was told, and nothing else is", async () => {
  const store = new Memory();
  const ask: Ask = ({ path }) => Promise.resolve(path === "pack/aa/in/es" ? BODY : utf8("<html>"));
  const lean = { es: hex(sha256(BODY)) };
  const taken = await fetchNew({ store, ask, by: BY }, MEMBER, { pack: "aa", lean });
  assert.deepEqual([taken.pack, (await store.get("packs", leanOf("aa")))?.body], ["aa", BODY]);
  const other = new Memory();
  const another: Ask = () => Promise.resolve(utf8('{"format":1,"of":"y","pack":{}}'));
  await assert.rejects(fetchNew({ store: other, ask: another, by: BY }, MEMBER, { pack: "aa", lean }), NoAnswer);
  assert.equal(other.changes, 0);
});

test("without such a hash the pack is fetched whole, by its own", async () => {
  const store = new Memory();
  const whole = hex(sha256(BODY));
  const asked: string[] = [];
  const ask: Ask = ({ path }) => (asked.push(path), Promise.resolve(BODY));
  await fetchNew({ store, ask, by: BY }, MEMBER, { pack: whole });
  assert.deepEqual([asked, (await store.get("packs", whole))?.body], [[`pack/${whole}`], BODY]);
});
