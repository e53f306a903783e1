// How one's own is locked: four words written, or a story of eight pictures that is heard and learnt.

import { isStrong, pictureStory, storyPhrase } from "../sealing/passphrase";
import { button, door, field, main, soft, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { KEYS } from "../edge/story";
import { h } from "../edge/view";
import { story, touched } from "./pictures";

export interface Secret {
  readonly secret: "words" | "story";
  readonly passphrase: string;
}
type Chosen = (secret: Secret) => void;

export const chooseSecret = (phone: Phone, chosen: Chosen): Screen => () => {
  const { t, stage } = phone;
  return {
    title: t("secret.title"),
    body: [
      soft(t("secret.lead")),
      door("figures_family", t("secret.story"), t("secret.story_hint"), () => stage.go(learn(phone, pictureStory(KEYS), chosen))),
      door("notice", t("secret.words"), t("secret.words_hint"), () => stage.go(write(phone, chosen))),
    ],
  };
};

const write = (phone: Phone, chosen: Chosen, says = "", before = ""): Screen => () => {
  const { t, stage } = phone;
  const typed = h("input", { id: "words", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const goOn = (event: Event): void => {
    event.preventDefault();
    if (before === "" && !isStrong(typed.value)) stage.over(write(phone, chosen, t("secret.weak")));
    else if (before === "") stage.over(write(phone, chosen, "", typed.value));
    else if (tidy(before) !== tidy(typed.value)) stage.over(write(phone, chosen, t("secret.differ")));
    else chosen({ secret: "words", passphrase: typed.value });
  };
  return {
    title: before === "" ? t("secret.write") : t("secret.same"),
    body: [
      before === "" ? soft(t("secret.write_lead")) : null,
      says === "" ? null : wrong(says),
      h(
        "form",
        { class: "onward", submit: goOn },
        field(t("enter.words"), typed),
        h("button", { class: "button button-main", type: "submit" }, t("tool.on")),
      ),
    ],
  };
};

const learn = (phone: Phone, keys: string[], chosen: Chosen): Screen => () => {
  const { t, stage } = phone;
  return {
    title: t("secret.learn"),
    body: [
      soft(t("secret.learn_lead")),
      story(phone, keys),
      h(
        "div",
        { class: "onward" },
        main(t("secret.know"), () => stage.go(show(phone, keys, chosen)), "know"),
        button(t("secret.another"), () => stage.over(learn(phone, pictureStory(KEYS), chosen))),
      ),
    ],
  };
};

const show = (phone: Phone, keys: string[], chosen: Chosen, says = ""): Screen => () => {
  const { t, stage } = phone;
  const whole = (found: string[]): void => {
    if (found.join(" ") === keys.join(" ")) chosen({ secret: "story", passphrase: storyPhrase(keys) });
    else stage.over(show(phone, keys, chosen, t("secret.wrong_story")));
  };
  return { title: t("secret.show"), body: [says === "" ? null : wrong(says), touched(phone, whole)] };
};

const tidy = (typed: string): string => typed.normalize("NFKC").trim().split(/\s+/).join(" ");
