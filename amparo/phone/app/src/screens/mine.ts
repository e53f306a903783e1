// My notices: a word, a day, and honestly where each is. No kind, no name, nothing of what was written.

import { messageOf, newestTold, byWhen } from "../edge/answers";
import type { Dossier } from "../edge/journal";
import { button, card, main, soft, wrong } from "../edge/pieces";
import { pictogram } from "../edge/pictograms";
import type { Phone } from "../edge/phone";
import { syncSoon } from "../edge/rounds";
import { beginNotice } from "./notice";
import type { Screen } from "../edge/stage";
import type { Stub } from "../edge/stubs";
import { h, type Child } from "../edge/view";

export const mine = (phone: Phone): Screen => () => {
  const { t, session } = phone;
  const stubs = (session?.stubs ?? []).filter((each) => each.protocol === "concern");
  const known = Object.values(session?.journal.dossiers ?? {}).filter((each) => each.protocol === "concern");
  const days = new Map([...stubs.map((each) => [each.situation, each.day] as const), ...known.map((each) => [situationOf(each), each.opened ?? ""] as const)]);
  const newestFirst = [...days].sort(([, one], [, other]) => (one < other ? 1 : -1)).map(([id]) => id);
  return {
    title: t("mine.title"),
    body: [
      unconfirmed(phone),
      newestFirst.length === 0 ? card("", h("p", {}, t("mine.empty"))) : null,
      h(
        "ul",
        { class: "plain" },
        newestFirst.map((id) => h("li", {}, one(phone, stubs.filter((each) => each.situation === id), known.filter((each) => situationOf(each) === id)))),
      ),
      button(t("door.notice"), () => beginNotice(phone)),
    ],
  };
};

const situationOf = (dossier: Dossier): string => dossier.situation ?? dossier.id;

function one(phone: Phone, stubs: readonly Stub[], known: readonly Dossier[]): HTMLElement {
  const word = known[0]?.word ?? stubs[0]?.word ?? "";
  const day = known[0]?.opened ?? stubs[0]?.day ?? "";
  const unseen = stubs.filter((stub) => !known.some((each) => each.id === stub.dossier));
  return card(
    "",
    h("h2", { class: "code-word" }, word),
    day === "" ? null : soft(phone.t("mine.day", { day: phone.words.day(new Date(`${day}T12:00:00Z`), "UTC") })),
    unseen.map((stub) => whereStub(phone, stub)),
    known.map((dossier) => whereIs(phone, dossier)),
    [...new Set(known.map((dossier) => whatWasSaid(phone, dossier, word)))].filter((says) => says !== "").map((says) => h("p", {}, says)),
  );
}

const line = (picture: string, says: string): HTMLElement => h("p", { class: "where" }, pictogram(picture), h("span", {}, says));

function whereStub(phone: Phone, stub: Stub): Child {
  const { t } = phone;
  if (stub.refused !== "") return wrong(t("mine.refused"));
  return stub.sent ? line("arrow_up", t("mine.sent")) : line("lock", t("mine.here"));
}

function whereIs(phone: Phone, dossier: Dossier): Child {
  const { t, places } = phone;
  const office = places?.bodies.find((each) => each.id === dossier.office)?.name ?? "";
  const isRead = dossier.entries.some((each) => each.step === "read") || dossier.readAt !== undefined;
  return line(isRead ? "eye" : "envelope", t(isRead ? "mine.read" : "mine.received", { office }));
}

/** The newest closed message, and until when the next answer was promised. */
function whatWasSaid(phone: Phone, dossier: Dossier, word: string): string {
  const { t, words, places, zone } = phone;
  const told = newestTold(dossier.entries);
  if (told === undefined) return "";
  const number = places?.bodies.find((each) => each.id === dossier.office)?.phone ?? "";
  const until = told.step === "in_hand" ? byWhen(words, told.coded, zone) : "";
  const says = messageOf(words, told, word, number, zone);
  return until === "" ? says : `${says} ${t("mine.until", { day: until })}.`;
}

/** What was sent under her picture without entering: was it her? */
function unconfirmed(phone: Phone): Child {
  const { t, session, stage } = phone;
  const ids = session?.journal.unconfirmed ?? [];
  if (ids.length === 0 || session === null) return null;
  const yes = (): void => {
    session.confirm(ids);
    void syncSoon(phone).then(() => stage.again());
    stage.again();
  };
  return card("due", h("p", {}, t("mine.was_you")), main(t("mine.was_me"), yes, "was-me"));
}
