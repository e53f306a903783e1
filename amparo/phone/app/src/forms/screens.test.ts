import assert from "node:assert/strict";
import { test } from "node:test";
import type { Form, Item } from "./form";
import { screensOf } from "./screens";

const NOW = "2027-05-10T09:15";
const yes = ["=", ["ref", "any"], ["text", "yes"]] as const;
const ages: Item = { is: "question", name: "age", kind: "integer", label: { en: "Age" } };
const teen: Item = {
  is: "question", name: "school", kind: "text", label: { en: "School" }, relevant: [">", ["ref", "age"], ["number", "12"]],
};
const form: Form = {
  key: "f", version: "1", title: { en: "F" }, default_language: "en",
  items: [
    { is: "question", name: "any", kind: "select_one", label: { en: "Any?" }, choices: ["yes", "no"].map((name) => ({ name, label: {} })) },
    { is: "group", name: "g", label: { en: "G" }, relevant: yes, items: [{ is: "repeat", name: "child", label: { en: "Each" }, at_most: 2, items: [ages, teen] }] },
    { is: "question", name: "sum", kind: "calculate", calculation: ["text", "x"] },
    { is: "question", name: "bye", kind: "note", label: { en: "Bye" } },
  ],
};

const names = (raw: Record<string, string[]>, rows = {}): string[] =>
  screensOf(form, raw, NOW, rows).map((screen) => (screen.is === "more" ? `+${screen.name}` : screen.name));

test("one question a screen, and only what is asked", () => {
  assert.deepEqual(names({}), ["any", "bye"]);
  assert.deepEqual(names({ any: ["no"] }), ["any", "bye"]);
  assert.deepEqual(names({ any: ["yes"] }), ["any", "child-0-age", "+child", "bye"]);
});

test("rows come one after the other, as many as there may be", () => {
  const raw = { any: ["yes"], "child-0-age": ["13"] };
  assert.deepEqual(names(raw), ["any", "child-0-age", "child-0-school", "+child", "bye"]);
  assert.deepEqual(names(raw, { child: 2 }), ["any", "child-0-age", "child-0-school", "child-1-age", "bye"]);
});

test("a screen says within what it stands", () => {
  const screen = screensOf(form, { any: ["yes"] }, NOW)[1];
  assert.ok(screen?.is === "question");
  assert.deepEqual(screen.within.map((each) => [each.item.name, each.row]), [["g", null], ["child", 0]]);
});

test("screens follow the numbers that the paper has", () => {
  const [any, group, sum, bye] = form.items as [Item, Item, Item, Item];
  const other: Item = { is: "question", name: "first", kind: "text", number: 1 };
  const numbers: Form = { ...form, items: [{ ...any, number: 2 } as Item, group, sum, bye, other] };
  const shown = screensOf(numbers, { any: ["yes"] }, NOW).map((screen) => screen.name);
  assert.deepEqual(shown, ["first", "any", "child-0-age", "child", "bye"]);
});
