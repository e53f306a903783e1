/** The phone's part of a pack: what amparo/protocols/phone_part.py writes. Pure. */
import { canonicalJson } from "../base/canonical";
import type { Json } from "../base/canonical";
import { hex, text } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import type { Form } from "../forms/form";
import { calendarOf } from "../protocols/calendar";
import type { Calendar, CalendarJson } from "../protocols/calendar";
import type { Protocol } from "../protocols/protocol";
import type { BodyKind, RoutesJson } from "../routes/facts";
import { sha256 } from "../sealing/hashes";
import type { Hours } from "../wire/places";

export interface Hotline {
  readonly key: string;
  readonly number: string;
  readonly purposes: readonly string[];
  readonly hours?: Hours;
  readonly languages?: readonly string[];
  readonly free?: boolean;
  readonly tested?: string;
  readonly order?: number;
  readonly source?: string;
  readonly label?: string;
}

export interface Card {
  readonly key: string;
  readonly topic: string;
  readonly order?: number;
  readonly beside?: readonly string[];
  readonly pictogram?: string;
  readonly is_never?: boolean;
  readonly source?: string;
  readonly label?: string;
}

export interface PackJson {
  readonly key: string;
  readonly version: string;
  readonly languages: readonly string[];
  readonly zone: string;
  readonly adult_age: number;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly calendar: CalendarJson;
  readonly routes: RoutesJson;
  readonly body_kinds: Readonly<Record<string, BodyKind>>;
  readonly hotlines?: Readonly<Record<string, Hotline>>;
  readonly protocols: Readonly<Record<string, Protocol>>;
  readonly forms: Readonly<Record<string, Form>>;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly guidance?: {
    readonly topics: Readonly<Record<string, { readonly key: string; readonly order?: number }>>;
    readonly cards: Readonly<Record<string, Card>>;
  };
}

/** `of` is the whole pack's own hash, by which dossiers and letters name it. */
export interface PhonePack extends PackJson {
  readonly of: string;
  readonly working: Calendar;
}

export class NotAPack extends Error {}

/** Read a part; throws NotAPack where it is none, or not the one asked for by its hash. */
export function readPart(bytes: Bytes, wanted: string): PhonePack {
  if (partHash(bytes) !== wanted) throw new NotAPack("This is another pack than was asked for.");
  return readLean(bytes);
}

/** Read a part in one language, which has no hash of its own: a first load, until the whole is here. */
export function readLean(bytes: Bytes): PhonePack {
  const data = JSON.parse(text(bytes)) as { format: number; of: string; pack: PackJson };
  if (data.format !== 1) throw new NotAPack("This pack needs a newer app.");
  return { ...data.pack, of: data.of, working: calendarOf(data.pack.calendar) };
}

export function partHash(bytes: Bytes): string {
  return hex(sha256(bytes));
}

/** A word in a language; in the pack's first, or the key itself, where there is none. */
export function word(pack: PackJson, language: string, key: string): string {
  for (const each of [language, pack.languages[0] ?? ""]) {
    const found = pack.words[each]?.[key];
    if (found !== undefined) return found;
  }
  return key;
}

interface Delta {
  readonly from: string;
  readonly to: string;
  readonly put: readonly (readonly [readonly string[], Json])[];
  readonly drop: readonly (readonly [readonly string[]])[];
}

type Fields = { [name: string]: Json };

/** Turn one part into the next; throws NotAPack where the result is not what the delta promises. */
export function applyDelta(part: Bytes, delta: Bytes): Bytes {
  const change = JSON.parse(text(delta)) as Delta;
  if (change.from !== partHash(part)) throw new NotAPack("This changes another pack.");
  const data = JSON.parse(text(part)) as Fields;
  for (const [path, value] of change.put) place(data, path)[path[path.length - 1] as string] = value;
  for (const [path] of change.drop) delete place(data, path)[path[path.length - 1] as string];
  const next = canonicalJson(data);
  if (partHash(next) !== change.to) throw new NotAPack("This is not what the change should have given.");
  return next;
}

function place(data: Fields, path: readonly string[]): Fields {
  return path.slice(0, -1).reduce((fields, key) => {
    if (!Object.prototype.hasOwnProperty.call(fields, key)) throw new NotAPack("This changes another pack.");
    return fields[key] as Fields;
  }, data);
}
