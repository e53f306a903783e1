// Locking and hiding: what is open goes out of memory, and another page stands there at once.

import { button } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { doorOf } from "./door";

/** Forget what is open, and go to the doors. */
export function lock(phone: Phone, says = ""): void {
  forget(phone);
  phone.stage.start(doorOf(phone, says));
}

/** Lock and show a page that says nothing: a month, as any agenda has it. */
export function hideNow(phone: Phone): void {
  forget(phone);
  phone.stage.start(neutral(phone));
}

function forget(phone: Phone): void {
  phone.session?.forget();
  phone.session = null;
}

const neutral = (phone: Phone): Screen => () => {
  const { words, stage } = phone;
  const today = new Date();
  const form = { month: "long", year: "numeric" } as const;
  return {
    title: new Intl.DateTimeFormat(words.language, form).format(today),
    isNeutral: true,
    body: [month(words.language, today), button(words.t("neutral.open"), () => stage.uncover(doorOf(phone)), "button-bare")],
  };
};

function month(language: string, today: Date): HTMLElement {
  const [year, number] = [today.getFullYear(), today.getMonth()];
  const first = (new Date(year, number, 1).getDay() + 6) % 7;
  const days = new Date(year, number + 1, 0).getDate();
  const names = Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(language, { weekday: "narrow" }).format(new Date(2024, 0, 1 + day)),
  );
  const weeks = Array.from({ length: Math.ceil((first + days) / 7) }, (_, week) => week);
  const cell = (week: number, day: number): HTMLElement => {
    const shown = week * 7 + day - first + 1;
    const isToday = shown === today.getDate();
    return h("td", { "aria-current": isToday ? "date" : null }, shown > 0 && shown <= days ? shown : "");
  };
  return h(
    "table",
    { class: "month" },
    h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, weeks.map((week) => h("tr", {}, names.map((_, day) => cell(week, day))))),
  );
}
