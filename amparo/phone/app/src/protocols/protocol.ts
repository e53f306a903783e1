/** What a protocol is, as a compiled pack writes it: what is usual is left out. Pure. */
import type { Tree } from "../forms/expressions";

export type Unit = "hours" | "working_days" | "calendar_days" | "months" | "years";

export interface Limit {
  readonly unit: Unit;
  readonly count: number;
}

export interface Condition {
  readonly tree: Tree;
}

export interface Coded {
  readonly name: string;
  readonly kind?: "one" | "several" | "integer" | "date" | "day" | "moment" | "id";
  readonly choices?: readonly string[];
}

export interface Step {
  readonly key: string;
  /** Who may take it: `party:role`, `server`, `tells` or `tick`. */
  readonly by: readonly string[];
  readonly form?: string;
  readonly opens?: boolean;
  readonly after?: readonly string[];
  readonly not_after?: readonly string[];
  readonly when?: Condition;
  readonly once?: boolean;
  readonly state?: string;
  /** The parties that its sealed answers are for; `author` is who writes it. */
  readonly sealed_to?: readonly string[];
  readonly coded?: readonly Coded[];
  readonly group?: string;
  readonly gates?: readonly string[];
  readonly opens_own?: string;
  /** What it raises, what goes along of the answers, and what is answered for her. */
  readonly raises?: string;
  readonly carries?: readonly string[];
  readonly gives?: readonly { readonly name: string; readonly code: string }[];
}

export interface Escalate {
  readonly to: string;
  readonly after: Limit;
}

export interface Clock {
  readonly key: string;
  readonly limit: Limit;
  readonly start?: readonly string[];
  readonly until?: readonly string[];
  readonly owed_by?: string;
  readonly owed_to?: string;
  readonly earlier?: string;
  readonly until_when?: Condition;
  readonly when?: Condition;
  readonly extends?: string;
  readonly escalate?: readonly Escalate[];
  readonly held_by?: string;
  readonly every?: Limit;
  readonly ends?: readonly string[];
  readonly times?: number;
  readonly at_least?: Limit;
  readonly one_at_a_time?: boolean;
  readonly once?: boolean;
  readonly counted_from?: string;
  readonly for_information?: boolean;
  /** A coded day; a run that would be due after it is not owed. */
  readonly not_beyond?: string;
}

export interface Gate {
  readonly key: string;
  readonly when: Condition;
  readonly of_answers?: boolean;
  readonly instead?: readonly string[];
}

export interface Tally {
  readonly key: string;
  readonly counts: readonly string[];
  readonly since?: readonly string[];
  readonly when?: Condition;
}

export interface Protocol {
  readonly key: string;
  readonly title: string;
  readonly parties: readonly string[];
  readonly subject?: string;
  readonly steps?: Readonly<Record<string, Step>>;
  readonly clocks?: Readonly<Record<string, Clock>>;
  readonly gates?: Readonly<Record<string, Gate>>;
  readonly tallies?: Readonly<Record<string, Tally>>;
}

export function stepOf(protocol: Protocol, key: string): Step | undefined {
  const steps = protocol.steps ?? {};
  return Object.prototype.hasOwnProperty.call(steps, key) ? steps[key] : undefined;
}
