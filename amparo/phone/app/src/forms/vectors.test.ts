import assert from "node:assert/strict";
import { test } from "node:test";
import { vectors } from "../testing/files";
import { evaluate } from "./expressions";
import type { Tree } from "./expressions";
import type { Kind, Question } from "./form";
import { readAnswer } from "./kinds";
import { isSays } from "./says";
import { toText } from "./values";
import type { Value, Values } from "./values";

interface Vectors {
  expressions: { text: string; values: Values; here: Value; tree: Tree; result: { type: string; text: string } }[];
  choices: string[];
  answers: { kind: Kind; typed: string[]; value?: Value; says?: string; values?: Record<string, number> }[];
}

const known = vectors<Vectors>("forms.json");
const SAYS: Record<string, string> = {
  one_only: "Choose one answer only.",
  not_a_choice: "Choose from the answers shown.",
  not_whole: "Write a whole number with digits, like 3.",
  too_big: "Write a number of at most {most} digits.",
  too_long: "This has {length} characters; write at most {most}.",
  odd_character: "This holds a sign that can't be kept. Type the words again instead of pasting.",
  not_a_date: "Write the date as year-month-day, like 2027-05-10.",
  no_such_day: "There is no such day. Check day, month and year; write it like 2027-05-10.",
  not_a_time: "Write the hour as hours:minutes, like 09:15 or 21:40.",
  not_a_moment: "Write day and hour like 2027-05-10 09:15.",
};

function shown(worth: Value): { type: string; text: string } {
  const type = typeof worth === "boolean" ? "boolean" : typeof worth === "number" ? "number" : "text";
  return { type, text: toText(worth) };
}

test("every expression comes to what the vectors say", () => {
  assert.ok(known.expressions.length > 100);
  for (const { text, tree, values, here, result } of known.expressions) {
    assert.deepEqual(shown(evaluate(tree, values, here)), result, text);
  }
});

test("every typed answer is read as the vectors say", () => {
  assert.ok(known.answers.length > 20);
  const choices = known.choices.map((name) => ({ name, label: { en: name } }));
  for (const { kind, typed, value, says, values } of known.answers) {
    const question: Question = { is: "question", name: "q", kind, choices };
    const found = readAnswer(question, typed, known.choices);
    const about = `${kind} ${JSON.stringify(typed)}`;
    if (isSays(found)) assert.deepEqual([SAYS[found.says], found.values], [says, values], about);
    else assert.deepEqual(found, value, about);
  }
});
