// Inside: five ways on. No names, no kinds, no counts, nothing of anybody else.

import { door, soft, button, card } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { activity } from "./activity";
import { asked } from "./asked";
import { carry } from "./carry";
import { guide } from "./guide";
import { mine } from "./mine";
import { beginNotice, goOnWithDraft } from "./notice";
import { settings } from "./settings";
import { support } from "./support";
import { hideNow, lock } from "./locking";

const DAY = 86_400_000;
const WRONG_BY = 3_600_000;

export const home = (phone: Phone): Screen => () => {
  const { t, stage, session } = phone;
  if (session === null) return { title: "", body: [] };
  return {
    title: t("home.title"),
    body: [
      Math.abs(session.member.ahead) > WRONG_BY ? card("due", h("p", {}, t("home.clock"))) : null,
      session.draft === null ? null : card("", h("p", {}, t("notice.draft")), button(t("notice.draft_go_on"), () => goOnWithDraft(phone))),
      door("envelope", t("home.notices"), "", () => stage.go(mine(phone))),
      door("figure_beside", t("home.asked"), "", () => stage.go(asked(phone))),
      door("circle_people", t("home.activity"), "", () => stage.go(activity(phone))),
      door("heart", t("home.support"), "", () => stage.go(support(phone))),
      door("circle_empty", t("home.hide"), t("home.hide_hint"), () => hideNow(phone)),
      soft(freshness(phone)),
      h(
        "nav",
        { class: "onward", "aria-label": t("door.more") },
        button(t("door.notice"), () => beginNotice(phone)),
        button(t("door.guide"), () => stage.go(guide(phone))),
        button(t("door.carry"), () => stage.go(carry(phone))),
        button(t("tool.settings"), () => stage.go(settings(phone))),
        button(t("home.lock"), () => lock(phone)),
      ),
    ],
  };
};

function freshness(phone: Phone): string {
  const { t, words, session } = phone;
  const answered = session?.member.answered ?? 0;
  if (answered === 0) return t("home.never");
  const then = new Date(answered);
  const when = `${words.day(then, phone.zone)}, ${words.hour(then, phone.zone)}`;
  return t(Date.now() - answered < DAY ? "home.fresh" : "home.stale", { when });
}
