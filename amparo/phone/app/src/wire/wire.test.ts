import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { concat, hex, utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import type { Json } from "../base/canonical";
import { derivedId, uuidBytes } from "../base/ids";
import { readMoment } from "../base/moments";
import { newPair, openWith, sealTo, CannotOpen } from "../sealing/keys";
import { padBy256, unpad } from "../sealing/padding";
import { openPart, sealPart } from "../sealing/parts";
import { BadSignature, newSigningPair } from "../sealing/signing";
import { AT, TO, ids, keys, pack, places, root } from "../testing/country";
import { NobodyThere, raiseConcern } from "./concern";
import { checkWords, readInvitation, typedCode } from "./enrol";
import { openFeed } from "./feed";
import { readFrame, writeFrame } from "./frames";
import { TooLarge } from "./letters";
import { checkPlaces } from "./places";
import { footprintOf } from "./requests";

const writer = { device: derivedId("device"), account: derivedId("account"), by: "device" as const, seed: newSigningPair().private };
const answers = { danger_now: "now", keep_from: ["police"], words: "ñ", tie: "none", call_me: "R" };

interface Said { letter: { id: string; dossier: string; step: string; parts: [string, [string, number][]][]; opens: Record<string, Json> }; coded: Record<string, string>; call: string }

function opened(box: Bytes): { said: Said; blobs: readonly Bytes[] } {
  const frame = readFrame(unpad(openWith(keys.post.private, box)));
  assert.ok(frame);
  return { said: frame.json as unknown as Said, blobs: frame.blobs };
}

test("a frame is read whole or not at all", () => {
  const frame = writeFrame({ a: "ñ" }, [utf8("x"), new Uint8Array(0)]);
  assert.deepEqual(readFrame(frame), { json: { a: "ñ" }, blobs: [utf8("x"), new Uint8Array(0)] });
  for (let end = 0; end < frame.length; end++) assert.notDeepEqual(readFrame(frame.slice(0, end)), readFrame(frame), String(end));
  for (const odd of ["", "<html>", "AMP1", "AMP1xxxxy"]) assert.equal(readFrame(utf8(odd)), null, odd);
});

test("a concern reaches each receiver in a letter of its own, all of one situation", () => {
  const raised = raiseConcern(pack, places, { values: answers, at: AT, kept: [ids.keeper] }, writer);
  assert.deepEqual(raised.letters.map((each) => [each.receiver, each.forBody]), [[ids.demuna, ids.police], [ids.demuna, ""]]);
  assert.equal(new Set(raised.letters.map((each) => opened(each.box).said.call)).size, 1);
  for (const { box, stub, receiver, forBody } of raised.letters) {
    const { said } = opened(box);
    assert.match(said.call, /^[0-9a-f-]{36}$/);
    assert.equal(said.letter.dossier, derivedId(raised.situation, receiver, forBody));
    assert.deepEqual(said.letter.opens["to"], [receiver, forBody]);
    assert.deepEqual(said.letter.opens["also"], [ids.demuna, ids.police]);
    assert.deepEqual([said.letter.opens["word"], said.letter.opens["kept"]], [raised.word, [ids.keeper]]);
    assert.deepEqual(said.coded, { danger_now: "now", route_class: "emergency", week: "2027-W19" });
    assert.equal(stub.id, said.letter.id);
  }
});

test("who raised it goes to the custodians alone, all else to the receiver", () => {
  const [letter] = raiseConcern(pack, places, { values: answers, at: AT }, writer).letters;
  assert.ok(letter);
  const { said, blobs } = opened(letter.box);
  const readers: Record<string, string> = {};
  said.letter.parts.forEach(([partClass, to], place) => {
    readers[partClass] = to.map(([circle, epoch]) => `${circle} ${epoch}`).join();
    const key = openWith(partClass === "reporter" ? keys.keeper.private : keys.demuna.private, blobs[2 + 2 * place] as Bytes);
    const context = { ...said.letter, entry: said.letter.id, author: writer.account, partClass };
    openPart(blobs[1 + 2 * place] as Bytes, key, context);
  });
  assert.deepEqual(readers, { sealed: `${ids.demuna} 3`, reporter: `${ids.keeper} 2`, callback: `${ids.demuna} 3` });
});

test("what came of an accompaniment reaches whoever asked for that too, unless they must not know", () => {
  const asked = { values: { ...answers, danger_now: "no", keep_from: ["none"] }, at: AT, cameOf: ids.desk, askedBy: ids.desk };
  const receivers = (raising: Parameters<typeof raiseConcern>[2]): string[] =>
    raiseConcern(pack, places, raising, writer).letters.map((each) => each.receiver);
  assert.deepEqual(receivers(asked).filter((each) => each === ids.desk), [ids.desk]);
  assert.ok(!receivers({ ...asked, askedBy: "" }).includes(ids.desk));
  const kept = { ...asked, askedBy: ids.demuna, values: { ...asked.values, keep_from: ["municipality"] } };
  assert.ok(!receivers(kept).includes(ids.demuna));
});

test("who must not know gets nothing, and the desk is there where nobody else is", () => {
  const values = { ...answers, danger_now: "no", keep_from: ["municipality"] };
  const [letter, ...more] = raiseConcern(pack, places, { values, at: AT }, writer).letters;
  assert.deepEqual([letter?.receiver, more.length], [ids.desk, 0]);
  assert.equal(letter && hex(letter.box).includes(ids.demuna.replace(/-/g, "")), false);
  const nobody = { ...places, bodies: places.bodies.slice(0, 2) };
  assert.throws(() => raiseConcern(pack, nobody, { values, at: AT }, writer), NobodyThere);
  assert.throws(() => raiseConcern(pack, places, { values: { ...answers, words: "x".repeat(31_000) }, at: AT }, writer), TooLarge);
});

test("a key that the directory did not sign is refused, an old certificate only warns", () => {
  assert.equal(checkPlaces(root.public, places, AT), "good");
  assert.equal(checkPlaces(root.public, places, readMoment(TO)), "out_of_date");
  const [first, ...rest] = places.bodies;
  assert.ok(first?.key);
  const false_ = { ...first, key: [first.key[0], hex(newPair().public), first.key[2], 0, first.key[4]] as const };
  assert.throws(() => checkPlaces(root.public, { ...places, bodies: [false_, ...rest] }, AT), BadSignature);
  assert.throws(() => checkPlaces(newSigningPair().public, places, AT), BadSignature);
});

test("what came down opens for the member alone, and only whole", () => {
  const account = newPair();
  const key = new Uint8Array(32).fill(5);
  const [dossier, entry] = [derivedId("dossier"), derivedId("entry")];
  const part = sealPart(canonicalJson({ look: "ñ" }), key, { dossier, entry, step: "asked", author: writer.account, partClass: "sealed" });
  const json = { dossiers: [{ protocol: "concern", pack: "x" }], at: "2027-05-10T14:15:00.000000Z",
    entries: [[0, 1, "asked", "service:officer", "2027-05-10T14:15:00.000001Z", { a: "b" }, writer.account, ["sealed"]]] };
  const box = (blobs: Bytes[]) => sealTo(account.public, padBy256(new Uint8Array(gzipSync(writeFrame(json as unknown as Json, [concat(uuidBytes(dossier), uuidBytes(entry)), ...blobs])))));
  const feed = openFeed(box([part, sealTo(account.public, key)]), account);
  assert.deepEqual(feed.entries[0]?.answers, { sealed: { look: "ñ" } });
  assert.deepEqual([feed.entries[0]?.dossier, feed.entries[0]?.position, feed.gone], [dossier, 1, []]);
  assert.equal(feed.entries[0]?.id, entry);
  const closed = openFeed(box([part, sealTo(newPair().public, key)]), account);
  assert.deepEqual([closed.entries[0]?.answers, closed.entries[0]?.coded], [{}, { a: "b" }]);
  assert.throws(() => openFeed(box([part]), account), CannotOpen);
  assert.throws(() => openFeed(box([part, sealTo(account.public, key)]), newPair()), CannotOpen);
});

test("a footprint is that of the highest positions, in the order of the ids", () => {
  assert.equal(footprintOf({}), "");
  assert.equal(footprintOf({ b: 2, a: 1 }), footprintOf({ a: 1, b: 2 }));
  assert.notEqual(footprintOf({ a: 1 }), footprintOf({ a: 2 }));
});

test("an invitation is read from its address, and a code however it was typed", () => {
  const key = "A".repeat(43);
  assert.deepEqual(readInvitation(`#R.${key}.K7QM2-2X9PR`)?.code, "K7QM22X9PR");
  for (const odd of ["", "#R.x.y", `#X.${key}.K7QM22X9PR`, `#R.${key}`]) assert.equal(readInvitation(odd), null, odd);
  assert.equal(typedCode(" k7qm2-2x9pr "), "K7QM22X9PR");
  assert.equal(typedCode("K7QM2"), null);
  const who = { root: utf8("r"), signing: utf8("s"), author: utf8("a"), account: utf8("b"), handset: derivedId("h") };
  const words = Array.from({ length: 256 }, (_, n) => `w${n}`);
  assert.equal(checkWords(who, words).length, 3);
});
