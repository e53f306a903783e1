// What screens are made of: a door, a button, a card.

import { pictogram } from "./pictograms";
import { h, type Child } from "./view";

export const door = (picture: string, label: string, hint: string, press: () => void, kind = ""): HTMLElement =>
  h(
    "button",
    { class: `door ${kind}`, type: "button", click: press },
    pictogram(picture),
    h("b", {}, label),
    hint === "" ? null : h("span", {}, hint),
  );

export const button = (label: string, press: () => void, kind = "", id = ""): HTMLButtonElement =>
  h("button", { class: `button ${kind}`, type: "button", click: press, id: id || null }, label);

export const main = (label: string, press: () => void, id = ""): HTMLButtonElement =>
  button(label, press, "button-main", id);

export const card = (kind: string, ...children: Child[]): HTMLElement =>
  h("div", { class: kind === "" ? "card" : `card card-${kind}` }, children);

/** What is said when something was wrong; a screen reader says it at once. */
export const wrong = (says: string): HTMLElement => h("p", { class: "wrong", role: "alert" }, says);

export const status = (says = ""): HTMLElement => h("p", { class: "status", role: "status" }, says);

export const soft = (says: string): HTMLElement => h("p", { class: "soft" }, says);

export const progress = (done: number, all: number, label: string): HTMLElement => {
  const bar = h("i");
  bar.style.inlineSize = `${Math.round((100 * done) / Math.max(1, all))}%`;
  return h("div", { class: "progress", role: "img", "aria-label": label }, bar);
};

/** A field with its name above it. */
export function field(label: string, input: HTMLInputElement | HTMLTextAreaElement): HTMLElement {
  input.classList.add("field");
  return h("div", {}, h("label", { for: input.id }, label), input);
}
