// What an officer asked of me: one thing at a time, until a day; I may say no, and stop.

import { momentOf } from "../base/moments";
import { replay } from "../protocols/replay";
import { sendStep } from "../edge/steps";
import type { Dossier } from "../edge/journal";
import { button, card, main, soft } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { toText, type Values } from "../forms/values";
import { questionsOf, type Question } from "../forms/form";
import { kept, ownForm } from "./activity";
import { textOf } from "./asking";
import { cardsOf, showCard } from "./guide";
import { worse } from "./worse";

const PROTOCOL = "accompaniment";
const HATS = ["member:vetted", "second:vetted"];

export const asked = (phone: Phone): Screen => () => {
  const { t, stage, session } = phone;
  const all = Object.values(session?.journal.dossiers ?? {}).filter((each) => each.protocol === PROTOCOL);
  return {
    title: t("asked.title"),
    body: [
      all.length === 0 ? card("", h("p", {}, t("asked.empty"))) : null,
      all.map((dossier) => card("", ...inShort(phone, dossier), main(t("tool.on"), () => stage.go(one(phone, dossier))))),
    ],
  };
};

function inShort(phone: Phone, dossier: Dossier): Child[] {
  const coded = dossier.entries.find((each) => each.step === "asked")?.coded ?? {};
  const task = labelOf(phone, dossier, "look_in_task", toText(coded["look_in_task"] ?? ""));
  const day = toText(coded["look_until"] ?? "");
  const until = day === "" ? "" : phone.words.day(new Date(`${day}T12:00:00Z`), "UTC");
  return [h("p", {}, phone.words.say("message.T4", { task, until })), due(phone, dossier)];
}

function due(phone: Phone, dossier: Dossier): Child {
  const protocol = phone.packOf(dossier.pack)?.protocols[dossier.protocol];
  if (protocol === undefined) return null;
  const at = momentOf(phone.clock());
  const [first] = replay(protocol, dossier.entries, at, phone.calendar).duties;
  if (first === undefined) return null;
  const day = phone.words.day(new Date(first.due / 1000), phone.zone);
  return soft(first.due < at ? phone.t("asked.overdue") : phone.t("asked.due", { day }));
}

const one = (phone: Phone, dossier: Dossier): Screen => () => {
  const { t, words } = phone;
  const protocol = phone.packOf(dossier.pack)?.protocols[dossier.protocol];
  const standing = protocol && replay(protocol, dossier.entries, momentOf(phone.clock()), phone.calendar);
  const steps = Object.values(protocol?.steps ?? {}).filter(
    (step) => standing?.allowed.has(step.key) === true && step.by.some((by) => HATS.includes(by)),
  );
  const label = (step: string): string => words.say(`step.${dossier.protocol}.${step}`);
  return {
    title: t("asked.title"),
    body: [
      card("", ...inShort(phone, dossier)),
      told(phone, dossier),
      cardsOf(phone, "visit").map((each) => showCard(phone, each)),
      h(
        "div",
        { class: "onward" },
        steps.map((step) => button(label(step.key), () => take(phone, dossier, step.key, step.form, label(step.key)))),
      ),
    ],
  };
};

function take(phone: Phone, dossier: Dossier, step: string, form: string | undefined, title: string): void {
  const { stage, t } = phone;
  const own = { protocol: dossier.protocol, step, title, lead: "", kept: t("tool.done") };
  if (step === "worse") worse(phone, dossier);
  else if (form === undefined) stage.go(sure(phone, dossier, step, title));
  else stage.go(ownForm(phone, own, dossier.id));
}

const sure = (phone: Phone, dossier: Dossier, step: string, title: string): Screen => () => {
  const { t, stage } = phone;
  const yes = async (): Promise<void> => {
    await sendStep(phone, { protocol: dossier.protocol, step, dossier: dossier.id });
    stage.start(kept(phone, title));
  };
  return {
    title,
    body: [h("div", { class: "onward" }, main(t("tool.yes"), () => void yes(), "sure"), button(t("tool.no"), stage.back))],
  };
};

/** What was sealed for her, while it may still be read. */
function told(phone: Phone, dossier: Dossier): Child {
  const entry = dossier.entries.find((each) => each.step === "asked");
  if (entry === undefined) return null;
  const answers = Object.assign({}, ...Object.values(entry.answers)) as Values;
  const rows = Object.entries(answers).map(([name, value]) => h("p", {}, h("b", {}, `${questionOf(phone, dossier, name)} `), toText(value)));
  return rows.length === 0 ? soft(phone.t("asked.gone")) : card("", rows);
}

const asks = (phone: Phone, dossier: Dossier, name: string): Question | undefined => {
  const form = phone.packOf(dossier.pack)?.forms["look_in"];
  return form === undefined ? undefined : questionsOf(form).find((each) => each.name === name);
};

const questionOf = (phone: Phone, dossier: Dossier, name: string): string => textOf(phone, asks(phone, dossier, name)?.label);

const labelOf = (phone: Phone, dossier: Dossier, name: string, code: string): string =>
  textOf(phone, asks(phone, dossier, name)?.choices?.find((choice) => choice.name === code)?.label);
