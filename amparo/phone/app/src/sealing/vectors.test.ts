import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, unhex } from "../base/bytes";
import { readMoment } from "../base/moments";
import { vectors } from "../testing/files";
import { checkCertificate, checkRecord } from "./directory";
import type { KeyRecord } from "./directory";
import { hkdf } from "./hashes";
import { CannotOpen, newPair, openWith, publicOf, sealTo } from "./keys";
import { pad, paddedSize, unpad } from "./padding";
import { bound, openPart, sealPart } from "./parts";
import { BadSignature, sign, signingPairOf, verify } from "./signing";

interface Pair { public: string; private: string }
interface Vectors {
  hkdf: { secret: string; salt: string; info: string; derived: string }[];
  signatures: (Pair & { message: string; signature: string })[];
  boxes: (Pair & { message: string; box: string })[];
  parts: {
    key: string;
    context: { dossier: string; entry: string; step: string; author: string; part_class: string };
    bound: string;
    sealed: { plaintext: string; ciphertext: string }[];
  };
  padded_sizes: [number, number][];
  directory_signatures: {
    root: Pair; online: Pair; valid_from: string; valid_to: string; certificate: string;
    record: { kind: KeyRecord["kind"]; id: string; epoch: number; public: string; at: string }; signature: string;
  };
}

const known = vectors<Vectors>("sealing.json");

test("keys are derived as the vectors say", () => {
  for (const each of known.hkdf) {
    const found = hkdf(unhex(each.secret), unhex(each.info), unhex(each.salt), each.derived.length / 2);
    assert.equal(hex(found), each.derived);
  }
});

test("signatures are those of RFC 8032, and another message is not signed by them", () => {
  for (const each of known.signatures) {
    assert.equal(hex(signingPairOf(unhex(each.private)).public), each.public);
    assert.equal(hex(sign(unhex(each.private), unhex(each.message))), each.signature);
    verify(unhex(each.public), unhex(each.message), unhex(each.signature));
    assert.throws(() => verify(unhex(each.public), unhex("00"), unhex(each.signature)), BadSignature);
  }
});

test("boxes that PyNaCl sealed open here", () => {
  assert.ok(known.boxes.length > 2);
  for (const each of known.boxes) {
    assert.equal(hex(publicOf(unhex(each.private))), each.public);
    assert.equal(hex(openWith(unhex(each.private), unhex(each.box))), each.message);
  }
});

test("a box opens with its own key alone, and not when changed", () => {
  const [one, other] = [newPair(), newPair()];
  const box = sealTo(one.public, unhex("616263"));
  assert.equal(hex(openWith(one.private, box)), "616263");
  assert.throws(() => openWith(other.private, box), CannotOpen);
  box[60 % box.length] = (box[60 % box.length] ?? 0) ^ 1;
  assert.throws(() => openWith(one.private, box), CannotOpen);
});

test("parts open in their place alone", () => {
  const { key, context, sealed, bound: written } = known.parts;
  const place = { ...context, partClass: context.part_class };
  assert.equal(new TextDecoder().decode(bound(place)), written);
  for (const each of sealed) {
    assert.equal(hex(openPart(unhex(each.ciphertext), unhex(key), place)), each.plaintext);
    const elsewhere = { ...place, step: "read" };
    assert.throws(() => openPart(unhex(each.ciphertext), unhex(key), elsewhere), CannotOpen);
  }
  assert.equal(sealPart(unhex("aa"), unhex(key), place).length, 585);
});

test("padding shows only the size class", () => {
  for (const [length, size] of known.padded_sizes) assert.equal(paddedSize(length), size);
  for (const message of ["", "00", "80", "8000"]) assert.equal(hex(unpad(pad(unhex(message)))), message);
  assert.throws(() => unpad(new Uint8Array(512)), CannotOpen);
  assert.throws(() => unpad(Uint8Array.of(1, 0x80, ...new Uint8Array(1022))), CannotOpen);
});

test("the directory's signatures are checked, and out of date only warns", () => {
  const given = known.directory_signatures;
  const [from, to] = [readMoment(given.valid_from), readMoment(given.valid_to)];
  const certificate = { online: unhex(given.online.public), from, to, signature: unhex(given.certificate) };
  assert.equal(checkCertificate(unhex(given.root.public), certificate, from), "good");
  assert.equal(checkCertificate(unhex(given.root.public), certificate, to), "out_of_date");
  assert.throws(() => checkCertificate(unhex(given.online.public), certificate, from), BadSignature);
  const record = { ...given.record, public: unhex(given.record.public), at: readMoment(given.record.at) };
  checkRecord(certificate, record, unhex(given.signature));
  assert.throws(() => checkRecord(certificate, { ...record, epoch: 9 }, unhex(given.signature)), BadSignature);
  const ended = { ...certificate, to: record.at };
  assert.throws(() => checkRecord(ended, record, unhex(given.signature)), BadSignature);
});
