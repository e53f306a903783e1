/** What a QR code holds: the bytes of a text in the 45 signs, with those that correct it. Pure. */
import { SIGNS } from "./base45";
import { divisor, remainder } from "./polynomial";

/** Correcting bytes a block and blocks, at level L, for each version from 1. */
const CORRECTING = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
const ALPHANUMERIC = 2;

export class TooLong extends Error {}

export interface Codewords {
  readonly version: number;
  readonly words: readonly number[];
}

/** Modules of a version that hold data: all but its fixed patterns. */
function rawModules(version: number): number {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    count -= (25 * marks - 10) * marks - 55;
    if (version >= 7) count -= 36;
  }
  return count;
}

function dataBytes(version: number): number {
  const place = version - 1;
  return Math.floor(rawModules(version) / 8) - (CORRECTING[place] as number) * (BLOCKS[place] as number);
}

/** The smallest version that a text fits into, with all its bytes in the order they are drawn. */
export function codewords(text: string): Codewords {
  const version = CORRECTING.findIndex((_, place) => bitsOf(text, place + 1).length <= dataBytes(place + 1) * 8) + 1;
  if (version === 0) throw new TooLong("This is too long for one code.");
  return { version, words: woven(filled(bitsOf(text, version), dataBytes(version)), version) };
}

function bitsOf(text: string, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number): void => {
    for (let at = count - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  };
  put(ALPHANUMERIC, 4);
  put(text.length, version < 10 ? 9 : 11);
  for (let at = 0; at < text.length; at += 2) {
    const [one, other] = [...text.slice(at, at + 2)].map((sign) => SIGNS.indexOf(sign));
    if (one === undefined || one < 0 || other === -1) throw new TooLong("Only the 45 signs are written.");
    if (other === undefined) put(one, 6);
    else put(one * 45 + other, 11);
  }
  return bits;
}

function filled(bits: readonly number[], size: number): number[] {
  const all = [...bits, ...new Array<number>(Math.min(4, size * 8 - bits.length)).fill(0)];
  while (all.length % 8 !== 0) all.push(0);
  const bytes = Array.from({ length: all.length / 8 }, (_, at) =>
    all.slice(at * 8, at * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  );
  for (let pad = 0xec; bytes.length < size; pad ^= 0xec ^ 0x11) bytes.push(pad);
  return bytes;
}

/** Blocks are read side by side, byte by byte; the longer ones stand last. */
function woven(data: readonly number[], version: number): number[] {
  const blocks = BLOCKS[version - 1] as number;
  const correcting = CORRECTING[version - 1] as number;
  const raw = Math.floor(rawModules(version) / 8);
  const short = blocks - (raw % blocks);
  const size = Math.floor(raw / blocks) - correcting;
  const by = divisor(correcting);
  const split: { data: readonly number[]; ends: number[] }[] = [];
  let at = 0;
  for (let block = 0; block < blocks; block++) {
    const part = data.slice(at, at + size + (block < short ? 0 : 1));
    at += part.length;
    split.push({ data: part, ends: remainder(part, by) });
  }
  const columns = (rows: readonly (readonly number[])[], width: number): number[] =>
    Array.from({ length: width }, (_, place) => rows.flatMap((row) => (place < row.length ? [row[place] as number] : []))).flatMap((each) => each);
  return [...columns(split.map((each) => each.data), size + 1), ...columns(split.map((each) => each.ends), correcting)];
}
