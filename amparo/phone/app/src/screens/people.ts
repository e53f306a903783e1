// Others of the group: who goes along, and who must not know. Known only to whoever has entered.

import type { Draft } from "../edge/drafts";
import type { Phone } from "../edge/phone";
import { h } from "../edge/view";

const OUR_GROUP = "our_group";

export function kept(phone: Phone, draft: Draft, changed: (draft: Draft) => void): HTMLElement | null {
  const others = phone.session?.people ?? [];
  if (others.length === 0 || !(draft.raw["keep_from"] ?? []).includes(OUR_GROUP)) return null;
  const press = (id: string, is: boolean): void =>
    changed({ ...draft, kept: is ? [...draft.kept, id] : draft.kept.filter((each) => each !== id) });
  return h(
    "fieldset",
    {},
    h("legend", {}, phone.t("notice.who_not_people")),
    others.map(([id, name]) => box("checkbox", `kept-${id}`, name, draft.kept.includes(id), (is) => press(id, is))),
  );
}

export function companion(phone: Phone, draft: Draft, changed: (draft: Draft) => void): HTMLElement | null {
  const others = (phone.session?.people ?? []).filter(([id]) => !draft.kept.includes(id));
  if (others.length === 0) return null;
  const all: (readonly [string, string])[] = [["", phone.t("notice.companion_none")], ...others];
  return h(
    "fieldset",
    {},
    h("legend", {}, phone.t("notice.companion")),
    all.map(([id, name]) => box("radio", `with-${id}`, name, draft.companion === id, () => changed({ ...draft, companion: id }))),
  );
}

const box = (type: string, id: string, name: string, checked: boolean, press: (is: boolean) => void): HTMLElement => {
  const input = h("input", { type, id, checked, name: type === "radio" ? "with" : id });
  input.addEventListener("change", () => press(input.checked));
  return h("label", { class: "choice" }, input, h("span", {}, name));
};
