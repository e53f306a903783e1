// Works out an expression of a form, already read into a tree. The twin of amparo/forms/expressions.py
// and functions.py; both must agree with the shared vectors. Nothing is ever run as code.

import { clockIn, codesIn, dayText, isEmpty, isRows, toNumber, toText, truth } from "./values.js";

const LONGEST_TEXT = 250;
const MOST_PLACES = 9;

export function evaluate(tree, values, here = "") {
  const worth = worthOf(tree, values, here);
  return isRows(worth) ? "" : worth;
}

function worthOf(tree, values, here) {
  const [kind, ...parts] = tree;
  if (kind === "here") return here;
  if (kind in LEAVES) return LEAVES[kind](parts[0], values);
  const name = kind === "call" ? parts.shift() : kind;
  const worths = parts.map((part) => worthOf(part, values, here));
  if (kind === "call") return FUNCTIONS[name](...worths);
  if (kind === "and") return worths.every(truth);
  if (kind === "or") return worths.some(truth);
  if (kind === "neg") return -toNumber(worths[0]);
  return BETWEEN[kind](worths[0], worths[1]);
}

const known = (values, name) => (Object.hasOwn(values, name) ? values[name] : "");

// None of these tables has a parent, whose names would be found in it too.
const LEAVES = {
  __proto__: null,
  text: (text) => text,
  number: (text) => Number(text),
  ref: (name, values) => known(values, name),
  column: (name, values) => known(values, `column:${name}`),
  clock: (name, values) => known(values, `${name}()`),
};

function equal(left, right) {
  const either = (kind) => typeof left === kind || typeof right === kind;
  if (either("boolean")) return truth(left) === truth(right);
  if (either("number")) return toNumber(left) === toNumber(right);
  return toText(left) === toText(right);
}

const numeric = (work) => (left, right) => work(toNumber(left), toNumber(right));

const BETWEEN = {
  __proto__: null,
  "=": equal,
  "!=": (left, right) => !equal(left, right),
  "<": numeric((left, right) => left < right),
  "<=": numeric((left, right) => left <= right),
  ">": numeric((left, right) => left > right),
  ">=": numeric((left, right) => left >= right),
  "+": numeric((left, right) => left + right),
  "-": numeric((left, right) => left - right),
  "*": numeric((left, right) => left * right),
  div: numeric((left, right) => left / right),
  mod: numeric((left, right) => left % right),
};

const FUNCTIONS = {
  __proto__: null,
  selected: (answer, code) => codesIn(answer).includes(trimmed(toText(code))),
  "count-selected": (answer) => codesIn(answer).length,
  if: (test, yes, no) => (truth(test) ? yes : no),
  not: (answer) => !truth(answer),
  true: () => true,
  false: () => false,
  coalesce: (...answers) => answers.find((answer) => !isEmpty(answer)) ?? "",
  count: (answer) => (isRows(answer) ? answer.length : Number(!isEmpty(answer))),
  "string-length": (answer) => [...toText(answer)].length,
  contains: (answer, part) => toText(answer).includes(toText(part)),
  "starts-with": (answer, part) => toText(answer).startsWith(toText(part)),
  regex: (answer, pattern) => fits(toText(answer), toText(pattern)),
  concat: (...answers) => answers.map(toText).join(""),
  string: toText,
  number: toNumber,
  int: (answer) => Math.trunc(toNumber(answer)),
  round: (answer, places = 0) => round(toNumber(answer), toNumber(places)),
  min: (...answers) => Math.min(...answers.map(toNumber)),
  max: (...answers) => Math.max(...answers.map(toNumber)),
  date: dayText,
  "format-date": formatDate,
};

const trimmed = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

function fits(text, pattern) {
  if ([...text].length > LONGEST_TEXT) return false;
  return new RegExp(`^(?:${pattern})$`, "u").test(text);
}

// Half goes to the greater number.
function round(number, places) {
  const isKnown = Math.abs(places) <= MOST_PLACES;
  if (!Number.isFinite(number) || !isKnown) return isKnown ? number : NaN;
  const scale = 10 ** Math.abs(Math.trunc(places));
  const scaled = places >= 0 ? number * scale : number / scale;
  if (!Number.isFinite(scaled)) return number;
  const whole = Math.floor(scaled);
  const rounded = scaled - whole >= 0.5 ? whole + 1 : whole;
  return places >= 0 ? rounded / scale : rounded * scale;
}

function formatDate(answer, format) {
  const day = dayText(answer);
  if (day === "") return "";
  const [year, month, date] = day.split("-");
  const { hour, minute } = clockIn(toText(answer));
  const parts = {
    __proto__: null,
    "%Y": year,
    "%y": year.slice(2),
    "%m": month,
    "%n": String(Number(month)),
    "%d": date,
    "%e": String(Number(date)),
    "%H": hour,
    "%M": minute,
  };
  return toText(format).replace(/%./g, (sign) => parts[sign] ?? "");
}
