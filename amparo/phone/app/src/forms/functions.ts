/** What each function of the expression language gives. Pure; twin of amparo/forms/functions.py. */
import { codesIn, dayText, isEmpty, isRows, readSaid, toNumber, toText, truth } from "./values";
import type { Value } from "./values";

type Args = readonly Value[];

const LONGEST_TEXT = 250;
const MOST_PLACES = 9;
const patterns = new Map<string, RegExp>();

const at = (args: Args, place: number): Value => args[place] ?? "";
const number = (args: Args, place: number): number => toNumber(at(args, place));
const text = (args: Args, place: number): string => toText(at(args, place));

/** Half is rounded towards the greater number, to whole numbers or to some decimal places. */
function round(args: Args): number {
  const given = number(args, 0);
  const places = args.length > 1 ? number(args, 1) : 0;
  const few = Math.abs(places) <= MOST_PLACES;
  if (!Number.isFinite(given) || !few) return few && !Number.isNaN(given) ? given : NaN;
  const scale = 10 ** Math.abs(Math.trunc(places));
  const scaled = places >= 0 ? given * scale : given / scale;
  if (!Number.isFinite(scaled)) return given;
  const whole = Math.floor(scaled) + 0;
  const rounded = scaled - whole >= 0.5 ? whole + 1 : whole;
  return places >= 0 ? rounded / scale : rounded * scale;
}

function int(args: Args): number {
  const given = number(args, 0);
  return Number.isFinite(given) ? Math.trunc(given) + 0 : given;
}

function extreme(args: Args, better: (one: number, best: number) => boolean): number {
  const numbers = args.map(toNumber);
  if (numbers.some(Number.isNaN)) return NaN;
  return numbers.reduce((best, one) => (better(one, best) ? one : best));
}

function count(answer: Value): number {
  if (isRows(answer)) return answer.length;
  return isEmpty(answer) ? 0 : 1;
}

function selected(args: Args): boolean {
  return codesIn(at(args, 0)).includes(text(args, 1).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
}

function fits(given: string, pattern: string): boolean {
  if ([...given].length > LONGEST_TEXT) return false;
  let known = patterns.get(pattern);
  if (!known) patterns.set(pattern, (known = new RegExp(`^(?:${pattern})$`, "u")));
  return known.test(given);
}

function formatDate(args: Args): string {
  const day = dayText(at(args, 0));
  if (!day) return "";
  const said = readSaid(text(args, 0));
  const [year, month, date] = day.split("-") as [string, string, string];
  const two = (part: number | undefined): string => String(part ?? 0).padStart(2, "0");
  const parts: Record<string, string> = {
    "%Y": year, "%y": year.slice(2), "%m": month, "%n": String(Number(month)),
    "%d": date, "%e": String(Number(date)), "%H": two(said?.hour), "%M": two(said?.minute),
  };
  return text(args, 1).replace(/%./gu, (sign) => parts[sign] ?? "");
}

const FUNCTIONS: Readonly<Record<string, (args: Args) => Value>> = {
  selected,
  "count-selected": (args) => codesIn(at(args, 0)).length,
  if: (args) => (truth(at(args, 0)) ? at(args, 1) : at(args, 2)),
  not: (args) => !truth(at(args, 0)),
  true: () => true,
  false: () => false,
  coalesce: (args) => args.find((each) => !isEmpty(each)) ?? "",
  count: (args) => count(at(args, 0)),
  "string-length": (args) => [...text(args, 0)].length,
  contains: (args) => text(args, 0).includes(text(args, 1)),
  "starts-with": (args) => text(args, 0).startsWith(text(args, 1)),
  regex: (args) => fits(text(args, 0), text(args, 1)),
  concat: (args) => args.map(toText).join(""),
  string: (args) => text(args, 0),
  number: (args) => number(args, 0),
  int,
  round,
  min: (args) => extreme(args, (one, best) => one < best),
  max: (args) => extreme(args, (one, best) => one > best),
  date: (args) => dayText(at(args, 0)),
  "format-date": formatDate,
};

export function call(name: string, args: Args): Value {
  const known = FUNCTIONS[name];
  if (!known) throw new Error(`There is no function ${name}.`);
  return known(args);
}
