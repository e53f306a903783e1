// A form of the pack, one question a screen. It knows no form by name: what is asked, when, and what an
// answer must be is the pack's.

import { accept, choicesOpen, knownAt, type Raw } from "../forms/filling";
import type { Form, Question } from "../forms/form";
import { isSays, sayIn } from "../forms/says";
import { screensOf, type Screen as Asked, type Within } from "../forms/screens";
import { progress, button, main, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { answerField, given } from "./answers";

type Rows = Readonly<Record<string, number>>;

/** What is being filled: the answers as typed, and how many rows of each repeat are shown. */
export interface Filling {
  readonly form: Form;
  readonly raw: Raw;
  readonly rows: Rows;
}

export interface Asking {
  /** What was answered so far: whoever goes back and on again finds it. */
  readonly now?: () => Filling;
  /** Called after each answer, so that it is kept; locked, where it is about a child. */
  readonly kept: (filling: Filling) => void;
  readonly done: (filling: Filling) => void;
  /** Stands under a question: a recording, for instance, or a way out. */
  readonly beneath?: (asked: Asked, filling: Filling) => Child;
  /** May come between an answer and the next question; true if it took over. */
  readonly between?: (asked: Asked, filling: Filling, goOn: (filling: Filling) => void) => boolean;
  /** Questions that are not asked on this way through the form. */
  readonly leaves?: (asked: Asked, filling: Filling) => boolean;
}

const wayThrough = (phone: Phone, filling: Filling, asking: Asking): Asked[] =>
  screensOf(filling.form, filling.raw, phone.now, filling.rows).filter((each) => asking.leaves?.(each, filling) !== true);

/** Ask the first question that stands at or after a place. */
export const askFrom = (phone: Phone, filling: Filling, place: number, asking: Asking): void => {
  const asked = wayThrough(phone, filling, asking)[place];
  if (asked === undefined) asking.done(filling);
  else phone.stage.go(question(phone, filling, place, asking));
};

const question = (phone: Phone, begun: Filling, place: number, asking: Asking, says = ""): Screen => () => {
  // A wrong answer stays to be mended.
  const start = says === "" ? (asking.now?.() ?? begun) : begun;
  const all = wayThrough(phone, start, asking);
  const asked = all[place];
  if (asked === undefined) return { title: "", body: [] };
  const onward = (filling: Filling, at = place + 1): void => {
    asking.kept(filling);
    if (asking.between?.(asked, filling, (next) => askFrom(phone, next, at, asking)) !== true) askFrom(phone, filling, at, asking);
  };
  const bar = progress(place, all.length, phone.t("notice.question", { n: place + 1, all: all.length }));
  if (asked.is === "more") return { above: bar, ...offer(phone, start, asked, place, onward) };
  const label = textOf(phone, asked.question.label);
  const hint = textOf(phone, asked.question.hint);
  const known = knownAt(accept(start.form, start.raw, { now: phone.now, only: [] }).values, phone.now);
  const field = answerField(phone, asked.question, choicesOpen(asked.question, known), asked.name, start.raw[asked.name] ?? []);
  const answered = (event: Event): void => {
    event.preventDefault();
    const filling = { ...start, raw: { ...start.raw, [asked.name]: given(field) } };
    const fault = faultOf(phone, filling, asked.name, asked.question);
    if (fault === "") onward(filling);
    else phone.stage.over(question(phone, filling, place, asking, fault));
  };
  return {
    above: bar,
    title: label,
    body: [
      within(phone, asked.within),
      hint === "" ? null : h("p", { class: "soft", id: "hint" }, hint),
      says === "" ? null : wrong(says),
      h(
        "form",
        { class: "onward", submit: answered, novalidate: true },
        field,
        h("button", { class: "button button-main", type: "submit", id: "on" }, phone.t("tool.on")),
      ),
      asking.beneath?.(asked, start),
    ],
  };
};

/** Say what is wrong with one answer; nothing, if it can be kept. */
function faultOf(phone: Phone, filling: Filling, name: string, asked: Question): string {
  const { faults } = accept(filling.form, filling.raw, { now: phone.now, only: [asked.name] });
  const fault = faults[name];
  return isSays(fault) ? sayIn(fault, phone.words.language, phone.words.say.bind(phone.words)) : "";
}

/** In a row of a repeat: whose row this is. */
function within(phone: Phone, above: readonly Within[]): Child {
  const row = above.find((each) => each.row !== null)?.row;
  return row === undefined || row === null ? null : h("p", { class: "soft" }, phone.t("notice.row", { n: row + 1 }));
}

function offer(
  phone: Phone, start: Filling, asked: Extract<Asked, { is: "more" }>, place: number, onward: (filling: Filling, at?: number) => void,
): { title: string; body: Child[] } {
  const more = { ...start, rows: { ...start.rows, [asked.name]: asked.rows + 1 } };
  return {
    title: phone.t("notice.add_row"),
    body: [
      h(
        "div",
        { class: "onward" },
        main(phone.t("tool.no"), () => onward(start), "no-more"),
        button(phone.t("tool.yes"), () => onward(more, place), "", "one-more"),
      ),
    ],
  };
}

export function textOf(phone: Phone, words: Readonly<Record<string, string>> | undefined): string {
  return words?.[phone.words.language] ?? Object.values(words ?? {})[0] ?? "";
}
