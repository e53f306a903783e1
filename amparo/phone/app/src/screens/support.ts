// I need support: for whoever helps. It goes to somebody outside her community.

import { linesIn } from "../edge/lines";
import { card, door } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { ownForm } from "./activity";
import { about } from "./danger";
import { cardsOf, showCard } from "./guide";

export const support = (phone: Phone): Screen => () => {
  const { t, words, stage, pack, session } = phone;
  const lines = pack === null ? [] : linesIn(pack, phone.places, phone.wall, "danger").slice(0, 3);
  const kept = t("support.kept");
  const owed = Object.values(session?.journal.dossiers ?? {}).find((each) => each.protocol === "debrief");
  const threat = { protocol: "threat", step: "tell", title: words.say("step.threat.tell"), lead: t("support.lead"), kept };
  const wish = { protocol: "debrief", step: "wish", title: words.say("step.debrief.wish"), lead: t("support.lead"), kept };
  return {
    title: t("support.title"),
    body: [
      h("p", {}, t("support.lead")),
      owed === undefined ? null : door("phone_talk", wish.title, "", () => stage.go(ownForm(phone, wish, owed.id))),
      door("face_afraid", threat.title, "", () => stage.go(ownForm(phone, threat))),
      cardsOf(phone, "support").map((each) => showCard(phone, each)),
      h("h2", {}, t("support.numbers")),
      lines.map((line) => card("", ...about(phone, line))),
    ],
  };
};
