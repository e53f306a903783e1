/** SHA-256, HMAC and HKDF, as amparo/base/canonical.py and amparo/sealing/hkdf.py. Pure. */
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { concat, utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";

const BLOCK = 64;

export function sha256(message: Bytes): Bytes {
  return digest(message);
}

/** RFC 2104. */
export function hmacSha256(key: Bytes, message: Bytes): Bytes {
  const padded = new Uint8Array(BLOCK);
  padded.set(key.length > BLOCK ? sha256(key) : key);
  const masked = (mask: number): Bytes => padded.map((byte) => byte ^ mask);
  return sha256(concat(masked(0x5c), sha256(concat(masked(0x36), message))));
}

/** RFC 5869. */
export function hkdf(secret: Bytes, info: string | Bytes, salt: Bytes = new Uint8Array(32), length = 32): Bytes {
  const key = hmacSha256(salt.length > 0 ? salt : new Uint8Array(32), secret);
  const use = typeof info === "string" ? utf8(info) : info;
  let [derived, block]: [Bytes, Bytes] = [new Uint8Array(0), new Uint8Array(0)];
  for (let number = 1; derived.length < length; number++) {
    block = hmacSha256(key, concat(block, use, Uint8Array.of(number)));
    derived = concat(derived, block);
  }
  return derived.slice(0, length);
}
