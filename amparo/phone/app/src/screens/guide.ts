// What to say and what not, first aid for the day, what never to do; and the services here. All offline.

import { linesIn } from "../edge/lines";
import { pictogram } from "../edge/pictograms";
import { button, card, door } from "../edge/pieces";
import type { Card } from "../pack/pack";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { about } from "./danger";

const sorted = <T extends { readonly order?: number }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

export const cardsOf = (phone: Phone, beside: string): Card[] =>
  sorted(Object.values(phone.pack?.guidance?.cards ?? {})).filter((each) => each.beside?.includes(beside) === true);

export const guide = (phone: Phone): Screen => () => {
  const { t, words, stage } = phone;
  const topics = sorted(Object.values(phone.pack?.guidance?.topics ?? {}));
  return {
    title: t("guide.title"),
    body: [
      topics.length === 0 ? card("", h("p", {}, words.say("card.listen"))) : null,
      topics.map((topic) =>
        door(pictureOf(phone, topic.key), words.say(`topic.${topic.key}`), "", () => stage.go(cards(phone, topic.key))),
      ),
      door("phone", t("guide.services"), "", () => stage.go(services(phone))),
    ],
  };
};

const pictureOf = (phone: Phone, topic: string): string =>
  sorted(Object.values(phone.pack?.guidance?.cards ?? {})).find((each) => each.topic === topic)?.pictogram ?? "book_open";

const cards = (phone: Phone, topic: string): Screen => () => ({
  title: phone.words.say(`topic.${topic}`),
  body: sorted(Object.values(phone.pack?.guidance?.cards ?? {}))
    .filter((each) => each.topic === topic)
    .map((each) => showCard(phone, each)),
});

/** One card: its sentences, each on a line, and where it comes from. */
export function showCard(phone: Phone, shown: Card): HTMLElement {
  const { words } = phone;
  const lines = words.say(`guidance.${shown.key}.says`).split("\n");
  const source = shown.source === undefined ? "" : `${shown.source} · ${words.say(`label.${shown.label ?? "P"}`)}`;
  return h(
    "section",
    { class: shown.is_never === true ? "card card-danger" : "card" },
    h(
      "h2",
      { class: "where" },
      pictogram(shown.is_never === true ? "cross" : (shown.pictogram ?? "")),
      words.say(`guidance.${shown.key}.title`),
    ),
    lines.map((line) => h("p", {}, line)),
    source === "" ? null : h("p", { class: "small soft unsaid" }, source),
  );
}

const services = (phone: Phone): Screen => () => {
  const { t, pack, stage } = phone;
  const lines = pack === null ? [] : linesIn(pack, phone.places, phone.wall, "danger");
  return {
    title: t("guide.services"),
    body: [
      lines.length === 0 ? card("", h("p", {}, t("danger.unknown"))) : null,
      lines.map((line) => card("", ...about(phone, line))),
      button(t("tool.back"), stage.back),
    ],
  };
};
