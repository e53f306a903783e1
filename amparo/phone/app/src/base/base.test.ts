import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Malformed, base64, equal, text, unbase64, unhex, utf8 } from "./bytes";
import { canonicalText } from "./canonical";
import { dayNumber, dayText, isoWeek, monthsOn } from "./days";
import { gunzip } from "./gunzip";
import { newId } from "./ids";
import { readMoment, writeMoment } from "./moments";

test("what was compressed is read, however it was", () => {
  const noise = Uint8Array.from({ length: 70_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255);
  const words = utf8("el aviso llegó a la oficina; ".repeat(3000));
  for (const plain of [new Uint8Array(0), utf8("ñ"), words, noise]) {
    for (const level of [0, 1, 6, 9]) assert.ok(equal(gunzip(new Uint8Array(gzipSync(plain, { level }))), plain), `${plain.length} ${level}`);
  }
});

test("half of it, or something else, is refused", () => {
  const whole = new Uint8Array(gzipSync(utf8("el aviso llegó a la oficina ".repeat(30))));
  for (const broken of [whole.slice(0, 40), utf8("<html>"), new Uint8Array(0)]) assert.throws(() => gunzip(broken), Malformed);
});

test("a moment is written in one way and read in no other", () => {
  for (const written of ["2027-05-10T14:15:00.000001Z", "1969-12-31T23:59:59.999999Z"]) {
    assert.equal(writeMoment(readMoment(written)), written);
  }
  for (const odd of ["2027-05-10T14:15:00Z", "2027-02-30T00:00:00.000000Z", "2027-05-10 14:15:00.000000Z"]) {
    assert.throws(() => readMoment(odd), odd);
  }
});

test("days are counted as the calendar does", () => {
  assert.equal(dayNumber("2027-02-29"), null);
  assert.equal(dayText(dayNumber("2028-02-29") ?? 0), "2028-02-29");
  assert.equal(isoWeek(dayNumber("2027-01-01") ?? 0), "2026-W53");
  assert.equal(dayText(monthsOn(dayNumber("2027-01-31") ?? 0, 1)), "2027-02-28");
});

test("ids sort by time, and bytes go through text and back", () => {
  assert.match(newId(1_800_000_000_000), /^01a3185c-5000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  for (const bytes of ["", "00", "00ff", "00ff10", "00ff1020"].map(unhex)) assert.ok(equal(unbase64(base64(bytes)), bytes));
  assert.throws(() => unbase64("A"), Malformed);
  assert.equal(text(utf8("\ufeffñ")), "\ufeffñ");
});

test("what can't be written exactly is refused", () => {
  for (const value of [0.5, NaN, 2 ** 53, "\ud800", ["\udc00"]]) assert.throws(() => canonicalText(value), Malformed);
});
