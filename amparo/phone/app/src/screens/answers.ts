// The field of one question: lines to press for choices, each with its drawing; else something to write in.

import type { Choice, Question } from "../forms/form";
import { pictogram } from "../edge/pictograms";
import type { Phone } from "../edge/phone";
import { h } from "../edge/view";
import { textOf } from "./asking";

const TYPES: Partial<Record<Question["kind"], string>> = {
  date: "date",
  time: "time",
  datetime: "datetime-local",
  integer: "number",
  text: "text",
};

export function answerField(
  phone: Phone, asked: Question, choices: readonly Choice[], name: string, before: readonly string[],
): HTMLElement {
  if (asked.kind === "note") return h("div");
  if (asked.kind === "select_one" || asked.kind === "select_multiple")
    return chosen(phone, asked, choices, name, before);
  return written(asked, name, before[0] ?? "");
}

function chosen(
  phone: Phone, asked: Question, choices: readonly Choice[], name: string, before: readonly string[],
): HTMLElement {
  const type = asked.kind === "select_one" ? "radio" : "checkbox";
  return h(
    "fieldset",
    { "aria-labelledby": "title" },
    choices.map((choice) =>
      h(
        "label",
        { class: "choice" },
        h("input", { type, name, value: choice.name, checked: before.includes(choice.name) }),
        pictogram(choice.columns?.["pictogram"] ?? ""),
        h("span", {}, textOf(phone, choice.label)),
      ),
    ),
  );
}

function written(asked: Question, name: string, before: string): HTMLElement {
  const limit = asked.limit === undefined ? {} : { maxlength: asked.limit };
  const shared = { class: "field", name, id: "answer", "aria-labelledby": "title", value: before, autocomplete: "off", ...limit };
  if (asked.kind === "text" && (asked.limit ?? 0) > 100) return h("textarea", { ...shared, rows: 5 });
  return h("input", { ...shared, type: TYPES[asked.kind] ?? "text" });
}

/** What was answered in a field, as it is typed. */
export function given(field: HTMLElement): string[] {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return field.value.trim() === "" ? [] : [field.value];
  return [...field.querySelectorAll<HTMLInputElement>("input:checked")].map((each) => each.value);
}
