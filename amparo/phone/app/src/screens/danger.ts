// There is danger now: whom to call from here, one after the other. Nothing waits for a form.

import { isAlways, linesIn, spansOf, type Line, type Need } from "../edge/lines";
import { button, card, main } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { noteSilence } from "../edge/silence";
import type { Screen } from "../edge/stage";
import { h, type Child } from "../edge/view";
import { beginNotice, type Called } from "./notice";

/** `on` goes on with a notice under way; without it the notice is begun after the call. */
export const callList = (phone: Phone, need: Need, on?: (called: Called) => void, tried: string[] = []): Screen => () => {
  const { t, words, stage, pack } = phone;
  const lines = pack === null ? [] : linesIn(pack, phone.places, phone.wall, need);
  const left = lines.filter((line) => !tried.includes(line.key));
  const [next, ...others] = left;
  const goOn = on ?? ((called: Called) => beginNotice(phone, called));
  const nobody = (line: Line) => {
    stage.over(callList(phone, need, on, [...tried, line.key]));
    // Whoever is in danger waits for nothing: where it can't be kept, the next number is what counts.
    noteSilence(phone, line).catch(() => undefined);
  };
  if (next === undefined) return noneLeft(phone, lines, need, goOn, on);
  const answered = (line: Line) => goOn({ called: "answered", who: [line.key, line.kind] });
  return {
    title: t("danger.title"),
    body: [
      h("p", {}, words.say(need === "health" ? "call.health_first" : "call.no_wait")),
      card("danger", ...about(phone, next), callButton(phone, next)),
      card("", h("p", { class: "soft small" }, t("danger.say")), h("p", {}, toSay(phone, need))),
      h(
        "div",
        { class: "onward" },
        main(t("danger.answered"), () => answered(next), "answered"),
        button(t("danger.nobody"), () => nobody(next), "", "nobody"),
        need === "danger"
          ? button(t("danger.health"), () => stage.over(callList(phone, "health", on, tried)), "button-bare")
          : button(t("danger.police"), () => stage.over(callList(phone, "danger", on, tried)), "button-bare"),
      ),
      others.length === 0 ? null : h("h2", {}, t("danger.next")),
      h("ul", { class: "plain" }, others.map((line) => h("li", {}, card("", ...about(phone, line), callButton(phone, line))))),
    ],
  };
};

const noneLeft = (
  phone: Phone, lines: Line[], need: Need, goOn: (called: Called) => void, on?: (called: Called) => void,
) => {
  const { t, stage } = phone;
  const says = lines.length === 0 ? t("danger.unknown") : t("danger.go");
  return {
    title: lines.length === 0 ? t("danger.title") : t("danger.none_left"),
    body: [
      card("danger", h("p", {}, says)),
      h(
        "div",
        { class: "onward" },
        main(t("danger.notice"), () => goOn({ called: "no_answer", who: [] })),
        lines.length === 0 ? null : button(t("danger.all_again"), () => stage.over(callList(phone, need, on))),
      ),
    ],
  };
};

/** The one sentence to say; whoever answers knows the place by its name. */
function toSay(phone: Phone, need: Need): string {
  const place = phone.places?.home_name ?? "…";
  return phone.words.say(need === "health" ? "call.say_health" : "call.say", { place });
}

export function about(phone: Phone, line: Line): Child[] {
  const { t, words } = phone;
  const country = line.kind === "";
  const name = country ? words.say(`hotline.${line.key}`) : `${line.name} · ${words.say(`kind.${line.kind}`)}`;
  const tested = line.tested === "" ? words.say("hotline_says.never_tested") : testedOn(phone, line.tested);
  return [
    h("b", { class: "number" }, line.number),
    h("p", {}, name),
    h("p", { class: "small" }, hours(phone, line)),
    h("p", { class: "small soft" }, tested, line.isFree ? ` · ${t("danger.free")}` : ""),
  ];
}

const testedOn = (phone: Phone, day: string): string =>
  phone.words.say("hotline_says.tested", { day: phone.words.day(new Date(`${day}T12:00:00Z`), "UTC") });

function hours(phone: Phone, line: Line): string {
  const { t, words } = phone;
  if (line.isOpen === null) return words.say("hotline_says.no_hours");
  if (isAlways(line.week)) return t("danger.always");
  const days = spansOf(line.week).map(({ from, to, hours: span }) => {
    const several = t("day.span", { from: t(`day.${from}`), to: t(`day.${to}`) });
    return `${from === to ? t(`day.${from}`) : several} ${span}`;
  });
  return `${line.isOpen ? t("danger.open") : t("danger.closed")} · ${days.join("; ")}`;
}

const callButton = (phone: Phone, line: Line): HTMLElement =>
  h(
    "a",
    { class: "button button-big-danger", href: `tel:${line.number.replace(/[^0-9+]/g, "")}` },
    phone.t("danger.call", { number: line.number }),
  );

