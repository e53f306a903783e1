/** A sealed part, bound to its place. Pure but for chance; twin of amparo/sealing/parts.py. */
import { random } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { disclose, enclose } from "./envelope";
import { pad, unpad } from "./padding";

/** Where a part belongs, and who wrote it. */
export interface PartContext {
  readonly dossier: string;
  readonly entry: string;
  readonly step: string;
  readonly author: string;
  readonly partClass: string;
}

export function newContentKey(): Bytes {
  return random(32);
}

export function sealPart(plain: Bytes, key: Bytes, context: PartContext): Bytes {
  return enclose(pad(plain), key, bound(context));
}

export function openPart(sealed: Bytes, key: Bytes, context: PartContext): Bytes {
  return unpad(disclose(sealed, key, bound(context)));
}

/** The associated data: a part moved anywhere else does not open there. */
export function bound(context: PartContext): Bytes {
  const { dossier, entry, step, author, partClass } = context;
  return canonicalJson(["amparo/part/1", dossier, entry, step, author, partClass]);
}
