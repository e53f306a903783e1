/** What was said under one step, sealed at once; from then on this phone can't read it. Pure but for chance. */
import { concat, hex, random } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import type { Json } from "../base/canonical";
import { writeMoment } from "../base/moments";
import type { Moment } from "../base/moments";
import type { AnswerClass } from "../forms/form";
import type { Values } from "../forms/values";
import { hmacSha256, sha256 } from "../sealing/hashes";
import { sealTo } from "../sealing/keys";
import { pad } from "../sealing/padding";
import { newContentKey, sealPart } from "../sealing/parts";
import { sign } from "../sealing/signing";
import { writeFrame } from "./frames";
import type { CircleKey } from "./places";

/** A box that is larger is refused by the server. */
export const LARGEST = 64 * 1024;

/** Who writes: the device and its member, and the key that signs for one of them. */
export interface Writer {
  readonly device: string;
  readonly account: string;
  /** `author` only while unlocked: then it is certain who wrote. */
  readonly by: "author" | "device";
  readonly seed: Bytes;
}

export interface Part {
  readonly partClass: AnswerClass;
  readonly answers: Values;
  readonly to: readonly CircleKey[];
}

export interface Media {
  readonly id: string;
  readonly pieces: number;
  readonly hash: string;
}

export interface Letter {
  readonly id: string;
  readonly dossier: string;
  readonly step: string;
  readonly saidAt: Moment;
  /** The hash of the whole pack that it was written under. */
  readonly pack: string;
  readonly coded: Values;
  readonly parts: readonly Part[];
  readonly media?: readonly Media[];
  /** Only for the first letter of a dossier. */
  readonly opens?: Json;
  /** Of a concern: makes the id of the call that is owed to her; neither signed nor kept. */
  readonly call?: string;
}

/** What the phone keeps beside the box. */
export interface Stub {
  readonly id: string;
  readonly dossier: string;
  readonly step: string;
  /** Hex SHA-256 of the box. */
  readonly hash: string;
}

export interface Sealed {
  readonly box: Bytes;
  readonly stub: Stub;
}

export class TooLarge extends Error {}

export function sealLetter(letter: Letter, writer: Writer, post: Bytes): Sealed {
  const salt = random(16);
  const parts = letter.parts.filter((part) => Object.keys(part.answers).length > 0 && part.to.length > 0);
  const header = headerOf(letter, parts, writer, salt);
  const blobs = parts.flatMap((part) => sealedPart(part, letter, writer));
  const signed = canonicalJson(["amparo/letter/1", header, hex(sha256(concat(...blobs)))]);
  const said = { letter: header, by: writer.by, coded: letter.coded as Json, salt: hex(salt), call: letter.call };
  const frame = writeFrame(said, [sign(writer.seed, signed), ...blobs]);
  const box = sealTo(post, pad(frame));
  if (box.length > LARGEST) throw new TooLarge("This is too long to be sent. Write less.");
  return { box, stub: { id: letter.id, dossier: letter.dossier, step: letter.step, hash: hex(sha256(box)) } };
}

function headerOf(letter: Letter, parts: readonly Part[], writer: Writer, salt: Bytes): Json {
  const { id, dossier, step, saidAt, pack, media, opens } = letter;
  return {
    v: 1, id, device: writer.device, author: writer.account, dossier, step, said_at: writeMoment(saidAt), pack,
    coded: hex(hmacSha256(salt, canonicalJson(letter.coded as Json))),
    parts: parts.map((part) => [part.partClass, part.to.map((each) => [each.circle, each.epoch])]),
    media: (media ?? []).map((each) => [each.id, each.pieces, each.hash]),
    ...(opens === undefined ? {} : { opens }),
  };
}

/** The ciphertext, and for each recipient a box with its content key. */
function sealedPart(part: Part, letter: Letter, writer: Writer): Bytes[] {
  const key = newContentKey();
  const place = {
    dossier: letter.dossier, entry: letter.id, step: letter.step, author: writer.account, partClass: part.partClass,
  };
  const sealed = sealPart(canonicalJson(part.answers as Json), key, place);
  return [sealed, ...part.to.map((each) => sealTo(each.public, key))];
}

