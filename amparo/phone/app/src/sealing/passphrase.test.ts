import assert from "node:assert/strict";
import { test } from "node:test";
import { argon2id as plain } from "@noble/hashes/argon2.js";
import { argon2id } from "hash-wasm";
import { equal } from "../base/bytes";
import { CannotOpen, newPair } from "./keys";
import { LEAST, NoMemory, STORY, isStrong, lock, pictureStory, probeCost, storyPhrase, unlock } from "./passphrase";
import type { Cost, Stretch } from "./passphrase";

const stretch: Stretch = (password, salt, cost) =>
  argon2id({
    password, salt, memorySize: cost.memory, iterations: cost.passes, parallelism: 1, hashLength: 32, outputType: "binary",
  });

/** A phone on which 46 MiB take so many milliseconds, or have no room. */
function phone(milliseconds: number | null): Promise<Cost> {
  let clock = 0;
  const slow: Stretch = (typed, salt) => {
    clock += milliseconds ?? 0;
    return milliseconds === null ? Promise.resolve(null) : stretch(typed, salt, { memory: 8, passes: 1 });
  };
  return probeCost(slow, () => clock);
}

test("a key opens with its passphrase alone, however it was typed", async () => {
  const pair = newPair();
  const locked = await lock(pair, "añil quinua lluvia puente", stretch, LEAST);
  const opened = await unlock(locked, "  an\u0303il quinua\u00a0lluvia  puente ", stretch);
  assert.ok(equal(opened.private, pair.private));
  await assert.rejects(unlock(locked, "añil quinua lluvia fuente", stretch), CannotOpen);
  await assert.rejects(unlock({ ...locked, public: newPair().public }, "añil quinua lluvia puente", stretch), CannotOpen);
});

test("a pin, few words and the same word again are too weak", () => {
  for (const weak of ["123456", "1234567890123456", "sol luna mar", "sol sol sol sol luna", "a b c d e f g h i"]) {
    assert.equal(isStrong(weak), false, weak);
  }
  assert.equal(isStrong("añil quinua lluvia puente"), true);
});

test("a story is drawn from all pictures", () => {
  const pictures = Array.from({ length: 100 }, (_, n) => `picture${n}`);
  const drawn = new Set(Array.from({ length: 400 }, () => pictureStory(pictures)).flatMap((each) => each));
  assert.equal(drawn.size, 100);
  assert.equal(pictureStory(pictures).length, STORY);
  assert.ok(isStrong(storyPhrase(["sun", "moon", "boat", "hat", "sun", "key", "ring", "bell"])));
});

test("a phone takes what it can bear, and never less than the least", async () => {
  assert.deepEqual(await phone(200), { memory: 64 * 1024, passes: 3 });
  assert.deepEqual(await phone(600), { memory: 64 * 1024, passes: 1 });
  assert.deepEqual(await phone(900), { memory: 46 * 1024, passes: 1 });
  assert.deepEqual(await phone(null), LEAST);
  const none: Stretch = () => Promise.resolve(null);
  await assert.rejects(lock(newPair(), "añil quinua lluvia puente", none, LEAST), NoMemory);
  await assert.rejects(lock(newPair(), "añil quinua lluvia puente", stretch, { memory: 1024, passes: 9 }), NoMemory);
});

test("without WebAssembly the same key comes out", async () => {
  const [typed, salt] = [new TextEncoder().encode("añil quinua"), new Uint8Array(16).fill(3)];
  const quick = await stretch(typed, salt, { memory: 256, passes: 2 });
  assert.deepEqual(plain(typed, salt, { m: 256, t: 2, p: 1, dkLen: 32 }), quick);
});
