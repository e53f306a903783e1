/** A journal as the protocol sees it. Pure; twin of amparo/protocols/journal.py and gates.py. */
import type { Moment } from "../base/moments";
import { evaluate } from "../forms/expressions";
import { truth } from "../forms/values";
import type { Values } from "../forms/values";
import { stepOf } from "./protocol";
import type { Condition, Gate, Protocol, Step } from "./protocol";

const TICK = "tick";

/** One entry: its coded part and what its header says. `stamped` is the hour of paper. */
export interface Happened {
  readonly id: string;
  readonly step: string;
  readonly at: Moment;
  readonly position: number;
  readonly coded: Values;
  readonly by: string;
  readonly stamped: Moment | null;
}

/** An entry that counted, with the newest coded answers and tallies, its own among them. */
export interface Taken {
  readonly entry: Happened;
  readonly step: string;
  readonly at: Moment;
  readonly values: Values;
}

export interface Journal {
  readonly taken: readonly Taken[];
  readonly state: string;
  readonly outOfTurn: ReadonlySet<string>;
  readonly steps: ReadonlySet<string>;
  readonly values: Values;
  readonly known: Values;
}

type Tallies = Readonly<Record<string, number>>;

/** What was never asked stands in nobody's way; what can't be worked out is not true. */
export function holds(condition: Condition | undefined, values: Values): boolean {
  return condition === undefined || truth(evaluate(condition.tree, values));
}

/** Go through the entries by position and tell those that count from those out of turn. */
export function readJournal(protocol: Protocol, entries: readonly Happened[]): Journal {
  const taken: Taken[] = [];
  const steps = new Set<string>();
  const outOfTurn = new Set<string>();
  let values: Values = {};
  let tallies: Tallies = Object.fromEntries(Object.keys(protocol.tallies ?? {}).map((key) => [key, 0]));
  let known: Values = { ...tallies };
  let state = "";
  for (const entry of [...entries].sort(byPlace)) {
    const step = stepOf(protocol, entry.step);
    if (!step || !mayStand(protocol, step, entry, steps, known)) outOfTurn.add(entry.id);
    else if (entry.by !== TICK) {
      // What time alone wrote is kept, and neither moves the dossier nor says anything new.
      values = { ...values, ...entry.coded };
      tallies = counted(protocol, tallies, entry.step, values);
      known = { ...values, ...tallies };
      taken.push({ entry, step: entry.step, at: entry.at, values: known });
      steps.add(entry.step);
      state = step.state || state;
    }
  }
  return { taken, state, outOfTurn, steps, values, known };
}

/** Whether a step may be taken, whoever takes it, after these steps and answers. */
export function isOpen(step: Step, taken: ReadonlySet<string>, values: Values): boolean {
  const after = step.after ?? [];
  if (taken.size === 0) return step.opens === true && holds(step.when, values);
  const onlyFirst = step.opens === true && after.length === 0;
  const again = step.once === true && taken.has(step.key);
  return (
    !onlyFirst &&
    !again &&
    after.every((each) => taken.has(each)) &&
    !(step.not_after ?? []).some((each) => taken.has(each)) &&
    holds(step.when, values)
  );
}

/** The gates of a step that are not true; those asked of its own answers only where these are known. */
export function refusing(protocol: Protocol, step: Step, known: Values, answers: Values | null): Gate[] {
  const all = protocol.gates ?? {};
  return (step.gates ?? []).flatMap((key) => {
    const gate = all[key];
    return gate && refuses(gate, known, answers) ? [gate] : [];
  });
}

function refuses(gate: Gate, known: Values, answers: Values | null): boolean {
  if (!gate.of_answers) return !holds(gate.when, known);
  return answers !== null && !holds(gate.when, { ...known, ...answers });
}

function mayStand(
  protocol: Protocol, step: Step, entry: Happened, taken: ReadonlySet<string>, known: Values,
): boolean {
  const isTheirs = step.by.includes(entry.by) && isOpen(step, taken, known);
  return isTheirs && refusing(protocol, step, known, entry.coded).length === 0;
}

/** The tallies after a step; their conditions see them as they were before it. */
function counted(protocol: Protocol, before: Tallies, step: string, values: Values): Tallies {
  const known = { ...values, ...before };
  const after: Record<string, number> = {};
  for (const tally of Object.values(protocol.tallies ?? {})) {
    const kept = (tally.since ?? []).includes(step) ? 0 : before[tally.key] ?? 0;
    after[tally.key] = kept + (tally.counts.includes(step) && holds(tally.when, known) ? 1 : 0);
  }
  return after;
}

function byPlace(one: Happened, other: Happened): number {
  if (one.position !== other.position) return one.position - other.position;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
