// Say it with one's own voice instead of writing; never a child's.

import { keepVoice, dropVoice } from "../edge/media";
import type { Draft } from "../edge/drafts";
import { NoRoom } from "../edge/idb";
import { button, status, soft } from "../edge/pieces";
import type { Phone } from "../edge/phone";
import { fill, h } from "../edge/view";
import { canRecord, record, type Recording } from "../edge/voice";

export function voiceNote(phone: Phone, draft: Draft, question: string, changed: (draft: Draft) => void): HTMLElement | null {
  const { t } = phone;
  if (!canRecord()) return null;
  const says = status();
  const place = h("div", { class: "onward" });
  let now = draft;
  const show = (...children: Node[]): void => fill(place, children, says);
  const idle = (): void => {
    const kept = now.voices[question];
    if (kept === undefined) show(button(t("notice.voice"), () => void begin()), soft(t("notice.voice_hint")));
    else show(soft(t("notice.voice_done", { seconds: kept.seconds })), button(t("notice.voice_drop"), () => void drop()));
  };
  const begin = async (): Promise<void> => {
    const began = Date.now();
    const recording = await record().catch(() => null);
    if (recording === null) {
      says.textContent = t("notice.voice_fails");
      return;
    }
    says.textContent = t("notice.voice_on");
    show(button(t("notice.voice_stop"), () => void end(recording, began), "button-main"));
  };
  const end = async (recording: Recording, began: number): Promise<void> => {
    says.textContent = "";
    try {
      now = await keepVoice(phone, now, question, await recording.stop(), Math.round((Date.now() - began) / 1000));
      changed(now);
    } catch (error) {
      says.textContent = t(error instanceof NoRoom ? "fault.no_room" : "fault.unknown");
    }
    idle();
  };
  const drop = async (): Promise<void> => {
    now = await dropVoice(phone, now, question);
    changed(now);
    idle();
  };
  idle();
  return place;
}
