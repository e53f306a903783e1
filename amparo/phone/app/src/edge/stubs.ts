// What the phone keeps of something sent: a word, a day, where it went. Sealed to its author's key; in
// clear beside it only whether it has left, so that this can be noted while she has not entered.

import { text, unhex, utf8 } from "../base/bytes";
import { openWith, sealTo } from "../sealing/keys";
import type { Cupboard, Kept } from "./idb";
import type { Member } from "./members";

/** What is sealed. */
export interface Told {
  readonly dossier: string;
  readonly situation: string;
  readonly word: string;
  readonly day: string;
  readonly protocol: string;
  readonly step: string;
}
export interface Stub extends Told {
  readonly id: string;
  readonly sent: boolean;
  readonly refused: string;
}
interface Body {
  readonly told: Uint8Array;
  readonly sent: boolean;
  readonly refused: string;
}

export const stubOf = (member: Member, id: string, told: Told): Kept => {
  const body: Body = { told: sealTo(unhex(member.account), utf8(JSON.stringify(told))), sent: false, refused: "" };
  return { id, owner: member.id, at: Date.now(), body };
};

export const isRefused = ({ body }: Kept): boolean => (body as Body).refused !== "";

export const withResult = (kept: Kept, sent: boolean, refused: string): Kept => ({ ...kept, body: { ...(kept.body as Body), sent, refused } });

/** Open the stubs of somebody who has entered; what can't be opened is left out. */
export async function stubsOf(cupboard: Cupboard, owner: string, account: Uint8Array): Promise<Stub[]> {
  const mine = (await cupboard.all("stubs")).filter((each) => each.owner === owner);
  return mine.flatMap(({ id, body }) => {
    const { told, sent, refused } = body as Body;
    try {
      return [{ ...(JSON.parse(text(openWith(account, told))) as Told), id, sent, refused }];
    } catch {
      return [];
    }
  });
}
