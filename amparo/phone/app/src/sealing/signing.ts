/** Ed25519 signatures (RFC 8032). Pure but for chance; twin of amparo/sealing/signing.py. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { random } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import type { KeyPair } from "./keys";

export class BadSignature extends Error {}

/** A private key is the 32-byte seed. */
export function newSigningPair(): KeyPair {
  return signingPairOf(random(32));
}

export function signingPairOf(seed: Bytes): KeyPair {
  return { public: ed25519.getPublicKey(seed), private: seed };
}

export function sign(seed: Bytes, message: Bytes): Bytes {
  return ed25519.sign(message, seed);
}

/** Return if the holder of `key` signed exactly this message; else throw BadSignature. */
export function verify(key: Bytes, message: Bytes, signature: Bytes): void {
  let good = false;
  try {
    good = ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    good = false;
  }
  if (!good) throw new BadSignature("This was not signed by who it should be.");
}
