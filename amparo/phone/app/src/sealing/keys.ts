/** Key pairs that things are sealed to. Pure but for chance; twin of amparo/sealing/keys.py. */
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { concat, random, utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";

export interface KeyPair {
  readonly public: Bytes;
  readonly private: Bytes;
}

export class CannotOpen extends Error {}

const VERSION = 1;
const KEY = 32;
const SIGMA = new Uint32Array(utf8("expand 32-byte k").buffer);

export function newPair(): KeyPair {
  const key = random(KEY);
  return { public: publicOf(key), private: key };
}

/** The public half: the base point's table of Ed25519 gives it some times faster than the ladder. */
export function publicOf(key: Bytes): Bytes {
  if (key.length !== KEY) throw new CannotOpen("These are not the 32 bytes of a key.");
  const scalar = littleEndian(clamped(key)) % ed25519.Point.Fn.ORDER;
  return ed25519.utils.toMontgomery(ed25519.Point.BASE.multiply(scalar).toBytes());
}

/** Seal a message so that only the holder of the private half can open it. */
export function sealTo(to: Bytes, message: Bytes): Bytes {
  const once = newPair();
  const sealed = boxOf(once.private, to, once.public, to).encrypt(message);
  return concat(Uint8Array.of(VERSION), once.public, sealed);
}

export function openWith(key: Bytes, box: Bytes): Bytes {
  return openWithPair({ public: publicOf(key), private: key }, box);
}

/** The same, where the public half is at hand: reckoning it takes as long as opening. */
export function openWithPair(pair: KeyPair, box: Bytes): Bytes {
  if (box[0] !== VERSION || box.length < 49) throw new CannotOpen("This is no box.");
  const once = box.slice(1, 1 + KEY);
  try {
    return boxOf(pair.private, once, once, pair.public).decrypt(box.slice(1 + KEY));
  } catch {
    throw new CannotOpen("The box was changed, or sealed to another key.");
  }
}

function boxOf(mine: Bytes, theirs: Bytes, once: Bytes, to: Bytes): ReturnType<typeof xsalsa20poly1305> {
  const shared = x25519.getSharedSecret(mine, theirs);
  const key = new Uint32Array(8);
  hsalsa(SIGMA, words(shared), new Uint32Array(4), key);
  return xsalsa20poly1305(new Uint8Array(key.buffer), blake2b(concat(once, to), { dkLen: 24 }));
}

function words(bytes: Bytes): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

function clamped(key: Bytes): Bytes {
  const scalar = key.slice();
  scalar[0] = (scalar[0] ?? 0) & 248;
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64;
  return scalar;
}

function littleEndian(bytes: Bytes): bigint {
  return bytes.reduceRight((sum, byte) => sum * BigInt(256) + BigInt(byte), BigInt(0));
}
