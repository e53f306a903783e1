/** Padding, so that only a size class shows. Pure; twin of amparo/sealing/padding.py. */
import type { Bytes } from "../base/bytes";
import { CannotOpen } from "./keys";

const SMALLEST = 512;
const STEP = 64 * 1024;
const END = 0x80;

/** The size class, in bytes, of a message of this length. */
export function paddedSize(length: number): number {
  const needed = length + 1;
  if (needed > STEP) return Math.ceil(needed / STEP) * STEP;
  let size = SMALLEST;
  while (size < needed) size *= 2;
  return size;
}

export function pad(message: Bytes): Bytes {
  return padTo(message, paddedSize(message.length));
}

/** Pad to the next multiple of 256, as feed boxes are. */
export function padBy256(message: Bytes): Bytes {
  return padTo(message, Math.ceil((message.length + 1) / 256) * 256);
}

export function unpad(padded: Bytes): Bytes {
  const message = unpadAny(padded);
  if (paddedSize(message.length) !== padded.length) throw new CannotOpen("This is not padded as we do.");
  return message;
}

export function unpadAny(padded: Bytes): Bytes {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end -= 1;
  if (padded[end] !== END) throw new CannotOpen("This is not padded as we do.");
  return padded.slice(0, end);
}

function padTo(message: Bytes, size: number): Bytes {
  const padded = new Uint8Array(size);
  padded.set(message);
  padded[message.length] = END;
  return padded;
}
