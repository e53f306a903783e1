/** How long a limit really is. Pure; twin of amparo/protocols/clocks.py, which says how each counts. */
import { monthsOn } from "../base/days";
import { DAY, HOUR } from "../base/moments";
import type { Moment } from "../base/moments";
import { dayOf, endOf, isWorking, local } from "./calendar";
import type { Calendar } from "./calendar";
import type { Limit } from "./protocol";

/** The last moment that is in time for something that started then. */
export function due(start: Moment, limit: Limit, calendar: Calendar): Moment {
  if (limit.unit === "hours") return start + limit.count * HOUR;
  return endOf(calendar, lastDay(dayOf(local(calendar.zone, start)), limit, calendar));
}

/** What is due so long after a due moment: 24:00 belongs to the day that it ends. */
export function later(moment: Moment, limit: Limit, calendar: Calendar): Moment {
  if (limit.unit === "hours") return moment + limit.count * HOUR;
  const wall = local(calendar.zone, moment);
  const day = wall % DAY === 0 ? dayOf(wall) - 1 : dayOf(wall);
  return endOf(calendar, lastDay(day, limit, calendar));
}

function lastDay(first: number, limit: Limit, calendar: Calendar): number {
  if (limit.unit === "calendar_days") return first + limit.count;
  if (limit.unit === "months") return monthsOn(first, limit.count);
  if (limit.unit === "years") return monthsOn(first, 12 * limit.count);
  let [day, left] = [first, limit.count];
  while (left > 0) {
    day += 1;
    if (isWorking(calendar, day)) left -= 1;
  }
  return day;
}
