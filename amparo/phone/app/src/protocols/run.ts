/** One run of a clock, from what started it until it is met or lapses. Pure; twin of clockwork.Run. */
import { dayNumber } from "../base/days";
import type { Moment } from "../base/moments";
import { isDate, look, toText } from "../forms/values";
import { endOf } from "./calendar";
import type { Calendar } from "./calendar";
import { holds } from "./journal";
import type { Taken } from "./journal";
import { due } from "./limits";
import type { Clock, Limit } from "./protocol";
import { meets } from "./runs";

/** A clock, the clocks that extend it, and the calendar it is counted by. */
export interface Rules {
  readonly clock: Clock;
  readonly longer: readonly Clock[];
  readonly calendar: Calendar;
}

/** What a limit is counted from, and the soonest it can be due: never before anybody knew. */
export interface Counted {
  readonly origin: Moment;
  readonly soonest: Moment;
}

export class Run {
  due: Moment;
  extension: Clock | null = null;
  hold: Moment | null = null;
  doneAt: Moment | null = null;
  lapsed = false;
  private count = 0;
  private last: Moment;

  constructor(
    readonly rules: Rules,
    readonly instance: string,
    readonly since: Moment,
    private readonly limit: Limit,
    private readonly counted: Counted = { origin: since, soonest: since },
  ) {
    this.last = since;
    this.due = this.reckoned(null, null);
  }

  get isOpen(): boolean {
    return this.doneAt === null && !this.lapsed;
  }

  /** Let an entry work on it. */
  see(taken: Taken, hold: Moment | null): void {
    if (meets(this.rules.clock, taken) && this.isLateEnough(taken.at)) this.countOne(taken.at);
    else if (takesBack(this.rules.clock, taken)) this.lapsed = true;
    if (this.isOpen) this.adjust(taken, hold);
  }

  /** Reckon anew until when it runs, from what is known after an entry; too late once due. */
  adjust(taken: Taken, hold: Moment | null): void {
    if (taken.at > this.due) return;
    this.extension = this.longest(taken);
    this.hold = hold;
    const reckoned = this.reckoned(this.extension, hold);
    this.due = reckoned >= this.due ? reckoned : Math.max(reckoned, taken.at);
    this.lapsed = this.isBeyond(taken);
  }

  /** Whether it would be due only after the last day of the clock, as known now. */
  private isBeyond(taken: Taken): boolean {
    const day = toText(look(taken.values, this.rules.clock.not_beyond ?? ""));
    return isDate(day) && this.due > endOf(this.rules.calendar, dayNumber(day) ?? 0);
  }

  private longest(taken: Taken): Clock | null {
    let [best, end]: [Clock | null, Moment] = [null, -Infinity];
    for (const each of this.rules.longer) {
      const reckoned = each.when && holds(each.when, taken.values) ? this.reckoned(each, null) : -Infinity;
      if (reckoned > end) [best, end] = [each, reckoned];
    }
    return best;
  }

  private reckoned(extension: Clock | null, hold: Moment | null): Moment {
    const limit = extension ? extension.limit : this.limit;
    const end = Math.max(due(this.counted.origin, limit, this.rules.calendar), this.counted.soonest);
    return hold === null ? end : Math.max(end, hold);
  }

  private isLateEnough(at: Moment): boolean {
    const gap = this.rules.clock.at_least;
    return gap === undefined || at >= due(this.last, gap, this.rules.calendar);
  }

  private countOne(at: Moment): void {
    this.count += 1;
    this.last = at;
    if (this.count >= (this.rules.clock.times ?? 1)) this.doneAt = at;
  }
}

/** Whether an entry ends a clock without meeting it. */
function takesBack(clock: Clock, taken: Taken): boolean {
  const saidOtherwise = (clock.start ?? []).includes(taken.step) && !holds(clock.when, taken.values);
  return saidOtherwise || (clock.ends ?? []).includes(taken.step);
}
