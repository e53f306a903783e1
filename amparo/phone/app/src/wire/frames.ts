/** A body that is not plain JSON: some JSON and some blobs, length by length. Pure. */
import { concat, text, utf8 } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import type { Json } from "../base/canonical";

const MAGIC = utf8("AMP1");

export interface Frame {
  readonly json: Json;
  readonly blobs: readonly Bytes[];
}

export function writeFrame(json: Json, blobs: readonly Bytes[] = []): Bytes {
  const parts = [utf8(JSON.stringify(json)), ...blobs].flatMap((part) => [length(part), part]);
  return concat(MAGIC, ...parts);
}

/** Read a frame; null where it is none, or its lengths don't fit: a captive portal, half a body. */
export function readFrame(bytes: Bytes): Frame | null {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) return null;
  const parts: Bytes[] = [];
  let at = MAGIC.length;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
    if (end > bytes.length) return null;
    parts.push(bytes.slice(at + 4, end));
    at = end;
  }
  const [json, ...blobs] = parts;
  try {
    return json ? { json: JSON.parse(text(json)) as Json, blobs } : null;
  } catch {
    return null;
  }
}

function length(part: Bytes): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, part.length);
  return bytes;
}
