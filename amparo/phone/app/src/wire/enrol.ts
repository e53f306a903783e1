/** Becoming known: the address in the QR code, and the words that both sides read aloud. Pure. */
import { hex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { sha256 } from "../sealing/hashes";
import { unbase64url } from "./base64url";

const CHARACTERS = /^[2-9A-HJ-NP-RTV-Z]{10}$/;

export interface Invitation {
  /** Null where the code was typed: then the check words vouch for the answer's root. */
  readonly root: Bytes | null;
  readonly code: string;
}

/** Read what stands behind the `#` of the address in the QR code; null where it is something else. */
export function readInvitation(fragment: string): Invitation | null {
  const [kind, root, code] = fragment.replace(/^#/, "").split(".");
  if (kind !== "R" || !root || !code) return null;
  const typed = typedCode(code);
  try {
    const key = unbase64url(root);
    return typed && key.length === 32 ? { root: key, code: typed } : null;
  } catch {
    return null;
  }
}

/** A code however it was typed: case, spaces and dashes don't count; null where it can be none. */
export function typedCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/S/g, "5").replace(/U/g, "V");
  return CHARACTERS.test(code) ? code : null;
}

export interface Introduced {
  readonly root: Bytes;
  readonly signing: Bytes;
  readonly author: Bytes;
  readonly account: Bytes;
  readonly handset: string;
}

/** The three words that the phone and the supervisor's page must both show. */
export function checkWords(who: Introduced, words: readonly string[]): string[] {
  const said = ["amparo/check/1", hex(who.root), hex(who.signing), hex(who.author), hex(who.account), who.handset];
  return [...sha256(canonicalJson(said)).slice(0, 3)].map((byte) => words[byte] ?? "");
}
