/**
 * The account's private key, locked on this phone by a passphrase.
 *
 *     typed      NFKC, runs of white space as one space, none at the ends, UTF-8
 *     stretched  Argon2id (version 0x13, 1 lane, 32 bytes) over a salt of 16 random bytes
 *     wrapping   HKDF-SHA256(stretched, info "amparo/phone-passphrase/1")
 *     sealed     the envelope around the private key; context: canonical JSON of
 *                ["amparo/phone-passphrase/1", public, salt, memory in KiB, passes]
 *
 * What stretches is an argument: a worker on the phone, Node in tests. Pure but for chance.
 */
import { hex, random, utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { disclose, enclose } from "./envelope";
import { hkdf } from "./hashes";
import type { KeyPair } from "./keys";

const DOMAIN = "amparo/phone-passphrase/1";
const MIN_WORDS = 4;
const MIN_WORD = 3;
const MIN_LENGTH = 16;
const MIN_UNSPACED = 20;
const MIN_DIFFERENT = 10;
const MIB = 1024;
const AIM_MS = 1000;
const MOST_PASSES = 3;

export const STORY = 8;

/** `memory` in KiB. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
}

/** The least that is ever taken, where there is no memory for more. */
export const LEAST: Cost = { memory: 19 * MIB, passes: 2 };
const MIDDLE: Cost = { memory: 46 * MIB, passes: 1 };

/** Gives the 32 stretched bytes, or null where there is no memory for it. */
export type Stretch = (typed: Bytes, salt: Bytes, cost: Cost) => Promise<Bytes | null>;

export interface Locked {
  readonly public: Bytes;
  readonly salt: Bytes;
  readonly cost: Cost;
  readonly sealed: Bytes;
}

export class NoMemory extends Error {}

export function asTyped(phrase: string): Bytes {
  return utf8(phrase.normalize("NFKC").split(/\s+/).filter((word) => word !== "").join(" "));
}

/** Four different words, or a long one that a password manager keeps. A PIN is neither. */
export function isStrong(phrase: string): boolean {
  const words = phrase.normalize("NFKC").split(/\s+/).filter((word) => word !== "");
  const length = [...words.join(" ")].length;
  if (words.length === 1) return length >= MIN_UNSPACED && new Set(words[0]).size >= MIN_DIFFERENT;
  const long = words.filter((word) => [...word].length >= MIN_WORD).map((word) => word.toLowerCase());
  return length >= MIN_LENGTH && new Set(long).size >= MIN_WORDS;
}

/** Eight pictures, each drawn by chance from all: of a hundred, 53 bits. */
export function pictureStory(pictures: readonly string[]): string[] {
  return Array.from({ length: STORY }, () => pictures[below(pictures.length)] as string);
}

/** A story as it is stretched: its pictures' keys, in order, whatever the language. */
export function storyPhrase(story: readonly string[]): string {
  return story.join(" ");
}

/** Find what this phone can bear in about a second: 64 MiB, 46 MiB, or the least. */
export async function probeCost(stretch: Stretch, now: () => number): Promise<Cost> {
  const began = now();
  const probed = await stretch(utf8("a probe"), new Uint8Array(16), MIDDLE);
  if (!probed) return LEAST;
  const most = ((now() - began) * 64) / 46;
  if (most > AIM_MS) return MIDDLE;
  return { memory: 64 * MIB, passes: Math.max(1, Math.min(MOST_PASSES, Math.floor(AIM_MS / Math.max(most, 1)))) };
}

export async function lock(pair: KeyPair, phrase: string, stretch: Stretch, cost: Cost): Promise<Locked> {
  const salt = random(16);
  const wrapping = await wrappingKey(phrase, salt, stretch, cost);
  return { public: pair.public, salt, cost, sealed: enclose(pair.private, wrapping, context(pair.public, salt, cost)) };
}

/** Return the key pair; throws CannotOpen where the passphrase is wrong. */
export async function unlock(locked: Locked, phrase: string, stretch: Stretch): Promise<KeyPair> {
  const wrapping = await wrappingKey(phrase, locked.salt, stretch, locked.cost);
  const key = disclose(locked.sealed, wrapping, context(locked.public, locked.salt, locked.cost));
  return { public: locked.public, private: key };
}

/** The seed that signs what is sent while unlocked. */
export function authorSeed(account: KeyPair): Bytes {
  return hkdf(account.private, "amparo/author/1");
}

/** The key under which the working set lies on the phone. */
export function workingKey(account: KeyPair): Bytes {
  return hkdf(account.private, "amparo/working-set/1");
}

async function wrappingKey(phrase: string, salt: Bytes, stretch: Stretch, cost: Cost): Promise<Bytes> {
  if (cost.memory < LEAST.memory) throw new NoMemory("Less than 19 MiB is never taken.");
  const stretched = await stretch(asTyped(phrase), salt, cost);
  if (!stretched) throw new NoMemory("This phone has no memory for the passphrase.");
  return hkdf(stretched, DOMAIN);
}

function context(key: Bytes, salt: Bytes, cost: Cost): Bytes {
  return canonicalJson([DOMAIN, hex(key), hex(salt), cost.memory, cost.passes]);
}

/** A number below `count`, all equally likely. */
function below(count: number): number {
  const limit = 256 - (256 % count);
  for (;;) {
    const [drawn] = random(1);
    if (drawn !== undefined && drawn < limit) return drawn % count;
  }
}
