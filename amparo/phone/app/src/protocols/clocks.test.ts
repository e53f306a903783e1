import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../base/days";
import { readMoment, writeMoment } from "../base/moments";
import { vectors } from "../testing/files";
import { zoneCalled } from "../testing/zones";
import { momentAt } from "./calendar";
import type { Calendar } from "./calendar";
import { due } from "./limits";
import type { Limit, Unit } from "./protocol";

interface Case {
  about: string; zone: string; holidays?: string[]; weekend?: number[]; start: string; limit: Record<string, number>; utc: string;
}

const FIRST = readMoment("2025-01-01T00:00:00.000000Z");
const LAST = readMoment("2034-01-01T00:00:00.000000Z");
const zones = new Map<string, Calendar["zone"]>();

function calendarFor(each: Case): Calendar {
  if (!zones.has(each.zone)) zones.set(each.zone, zoneCalled(each.zone, FIRST, LAST));
  return {
    holidays: new Set((each.holidays ?? []).map((day) => dayNumber(day) ?? NaN)),
    weekend: new Set(each.weekend ?? [5, 6]),
    zone: zones.get(each.zone) ?? { since: [], ahead: [] },
  };
}

test("every limit ends when the vectors say", () => {
  const { cases } = vectors<{ cases: Case[] }>("clocks.json");
  assert.ok(cases.length > 20);
  for (const each of cases) {
    const calendar = calendarFor(each);
    const [unit, count] = Object.entries(each.limit)[0] ?? ["hours", 0];
    const limit: Limit = { unit: unit as Unit, count };
    const start = momentAt(calendar.zone, readMoment(`${each.start.replace(" ", "T")}:00.000000Z`));
    assert.equal(writeMoment(due(start, limit, calendar)), each.utc, each.about);
  }
});
