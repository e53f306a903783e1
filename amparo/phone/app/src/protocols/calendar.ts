/** Days without work, and what a country's wall clocks show. Pure; twin of zone.py and clocks.py. */
import { dayNumber, weekday } from "../base/days";
import { DAY, SECOND, readMoment, writeMoment } from "../base/moments";
import type { Moment, Wall } from "../base/moments";

/** From `since` on, local time is so much ahead of UTC. The first also holds for all before it. */
export interface Zone {
  readonly since: readonly Moment[];
  readonly ahead: readonly number[];
}

export interface Calendar {
  readonly holidays: ReadonlySet<number>;
  readonly weekend: ReadonlySet<number>;
  readonly zone: Zone;
}

/** As a compiled pack writes it. */
export interface CalendarJson {
  readonly holidays: readonly string[];
  readonly weekend?: readonly number[];
  readonly zone: { readonly offsets: readonly { readonly since: string; readonly seconds: number }[] };
}

export function calendarOf(json: CalendarJson): Calendar {
  return {
    holidays: new Set(json.holidays.map((day) => dayNumber(day) ?? NaN)),
    weekend: new Set(json.weekend ?? [5, 6]),
    zone: {
      since: json.zone.offsets.map((each) => readMoment(each.since)),
      ahead: json.zone.offsets.map((each) => each.seconds * SECOND),
    },
  };
}

export function isWorking(calendar: Calendar, day: number): boolean {
  return !calendar.weekend.has(weekday(day)) && !calendar.holidays.has(day);
}

/** The moment of a day's 24:00. */
export function endOf(calendar: Calendar, day: number): Moment {
  return momentAt(calendar.zone, (day + 1) * DAY);
}

export function local(zone: Zone, moment: Moment): Wall {
  return moment + aheadAt(zone, moment);
}

export function dayOf(wall: Wall): number {
  return Math.floor(wall / DAY);
}

/** The wall clock as forms ask for it: `2027-05-10T09:15`. */
export function wallText(zone: Zone, moment: Moment): string {
  return writeMoment(local(zone, moment)).slice(0, 16);
}

/** When the wall clock shows this: the first time, or the moment of the jump over it. */
export function momentAt(zone: Zone, wall: Wall): Moment {
  if (zone.ahead.length === 1) return wall - (zone.ahead[0] ?? 0);
  const near = index(zone, wall);
  const ahead = zone.ahead.slice(Math.max(near - 1, 0), near + 2);
  const shown = ahead.filter((each) => aheadAt(zone, wall - each) === each).map((each) => wall - each);
  return shown.length > 0 ? Math.min(...shown) : jump(zone, wall);
}

function aheadAt(zone: Zone, moment: Moment): number {
  return zone.ahead[index(zone, moment)] ?? 0;
}

function index(zone: Zone, moment: Moment): number {
  let [low, high] = [0, zone.since.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((zone.since[middle] ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function jump(zone: Zone, wall: Wall): Moment {
  const place = zone.since.findIndex((since, at) => {
    const [old, now] = [zone.ahead[at - 1], zone.ahead[at]];
    return old !== undefined && now !== undefined && since + old <= wall && wall < since + now;
  });
  return zone.since[place] ?? wall;
}
