/** SHA-256, HMAC and HKDF, as amparo/base/canonical.py and amparo/sealing/hkdf.py. Pure. */
import { hkdf as derive } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";

export function sha256(message: Bytes): Bytes {
  return digest(message);
}

export function hmacSha256(key: Bytes, message: Bytes): Bytes {
  return hmac(digest, key, message);
}

export function hkdf(secret: Bytes, info: string | Bytes, salt?: Bytes, length = 32): Bytes {
  return derive(digest, secret, salt, typeof info === "string" ? utf8(info) : info, length);
}
