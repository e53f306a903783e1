/** What is timed in a slowed browser; see tests/phone/bench/core.py. Never on a phone. */
import { argon2id } from "hash-wasm";
import { readMoment } from "../base/moments";
import { calendarOf } from "../protocols/calendar";
import type { CalendarJson } from "../protocols/calendar";
import { dueList } from "../protocols/duelist";
import type { Protocol } from "../protocols/protocol";
import { newPair } from "../sealing/keys";
import { lock, probeCost, unlock } from "../sealing/passphrase";
import type { Stretch } from "../sealing/passphrase";
import { newSigningPair } from "../sealing/signing";
import type { PackJson, PhonePack } from "../pack/pack";
import { raiseConcern } from "../wire/concern";
import { warmUp } from "../wire/warm";
import { AT, ids, places } from "./country";
import { entryOf } from "./standing";
import type { WrittenEntry } from "./standing";

const now = (): number => performance.now();
const PHRASE = "añil quinua lluvia puente";

const stretch: Stretch = (password, salt, { memory, passes }) =>
  argon2id({
    password, salt, memorySize: memory, iterations: passes, parallelism: 1, hashLength: 32, outputType: "binary",
  });

async function timed(count: number, work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const began = now();
    await work();
    times.push(now() - began);
  }
  return times;
}

async function unlocked(): Promise<object> {
  const cost = await probeCost(stretch, now);
  const locked = await lock(newPair(), PHRASE, stretch, cost);
  return { times: await timed(3, () => unlock(locked, PHRASE, stretch)), mib: cost.memory / 1024, passes: cost.passes };
}

/** Peru's forms and routes, three letters: two offices that hold keys, one of them for another too. */
async function saveSeal(part: string): Promise<object> {
  const warm = await timed(1, () => warmUp());
  const { pack, of } = JSON.parse(part) as { pack: PackJson; of: string };
  const whole: PhonePack = { ...pack, of, working: calendarOf(pack.calendar) };
  const kinds: Record<string, string> = { [ids.desk]: "posta", [ids.police]: "pnp", [ids.demuna]: "demuna" };
  const bodies = places.bodies.map((body) => ({ ...body, kind: kinds[body.id] ?? body.kind, accredited: true, areas: ["080101"] }));
  const there = { ...places, bodies };
  const writer = { device: ids.desk, account: ids.keeper, by: "device" as const, seed: newSigningPair().private };
  const values = {
    danger_now: "now", health_now: "yes", called: "no_answer", home_district: "ours", keep_from: ["school"], signs: ["hurt", "threat"],
    last_time: "d3", how_known: "saw", how_many: "2", each_child: [{ child_age: "a6_11", child_sex: "girl" }, { child_age: "a0_5", child_sex: "boy" }],
    words_said: "Dijo que no quiere volver a la casa. ".repeat(10), child_called: "Luz", good_hour_place: "en la escuela", tie: "no", my_risk: "no_risk", reserve_me: "yes", call_me: "R", safe_number: "984123456",
  };
  let letters = 0;
  let bytes = 0;
  const times = await timed(10, () => {
    const raised = raiseConcern(whole, there, { values, at: AT }, writer);
    letters = raised.letters.length;
    bytes = raised.letters.reduce((sum, each) => sum + each.box.length, 0);
  });
  return { times, first: Math.round(times[0] ?? 0), letters, bytes, warm_up: Math.round(warm[0] ?? 0) };
}

interface HeldJson {
  pack: { calendar: CalendarJson; protocols: Record<string, Protocol> };
  dossiers: [string, WrittenEntry[]][];
}

async function due({ pack, dossiers }: HeldJson): Promise<object> {
  const calendar = calendarOf(pack.calendar);
  const held = dossiers.map(([protocol, entries], n) => ({ id: String(n), protocol, entries: entries.map(entryOf) }));
  let duties = 0;
  const at = readMoment("2027-12-01T12:00:00.000000Z");
  const times = await timed(5, () => (duties = dueList(held, pack.protocols, calendar, at).length));
  return { times, entries: held.reduce((sum, each) => sum + each.entries.length, 0), dossiers: held.length, duties };
}

Object.assign(window, { bench: { unlock: unlocked, saveSeal, dueList: due } });
