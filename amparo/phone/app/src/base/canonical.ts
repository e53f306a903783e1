/** One way to write a value as JSON, so that both languages hash and sign the same bytes. Pure. */
import { Malformed, utf8 } from "./bytes";
import type { Bytes } from "./bytes";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

const LONE_HALF = /[\ud800-\udfff]/u;

/** Strings, whole numbers, booleans, null, lists and objects; throws Malformed for anything else. */
export function canonicalJson(value: Json): Bytes {
  return utf8(canonicalText(value));
}

export function canonicalText(value: Json): string {
  if (typeof value === "string") return written(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Malformed("Only whole numbers can be written exactly.");
    return String(value + 0);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  const fields = value as { readonly [name: string]: Json | undefined };
  // sort() compares UTF-16 code units, as RFC 8785 asks.
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined).sort();
  return `{${names.map((name) => `${written(name)}:${canonicalText(fields[name] as Json)}`).join(",")}}`;
}

function written(text: string): string {
  if (LONE_HALF.test(text)) throw new Malformed("A text holds half a character (a lone surrogate).");
  return JSON.stringify(text);
}
