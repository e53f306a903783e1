// A member on this phone, as it lies there for whoever takes it: a picture, no name. Her signing key is
// readable while locked, so that what she sent can go; her account's key is under the passphrase.

import type { Locked } from "../sealing/passphrase";
import type { Kept } from "./idb";

export interface Member {
  /** The account's id; until the supervisor has confirmed, one made here. */
  readonly id: string;
  readonly state: "waits" | "ready" | "revoked";
  readonly begun: number;
  readonly sign: string;
  readonly secret: "words" | "story";
  readonly code: string;
  readonly device: string;
  readonly handset: string;
  readonly root: string;
  /** Hex: the private half of the signing key, and the public halves of the others. */
  readonly signing: string;
  readonly author: string;
  readonly account: string;
  readonly locked: Locked;
  readonly language: string;
  readonly cursor: number;
  readonly footprint: string;
  readonly pack: string;
  readonly places: string;
  readonly people: string;
  readonly want: readonly string[];
  /** When the server last answered, by this phone's clock, and how far its clock was ahead (ms). */
  readonly answered: number;
  readonly ahead: number;
}

export const keptMember = (member: Member): Kept => ({ id: member.id, owner: member.id, at: member.begun, body: member });
