// Packs and places: fetched by the hash that a round told, and only where it is another one.

import { hex, text, unhex, type Bytes } from "../base/bytes";
import { momentOf } from "../base/moments";
import { applyDelta } from "../pack/pack";
import { sha256 } from "../sealing/hashes";
import { checkPlaces, type PlacesJson } from "../wire/places";
import type { Kept, Store } from "./idb";
import { keptMember, type Member } from "./members";
import { NoAnswer, type Ask, type Asker } from "./network";

interface With {
  readonly store: Store;
  readonly ask: Ask;
  readonly by: Asker;
}
/** What differs from what a member has, by hash. */
export interface New {
  readonly pack?: string;
  /** The hash of the first load of it, by language. */
  readonly lean?: Readonly<Record<string, string>>;
  readonly places?: string;
}

export async function fetchNew({ store, ask, by }: With, member: Member, { pack, lean, places }: New): Promise<Member> {
  let now = member;
  if (pack !== undefined && pack !== now.pack) {
    const row = await newPack(store, ask, now, pack, lean?.[now.language] ?? "");
    now = { ...now, pack };
    await store.change([["packs", row], ["members", keptMember(now)]]);
  }
  if (places !== undefined && places !== now.places) {
    const body = checked(now, await fetched(ask, `places/${places}`, places, by));
    now = { ...now, places };
    await store.change([["packs", { id: `places-${now.id}`, owner: now.id, at: 0, body }], ["members", keptMember(now)]]);
  }
  return now;
}

/** The name under which a first load lies, until the whole pack is here. */
export const leanOf = (hash: string): string => `lean-${hash}`;

/** The new pack: by what changed, where the one before is here; else what is needed of it first. */
async function newPack(store: Store, ask: Ask, { pack: before, language }: Member, wanted: string, lean: string): Promise<Kept> {
  const old = before === "" ? undefined : await store.get("packs", before);
  if (old === undefined && lean !== "") {
    const body = await fetched(ask, `pack/${wanted}/in/${language}`, lean);
    return { id: leanOf(wanted), owner: "", at: 0, body };
  }
  try {
    if (old === undefined) throw new NoAnswer("none before");
    const body = applyDelta(old.body as Bytes, await ask({ method: "GET", path: `pack/${wanted}/from/${before}` }));
    return { id: wanted, owner: "", at: 0, body };
  } catch {
    // The server knows no way from there, or it led elsewhere: it is fetched whole.
  }
  return { id: wanted, owner: "", at: 0, body: await fetched(ask, `pack/${wanted}`, wanted) };
}

/** Fetch whole what only its first load is here of; the phone can be used meanwhile. */
export async function completePack(store: Store, ask: Ask, hash: string): Promise<void> {
  if (hash === "" || (await store.get("packs", hash)) !== undefined) return;
  const body = await fetched(ask, `pack/${hash}`, hash);
  await store.change([["packs", { id: hash, owner: "", at: 0, body }]], [["packs", leanOf(hash)]]);
}

/** Read the places of a member; keys that the root does not vouch for are refused as a whole. */
function checked(member: Member, bytes: Bytes): PlacesJson {
  const places = JSON.parse(text(bytes)) as PlacesJson;
  checkPlaces(unhex(member.root), places, momentOf(Date.now()));
  return places;
}

/** Get what is named by its hash; anything else is not ours. */
export async function fetched(ask: Ask, path: string, hash: string, by?: Asker): Promise<Bytes> {
  const bytes = await ask({ method: "GET", path, ...(by === undefined ? {} : { by }) });
  if (hex(sha256(bytes)) !== hash) throw new NoAnswer("not ours");
  return bytes;
}
