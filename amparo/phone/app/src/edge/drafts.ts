// What was begun and not sent. It is sealed to its author's key at each answer: without her passphrase it
// cannot be read again, not even on this phone.

import { text, unhex, utf8 } from "../base/bytes";
import { newId } from "../base/ids";
import type { Raw } from "../forms/filling";
import type { Form } from "../forms/form";
import { openWith, sealTo } from "../sealing/keys";
import type { Member } from "./members";
import type { Phone } from "./phone";

/** A recording: its pieces lie in the media drawer; the key that opens them is here alone. */
export interface Voice {
  readonly media: string;
  readonly key: string;
  readonly kind: string;
  readonly pieces: number;
  readonly hash: string;
  readonly seconds: number;
}

export interface Draft {
  readonly id: string;
  readonly owner: string;
  readonly form: string;
  /** The pack that it was begun under, and the hash of that one's part. */
  readonly pack: readonly [of: string, part: string];
  readonly begun: number;
  readonly raw: Raw;
  readonly rows: Readonly<Record<string, number>>;
  readonly voices: Readonly<Record<string, Voice>>;
  readonly companion: string;
  readonly kept: readonly string[];
  /** In danger the rest is asked only if she wants to say more. */
  readonly isWhole: boolean;
}

export const newDraft = (phone: Phone, owner: Member, form: string, raw: Raw): Draft => ({
  id: newId(Date.now()),
  owner: owner.id,
  form,
  pack: [phone.pack?.of ?? "", owner.pack],
  begun: Date.now(),
  raw,
  rows: {},
  voices: {},
  companion: "",
  kept: [],
  isWhole: false,
});

/** The form of a draft, as it was when the draft was begun. */
export const formOf = (phone: Phone, draft: Draft): Form | undefined => phone.packOf(draft.pack[0])?.forms[draft.form];

/** Seal a draft to whoever writes it.
 *  @throws NoRoom if the phone is full. */
export async function keepDraft(phone: Phone, draft: Draft): Promise<void> {
  const member = phone.members.find((each) => each.id === draft.owner);
  if (member === undefined) return;
  const sealed = sealTo(unhex(member.account), utf8(JSON.stringify(draft)));
  await phone.cupboard.change([["drafts", { id: draft.id, owner: draft.owner, at: draft.begun, body: sealed }]]);
  if (phone.session?.member.id === draft.owner) phone.session.draft = draft;
}

export async function throwAway(phone: Phone, draft: Draft): Promise<void> {
  const media = Object.values(draft.voices).map((each): ["media", string] => ["media", each.media]);
  await phone.cupboard.change([], [["drafts", draft.id], ...media]);
  if (phone.session !== null) phone.session.draft = null;
}

/** Open the newest draft of somebody who has entered. */
export async function newestDraft(phone: Phone, owner: string, account: Uint8Array): Promise<Draft | null> {
  const mine = (await phone.cupboard.all("drafts")).filter((each) => each.owner === owner);
  for (const each of mine.reverse()) {
    try {
      const draft = JSON.parse(text(openWith(account, each.body as Uint8Array))) as Partial<Draft>;
      return { pack: ["", ""], ...draft } as Draft;
    } catch {
      // It was sealed to an older key, or half written: it can't be opened by anybody.
      await phone.cupboard.change([], [["drafts", each.id]]);
    }
  }
  return null;
}

