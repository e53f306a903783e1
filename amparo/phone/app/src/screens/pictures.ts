// A hundred pictures to touch: for a story, in order, or for one's sign.

import { KEYS, signOf } from "../edge/story";
import { STORY } from "../sealing/passphrase";
import { button } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { fill, h } from "../edge/view";

const face = (phone: Phone, key: string): (Node | string)[] => [
  h("i", { "aria-hidden": "true" }, signOf(key)),
  h("span", {}, bare(phone.words.say(`picture.${key}`))),
];

// "el sol" is said; under a picture "sol" is enough.
const bare = (name: string): string => name.replace(/^(el|la|los|las|the) /, "");

/** Pictures to choose one of. */
export const oneOf = (phone: Phone, keys: readonly string[], chosen: (key: string) => void): HTMLElement =>
  h(
    "ul",
    { class: "pictures" },
    keys.map((key) =>
      h("li", {}, h("button", { class: "picture", type: "button", "data-key": key, click: () => chosen(key) }, face(phone, key))),
    ),
  );

export const every = (phone: Phone, chosen: (key: string) => void): HTMLElement =>
  oneOf(phone, KEYS, chosen);

/** The pictures of a story, one after the other, to be learnt. */
export const story = (phone: Phone, keys: readonly string[]): HTMLElement =>
  h(
    "ol",
    { class: "pictures story" },
    keys.map((key) => h("li", { class: "picture" }, face(phone, key))),
  );

/** Eight to be touched in order. Which were touched is not shown, only how many. */
export function touched(phone: Phone, whole: (keys: string[]) => void): HTMLElement {
  const { t } = phone;
  const keys: string[] = [];
  const dots = h("div", { class: "dots", role: "status" });
  const undo = button(t("secret.undo"), () => tell(keys.pop()));
  const tell = (_: string | number | undefined): void => {
    fill(dots, Array.from({ length: STORY }, (_each, place) => h("i", { class: place < keys.length ? "is-set" : "" })));
    dots.setAttribute("aria-label", t("secret.count", { n: keys.length }));
    undo.hidden = keys.length === 0;
  };
  const take = (key: string): void => {
    if (keys.length < STORY) tell(keys.push(key));
    if (keys.length === STORY) whole([...keys]);
  };
  tell(0);
  return h("div", { class: "stack" }, dots, every(phone, take), undo);
}
