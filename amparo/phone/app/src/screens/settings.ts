// Letters, language, another member, and leaving: which wipes what is one's own.

import { isKept, languages } from "../edge/caches";
import { button, card, main, status, wrong } from "../edge/pieces";
import { SIZES, type Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { leaveFor } from "../edge/leaving";
import { speak } from "../edge/tongue";
import { first } from "./first";
import { doorOf } from "./door";

export const settings = (phone: Phone): Screen => () => {
  const { t, stage } = phone;
  const kept = status("");
  void isKept().then((is) => (kept.textContent = t(is ? "settings.kept" : "settings.not_kept")));
  return {
    title: t("settings.title"),
    body: [
      choice(t("settings.size"), SIZES.map((size) => [size, t(`settings.${size}`)]), phone.settings.size, (size) =>
        phone.choose({ ...phone.settings, size: size as (typeof SIZES)[number] }).then(() => stage.again()),
      ),
      choice(t("settings.language"), languages().map((each) => [each, nameOf(each)]), phone.words.language, (language) =>
        speak(phone, language).then(() => stage.again()),
      ),
      h(
        "div",
        { class: "onward" },
        button(t("settings.member"), () => stage.go(first(phone))),
        phone.session === null ? null : button(t("settings.leave"), () => stage.go(leave(phone)), "button-danger"),
      ),
      kept,
    ],
  };
};

const nameOf = (language: string): string => {
  // Before Chrome 81 a language is named by its code.
  const names = "DisplayNames" in Intl ? new Intl.DisplayNames([language], { type: "language" }) : null;
  return names?.of(language) ?? language;
};

const choice = (label: string, all: string[][], chosen: string, press: (key: string) => Promise<void>): HTMLElement =>
  h(
    "fieldset",
    {},
    h("legend", {}, label),
    all.map(([key = "", says = ""]) =>
      h(
        "label",
        { class: "choice" },
        h("input", { type: "radio", name: label, id: `choose-${key}`, checked: key === chosen, change: () => void press(key) }),
        h("span", {}, says),
      ),
    ),
  );

const leave = (phone: Phone): Screen => () => {
  const { t, stage } = phone;
  const gone = async (): Promise<void> => {
    await leaveFor(phone);
    stage.start(phone.members.length === 0 ? first(phone) : doorOf(phone));
  };
  return {
    title: t("settings.leave"),
    body: [
      phone.waiting > 0 ? wrong(t("settings.leave_unsent")) : null,
      card("due", h("p", {}, t("settings.leave_sure"))),
      h(
        "div",
        { class: "onward" },
        button(t("settings.leave_yes"), () => void gone(), "button-danger", "leave"),
        main(t("tool.stop"), stage.back),
      ),
    ],
  };
};
