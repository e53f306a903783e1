/** Journals and standings as the vectors write them. */
import { readMoment, writeMoment } from "../base/moments";
import type { Moment } from "../base/moments";
import type { Values } from "../forms/values";
import type { Happened } from "../protocols/journal";
import type { Duty, Standing } from "../protocols/replay";

export interface WrittenEntry {
  id: string; step: string; at: string; position: number; coded: Values; by: string; stamped: string;
}

export function entryOf(written: WrittenEntry): Happened {
  const stamped = written.stamped ? readMoment(written.stamped) : null;
  return { ...written, at: readMoment(written.at), stamped };
}

export function writtenStanding(standing: Standing): object {
  return {
    state: standing.state,
    allowed: [...standing.allowed].sort(),
    out_of_turn: [...standing.outOfTurn].sort(),
    values: standing.values,
    duties: standing.duties.map(writtenDuty),
    met: standing.met.map(writtenDuty),
  };
}

export function writtenDuty(duty: Duty): object {
  return {
    clock: duty.clock,
    instance: duty.instance,
    since: writeMoment(duty.since),
    due: writeMoment(duty.due),
    done_at: written(duty.doneAt),
    held_until: written(duty.heldUntil),
    extended_by: duty.extendedBy,
    escalations: duty.escalations.map((each) => [each.level, each.to, writeMoment(each.at)]),
  };
}

function written(moment: Moment | null): string {
  return moment === null ? "" : writeMoment(moment);
}
