/** What an answer is worth: as text, as a number, as true or false. Pure; twin of amparo/forms/values.py. */
import { DAY_MS, dayNumber, dayText as written } from "../base/days";

export interface Row {
  readonly [name: string]: Value;
}
export type Value = string | number | boolean | readonly string[] | readonly Row[];
export type Values = Row;

const NUMBER = /^[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/;
const DATE = /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/;
const MOMENT =
  /^([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{3})([0-9]{3})?)?)?(?:(Z)|([+-])([0-9]{2}):([0-5][0-9]))?$/;
const FIRST_DAY = -354285;
const LAST_DAY = 2932896;

/** A moment as written: the wall clock in milliseconds and microseconds, and its minutes ahead of UTC. */
export interface Said {
  readonly day: string;
  readonly hour: number;
  readonly minute: number;
  readonly wall: number;
  readonly micro: number;
  readonly ahead: number | null;
}

export function look(values: Values, name: string): Value {
  return Object.prototype.hasOwnProperty.call(values, name) ? (values[name] as Value) : "";
}

export function isRows(answer: Value): answer is readonly Row[] {
  return Array.isArray(answer) && answer.length > 0 && typeof answer[0] === "object";
}

export function isEmpty(answer: Value): boolean {
  return !isRows(answer) && toText(answer) === "";
}

export function truth(answer: Value): boolean {
  if (typeof answer === "boolean") return answer;
  if (typeof answer === "number") return answer !== 0 && !Number.isNaN(answer);
  return answer.length > 0;
}

export function toText(answer: Value): string {
  if (typeof answer === "string") return answer;
  if (typeof answer === "boolean") return String(answer);
  if (typeof answer === "number") return numberText(answer);
  return (answer as readonly (string | Row)[]).filter((each) => typeof each === "string").join(" ");
}

export function toNumber(answer: Value): number {
  if (typeof answer === "number") return answer;
  if (typeof answer === "boolean") return answer ? 1 : 0;
  const text = toText(answer);
  return NUMBER.test(text) ? Number(text) : daysOf(text);
}

/** The codes chosen, whether they came as a list or as text with spaces. */
export function codesIn(answer: Value): string[] {
  return toText(answer).split(/[ \t\r\n]+/).filter((code) => code !== "");
}

/** The day of a date, a moment or a number of days, as 2027-05-10; else nothing. */
export function dayText(answer: Value): string {
  const text = toText(answer);
  if (!Number.isNaN(daysOf(text))) return text.slice(0, 10);
  const number = toNumber(answer);
  if (!(number >= FIRST_DAY && number < LAST_DAY + 1)) return "";
  return written(Math.floor(number));
}

export function isDate(text: string): boolean {
  return DATE.test(text) && dayNumber(text) !== null;
}

export function looksLikeDate(text: string): boolean {
  return DATE.test(text);
}

export function looksLikeMoment(text: string): boolean {
  return MOMENT.test(text);
}

/** Read `2027-05-10T09:15`, with or without seconds and offset; null where there is no such moment. */
export function readSaid(text: string): Said | null {
  const found = MOMENT.exec(text);
  const day = found && dayNumber(found[1] as string);
  if (!found || day === null) return null;
  const [hour, minute, second, thousandth] = found.slice(2, 6).map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59) return null;
  if ((second ?? 0) > 59 || Number(found[9] ?? 0) > 23) return null;
  const wall = day * DAY_MS + (hour * 60 + minute) * 60_000 + (second ?? 0) * 1000 + (thousandth ?? 0);
  return { day: found[1] as string, hour, minute, wall, micro: Number(found[6] ?? 0), ahead: aheadOf(found) };
}

function aheadOf(found: RegExpExecArray): number | null {
  if (found[7]) return 0;
  if (!found[8]) return null;
  return (found[8] === "-" ? -1 : 1) * (Number(found[9]) * 60 + Number(found[10]));
}

/** Days since 1970-01-01, to the millisecond; a moment without an offset is taken as UTC. */
function daysOf(text: string): number {
  const said = readSaid(text);
  if (said) return (said.wall - (said.ahead ?? 0) * 60_000) / DAY_MS;
  const day = DATE.test(text) ? dayNumber(text) : null;
  return day ?? NaN;
}

function numberText(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [digits, exponent] = String(number).split("e") as [string, string?];
  if (exponent === undefined) return digits;
  const bare = digits.replace(/[-.]/g, "");
  return `${number < 0 ? "-" : ""}0.${"0".repeat(-Number(exponent) - 1)}${bare}`;
}
