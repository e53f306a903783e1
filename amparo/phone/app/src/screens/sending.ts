// Before it is sent: where it goes, and that nobody can read it here afterwards. After: the word to remember.

import { accept } from "../forms/filling";
import { formOf, throwAway, type Draft } from "../edge/drafts";
import { NoRoom } from "../edge/idb";
import { officesOf, sendConcern } from "../edge/notices";
import { button, card, main, soft, status, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { syncSoon } from "../edge/rounds";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { ask } from "./notice";
import { doorOf } from "./door";
import { home } from "./home";
import { kept, companion } from "./people";

export const check = (phone: Phone, draft: Draft, says = ""): Screen => () => {
  const { t, stage } = phone;
  const form = formOf(phone, draft);
  if (form === undefined) return { title: "", body: [] };
  const { faults, values } = accept(form, draft.raw, { now: phone.now });
  if (Object.keys(faults).length > 0) return mend(phone, draft);
  const offices = officesOf(phone, draft, values);
  const again = (next: Draft): void => stage.over(check(phone, next));
  return {
    title: t("notice.check"),
    body: [
      says === "" ? null : wrong(says),
      offices.length === 0
        ? card("danger", h("p", {}, t("notice.nowhere")))
        : card("", h("p", { class: "soft small" }, t("notice.goes_to")), h("ul", { class: "plain" }, offices.map((name) => h("li", {}, h("b", {}, name))))),
      kept(phone, draft, again),
      companion(phone, draft, again),
      soft(t("notice.sealed")),
      h(
        "div",
        { class: "onward" },
        offices.length === 0 ? null : main(t("notice.send"), () => void send(phone, draft), "send"),
        canSayMore(phone, draft) ? button(t("notice.more"), () => ask(phone, { ...draft, isWhole: true }, 0)) : null,
        button(t("notice.throw"), () => void drop(phone, draft), "button-bare"),
      ),
    ],
  };
};

const canSayMore = (phone: Phone, draft: Draft): boolean =>
  !draft.isWhole && draft.raw["danger_now"]?.[0] === "now" && formOf(phone, draft) !== undefined;

const mend = (phone: Phone, draft: Draft): { title: string; body: Child[] } => ({
  title: phone.t("notice.mend"),
  body: [wrong(phone.t("notice.required")), main(phone.t("tool.on"), () => ask(phone, { ...draft, isWhole: true }, 0))],
});

async function send(phone: Phone, draft: Draft): Promise<void> {
  const { t, stage } = phone;
  stage.over(() => ({ title: t("notice.sending"), body: [status(t("notice.sending"))] }));
  try {
    const word = await sendConcern(phone, draft);
    stage.start(sentWord(phone, word));
  } catch (error) {
    stage.over(check(phone, draft, t(error instanceof NoRoom ? "fault.no_room_text" : "fault.unknown")));
  }
}

async function drop(phone: Phone, draft: Draft): Promise<void> {
  await throwAway(phone, draft);
  phone.stage.start(phone.session === null ? doorOf(phone, phone.t("notice.thrown")) : home(phone));
}

function becameOfIt(phone: Phone, refusedBefore: number): string {
  if (phone.refused > refusedBefore) return "mine.refused";
  return phone.waiting === 0 ? "notice.arrived" : "notice.leaves_later";
}

/** It is kept, locked; whether it has left is said as soon as that is known. */
export const sentWord = (phone: Phone, word: string): Screen => () => {
  const { t, stage } = phone;
  const says = status(t("notice.leaves_now"));
  const refusedBefore = phone.refused;
  void syncSoon(phone).then(() => (says.textContent = t(becameOfIt(phone, refusedBefore))));
  const on = (): void => stage.start(phone.session === null ? doorOf(phone) : home(phone));
  return {
    title: t("notice.sent"),
    body: [
      card("", h("p", {}, t("notice.remember")), h("p", { class: "code-word", id: "word" }, word)),
      says,
      soft(t("notice.if_danger")),
      main(t("tool.done"), on, "done"),
    ],
  };
};
