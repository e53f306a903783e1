// A turn for the worse becomes a concern in two taps: what is known goes along, two things are asked anew.

import { toRaw } from "../forms/split";
import type { Values } from "../forms/values";
import { newDraft, type Draft } from "../edge/drafts";
import type { Dossier } from "../edge/journal";
import { sendConcern } from "../edge/notices";
import { stepLetters } from "../edge/steps";
import { card, main, status, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { askFrom, type Filling } from "./asking";
import { sentWord } from "./sending";

const ASKED = ["danger_now", "health_now"];

interface Raises {
  readonly carries?: readonly string[];
  readonly gives?: readonly { readonly name: string; readonly code: string }[];
}

export function worse(phone: Phone, dossier: Dossier): void {
  const { session, pack, stage } = phone;
  const form = pack?.forms[pack.routes.form];
  const step = phone.packOf(dossier.pack)?.protocols[dossier.protocol]?.steps?.["worse"] as Raises | undefined;
  if (session === null || form === undefined || step === undefined) return;
  const given = Object.fromEntries((step.gives ?? []).map(({ name, code }) => [name, [code]]));
  const raw = { ...toRaw(form, carried(dossier, step)), ...given };
  const draft = newDraft(phone, session.member, form.key, raw);
  const leaves = (asked: { name: string }): boolean => !ASKED.includes(asked.name);
  const done = (filling: Filling): void => stage.go(sure(phone, dossier, { ...draft, raw: filling.raw }));
  askFrom(phone, { form, raw, rows: {} }, 0, { kept: () => undefined, leaves, done });
}

function carried(dossier: Dossier, step: Raises): Values {
  const told: Record<string, Values[string]> = {};
  for (const entry of dossier.entries)
    for (const answers of Object.values(entry.answers))
      for (const name of step.carries ?? []) if (answers[name] !== undefined) told[name] = answers[name];
  return told;
}

const sure = (phone: Phone, dossier: Dossier, draft: Draft, says = ""): Screen => () => {
  const { t, words } = phone;
  return {
    title: words.say(`step.${dossier.protocol}.worse`),
    body: [
      says === "" ? null : wrong(says),
      card("", h("p", {}, t("notice.sealed"))),
      main(t("notice.send"), () => void send(phone, dossier, draft), "send"),
    ],
  };
};

async function send(phone: Phone, dossier: Dossier, draft: Draft): Promise<void> {
  const { t, stage } = phone;
  stage.over(() => ({ title: t("notice.sending"), body: [status(t("notice.sending"))] }));
  try {
    const beside = stepLetters(phone, { protocol: dossier.protocol, step: "worse", dossier: dossier.id });
    const word = await sendConcern(phone, draft, { cameOf: dossier.id, askedBy: dossier.office ?? "" }, beside);
    stage.start(sentWord(phone, word));
  } catch {
    stage.over(sure(phone, dossier, draft, t("fault.unknown")));
  }
}
