/** From answers to the classes they are kept in, and back to what was typed. Pure. */
import { dayNumber } from "../base/days";
import { isoWeek } from "../base/days";
import { questionsOf, repeatOf, walk } from "./form";
import type { AnswerClass, Form, Question } from "./form";
import { codesIn, isDate, isEmpty, isRows, look, toText } from "./values";
import type { Row, Value, Values } from "./values";

export type Split = Partial<Record<AnswerClass, Record<string, Value>>>;

/** Split answers by who may read them. A coded date is kept as its ISO week, unless it is a moment. */
export function byClass(form: Form, values: Values): Split {
  const questions = new Map(questionsOf(form).map((question) => [question.name, question]));
  const split: Split = {};
  const put = (kept: AnswerClass, name: string, value: Value): void => {
    (split[kept] ??= {})[name] = value;
  };
  for (const [name, value] of Object.entries(values)) {
    if (isRows(value)) splitRows(questions, value).forEach((rows, kept) => put(kept, name, rows));
    else if (!isEmpty(value)) put(...keptAs(questions.get(name), name, value));
  }
  return split;
}

/** Write answers as they would have been typed, to show them in their form again. */
export function toRaw(form: Form, values: Values): Record<string, string[]> {
  const raw: Record<string, string[]> = {};
  for (const { question, above } of walk(form.items)) {
    const repeat = repeatOf(above);
    if (!repeat) {
      put(raw, question.name, look(values, question.name));
      continue;
    }
    const rows = look(values, repeat.name);
    (isRows(rows) ? rows : []).forEach((row, number) =>
      put(raw, `${repeat.name}-${number}-${question.name}`, look(row, question.name)),
    );
  }
  return raw;
}

/** What a fresh form shows as already typed; inside repeats nothing. */
export function defaultsOf(form: Form): Record<string, string[]> {
  const raw: Record<string, string[]> = {};
  for (const { question, above } of walk(form.items)) {
    if (!question.default || repeatOf(above)) continue;
    raw[question.name] = question.kind === "select_multiple" ? codesIn(question.default) : [question.default];
  }
  return raw;
}

function splitRows(questions: Map<string, Question>, rows: readonly Row[]): Map<AnswerClass, Row[]> {
  const split = new Map<AnswerClass, Record<string, Value>[]>();
  rows.forEach((row, place) => {
    for (const [name, value] of Object.entries(row)) {
      const [kept, , worth] = keptAs(questions.get(name), name, value);
      if (!split.has(kept)) split.set(kept, rows.map(() => ({})));
      // The place is a number, and the name a question's.
      // nosemgrep: no-name-leads-into-a-prototype
      (split.get(kept)?.[place] as Record<string, Value>)[name] = worth;
    }
  });
  return split;
}

function keptAs(question: Question | undefined, name: string, value: Value): [AnswerClass, string, Value] {
  const kept = question?.answer_class ?? "sealed";
  const isDay = (question?.kind === "date" || question?.kind === "datetime") && !question.moment;
  const day = toText(value).slice(0, 10);
  if (kept === "coded" && isDay && isDate(day)) return [kept, name, isoWeek(dayNumber(day) ?? 0)];
  return [kept, name, value];
}

function put(raw: Record<string, string[]>, name: string, value: Value): void {
  if (!isEmpty(value)) raw[name] = Array.isArray(value) ? codesIn(value) : [toText(value)];
}
