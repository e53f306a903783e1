// Give notice: heard first, then asked, one question a screen. It works locked, and is write-only.

import { namesRead } from "../forms/expressions";
import type { Form, Question } from "../forms/form";
import { questionsOf } from "../forms/form";
import { defaultsOf } from "../forms/split";
import type { Screen as Asked } from "../forms/screens";
import { formOf, keepDraft, newDraft, type Draft } from "../edge/drafts";
import { button, card, main, soft } from "../edge/pieces";
import type { Member } from "../edge/members";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { askFrom, type Asking, type Filling } from "./asking";
import { callList } from "./danger";
import { whose } from "./enter";
import { first } from "./first";
import { cardsOf, showCard } from "./guide";
import { check } from "./sending";
import { voiceNote } from "./voice";

/** What came of calling, before the notice. `who`: codes of whoever answered, the likeliest first. */
export interface Called {
  readonly called: string;
  readonly who: readonly string[];
}
const CONCERN = "concern";

export function beginNotice(phone: Phone, called?: Called): void {
  const { stage, session } = phone;
  const [only, ...others] = phone.ready;
  if (only === undefined || newest(phone) === null) stage.go(first(phone));
  else if (session !== null) stage.go(before(phone, session.member, called));
  else if (others.length === 0) void by(phone, only, called, (screen) => stage.go(screen));
  else stage.go(whose(phone, (member) => void by(phone, member, called, (screen) => stage.over(screen))));
}

/** Her own offices and keys, where several share the phone. */
async function by(phone: Phone, member: Member, called: Called | undefined, show: (screen: Screen) => void): Promise<void> {
  phone.writing = member;
  await phone.load();
  show(before(phone, member, called));
}

const newest = (phone: Phone): Form | null => phone.pack?.forms[CONCERN] ?? null;

/** The card that is shown and heard before the first question. */
const before = (phone: Phone, member: Member, called?: Called): Screen => () => {
  const { t, words, stage } = phone;
  const form = newest(phone);
  const begin = (): void => {
    if (form !== null) ask(phone, newDraft(phone, member, form.key, startOf(form, called)), 0);
  };
  return {
    title: t("notice.title"),
    body: [
      card("", h("p", {}, words.say("card.listen"))),
      main(t("notice.begin"), begin, "begin"),
      called === undefined ? button(t("door.danger"), () => stage.go(callList(phone, "danger")), "button-danger") : null,
      cardsOf(phone, CONCERN).map((each) => showCard(phone, each)),
    ],
  };
};

function startOf(form: Form, called?: Called): Record<string, string[]> {
  const start = defaultsOf(form);
  if (called === undefined) return start;
  const codes = questionsOf(form).find((each) => each.name === "called_who")?.choices ?? [];
  const known = called.who.find((who) => codes.some((choice) => choice.name === who));
  const who = called.called === "answered" ? { called_who: [known ?? "other"] } : {};
  return { ...start, danger_now: ["now"], called: [called.called], ...who };
}

/** Go on where it was left: at the first question without an answer. */
export function goOnWithDraft(phone: Phone): void {
  const draft = phone.session?.draft;
  if (draft) ask(phone, draft, 0);
}

export function ask(phone: Phone, draft: Draft, place: number): void {
  const form = formOf(phone, draft);
  if (form === undefined) return;
  let whole = draft;
  const keep = (filling: Filling): Draft => {
    whole = { ...whole, raw: filling.raw, rows: filling.rows };
    void keepDraft(phone, whole);
    return whole;
  };
  const asking: Asking = {
    now: () => ({ form, raw: whole.raw, rows: whole.rows }),
    kept: keep,
    done: (filling) => phone.stage.go(check(phone, keep(filling))),
    leaves: (asked, { raw }) => isUrgent(raw) && !whole.isWhole && asked.is === "question" && !isNeeded(form, asked.question),
    between: (asked, filling, goOn) => callFirst(phone, asked, filling, goOn),
    beneath: (asked, filling) => beneath(phone, asked, () => keep(filling), (next) => (whole = next)),
  };
  askFrom(phone, { form, raw: draft.raw, rows: draft.rows }, place, asking);
}

const isUrgent = (raw: Filling["raw"]): boolean => raw["danger_now"]?.[0] === "now";

/** In danger only what must be known is asked, whether somebody answered, and what follows from these. */
function isNeeded(form: Form, asked: Question): boolean {
  if (asked.required === true || asked.name === "called") return true;
  const read = asked.relevant === undefined ? [] : namesRead(asked.relevant);
  return questionsOf(form).some((each) => read.includes(each.name) && isNeeded(form, each));
}

/** Danger or health: calling comes before the next question, unless that was done. */
function callFirst(phone: Phone, asked: Asked, filling: Filling, goOn: (filling: Filling) => void): boolean {
  const { raw, form } = filling;
  const needsHealth = raw["health_now"]?.[0] === "yes";
  const isSaid = (raw["called"] ?? []).length > 0;
  if (asked.name !== "health_now" || isSaid || !(isUrgent(raw) || needsHealth)) return false;
  const called = (said: Called): void => goOn({ ...filling, raw: { ...raw, ...startOf(form, said), danger_now: raw["danger_now"] ?? [] } });
  phone.stage.go(callList(phone, needsHealth ? "health" : "danger", called));
  return true;
}

function beneath(phone: Phone, asked: Asked, now: () => Draft, changed: (draft: Draft) => void): Child {
  if (asked.is !== "question") return null;
  const draft = now();
  return h(
    "div",
    { class: "onward" },
    asked.question.appearance === "multiline" ? voiceNote(phone, draft, asked.question.name, changed) : null,
    isAnswered(phone, draft) ? button(phone.t("notice.send_now"), () => phone.stage.go(check(phone, now()))) : null,
    soft(phone.t("notice.sealed")),
  );
}

/** Tell whether all that must be answered is: then it can be sent from here. */
function isAnswered(phone: Phone, draft: Draft): boolean {
  const form = formOf(phone, draft);
  const needed = form === undefined ? [] : questionsOf(form).filter((each) => each.required === true);
  return needed.every((each) => (draft.raw[each.name] ?? []).length > 0);
}
