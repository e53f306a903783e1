/** Who asks: the two headers of a request, and the footprint of what is held. Pure. */
import { hex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { sha256 } from "../sealing/hashes";
import { sign } from "../sealing/signing";
import { base64url } from "./base64url";

export interface Asking {
  readonly method: "GET" | "POST" | "PUT";
  /** Begins with `/`, and has no query. */
  readonly path: string;
  readonly body: Bytes;
}

export function signedHeaders(asking: Asking, device: string, seed: Bytes): Record<string, string> {
  const { method, path, body } = asking;
  const signed = canonicalJson(["amparo/request/1", method, path, device, hex(sha256(body))]);
  return { "Amparo-Device": device, "Amparo-Signature": base64url(sign(seed, signed)) };
}

/** What is held, in sixteen digits: each dossier's highest position; of nothing an empty text. */
export function footprintOf(held: Readonly<Record<string, number>>): string {
  const rows = Object.keys(held).sort().map((id) => [id, held[id] ?? 0]);
  return rows.length === 0 ? "" : hex(sha256(canonicalJson(rows)).slice(0, 8));
}
