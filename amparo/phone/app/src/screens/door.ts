// Before unlocking: three doors and nothing personal. All three work without a network.

import { renew } from "../edge/caches";
import { button, card, door } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { callList } from "./danger";
import { enter } from "./enter";
import { first } from "./first";
import { guide } from "./guide";
import { lost } from "./lost";
import { beginNotice } from "./notice";
import { carry } from "./carry";
import { settings } from "./settings";

export const doorOf = (phone: Phone, says = ""): Screen => () => {
  void renew();
  phone.writing = null;
  const { t, stage } = phone;
  return {
    title: t("door.title"),
    body: [
      says === "" ? null : card("", h("p", { role: "status" }, says)),
      door("danger", t("door.danger"), t("door.danger_hint"), () => stage.go(callList(phone, "danger")), "door-danger"),
      door("notice", t("door.notice"), t("door.notice_hint"), () => beginNotice(phone)),
      door("enter", t("door.enter"), t("door.enter_hint"), () => stage.go(enter(phone))),
      mail(phone),
      more(phone),
    ],
  };
};

/** Where nobody has begun yet there is one thing to do, and whom to call. */
export const beginning = (phone: Phone): Screen => first(phone);

function mail(phone: Phone): HTMLElement {
  const { t } = phone;
  const says = phone.waiting > 0 ? t("door.waiting") : "";
  return h("p", { class: "status", role: "status", id: "mail" }, says);
}

function more(phone: Phone): HTMLElement {
  const { t, stage } = phone;
  return h(
    "nav",
    { class: "onward", "aria-label": t("door.more") },
    button(t("door.guide"), () => stage.go(guide(phone))),
    phone.waiting > 0 ? button(t("door.carry"), () => stage.go(carry(phone))) : null,
    button(t("door.lost"), () => stage.go(lost(phone))),
    button(t("tool.settings"), () => stage.go(settings(phone))),
  );
}

