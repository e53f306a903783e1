/** How one clock runs through a journal. Pure; twin of amparo/protocols/clockwork.py. */
import { dayNumber } from "../base/days";
import { DAY } from "../base/moments";
import type { Moment } from "../base/moments";
import { derivedId } from "../base/ids";
import { isDate, look, readSaid, toText } from "../forms/values";
import { dayOf, endOf, local, momentAt } from "./calendar";
import type { Calendar, Zone } from "./calendar";
import { holds } from "./journal";
import type { Taken } from "./journal";
import type { Clock } from "./protocol";
import { Run } from "./run";
import type { Counted, Rules } from "./run";

/** Every run of a clock through a journal, except those that lapsed. */
export function runsOf(rules: Rules, taken: readonly Taken[]): Run[] {
  const clock = rules.clock;
  const runs: Run[] = [];
  let hold: Moment | null = null;
  let wasMet = false;
  taken.forEach((each, place) => {
    if (clock.held_by === each.step) hold = endOfHold(each, rules.calendar);
    const running = runs.filter((run) => run.isOpen);
    for (const run of running) run.see(each, hold);
    runs.push(...woundAgain(rules, running, each, hold));
    wasMet = wasMet || (clock.once === true && meets(clock, each));
    if (starts(clock, each) && !isSpared(clock, runs, wasMet)) runs.push(started(rules, taken, place, hold));
  });
  return runs.filter((run) => !run.lapsed);
}

/** Whether an entry is what a clock waits for. */
export function meets(clock: Clock, taken: Taken): boolean {
  return (clock.until ?? []).includes(taken.step) && holds(clock.until_when, taken.values);
}

function starts(clock: Clock, taken: Taken): boolean {
  return (clock.start ?? []).includes(taken.step) && holds(clock.when, taken.values);
}

function isSpared(clock: Clock, runs: readonly Run[], wasMet: boolean): boolean {
  if (clock.once) return wasMet || runs.some((run) => !run.lapsed);
  return clock.one_at_a_time === true && runs.some((run) => run.isOpen);
}

function started(rules: Rules, taken: readonly Taken[], place: number, hold: Moment | null): Run {
  const first = taken[place] as Taken;
  const since = sinceOf(rules, taken, place);
  const run = new Run(rules, first.entry.id, since, rules.clock.limit, countedOf(rules, first, since));
  run.adjust(first, hold);
  return run;
}

/** The day or moment that a clock's starting entry names; else when it began. */
function countedOf(rules: Rules, first: Taken, since: Moment): Counted {
  const { zone } = rules.calendar;
  const said = answer(first, rules.clock.counted_from);
  if (isDate(said)) {
    const known = dayOf(local(zone, first.at));
    return { origin: momentAt(zone, (dayNumber(said) ?? 0) * DAY), soonest: endOf(rules.calendar, known) };
  }
  const moment = saidMoment(said, zone);
  return moment === null ? { origin: since, soonest: since } : { origin: moment, soonest: first.at };
}

/** A recurring clock's next round where this entry met the last one. */
function woundAgain(rules: Rules, running: readonly Run[], taken: Taken, hold: Moment | null): Run[] {
  const { every, ends, key } = rules.clock;
  if (!every || (ends ?? []).includes(taken.step)) return [];
  return running.flatMap((met) => {
    if (met.doneAt === null) return [];
    const run = new Run(rules, derivedId(met.instance, key), met.doneAt, every);
    run.adjust(taken, hold);
    return [run];
  });
}

/** When a clock began: at the entry, or as much earlier as paper or a person says. */
function sinceOf(rules: Rules, taken: readonly Taken[], place: number): Moment {
  const first = taken[place] as Taken;
  const begun = Math.min(first.at, first.entry.stamped ?? first.at);
  if (!rules.clock.earlier) return begun;
  let earliest = begun;
  for (const each of taken.slice(place)) {
    if (each !== first && starts(rules.clock, each)) break;
    const said = saidMoment(answer(each, rules.clock.earlier), rules.calendar.zone);
    if (said !== null) earliest = Math.min(begun, said);
  }
  return earliest;
}

function endOfHold(taken: Taken, calendar: Calendar): Moment | null {
  const day = answer(taken, "hold_until").slice(0, 10);
  return isDate(day) ? endOf(calendar, dayNumber(day) ?? 0) : null;
}

function answer(taken: Taken, name: string | undefined): string {
  return toText(look(taken.entry.coded, name ?? ""));
}

function saidMoment(text: string, zone: Zone): Moment | null {
  const said = readSaid(text);
  if (!said) return null;
  const wall = said.wall * 1000 + said.micro;
  return said.ahead === null ? momentAt(zone, wall) : wall - said.ahead * 60_000_000;
}

