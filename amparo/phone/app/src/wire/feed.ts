/** What came down for a member: one box, opened once she has unlocked. Pure. */
import { gunzip } from "../base/gunzip";
import type { Bytes } from "../base/bytes";
import { text } from "../base/bytes";
import { uuidText } from "../base/ids";
import { readMoment } from "../base/moments";
import type { Values } from "../forms/values";
import type { Happened } from "../protocols/journal";
import { CannotOpen, openWithPair } from "../sealing/keys";
import type { KeyPair } from "../sealing/keys";
import { unpadAny } from "../sealing/padding";
import { openPart, type PartContext } from "../sealing/parts";
import { readFrame } from "./frames";

export interface FeedDossier {
  readonly id: string;
  readonly protocol: string;
  readonly pack: string;
  readonly area?: string;
  readonly word?: string;
  readonly opened?: string;
  readonly office?: string;
  readonly for?: string;
  readonly stub?: boolean;
  readonly situation?: string;
  /** Which of two she is, where she is the second. */
  readonly as?: string;
}

/** Place in `dossiers`, position, step, by, at, coded, author, classes of its parts. */
type EntryJson = readonly [number, number, string, string, string, Values, string, readonly string[]];

interface FeedJson {
  readonly dossiers?: readonly Omit<FeedDossier, "id">[];
  readonly entries?: readonly EntryJson[];
  readonly gone?: readonly string[];
  readonly list?: readonly (readonly [string, number])[];
  readonly read?: readonly (readonly [string, string])[];
  readonly unconfirmed?: readonly string[];
  readonly packs?: readonly (readonly [string, string])[];
  readonly people?: { readonly hash: string; readonly others: readonly (readonly [string, string])[] };
  readonly at: string;
}

export interface FeedEntry extends Happened {
  readonly dossier: string;
  readonly author: string;
  /** What was opened of it, class by class. */
  readonly answers: Readonly<Record<string, Values>>;
}

export interface Feed {
  readonly dossiers: readonly FeedDossier[];
  readonly entries: readonly FeedEntry[];
  readonly gone: readonly string[];
  readonly list: readonly (readonly [string, number])[] | null;
  readonly read: readonly (readonly [string, string])[];
  readonly unconfirmed: readonly string[];
  readonly packs: readonly (readonly [string, string])[];
  readonly people: FeedJson["people"] | null;
  readonly at: string;
}

/** Open a feed box; throws CannotOpen where it is not hers, or not whole. */
export function openFeed(box: Bytes, account: KeyPair): Feed {
  const frame = readFrame(gunzip(unpadAny(openWithPair(account, box))));
  if (!frame) throw new CannotOpen("What came down is not whole.");
  const feed = frame.json as unknown as FeedJson;
  const blobs = [...frame.blobs];
  let next = 0;
  const ids = feed.dossiers ? blobs.shift() : undefined;
  const id = (): string => uuidText((ids ?? new Uint8Array()).slice(next, (next += 16)));
  const dossiers = (feed.dossiers ?? []).map((told) => ({ ...told, id: id() }));
  return {
    dossiers,
    entries: (feed.entries ?? []).map((entry) => entryOf(entry, id(), dossiers, blobs, account)),
    gone: feed.gone ?? [],
    list: feed.list ?? null,
    read: feed.read ?? [],
    unconfirmed: feed.unconfirmed ?? [],
    packs: feed.packs ?? [],
    people: feed.people ?? null,
    at: feed.at,
  };
}

function entryOf(json: EntryJson, id: string, dossiers: readonly FeedDossier[], blobs: Bytes[], account: KeyPair): FeedEntry {
  const [place, position, step, by, at, coded, author, classes] = json;
  const dossier = dossiers[place]?.id;
  if (dossier === undefined) throw new CannotOpen("An entry came down without its file.");
  const answers: Record<string, Values> = {};
  for (const partClass of classes) {
    const [sealed, wrap] = [blobs.shift(), blobs.shift()];
    if (!sealed || !wrap) throw new CannotOpen("What came down is not whole.");
    const said = opened(sealed, wrap, account, { dossier, entry: id, step, author: author || NOBODY, partClass });
    if (said !== null) answers[partClass] = said;
  }
  return { id, step, at: readMoment(at), position, coded, by, stamped: null, dossier, author, answers };
}

/** What a part says; null where it does not open: it is as one that was erased, and all else that came is told. */
function opened(sealed: Bytes, wrap: Bytes, account: KeyPair, context: PartContext): Values | null {
  try {
    return JSON.parse(text(openPart(sealed, openWithPair(account, wrap), context))) as Values;
  } catch {
    return null;
  }
}

/** What stands for an author where no person wrote it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
