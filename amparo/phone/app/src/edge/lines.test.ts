import assert from "node:assert/strict";
import { test } from "node:test";
import { isOpen, linesIn, spansOf, type NumbersOf, type Wall } from "./lines";
import type { PlacesJson } from "../wire/places";

const MONDAY: Wall = { day: 0, hour: "09:00", isHoliday: false };
const ALWAYS = Object.fromEntries(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [["00:00", "00:00"]] as const]));
const now = ["=", ["ref", "danger_now"], ["text", "now"]] as const;
const PACK: NumbersOf = {
  hotlines: {
    "105": { key: "105", number: "105", purposes: ["danger"], order: 1 },
    "113": { key: "113", number: "113", purposes: ["danger", "health"], order: 2 },
    "100": { key: "100", number: "100", purposes: ["danger"], order: 3, hours: ALWAYS },
    "116": { key: "116", number: "116", purposes: ["fire"], order: 4 },
  },
  routes: { classes: ["emergency"], rows: [{ when: { tree: now as never }, matter: "emergency", to: [{ kind: "pnp" }, { kind: "posta" }] }] },
};
const body = (id: string, kind: string, area: string, hours = {}) => ({ id, kind, name: id, phone: `0${id}`, areas: [area], hours });
const PLACES = {
  chain: ["a", "b"],
  bodies: [body("far", "pnp", "b"), body("near", "posta", "a"), body("shut", "pnp", "a", { mon: [["14:00", "16:00"]] }), body("school", "ugel", "a")],
} as unknown as PlacesJson;

test("the first number of the country, then who is near, and what is closed now last", () => {
  const keys = linesIn(PACK, PLACES, MONDAY, "danger").map((line) => line.key);
  assert.equal(keys[0], "105");
  assert.equal(keys[keys.length - 1], "shut");
  assert.ok(!keys.includes("116") && !keys.includes("school"));
});

test("a number without hours is neither open nor closed", () => {
  assert.equal(isOpen({}, MONDAY), null);
  assert.equal(isOpen({ mon: [["08:00", "09:00"]] }, MONDAY), false);
  assert.equal(isOpen({ mon: [["09:00", "10:00"]] }, MONDAY), true);
  assert.equal(isOpen({ mon: [["09:00", "00:00"]] }, { ...MONDAY, hour: "23:59" }), true);
});

test("a holiday closes an office and no line of day and night", () => {
  const holiday = { ...MONDAY, isHoliday: true };
  assert.equal(isOpen({ mon: [["08:00", "16:00"]] }, holiday), false);
  assert.equal(isOpen(ALWAYS, holiday), true);
});

test("days that are alike are said together", () => {
  const week = { mon: [["08:00", "13:00"]], tue: [["08:00", "13:00"]], thu: [["08:00", "13:00"]] } as const;
  assert.deepEqual(spansOf(week), [
    { from: "mon", to: "tue", hours: "08:00 – 13:00" },
    { from: "thu", to: "thu", hours: "08:00 – 13:00" },
  ]);
});
