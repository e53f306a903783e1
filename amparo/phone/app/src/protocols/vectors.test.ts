import assert from "node:assert/strict";
import { test } from "node:test";
import { readMoment } from "../base/moments";
import { vectors } from "../testing/files";
import { entryOf, writtenStanding } from "../testing/standing";
import type { WrittenEntry } from "../testing/standing";
import { calendarOf } from "./calendar";
import type { CalendarJson } from "./calendar";
import type { Protocol } from "./protocol";
import { replay } from "./replay";

interface Vectors {
  at: string;
  pack: { pack: { calendar: CalendarJson; protocols: Record<string, Protocol> } };
  cases: { about: string; entries: WrittenEntry[]; standing: object }[];
}

test("every journal comes to what the vectors say", () => {
  const { at, pack, cases } = vectors<Vectors>("protocols.json");
  const calendar = calendarOf(pack.pack.calendar);
  const protocol = pack.pack.protocols["case"] as Protocol;
  assert.ok(cases.length > 50);
  for (const { about, entries, standing } of cases) {
    const found = replay(protocol, entries.map(entryOf), readMoment(at), calendar);
    assert.deepEqual(writtenStanding(found), standing, about);
  }
});
