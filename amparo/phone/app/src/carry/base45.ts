/** Bytes in the 45 signs that a QR code writes most tightly (RFC 9285). Pure. */
import { Malformed } from "../base/bytes";
import type { Bytes } from "../base/bytes";

export const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function base45(bytes: Bytes): string {
  let written = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const two = at + 1 < bytes.length;
    const value = two ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : bytes[at] ?? 0;
    written += `${SIGNS[value % 45]}${SIGNS[Math.floor(value / 45) % 45]}`;
    if (two) written += SIGNS[Math.floor(value / 2025)];
  }
  return written;
}

export function unbase45(written: string): Bytes {
  const bytes: number[] = [];
  for (let at = 0; at < written.length; at += 3) {
    const digits = [...written.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const most = digits.length === 3 ? 0xffff : 0xff;
    if (digits.length < 2 || digits.includes(-1) || value > most) throw new Malformed("This is no base45.");
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return Uint8Array.from(bytes);
}
