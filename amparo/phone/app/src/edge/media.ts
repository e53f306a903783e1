// Recordings on their way: sealed at once, in pieces, in a queue of their own that comes after all text.

import { hex, text, type Bytes } from "../base/bytes";
import { newId } from "../base/ids";
import { newContentKey } from "../sealing/parts";
import { sealMedia } from "../wire/media";
import { keepDraft, type Draft, type Voice } from "./drafts";
import { ask, NoAnswer, type Asker } from "./network";
import type { Phone } from "./phone";

interface Queued {
  readonly pieces: readonly Bytes[];
  /** Until its letter is sent it belongs to a draft, and stays here. */
  readonly isSent: boolean;
}

/** Keep a recording with a draft. The draft's text was kept before it.
 *  @throws NoRoom if the phone is full: then the draft is as it was. */
export async function keepVoice(phone: Phone, draft: Draft, question: string, said: Blob, seconds: number): Promise<Draft> {
  const key = newContentKey();
  const media = newId(Date.now());
  const sealed = sealMedia(media, new Uint8Array(await new Response(said).arrayBuffer()), key);
  const body: Queued = { pieces: sealed.pieces, isSent: false };
  await phone.cupboard.change([["media", { id: media, owner: draft.owner, at: Date.now(), body }]]);
  const kind = said.type.split(";")[0] ?? "audio/webm";
  const voice: Voice = { media, key: hex(key), kind, pieces: sealed.pieces.length, hash: sealed.hash, seconds };
  const next = { ...draft, voices: { ...draft.voices, [question]: voice } };
  await keepDraft(phone, next);
  return next;
}

export async function dropVoice(phone: Phone, draft: Draft, question: string): Promise<Draft> {
  const { [question]: dropped, ...voices } = draft.voices;
  const next = { ...draft, voices };
  await keepDraft(phone, next);
  if (dropped !== undefined) await phone.cupboard.change([], [["media", dropped.media]]);
  return next;
}

/** Send what is missing of each recording whose letter has left. */
export async function sendMedia(phone: Phone, by: Asker): Promise<void> {
  for (const kept of await phone.cupboard.all("media")) {
    const { pieces, isSent } = kept.body as Queued;
    if (isSent && (await sendOne(kept.id, pieces, by))) await phone.cupboard.change([], [["media", kept.id]]);
  }
}

/** Send the pieces that the server does not have; true once it has all. */
async function sendOne(id: string, pieces: readonly Bytes[], by: Asker): Promise<boolean> {
  try {
    const have = readHave(await ask({ method: "GET", path: `media/${id}`, by }));
    for (const [n, piece] of pieces.entries()) {
      if (!have.includes(n)) await ask({ method: "PUT", path: `media/${id}/${n}`, body: piece, by });
    }
    return true;
  } catch (error) {
    // Its letter is not known yet, or there is no network: it waits.
    if (error instanceof NoAnswer) return false;
    throw error;
  }
}

const readHave = (bytes: Bytes): number[] => (JSON.parse(text(bytes)) as { have?: number[] }).have ?? [];

