/** Ids that sort by time, and ids that can be worked out again. Pure but for chance. */
import { sha1 } from "@noble/hashes/legacy.js";
import { concat, hex, random, unhex } from "./bytes";
import type { Bytes } from "./bytes";
import { canonicalJson } from "./canonical";

// The same as in amparo/base/ids.py: changing it would change every derived id.
const NAMESPACE = "2885cd21b75141d59abbeff24634f090";

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance. */
export function newId(milliseconds: number, chance: Bytes = random(10)): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, "0");
  return marked(concat(unhex(time), chance), 7);
}

/** A UUIDv4: chance alone. */
export function randomId(): string {
  return marked(random(16), 4);
}

/** The UUIDv5 of these names: the same names, in order, always give the same id. */
export function derivedId(...names: readonly string[]): string {
  return marked(sha1(concat(unhex(NAMESPACE), canonicalJson(names))).slice(0, 16), 5);
}

export function uuidBytes(id: string): Bytes {
  return unhex(id.replace(/-/g, ""));
}

export function uuidText(bytes: Bytes): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function marked(bytes: Bytes, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidText(bytes);
}
