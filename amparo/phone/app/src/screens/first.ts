// Somebody begins on this phone: the code of the desk, her picture, her passphrase, the check words.

import { canScan, scan } from "../edge/camera";
import { begin, cleanCode, type Ticket } from "../edge/enrolment";
import { NoRoom } from "../edge/idb";
import { hasSignal } from "../edge/network";
import { button, field, soft, status, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Scene, Screen } from "../edge/stage";
import { KEYS } from "../edge/story";
import { h } from "../edge/view";
import { confirmed } from "./confirmed";
import { oneOf } from "./pictures";
import { chooseSecret } from "./secret";
import { callList } from "./danger";

export const first = (phone: Phone, given = "", says = ""): Screen => () => {
  const { t, stage } = phone;
  const code = h("input", { id: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", value: given });
  const goOn = (): void => {
    const ticket = cleanCode(code.value);
    if (ticket === null) stage.over(first(phone, code.value, t("first.bad_code")));
    else if (!hasSignal()) stage.over(first(phone, code.value, t("first.no_network")));
    else stage.go(chooseSign(phone, ticket));
  };
  return {
    title: t("first.title"),
    body: [
      h("p", {}, t("first.lead")),
      says === "" ? null : wrong(says),
      h(
        "form",
        { class: "onward", submit: (event) => (event.preventDefault(), goOn()) },
        field(t("first.code"), code),
        h("button", { class: "button button-main", type: "submit" }, t("tool.on")),
        canScan() ? button(t("first.scan"), () => stage.go(scanCode(phone))) : null,
      ),
      h("p", { class: "onward" }, button(t("door.danger"), () => stage.go(callList(phone, "danger")), "button-danger")),
    ],
  };
};

const scanCode = (phone: Phone): Screen => () => {
  const { t, stage } = phone;
  const video = h("video", { muted: true, playsinline: true, "aria-label": t("first.scanning") });
  const says = status(t("first.scanning"));
  let end = (): void => undefined;
  const seen = (text: string): void => {
    const ticket = cleanCode(text);
    if (ticket !== null) stage.over(chooseSign(phone, ticket));
  };
  scan(video, seen).then(
    (stop) => (end = stop),
    () => (says.textContent = t("first.no_camera")),
  );
  return { title: t("first.scan"), body: [video, says], leave: () => end() } satisfies Scene;
};

/** Her picture, of those that stand for nobody else here. */
const chooseSign = (phone: Phone, ticket: Ticket): Screen => () => {
  const { t, stage } = phone;
  const taken = phone.members.filter((each) => each.state !== "revoked").map((each) => each.sign);
  const free = KEYS.filter((key) => !taken.includes(key));
  const chosen = (sign: string): void => stage.go(chooseSecret(phone, (secret) => enrol(phone, { ...ticket, sign, ...secret })));
  return { title: t("sign.title"), body: [soft(t("sign.lead")), oneOf(phone, free, chosen)] };
};

async function enrol(phone: Phone, asked: Parameters<typeof begin>[1]): Promise<void> {
  const { stage } = phone;
  stage.over(() => ({ title: phone.t("tool.wait"), body: [status(phone.t("secret.working"))] }));
  try {
    const member = await begin(phone, asked);
    stage.start(confirmed(phone, member.id));
  } catch (error) {
    stage.start(first(phone, asked.code, phone.t(error instanceof NoRoom ? "fault.no_room_text" : "fault.unknown")));
  }
}

