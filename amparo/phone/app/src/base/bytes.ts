/** Bytes as text and back. Pure but for `random`, which asks the platform. */

export type Bytes = Uint8Array;

const DIGITS = "0123456789abcdef";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export class Malformed extends Error {}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** Read text; throws where the bytes are none. */
export function text(bytes: Bytes): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function hex(bytes: Bytes): string {
  let written = "";
  for (const byte of bytes) written += `${DIGITS[byte >> 4]}${DIGITS[byte & 15]}`;
  return written;
}

export function unhex(written: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(written)) throw new Malformed("This is no hex.");
  return Uint8Array.from({ length: written.length / 2 }, (_, at) => parseInt(written.substr(at * 2, 2), 16));
}

/** Standard base64 with padding (RFC 4648, section 4). */
export function base64(bytes: Bytes): string {
  let written = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one, two, three] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    const signs = [one >> 2, ((one & 3) << 4) | (two >> 4), ((two & 15) << 2) | (three >> 6), three & 63];
    const left = bytes.length - at;
    written += signs.map((sign, place) => (place > left ? "=" : BASE64[sign])).join("");
  }
  return written;
}

export function unbase64(written: string): Bytes {
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(written)) {
    throw new Malformed("This is no base64.");
  }
  return Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
}

export function concat(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compare in a time that does not say where they differ. */
export function equal(one: Bytes, other: Bytes): boolean {
  if (one.length !== other.length) return false;
  let differs = 0;
  one.forEach((byte, at) => (differs |= byte ^ (other[at] ?? 0)));
  return differs === 0;
}

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
