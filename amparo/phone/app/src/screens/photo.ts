// A photo of what the group did, for the office of the group alone. Before it is sealed it is asked whether a
// child's face is to be recognised: then it is dropped here.

import { NoRoom } from "../edge/idb";
import { redrawn } from "../edge/photo";
import { sendStep } from "../edge/steps";
import { card, door, main, status, wrong } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import type { Screen } from "../edge/stage";
import { h } from "../edge/view";
import type { Raw } from "../forms/filling";
import { kept } from "./activity";

const PROTOCOL = "activity_photo";

/** Tell whether there is an office to which a photo could go. */
export const canShow = (phone: Phone): boolean =>
  (phone.places?.office ?? "") !== "" && phone.pack?.forms[PROTOCOL] !== undefined;

export const photo = (phone: Phone, activity: Raw, says = ""): Screen => () => {
  const { t, stage } = phone;
  const file = h("input", { type: "file", id: "photo", hidden: true, accept: "image/*" });
  const chosen = async (): Promise<void> => {
    const drawn = file.files?.[0] === undefined ? null : await redrawn(file.files[0]);
    stage.over(drawn === null ? photo(phone, activity, t("photo.broken")) : asked(phone, activity, drawn));
  };
  file.addEventListener("change", () => void chosen());
  return {
    title: t("photo.title"),
    body: [says === "" ? null : wrong(says), card("", h("p", {}, t("photo.lead"))), file, main(t("photo.take"), () => file.click(), "take")],
  };
};

const asked = (phone: Phone, activity: Raw, drawn: Blob): Screen => () => {
  const { t, stage } = phone;
  const address = URL.createObjectURL(drawn);
  return {
    title: t("photo.ask"),
    body: [
      h("img", { src: address, class: "photo", alt: "" }),
      door("face_yes", t("photo.yes"), "", () => stage.over(photo(phone, activity, t("photo.refused")))),
      door("figure_blank", t("photo.no"), "", () => void send(phone, activity, drawn)),
    ],
    leave: () => URL.revokeObjectURL(address),
  };
};

async function send(phone: Phone, activity: Raw, drawn: Blob): Promise<void> {
  const { t, stage, pack, places } = phone;
  const form = pack?.forms[PROTOCOL];
  if (form === undefined) return;
  stage.over(() => ({ title: t("notice.sending"), body: [status(t("notice.sending"))] }));
  const { activity_kind: kind = [], activity_on: day = [] } = activity;
  const raw = { child_face: ["no"], photo_kind: kind, photo_on: day, photo_place: [places?.home_name ?? ""] };
  try {
    const picture = new Uint8Array(await new Response(drawn).arrayBuffer());
    await sendStep(phone, { protocol: PROTOCOL, step: "show", filling: { form, raw, rows: {} }, picture });
    stage.start(kept(phone, t("photo.kept"), activity));
  } catch (error) {
    stage.over(photo(phone, activity, t(error instanceof NoRoom ? "fault.no_room" : "fault.unknown")));
  }
}
