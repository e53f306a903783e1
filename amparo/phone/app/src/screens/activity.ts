// What the group did: taps and a day. No child in particular is spoken of.

import { defaultsOf } from "../forms/split";
import { accept } from "../forms/filling";
import { NoRoom } from "../edge/idb";
import { sendStep } from "../edge/steps";
import { card, main, soft, status, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { syncSoon } from "../edge/rounds";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { askFrom, textOf, type Filling } from "./asking";
import { home } from "./home";
import { cardsOf, showCard } from "./guide";

/** A form of the pack that opens a dossier of its own: what it is called, and what is said around it. */
export interface Own {
  readonly protocol: string;
  readonly step: string;
  readonly title: string;
  readonly lead: string;
  readonly kept: string;
}

export const activity = (phone: Phone): Screen =>
  ownForm(phone, {
    protocol: "activity",
    step: "note",
    title: phone.t("activity.title"),
    lead: phone.t("activity.lead"),
    kept: phone.t("activity.kept"),
  });

export const ownForm = (phone: Phone, own: Own, dossier?: string): Screen => () => {
  const pack = phone.packOf(phone.session?.journal.dossiers[dossier ?? ""]?.pack ?? "");
  const form = pack?.forms[pack.protocols[own.protocol]?.steps?.[own.step]?.form ?? ""];
  const begin = (): void => {
    if (form === undefined) return;
    const start: Filling = { form, raw: defaultsOf(form), rows: {} };
    const done = (filling: Filling): void => phone.stage.go(ready(phone, own, filling, dossier));
    askFrom(phone, start, 0, { kept: () => undefined, done });
  };
  return {
    title: own.title,
    body: [
      h("p", {}, own.lead),
      cardsOf(phone, own.protocol === "activity" ? "activity" : "support").map((each) => showCard(phone, each)),
      form === undefined ? card("", h("p", {}, phone.t("home.never"))) : main(phone.t("notice.begin"), begin, "begin"),
    ],
  };
};

const ready = (phone: Phone, own: Own, filling: Filling, dossier?: string, says = ""): Screen => () => {
  const { t, stage } = phone;
  const { faults } = accept(filling.form, filling.raw, { now: phone.now });
  const isWhole = Object.keys(faults).length === 0;
  const again = (): void => askFrom(phone, filling, 0, { kept: () => undefined, done: (next) => stage.go(ready(phone, own, next, dossier)) });
  return {
    title: isWhole ? t("notice.check") : t("notice.mend"),
    body: [
      says === "" ? null : wrong(says),
      soft(textOf(phone, filling.form.title)),
      isWhole
        ? main(t("notice.send"), () => void send(phone, own, filling, dossier), "send")
        : main(t("tool.on"), again),
    ],
  };
};

async function send(phone: Phone, own: Own, filling: Filling, dossier?: string): Promise<void> {
  const { t, stage } = phone;
  stage.over(() => ({ title: t("notice.sending"), body: [status(t("notice.sending"))] }));
  try {
    await sendStep(phone, { protocol: own.protocol, step: own.step, dossier, filling });
    stage.start(kept(phone, own.kept));
  } catch (error) {
    stage.over(ready(phone, own, filling, dossier, t(error instanceof NoRoom ? "fault.no_room_text" : "fault.unknown")));
  }
}

export const kept = (phone: Phone, says: string): Screen => () => {
  const { t, stage } = phone;
  const where = status(t("notice.leaves_now"));
  void syncSoon(phone).then(() => (where.textContent = t(phone.waiting === 0 ? "notice.arrived" : "notice.leaves_later")));
  const body: Child[] = [card("", h("p", {}, says)), where, main(t("tool.done"), () => stage.start(home(phone)), "done")];
  return { title: t("notice.sent"), body };
};
