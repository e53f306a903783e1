/** Works out what Python asks for, so that both can be compared: journals, routes, filled forms. */
import { readFileSync, writeFileSync } from "node:fs";
import { readMoment } from "../base/moments";
import { accept } from "../forms/filling";
import type { Raw } from "../forms/filling";
import { byClass, toRaw } from "../forms/split";
import type { Values } from "../forms/values";
import type { PackJson } from "../pack/pack";
import { calendarOf } from "../protocols/calendar";
import { replay } from "../protocols/replay";
import { choose, keptKinds } from "../routes/routes";
import type { BodyFacts } from "../routes/facts";
import { entryOf, writtenDuty, writtenStanding } from "./standing";
import type { WrittenEntry } from "./standing";

interface Asked {
  pack: PackJson;
  at: string;
  journals: { protocol: string; entries: WrittenEntry[] }[];
  routes: { values: Values; district: string; chain: string[]; bodies: BodyFacts[]; keep_from: string[] }[];
  fillings: { form: string; raw: Raw; only: string[] | null; now: string }[];
}

const [from, to] = process.argv.slice(2) as [string, string];
const asked = JSON.parse(readFileSync(from, "utf-8")) as Asked;
const calendar = calendarOf(asked.pack.calendar);

function journal({ protocol, entries }: Asked["journals"][number]): object {
  const known = asked.pack.protocols[protocol];
  if (!known) throw new Error(protocol);
  const standing = replay(known, entries.map(entryOf), readMoment(asked.at), calendar);
  return {
    ...writtenStanding(standing),
    taken: [...standing.taken].sort(),
    refused: standing.refused,
    known: standing.known,
    shown: standing.shown.map(writtenDuty),
  };
}

function route({ values, district, chain, bodies, keep_from }: Asked["routes"][number]): object {
  const kinds = keptKinds(asked.pack, keep_from);
  const keptFrom = new Set(bodies.filter((body) => kinds.has(body.kind)).map((body) => body.id));
  const found = choose(asked.pack, values, { district, chain, bodies, keptFrom });
  return { kinds: [...kinds].sort(), ...found };
}

function filling({ form, raw, only, now }: Asked["fillings"][number]): object {
  const known = asked.pack.forms[form];
  if (!known) throw new Error(form);
  const { values, faults } = accept(known, raw, only ? { only, now } : { now });
  return { values, faults, classes: byClass(known, values), raw: toRaw(known, values) };
}

writeFileSync(to, JSON.stringify({
  journals: asked.journals.map(journal), routes: asked.routes.map(route), fillings: asked.fillings.map(filling),
}));
