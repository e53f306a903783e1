/** What a journal comes to. Pure; twin of amparo/protocols/replay.py and duties.py. */
import type { Moment } from "../base/moments";
import type { Values } from "../forms/values";
import type { Calendar } from "./calendar";
import { isOpen, readJournal, refusing } from "./journal";
import type { Happened, Taken } from "./journal";
import { later } from "./limits";
import { stepOf } from "./protocol";
import type { Clock, Protocol, Step } from "./protocol";
import type { Run } from "./run";
import { runsOf } from "./runs";

export interface Escalation {
  readonly level: number;
  readonly to: string;
  readonly at: Moment;
}

/** Something owed, or something that was; `instance` is the id of the entry that started it. */
export interface Duty {
  readonly clock: string;
  readonly instance: string;
  readonly owedBy: string;
  readonly owedTo: string;
  readonly since: Moment;
  readonly due: Moment;
  readonly doneAt: Moment | null;
  readonly heldUntil: Moment | null;
  readonly extendedBy: string;
  readonly escalations: readonly Escalation[];
}

/** Where a dossier stands. `refused`: steps open but for their gates, with these; `known`: what conditions read. */
export interface Standing {
  readonly at: Moment;
  readonly state: string;
  readonly duties: readonly Duty[];
  readonly met: readonly Duty[];
  readonly allowed: ReadonlySet<string>;
  readonly outOfTurn: ReadonlySet<string>;
  readonly values: Values;
  readonly taken: ReadonlySet<string>;
  readonly refused: Readonly<Record<string, readonly string[]>>;
  readonly known: Values;
  readonly shown: readonly Duty[];
}

/** Replay a journal, in the order of its positions; `at` decides only what is overdue. */
export function replay(
  protocol: Protocol, entries: readonly Happened[], at: Moment, calendar: Calendar,
): Standing {
  const journal = readJournal(protocol, entries);
  const duties = dutiesOf(protocol, journal.taken, calendar, false);
  const shown = dutiesOf(protocol, journal.taken, calendar, true);
  const turn = Object.values(protocol.steps ?? {}).filter((step) => isOpen(step, journal.steps, journal.known));
  const refused = refusedOf(protocol, turn, journal.known);
  return {
    at,
    state: journal.state,
    duties: duties.filter((duty) => duty.doneAt === null),
    met: duties.filter((duty) => duty.doneAt !== null),
    allowed: new Set(turn.map((step) => step.key).filter((key) => !(key in refused))),
    outOfTurn: journal.outOfTurn,
    values: journal.values,
    taken: journal.steps,
    refused,
    known: journal.known,
    shown: shown.filter((duty) => duty.doneAt === null),
  };
}

export function isOverdue(duty: Duty, at: Moment): boolean {
  return (duty.doneAt ?? at) > duty.due;
}

/** Whether somebody, written as in a step's `by`, may take a step now. */
export function mayTake(protocol: Protocol, standing: Standing, step: string, by: string): boolean {
  return standing.allowed.has(step) && stepOf(protocol, step)?.by.includes(by) === true;
}

/** Every duty that the journal made, met or not, the soonest due first. */
function dutiesOf(
  protocol: Protocol, taken: readonly Taken[], calendar: Calendar, forInformation: boolean,
): Duty[] {
  const steps = new Set(taken.map((each) => each.step));
  const clocks = Object.values(protocol.clocks ?? {});
  const wanted = clocks.filter(
    (clock) =>
      (clock.for_information === true) === forInformation &&
      !clock.extends &&
      (clock.start ?? []).some((step) => steps.has(step)),
  );
  return wanted
    .flatMap((clock) => {
      const longer = clocks.filter((each) => each.extends === clock.key);
      return runsOf({ clock, longer, calendar }, taken).map((run) => dutyOf(run, calendar));
    })
    .sort(byDue);
}

function dutyOf(run: Run, calendar: Calendar): Duty {
  const clock = run.rules.clock;
  return {
    clock: clock.key,
    instance: run.instance,
    owedBy: clock.owed_by ?? "",
    owedTo: clock.owed_to ?? "",
    since: run.since,
    due: run.due,
    doneAt: run.doneAt,
    heldUntil: run.hold === run.due ? run.hold : null,
    extendedBy: run.extension?.key ?? "",
    escalations: levelsOf(clock, run.due, calendar),
  };
}

function levelsOf(clock: Clock, due: Moment, calendar: Calendar): Escalation[] {
  return (clock.escalate ?? []).map((step, place) => ({
    level: place + 1, to: step.to, at: later(due, step.after, calendar),
  }));
}

function refusedOf(protocol: Protocol, turn: readonly Step[], known: Values): Record<string, string[]> {
  const refused: Record<string, string[]> = {};
  for (const step of turn) {
    const gates = refusing(protocol, step, known, null).map((gate) => gate.key);
    if (gates.length > 0) refused[step.key] = gates;
  }
  return refused;
}

function byDue(one: Duty, other: Duty): number {
  const pairs = [[one.due, other.due], [one.clock, other.clock], [one.since, other.since], [one.instance, other.instance]];
  for (const [left, right] of pairs) {
    if (left !== undefined && right !== undefined && left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
