/** Days counted from 1970-01-01, as numbers and as 2027-05-10. Pure. */

export const DAY_MS = 86_400_000;

const THURSDAY = 3;

/** The number of a day that there is; null for 30 February. */
export function dayNumber(text: string): number | null {
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  const at = Date.UTC(year, month - 1, day);
  return month >= 1 && month <= 12 && new Date(at).getUTCDate() === day && day > 0
    ? at / DAY_MS
    : null;
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekday(day: number): number {
  return (((day + THURSDAY) % 7) + 7) % 7;
}

/** A day's ISO week, like 2027-W23; 1 January may lie in last year's. */
export function isoWeek(day: number): string {
  const thursday = day - weekday(day) + THURSDAY;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const first = Date.UTC(year, 0, 1) / DAY_MS;
  const week = Math.floor((thursday - first) / 7) + 1;
  return `${String(year).padStart(4, "0")}-W${String(week).padStart(2, "0")}`;
}

/** The same day so many months later, or the last of that month. */
export function monthsOn(day: number, months: number): number {
  const from = new Date(day * DAY_MS);
  const month = from.getUTCMonth() + months;
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last)) / DAY_MS;
}
