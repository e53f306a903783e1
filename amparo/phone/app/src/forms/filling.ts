/** Works through a form, question by question. Pure; twin of amparo/forms/filling.py. */
import { COLUMN, evaluateIn, isTrue } from "./expressions";
import type { Known } from "./expressions";
import { walk } from "./form";
import type { Choice, Form, Item, Question, Repeat } from "./form";
import { readAnswer, strip } from "./kinds";
import { isSays, says } from "./says";
import type { Says } from "./says";
import { isEmpty, look, toText } from "./values";
import type { Row, Value, Values } from "./values";

/** What was typed: names as in the form, inside a repeat `children-0-age`. */
export type Raw = Readonly<Record<string, readonly string[]>>;

/** `values` holds what is good, `faults` a sentence under each raw name that is not. */
export interface Filled {
  readonly values: Values;
  readonly faults: Readonly<Record<string, Says>>;
}

export interface Asking {
  /** Names of what is on the page shown; elsewhere no fault is found. Without it, all is shown. */
  readonly only?: readonly string[];
  /** The wall clock of the people asked, as `2027-05-10T09:15`. */
  readonly now: string;
}

interface Spot {
  readonly prefix: string;
  readonly values: Record<string, Value>;
  readonly seen: Known;
  readonly shown: boolean;
}

interface Gathering {
  readonly raw: Raw;
  readonly only: readonly string[];
  readonly faults: Record<string, Says>;
}

/** Read a whole form; what is not asked is dropped, so that nothing comes in that nobody saw. */
export function accept(form: Form, raw: Raw, asking: Asking): Filled {
  const values: Record<string, Value> = {};
  const faults: Record<string, Says> = {};
  const seen = knownAt(values, asking.now);
  const shown = asking.only === undefined;
  fill(form.items, { prefix: "", values, seen, shown }, { raw, only: asking.only ?? [], faults });
  return { values, faults };
}

/** What expressions may read: the answers, and the clock of the people asked. */
export function knownAt(values: Values, now: string): Known {
  return (name) => (name === "today()" ? now.slice(0, 10) : name === "now()" ? now.slice(0, 16) : look(values, name));
}

export function choicesOpen(question: Question, seen: Known): readonly Choice[] {
  const filter = question.choice_filter;
  const choices = question.choices ?? [];
  if (!filter) return choices;
  return choices.filter((choice) => isTrue(filter, (name) => column(choice, name) ?? seen(name)));
}

/** The names of the questions, groups and repeats to be shown, given the answers so far. */
export function asked(items: readonly Item[], seen: Known): string[] {
  return items
    .filter((item) => isTrue(item.relevant, seen))
    .flatMap((item) => [item.name, ...(item.is === "question" ? [] : asked(item.items, seen))]);
}

function fill(items: readonly Item[], spot: Spot, gathering: Gathering): void {
  for (const item of items) {
    if (!isTrue(item.relevant, spot.seen)) continue;
    const inside = { ...spot, shown: spot.shown || gathering.only.includes(item.name) };
    if (item.is === "question") answer(item, inside, gathering);
    else if (item.is === "group") fill(item.items, inside, gathering);
    else fillRows(item, inside, gathering);
  }
}

function fillRows(repeat: Repeat, spot: Spot, gathering: Gathering): void {
  const numbers = rowNumbers(repeat, gathering.raw);
  if (numbers.length > repeat.at_most && spot.shown) {
    gathering.faults[repeat.name] = says("too_many_rows", { most: repeat.at_most });
  }
  const rows: Row[] = [];
  for (const number of numbers.slice(0, repeat.at_most)) {
    const values: Record<string, Value> = {};
    const seen: Known = (name) => (name in values ? look(values, name) : spot.seen(name));
    fill(repeat.items, { prefix: `${repeat.name}-${number}-`, values, seen, shown: spot.shown }, gathering);
    if (Object.keys(values).length > 0) rows.push(values);
  }
  if (rows.length > 0) spot.values[repeat.name] = rows;
}

function answer(question: Question, spot: Spot, gathering: Gathering): void {
  const value = valueOf(question, spot, gathering.raw);
  if (!isSays(value)) {
    if (!isEmpty(value)) spot.values[question.name] = value;
  } else if (spot.shown) gathering.faults[spot.prefix + question.name] = value;
}

function valueOf(question: Question, spot: Spot, raw: Raw): Value | Says {
  if (question.kind === "note") return "";
  if (question.kind === "calculate") return calculated(question, spot.seen);
  const allowed = choicesOpen(question, spot.seen).map((choice) => choice.name);
  const name = spot.prefix + question.name;
  const said = Object.prototype.hasOwnProperty.call(raw, name) ? raw[name] ?? [] : [];
  const value = readAnswer(question, said, allowed);
  if (isSays(value)) return value;
  if (isEmpty(value)) return question.required ? says("missing", {}, question.required_message) : "";
  const seen: Known = (each) => (each === question.name ? value : spot.seen(each));
  return isTrue(question.constraint, seen, value) ? value : says("not_allowed", {}, question.constraint_message);
}

/** Worked out as text, as ODK does; what is not a number is missing. */
function calculated(question: Question, seen: Known): string {
  const text = question.calculation ? toText(evaluateIn(question.calculation, seen)) : "";
  return text === "NaN" ? "" : text;
}

/** The numbers of the rows in which something was typed. */
function rowNumbers(repeat: Repeat, raw: Raw): number[] {
  const names = new Set([...walk(repeat.items)].map((each) => each.question.name));
  const numbers = Object.keys(raw).flatMap((name) => {
    const found = /^(.+)-(0|[1-9][0-9]{0,3})-(.+)$/.exec(name);
    const typed = (raw[name] ?? []).some((text) => strip(text) !== "");
    return found && found[1] === repeat.name && names.has(found[3] ?? "") && typed ? [Number(found[2])] : [];
  });
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function column(choice: Choice, name: string): string | null {
  if (!name.startsWith(COLUMN)) return null;
  const wanted = name.slice(COLUMN.length);
  return look({ name: choice.name, ...choice.columns }, wanted) as string;
}
