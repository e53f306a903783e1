/** A voice note or photo in sealed pieces. Pure but for chance. */
import { concat, hex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { disclose, enclose } from "../sealing/envelope";
import { sha256 } from "../sealing/hashes";

export const PIECE = 16_000;
export const MOST_PIECES = 128;

export interface SealedMedia {
  readonly id: string;
  readonly pieces: readonly Bytes[];
  /** Hex SHA-256 over all pieces in order, as the letter names it. */
  readonly hash: string;
}

export function sealMedia(id: string, plain: Bytes, key: Bytes): SealedMedia {
  const count = Math.max(1, Math.ceil(plain.length / PIECE));
  if (count > MOST_PIECES) throw new RangeError("This is too large to be sent.");
  const pieces = Array.from({ length: count }, (_, n) =>
    enclose(plain.slice(n * PIECE, (n + 1) * PIECE), key, context(id, n, count)),
  );
  return { id, pieces, hash: hex(sha256(concat(...pieces))) };
}

export function openMedia(media: SealedMedia, key: Bytes): Bytes {
  const count = media.pieces.length;
  return concat(...media.pieces.map((piece, n) => disclose(piece, key, context(media.id, n, count))));
}

function context(id: string, n: number, count: number): Bytes {
  return canonicalJson(["amparo/media/1", id, n, count]);
}
