/** base64url without padding (RFC 4648, section 5). Pure. */
import { base64, unbase64 } from "../base/bytes";
import type { Bytes } from "../base/bytes";

export function base64url(bytes: Bytes): string {
  return base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function unbase64url(written: string): Bytes {
  const padded = written + "=".repeat((4 - (written.length % 4)) % 4);
  return unbase64(padded.replace(/-/g, "+").replace(/_/g, "/"));
}
