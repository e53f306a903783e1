import assert from "node:assert/strict";
import { test } from "node:test";
import jsqr from "jsqr";
import { utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { base45, unbase45 } from "./base45";
import { AnotherDeployment, NotAnOutbox, readOutbox, writeOutbox } from "./outbox";
import { qrModules, qrPath } from "./qr";
import { Series, TooMuch, toSeries } from "./series";

const some = (length: number): Bytes => Uint8Array.from({ length }, (_, at) => (at * 37 + (at >> 8)) & 255);

/** What a camera sees of it: four pixels a module, white around. */
function seen(text: string): string | undefined {
  const modules = qrModules(text);
  const side = (modules.length + 8) * 4;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  modules.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return;
    for (let n = 0; n < 16; n++) pixels.fill(0, (((y + 4) * 4 + (n >> 2)) * side + (x + 4) * 4 + (n & 3)) * 4, (((y + 4) * 4 + (n >> 2)) * side + (x + 4) * 4 + (n & 3)) * 4 + 3);
  }));
  return jsqr(pixels, side, side)?.data;
}

test("base45 is that of RFC 9285", () => {
  assert.equal(base45(utf8("AB")), "BB8");
  assert.equal(base45(utf8("Hello!!")), "%69 VD92EX0");
  assert.deepEqual(unbase45("QED8WEX0"), utf8("ietf!"));
  for (const wrong of ["A", "AAAA", "GGW", "ab8", "::"]) assert.throws(() => unbase45(wrong), wrong);
});

test("a scanner reads every code, of each version that is used", () => {
  for (const length of [1, 20, 60, 110, 200, 300, 380, 500, 700]) {
    for (const code of toSeries(some(length), length)) assert.equal(seen(code), code, String(length));
  }
});

test("a code is drawn as one path, with white around it", () => {
  const { side, path } = qrPath("AQ1");
  assert.equal(side, 21 + 8);
  assert.match(path, /^M4 4h1v1h-1z/);
});

test("a series is put together in any order, with codes seen twice", () => {
  const whole = some(2000);
  const codes = toSeries(whole, 300);
  const series = new Series();
  assert.equal(codes.length, 7);
  const order = [6, 0, 0, 3, 2, 1, 4];
  order.forEach((n) => assert.equal(series.take(codes[n] as string)?.whole, null));
  assert.equal(series.take("https://example.org"), null);
  assert.deepEqual(series.take(codes[5] as string), { have: 7, of: 7, whole });
});

test("a code of another series begins anew, and a false one is not believed", () => {
  const [one, other] = [toSeries(some(600), 300), toSeries(some(601), 300)];
  const series = new Series();
  series.take(one[0] as string);
  assert.deepEqual(series.take(other[1] as string), { have: 1, of: 3, whole: null });
  const forged = new Series();
  const [first, second] = toSeries(some(600), 300).map((code) => unbase45(code.slice(3)));
  if (!first || !second) throw new Error("there are two");
  second[20] = (second[20] ?? 0) ^ 1;
  forged.take(`AQ1${base45(first)}`);
  assert.deepEqual(forged.take(`AQ1${base45(second)}`), { have: 0, of: 2, whole: null });
});

test("what is too much for codes is said so", () => {
  assert.throws(() => toSeries(some(300_000)), TooMuch);
});

test("an outbox is carried as a file, and only where it belongs", () => {
  const file = writeOutbox("aa", [some(3), some(600)]);
  assert.deepEqual(readOutbox(file, "aa"), [some(3), some(600)]);
  assert.throws(() => readOutbox(file, "bb"), AnotherDeployment);
  assert.throws(() => readOutbox(file.slice(0, 300), "aa"), NotAnOutbox);
  assert.throws(() => readOutbox(utf8("<html>"), "aa"), NotAnOutbox);
});
