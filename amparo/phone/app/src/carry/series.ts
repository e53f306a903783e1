/**
 * Some bytes as a series of QR codes, read in any order and as often as the camera likes.
 *
 *     text of each code   "AQ1", then base45 of: number (from 0), how many, 4 bytes of the hash, piece
 *
 * The hash is SHA-256 of the whole; it tells one series from another and proves the end. Pure.
 */
import { concat, equal } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { sha256 } from "../sealing/hashes";
import { base45, unbase45 } from "./base45";

const MARK = "AQ1";
const HEAD = 6;
export const MOST_CODES = 255;
/** Small enough for the camera of a cheap phone: a code of 69 by 69. */
export const PIECE = 380;

export class TooMuch extends Error {}

export function toSeries(bytes: Bytes, piece = PIECE): string[] {
  const count = Math.max(1, Math.ceil(bytes.length / piece));
  if (count > MOST_CODES) throw new TooMuch("This is too much for QR codes. Share it as a file.");
  const mark = sha256(bytes).slice(0, 4);
  return Array.from({ length: count }, (_, number) =>
    MARK + base45(concat(Uint8Array.of(number, count), mark, bytes.slice(number * piece, (number + 1) * piece))),
  );
}

/** How far a series is: `whole` once all is there and the hash fits. */
export interface Progress {
  readonly have: number;
  readonly of: number;
  readonly whole: Bytes | null;
}

/** Takes codes as they are seen. A code of another series begins that one anew. */
export class Series {
  private pieces: (Bytes | undefined)[] = [];
  private mark: Bytes = new Uint8Array(4);

  /** Return how far it is now; null for a code that is not of ours. */
  take(code: string): Progress | null {
    const read = readCode(code);
    if (!read) return null;
    if (this.pieces.length !== read.count || !equal(this.mark, read.mark)) {
      this.pieces = new Array<Bytes | undefined>(read.count).fill(undefined);
      this.mark = read.mark;
    }
    this.pieces[read.number] = read.piece;
    return this.progress();
  }

  private progress(): Progress {
    const found = this.pieces.filter((piece): piece is Bytes => piece !== undefined);
    const of = this.pieces.length;
    const whole = found.length === of ? concat(...found) : null;
    if (whole && !equal(sha256(whole).slice(0, 4), this.mark)) {
      this.pieces = this.pieces.map(() => undefined);
      return { have: 0, of, whole: null };
    }
    return { have: found.length, of, whole };
  }
}

interface Code {
  readonly number: number;
  readonly count: number;
  readonly mark: Bytes;
  readonly piece: Bytes;
}

function readCode(code: string): Code | null {
  if (!code.startsWith(MARK)) return null;
  try {
    const bytes = unbase45(code.slice(MARK.length));
    const [number = 0, count = 0] = bytes;
    if (bytes.length < HEAD || number >= count) return null;
    return { number, count, mark: bytes.slice(2, HEAD), piece: bytes.slice(HEAD) };
  } catch {
    return null;
  }
}
