/** A zone's offsets from the platform's own data, where a vector names only the zone. */
import { DAY, SECOND } from "../base/moments";
import type { Moment } from "../base/moments";
import type { Zone } from "../protocols/calendar";

export function zoneCalled(name: string, first: Moment, last: Moment): Zone {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: name, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  });
  const ahead = (at: Moment): number => {
    const part = Object.fromEntries(clock.formatToParts(at / 1000).map((each) => [each.type, Number(each.value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) * 1000 - at;
  };
  const since = [first];
  for (let day = first; day < last; day += DAY) {
    if (ahead(day) !== ahead(day + DAY)) since.push(changeBetween(day, day + DAY, ahead));
  }
  return { since, ahead: since.map(ahead) };
}

function changeBetween(before: Moment, after: Moment, ahead: (at: Moment) => number): Moment {
  let [low, high] = [before / SECOND, after / SECOND];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (ahead(middle * SECOND) === ahead(before)) low = middle;
    else high = middle;
  }
  return high * SECOND;
}
