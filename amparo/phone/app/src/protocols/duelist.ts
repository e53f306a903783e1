/** What is owed in all dossiers that a phone holds, the soonest first. Pure. */
import type { Moment } from "../base/moments";
import type { Calendar } from "./calendar";
import type { Happened } from "./journal";
import type { Protocol } from "./protocol";
import { isOverdue, replay } from "./replay";
import type { Duty } from "./replay";

export interface Held {
  readonly id: string;
  readonly protocol: string;
  readonly entries: readonly Happened[];
}

export interface Due {
  readonly dossier: string;
  readonly duty: Duty;
  readonly overdue: boolean;
}

/** Those of a protocol that the pack does not know are left out: an older pack must not stop the list. */
export function dueList(
  dossiers: readonly Held[],
  protocols: Readonly<Record<string, Protocol>>,
  calendar: Calendar,
  at: Moment,
): Due[] {
  const due = dossiers.flatMap((held) => {
    const protocol = protocols[held.protocol];
    const duties = protocol ? replay(protocol, held.entries, at, calendar).duties : [];
    return duties.map((duty) => ({ dossier: held.id, duty, overdue: isOverdue(duty, at) }));
  });
  return due.sort((one, other) => one.duty.due - other.duty.due);
}
