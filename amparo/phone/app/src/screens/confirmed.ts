// The check words: the member reads hers, the supervisor sees the same, and confirms.

import { askAgain, checkWords } from "../edge/enrolment";
import { button, card, main, soft, status } from "../edge/pieces";
import type { Member } from "../edge/members";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { syncSoon } from "../edge/rounds";
import { doorOf } from "./door";
import { first } from "./first";

const EVERY = 5000;

export const confirmed = (phone: Phone, id: string): Screen => () => {
  const { t, stage } = phone;
  const says = status(t("check.waits"));
  const words = h("p", { class: "code-word", id: "check-words" });
  const member = phone.members.find((each) => each.id === id);
  let over = false;
  const giveUp = async (): Promise<void> => {
    over = true;
    await phone.cupboard.change([], [["members", id]]);
    await phone.load();
    stage.start(first(phone));
  };
  const look = async (): Promise<void> => {
    if (over || member === undefined) return;
    const stands = await askAgain(phone, member);
    if (over) return;
    if (stands.is === "ready") return stage.start(ready(phone, stands.lost));
    if (stands.is === "waits" && words.textContent === "") words.textContent = await wordsFor(member, stands.root);
    says.textContent = stands.is === "refused" ? t("check.refused") : stands.is === "away" ? t("first.no_network") : t("check.waits");
    if (stands.is !== "refused") setTimeout(() => void look(), EVERY);
  };
  void look();
  return {
    title: t("check.title"),
    body: [
      h("p", {}, t("check.lead")),
      card("", words),
      says,
      h("div", { class: "onward" }, button(t("check.differ"), () => void giveUp(), "button-danger")),
    ],
    leave: () => (over = true),
  };
};

/** The words, or nothing yet where the signal went away. */
const wordsFor = (member: Member, root: string): Promise<string> =>
  checkWords(member, root).then((words) => words.join(" · "), () => "");

const ready = (phone: Phone, lost: string): Screen => () => {
  const { t, stage } = phone;
  syncSoon(phone);
  return {
    title: t("check.ready"),
    body: [
      soft(t("check.lost")),
      card("", h("p", { class: "code-word" }, lost)),
      main(t("check.noted"), () => stage.start(doorOf(phone)), "noted"),
    ],
  };
};

