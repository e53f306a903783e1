/** How what was typed becomes an answer, by kind of question. Pure; twin of amparo/forms/kinds.py. */
import type { Kind, Question } from "./form";
import { says } from "./says";
import type { Says } from "./says";
import { isDate, looksLikeDate, looksLikeMoment, readSaid } from "./values";
import type { Value } from "./values";

export const LONGEST_TEXT = 4000;
const MOST_DIGITS = 9;

const WHOLE = /^-?[0-9]+$/;
const TIME = /^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?$/;
const ODD = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/u;
// What Python's str.strip() takes away, so that both keep the same text.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");

const READ: Partial<Record<Kind, (text: string) => Value | Says>> = {
  integer: readInteger,
  date: readDay,
  time: (text) => (TIME.test(text) ? text.slice(0, 5) : says("not_a_time")),
  datetime: readMoment,
};

/** Read what was said to one question that is no note or calculation; `allowed` in the list's order. */
export function readAnswer(question: Question, said: readonly string[], allowed: readonly string[]): Value | Says {
  const answers = [...new Set(said.map(strip).filter((text) => text !== ""))];
  if (question.kind === "select_multiple") return several(answers, allowed);
  const answer = answers[0];
  if (answers.length > 1) return says("one_only");
  if (answer === undefined) return "";
  if (question.kind === "select_one") return allowed.includes(answer) ? answer : says("not_a_choice");
  if (question.kind === "text") return readText(answer, question.limit ?? LONGEST_TEXT);
  const read = READ[question.kind];
  return read ? read(answer) : "";
}

export function strip(text: string): string {
  return text.replace(EDGES, "");
}

function several(answers: readonly string[], allowed: readonly string[]): Value | Says {
  if (!answers.every((code) => allowed.includes(code))) return says("not_a_choice");
  return allowed.filter((code) => answers.includes(code));
}

function readText(text: string, most: number): Value | Says {
  if (ODD.test(text)) return says("odd_character");
  const lines = text.replace(/\r\n?/g, "\n");
  const length = [...lines].length;
  return length > most ? says("too_long", { length, most }) : lines;
}

function readInteger(text: string): Value | Says {
  if (!WHOLE.test(text)) return says("not_whole");
  const digits = text.replace(/^[-0]+/, "").length;
  return digits > MOST_DIGITS ? says("too_big", { most: MOST_DIGITS }) : Number(text) + 0;
}

function readDay(text: string): Value | Says {
  if (!looksLikeDate(text)) return says("not_a_date");
  return isDate(text) && isNear(text) ? text : says("no_such_day");
}

function readMoment(text: string): Value | Says {
  const written = text.replace(" ", "T");
  if (!looksLikeMoment(written)) return says("not_a_moment");
  const moment = readSaid(written);
  if (!moment) return says(isDate(written.slice(0, 10)) ? "not_a_moment" : "no_such_day");
  if (!isNear(written)) return says("no_such_day");
  return written.slice(0, 16) + (moment.ahead === null ? "" : offset(moment.ahead));
}

function offset(ahead: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const size = Math.abs(ahead);
  return `${ahead < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Whether a day lies within people's lives; at the end of time no clock can run. */
function isNear(text: string): boolean {
  const year = text.slice(0, 4);
  return year >= "1900" && year < "2200";
}
