// What came down for a member, once opened: the dossiers in her reach, entry by entry. What was sealed is
// held of the newest ten dossiers only, and never longer than 72 hours. Pure.

import type { Feed, FeedDossier, FeedEntry } from "../wire/feed";

export const MOST_DOSSIERS = 10;
export const LONGEST = 72 * 3_600_000;

export interface Entry extends FeedEntry {
  /** When it came to this phone. */
  readonly came: number;
}
export interface Dossier extends FeedDossier {
  readonly entries: readonly Entry[];
  readonly readAt?: string;
}
export type People = readonly (readonly [string, string])[];
export interface Journal {
  readonly dossiers: Readonly<Record<string, Dossier>>;
  readonly packs: Readonly<Record<string, string>>;
  readonly people: People;
  readonly peopleHash: string;
  readonly unconfirmed: readonly string[];
  readonly want: readonly string[];
}
export const NOTHING: Journal = { dossiers: {}, packs: {}, people: [], peopleHash: "", unconfirmed: [], want: [] };

/** Take in what one box told, in the order that the contract gives. */
export function takeIn(journal: Journal, feed: Feed, came: number): Journal {
  const dossiers: Record<string, Dossier> = { ...journal.dossiers };
  const listed = feed.list === null ? null : new Map(feed.list);
  if (listed !== null) for (const id of Object.keys(dossiers)) if (!listed.has(id)) delete dossiers[id];
  for (const id of feed.gone) delete dossiers[id];
  for (const told of feed.dossiers) dossiers[told.id] = { ...dossiers[told.id], ...told, entries: dossiers[told.id]?.entries ?? [] };
  for (const entry of feed.entries) {
    const held = dossiers[entry.dossier];
    if (held !== undefined) dossiers[held.id] = withEntry(held, { ...entry, came });
  }
  for (const [id, at] of feed.read) {
    const held = dossiers[id];
    if (held !== undefined) dossiers[id] = { ...held, readAt: at };
  }
  return {
    dossiers,
    packs: { ...journal.packs, ...Object.fromEntries(feed.packs) },
    people: feed.people?.others ?? journal.people,
    peopleHash: feed.people?.hash ?? journal.peopleHash,
    unconfirmed: [...new Set([...journal.unconfirmed, ...feed.unconfirmed])],
    want: listed === null ? stillWanted(journal, feed) : missingOf(dossiers, listed),
  };
}

function withEntry(held: Dossier, entry: Entry): Dossier {
  const before = held.entries.find((each) => each.id === entry.id);
  if (before !== undefined && (isOpen(before) || !isOpen(entry))) return held;
  const others = held.entries.filter((each) => each !== before);
  return { ...held, entries: [...others, entry].sort((a, b) => a.position - b.position) };
}

const isOpen = (entry: Entry): boolean => Object.keys(entry.answers).length > 0;

const missingOf = (dossiers: Readonly<Record<string, Dossier>>, listed: ReadonlyMap<string, number>): string[] =>
  [...listed].filter(([id, count]) => (dossiers[id]?.entries.length ?? 0) < count).map(([id]) => id);

const stillWanted = (journal: Journal, feed: Feed): string[] =>
  journal.want.filter((id) => !feed.dossiers.some((each) => each.id === id));

/** What the footprint is of: each dossier's highest position held. */
export const heights = (journal: Journal): Record<string, number> =>
  Object.fromEntries(
    Object.values(journal.dossiers).map((each) => [each.id, Math.max(0, ...each.entries.map((entry) => entry.position))]),
  );

/** Let go of what was sealed and came too long ago, and of all but the newest dossiers'. */
export function forgetOld(journal: Journal, now: number): Journal {
  const sealed = Object.values(journal.dossiers).filter((each) => newest(each) > 0);
  const kept = new Set(sealed.sort((a, b) => newest(b) - newest(a)).slice(0, MOST_DOSSIERS).map((each) => each.id));
  const forgotten = (dossier: Dossier): Dossier => ({
    ...dossier,
    entries: dossier.entries.map((entry) => (kept.has(dossier.id) && isFresh(entry, now) ? entry : { ...entry, answers: {} })),
  });
  return { ...journal, dossiers: Object.fromEntries(Object.values(journal.dossiers).map((each) => [each.id, forgotten(each)])) };
}

// A phone whose clock was set back must not keep it for a year: what lies ahead is old too.
const isFresh = (entry: Entry, now: number): boolean => Math.abs(now - entry.came) < LONGEST;

const newest = (dossier: Dossier): number =>
  Math.max(0, ...dossier.entries.filter(isOpen).map((entry) => entry.came));
