/** Reads gzip (RFC 1952, 1951): the WebViews of old phones have no DecompressionStream. Pure. */
import { Malformed } from "./bytes";
import type { Bytes } from "./bytes";

const MOST = 8_000_000;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

/** How many codes there are of each length, and the signs in the order of their codes. */
interface Code {
  readonly counts: number[];
  readonly signs: number[];
}

class Bits {
  private buffer = 0;
  private count = 0;

  constructor(private readonly bytes: Bytes, private at: number) {}

  take(count: number): number {
    while (this.count < count) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Malformed("This ends too early.");
      this.buffer |= byte << this.count;
      this.count += 8;
    }
    const bits = this.buffer & ((1 << count) - 1);
    this.buffer >>>= count;
    this.count -= count;
    return bits;
  }

  align(): void {
    this.buffer = this.count = 0;
  }

  sign(code: Code): number {
    let [value, first, place] = [0, 0, 0];
    for (let length = 1; length < 16; length++) {
      value |= this.take(1);
      const count = code.counts[length] ?? 0;
      if (value - count < first) return code.signs[place + value - first] as number;
      place += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new Malformed("This is no gzip.");
  }
}

export function gunzip(bytes: Bytes): Bytes {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) throw new Malformed("This is no gzip.");
  const bits = new Bits(bytes, afterHeader(bytes));
  const out: number[] = [];
  let isLast = false;
  while (!isLast) {
    isLast = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) stored(bits, out);
    else if (kind === 3) throw new Malformed("This is no gzip.");
    else inflate(bits, out, kind === 1 ? FIXED : codes(bits));
  }
  return Uint8Array.from(out);
}

/** Name and comment may stand before the data; neither is read. */
function afterHeader(bytes: Bytes): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [8, 16]) {
    if (flags & flag) at = bytes.indexOf(0, at) + 1;
  }
  return at + (flags & 2);
}

function stored(bits: Bits, out: number[]): void {
  bits.align();
  const length = bits.take(16);
  bits.take(16);
  for (let n = 0; n < length; n++) out.push(bits.take(8));
}

function inflate(bits: Bits, out: number[], [literals, distances]: readonly [Code, Code]): void {
  for (;;) {
    const sign = bits.sign(literals);
    if (out.length > MOST) throw new Malformed("This is too large.");
    if (sign === 256) return;
    if (sign < 256) out.push(sign);
    else copy(bits, out, sign - 257, distances);
  }
}

function copy(bits: Bits, out: number[], sign: number, distances: Code): void {
  const extra = sign < 8 || sign === 28 ? 0 : (sign >> 2) - 1;
  const length = (LENGTHS[sign] ?? 0) + bits.take(extra);
  const far = bits.sign(distances);
  const distance = (DISTANCES[far] ?? 0) + bits.take(far < 4 ? 0 : (far >> 1) - 1);
  const from = out.length - distance;
  if (from < 0) throw new Malformed("This is no gzip.");
  for (let n = 0; n < length; n++) out.push(out[from + n] as number);
}

function codes(bits: Bits): [Code, Code] {
  const [literals, distances, count] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  const short = new Array<number>(19).fill(0);
  for (let n = 0; n < count; n++) short[ORDER[n] as number] = bits.take(3);
  const code = codeOf(short);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const sign = bits.sign(code);
    if (sign < 16) lengths.push(sign);
    else if (sign === 16) lengths.push(...new Array<number>(3 + bits.take(2)).fill(lengths[lengths.length - 1] ?? 0));
    else lengths.push(...new Array<number>(sign === 17 ? 3 + bits.take(3) : 11 + bits.take(7)).fill(0));
  }
  return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals, literals + distances))];
}

function codeOf(lengths: readonly number[]): Code {
  const counts = new Array<number>(16).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const signs = lengths.map((length, sign) => ({ length, sign })).filter((each) => each.length > 0);
  signs.sort((one, other) => one.length - other.length || one.sign - other.sign);
  return { counts, signs: signs.map((each) => each.sign) };
}

const FIXED: readonly [Code, Code] = [
  codeOf([...new Array<number>(144).fill(8), ...new Array<number>(112).fill(9), ...new Array<number>(24).fill(7), ...new Array<number>(8).fill(8)]),
  codeOf(new Array<number>(30).fill(5)),
];
