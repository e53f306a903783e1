// Enter: one's picture where several share the phone, then the four words or the story.

import { unlockMember } from "../edge/session";
import { field, status, wrong, button, soft } from "../edge/pieces";
import type { Member } from "../edge/members";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import { home } from "./home";
import { confirmed } from "./confirmed";
import { first } from "./first";
import { oneOf, touched } from "./pictures";

export const enter = (phone: Phone): Screen => {
  const waiting = phone.members.find((each) => each.state === "waits");
  if (phone.members.length === 1 && waiting) return confirmed(phone, waiting.id);
  const [only, ...others] = phone.members;
  if (only === undefined) return first(phone);
  return others.length === 0 ? open(phone, only) : whose(phone, (member) => phone.stage.go(open(phone, member)));
};

/** Ask who it is, by picture. */
export const whose = (phone: Phone, chosen: (member: Member) => void): Screen => () => {
  const { t } = phone;
  const signs = phone.members.map((each) => each.sign);
  const known = (sign: string): void => {
    const member = phone.members.find((each) => each.sign === sign);
    if (member) chosen(member);
  };
  return { title: t("sign.whose"), body: [oneOf(phone, signs, known)] };
};

const open = (phone: Phone, member: Member, says = ""): Screen => () => {
  const { t, stage } = phone;
  const tried = (passphrase: string): void => {
    const opening: Screen = () => ({ title: t("enter.title"), body: [status(t("enter.opening"))] });
    // Whoever hid it or went back meanwhile wants nothing opened any more.
    const isWanted = (): boolean => stage.shows(opening);
    stage.over(opening);
    void unlockMember(phone, member, passphrase, isWanted).then((isOpen) => {
      if (!isWanted()) return;
      if (isOpen) stage.start(home(phone));
      else stage.over(open(phone, member, t("enter.wrong")));
    });
  };
  const revoked = member.state === "revoked" ? wrong(t("lost.revoked")) : null;
  const again = member.state === "revoked" ? button(t("first.title"), () => stage.go(first(phone))) : null;
  return {
    title: t("enter.title"),
    body: [
      revoked,
      says === "" ? null : wrong(says),
      member.secret === "story" ? byStory(phone, tried) : byWords(phone, tried),
      again,
      soft(t("enter.forgot")),
    ],
  };
};

function byStory(phone: Phone, tried: (passphrase: string) => void): HTMLElement {
  const words = h("p", {}, phone.t("enter.story"));
  return h("div", { class: "stack" }, words, touched(phone, (keys) => tried(keys.join(" "))));
}

function byWords(phone: Phone, tried: (passphrase: string) => void): HTMLElement {
  const typed = h("input", { id: "words", type: "password", autocomplete: "off" });
  const submit = (event: Event): void => {
    event.preventDefault();
    if (typed.value.trim() !== "") tried(typed.value);
  };
  return h(
    "form",
    { class: "onward", submit },
    field(phone.t("enter.words"), typed),
    h("button", { class: "button button-main", type: "submit" }, phone.t("enter.open")),
  );
}
