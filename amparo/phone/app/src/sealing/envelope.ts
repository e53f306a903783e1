/** One envelope for all that is sealed under a symmetric key. Twin of amparo/sealing/envelope.py. */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concat, equal, random } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { CannotOpen } from "./keys";

const VERSION = 1;
const NONCE = 24;
const HEAD = 1 + NONCE;
const COMMITMENT = new Uint8Array(32);

export function enclose(message: Bytes, key: Bytes, context: Bytes): Bytes {
  const nonce = random(NONCE);
  const sealed = xchacha20poly1305(key, nonce, context).encrypt(concat(COMMITMENT, message));
  return concat(Uint8Array.of(VERSION), nonce, sealed);
}

/** Return the message; throws CannotOpen if one bit of envelope, key or context differs. */
export function disclose(envelope: Bytes, key: Bytes, context: Bytes): Bytes {
  if (envelope[0] !== VERSION || envelope.length < HEAD + COMMITMENT.length + 16) {
    throw new CannotOpen("This is no envelope.");
  }
  const opened = decrypted(envelope, key, context);
  if (!equal(opened.slice(0, COMMITMENT.length), COMMITMENT)) {
    throw new CannotOpen("This envelope was made for two keys.");
  }
  return opened.slice(COMMITMENT.length);
}

function decrypted(envelope: Bytes, key: Bytes, context: Bytes): Bytes {
  try {
    return xchacha20poly1305(key, envelope.slice(1, HEAD), context).decrypt(envelope.slice(HEAD));
  } catch {
    throw new CannotOpen("This envelope was changed, or belongs somewhere else.");
  }
}
