/** Moments as whole microseconds since 1970 UTC, written as `2027-05-10T14:15:00.000000Z`. Pure. */

/** Exact: a number holds whole microseconds until the year 2255. */
export type Moment = number;

/** What a wall clock shows, as if it were UTC. */
export type Wall = number;

export const SECOND = 1_000_000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;

const WRITTEN = /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})\.([0-9]{6})Z$/;

export function momentOf(milliseconds: number): Moment {
  return Math.round(milliseconds) * 1000;
}

export function millisecondsOf(moment: Moment): number {
  return Math.floor(moment / 1000);
}

export function writeMoment(moment: Moment): string {
  const micro = ((moment % SECOND) + SECOND) % SECOND;
  const second = new Date((moment - micro) / 1000).toISOString().slice(0, 19);
  return `${second}.${String(micro).padStart(6, "0")}Z`;
}

/** Read what `writeMoment` wrote, and nothing else: another spelling would hash differently. */
export function readMoment(text: string): Moment {
  const found = WRITTEN.exec(text);
  const moment = found ? Date.parse(`${found[1]}Z`) * 1000 + Number(found[2]) : NaN;
  if (!found || Number.isNaN(moment) || writeMoment(moment) !== text) {
    throw new Error("A moment must be written like 2027-05-10T14:15:00.000000Z.");
  }
  return moment;
}
