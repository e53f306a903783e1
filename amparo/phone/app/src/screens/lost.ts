// A lost phone is reported from any other one, without anybody having to enter.

import { ask, NoAnswer } from "../edge/network";
import { utf8 } from "../base/bytes";
import { card, field, wrong, main } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";

export const lost = (phone: Phone, given = "", says = ""): Screen => () => {
  const { t, stage } = phone;
  const code = h("input", { id: "lost", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", value: given });
  const report = (event: Event): void => {
    event.preventDefault();
    const body = utf8(JSON.stringify({ v: 1, code: code.value.trim().toUpperCase() }));
    ask({ method: "POST", path: "lost", body, json: true }).then(
      () => stage.over(done(phone)),
      (error: unknown) => stage.over(lost(phone, code.value, t(whyNot(error)))),
    );
  };
  return {
    title: t("lost.title"),
    body: [
      h("p", {}, t("lost.lead")),
      says === "" ? null : wrong(says),
      h(
        "form",
        { class: "onward", submit: report },
        field(t("lost.code"), code),
        h("button", { class: "button button-main", type: "submit" }, t("lost.report")),
      ),
      card("due", h("p", {}, t("lost.undone"))),
    ],
  };
};

const whyNot = (error: unknown): string => {
  if (error instanceof NoAnswer && error.status === 404) return "lost.wrong";
  return error instanceof NoAnswer && error.status === 429 ? "first.slow" : "lost.no_network";
};

const done = (phone: Phone): Screen => () => ({
  title: phone.t("lost.done"),
  body: [card("due", h("p", {}, phone.t("lost.undone"))), main(phone.t("tool.done"), phone.stage.back)],
});
