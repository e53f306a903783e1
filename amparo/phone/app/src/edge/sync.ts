// One round with the server for one member: what waits goes up, what is new comes down. Whatever comes
// back that is not whole and ours changes nothing. What an answer changes is changed in one transaction:
// a phone that dies in between sends again, and the server knows what it has.

import { hex, type Bytes } from "../base/bytes";
import { sha256 } from "../sealing/hashes";
import { readFrame, writeFrame } from "../wire/frames";
import type { Drawer, Kept, Store } from "./idb";
import { keptMember, type Member } from "./members";
import type { New } from "./fetching";
import { NoAnswer, type Ask, type Asker } from "./network";
import { smaller } from "./smaller";
import { withResult } from "./stubs";

const MOST = 100;
const LARGEST = 512_000;
const MOST_WANTED = 500;
const GONE = ["accepted", "already", "out_of_turn", "kept"];

/** A sealed letter that waits; a carried one has no owner here. */
export interface Waiting {
  readonly box: Bytes;
  readonly refused: string;
}
/** What came down and is not opened yet; `came`: when, by this phone's clock. */
export interface Boxed {
  readonly box: Bytes;
  readonly came: number;
}
interface Answer extends New {
  readonly next?: number;
  readonly footprint?: string;
  readonly results?: readonly string[];
  readonly more?: boolean;
  readonly revoked?: boolean;
}
export interface Round {
  readonly store: Store;
  readonly ask: Ask;
  readonly member: Member;
  readonly by: Asker;
  readonly confirm: readonly string[];
  readonly now: number;
}
export interface Came {
  readonly member: Member;
  readonly more: boolean;
  /** What is to be fetched next, by its hash. */
  readonly fresh: New;
}

/** @throws NoAnswer where nothing of ours came back: then nothing was changed. */
export async function syncOnce(round: Round): Promise<Came> {
  const { store, ask, by } = round;
  const sent = batch(await store.all("outbox"));
  const body = await smaller(writeFrame(question(round, await isShut(round)), sent.map((each) => (each.body as Waiting).box)));
  const frame = readFrame(await ask({ method: "POST", path: "sync", body, by }));
  if (frame === null) throw new NoAnswer("not ours");
  const answer = frame.json as Answer;
  const results = answer.results ?? [];
  if (results.length !== sent.length) throw new NoAnswer("not ours");
  const [puts, takes] = await settled(store, sent, results);
  const member = told(round, answer);
  const [box] = frame.blobs;
  if (box !== undefined) puts.push(["boxes", boxOf(member, box, round.now)]);
  await store.change([...puts, ["members", keptMember(member)]], takes);
  if (answer.revoked === true) return { member: await forgetReading(store, member), more: false, fresh: {} };
  return { member, more: answer.more === true, fresh: answer };
}

/** What came for her is not opened: what it says of her group is not known here yet. */
const isShut = async ({ store, member }: Round): Promise<boolean> =>
  (await store.all("boxes")).some((each) => each.owner === member.id);

function question({ member, confirm }: Round, shut: boolean): { [key: string]: string | number | string[] } {
  const { cursor, footprint, pack, places, people, want } = member;
  return {
    cursor, footprint, people: shut ? "later" : people,
    pack: pack.slice(0, 16), places: places.slice(0, 16),
    ...(want.length === 0 ? {} : { want: want.slice(0, MOST_WANTED) }),
    ...(confirm.length === 0 ? {} : { confirm: [...confirm] }),
  };
}

/** The oldest first, as many as one request may carry. */
function batch(waiting: readonly Kept[]): Kept[] {
  let size = 0;
  const open = waiting.filter((each) => (each.body as Waiting).refused === "").slice(0, MOST);
  return open.filter((each, place) => (size += (each.body as Waiting).box.length) <= LARGEST || place === 0);
}

async function settled(store: Store, sent: readonly Kept[], results: readonly string[]): Promise<[[Drawer, Kept][], [Drawer, string][]]> {
  const puts: [Drawer, Kept][] = [];
  const takes: [Drawer, string][] = [];
  for (const [place, letter] of sent.entries()) {
    const result = results[place] ?? "later";
    const stub = await store.get("stubs", letter.id);
    const why = result.startsWith("refused:") ? result.slice("refused:".length) : "";
    if (GONE.includes(result)) takes.push(["outbox", letter.id]);
    if (why !== "") puts.push(["outbox", { ...letter, body: { ...(letter.body as Waiting), refused: why } }]);
    if (stub !== undefined && result !== "later") puts.push(["stubs", withResult(stub, why === "", why)]);
  }
  return [puts, takes];
}

function told({ member, now }: Round, answer: Answer): Member {
  const { next = member.cursor, footprint = member.footprint } = answer;
  const state = answer.revoked === true ? "revoked" : member.state;
  return { ...member, state, cursor: next, footprint, answered: now, want: [] };
}

// Boxes are opened in the order in which they came: the cursor counts it, whatever the clock says.
const boxOf = (member: Member, box: Bytes, came: number): Kept => {
  const id = `${member.id}-${String(member.cursor).padStart(9, "0")}-${hex(sha256(box)).slice(0, 8)}`;
  const body: Boxed = { box, came };
  return { id, owner: member.id, at: member.cursor, body };
};

/** A phone that was reported lost: what could be read goes, half-written notices too; what was sealed and
 *  not sent stays, with its word. */
async function forgetReading(store: Store, member: Member): Promise<Member> {
  const mine = async (drawer: Drawer, goes: (body: Kept["body"]) => boolean): Promise<[Drawer, string][]> => {
    const all = (await store.all(drawer)).filter((each) => each.owner === member.id && goes(each.body));
    return all.map((each) => [drawer, each.id]);
  };
  const takes = await Promise.all([
    mine("boxes", () => true),
    mine("drafts", () => true),
    mine("media", (body) => !(body as { isSent: boolean }).isSent),
    mine("stubs", (body) => (body as { sent: boolean }).sent),
  ]);
  await store.change([], [...takes.flat(), ["working", member.id], ["packs", `places-${member.id}`]]);
  return member;
}
