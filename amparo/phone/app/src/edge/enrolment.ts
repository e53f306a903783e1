// Becoming known: keys made here, a code from the desk, three check words, and then the account's own id.

import { hex, text, unhex, utf8 } from "../base/bytes";
import { newId } from "../base/ids";
import { hkdf } from "../sealing/hashes";
import { newPair } from "../sealing/keys";
import { lock, probeCost } from "../sealing/passphrase";
import { newSigningPair, signingPairOf } from "../sealing/signing";
import { checkWords as reckoned, readInvitation, typedCode } from "../wire/enrol";
import type { Drawer } from "./idb";
import { keptMember, type Member } from "./members";
import { ask, NoAnswer } from "./network";
import type { Phone } from "./phone";
import { letGo, stretch } from "./stretch";

/** What the desk showed: the code, and from a QR code the root key too. */
export interface Ticket {
  readonly code: string;
  readonly root: string;
}
export interface Wanted extends Ticket {
  readonly sign: string;
  readonly secret: "words" | "story";
  readonly passphrase: string;
}
export type Stands =
  | { readonly is: "waits"; readonly root: string }
  | { readonly is: "ready"; readonly lost: string }
  | { readonly is: "refused" | "away" };

interface Said {
  readonly state: "waits" | "ready";
  readonly root: string;
  readonly device?: string;
  readonly author?: string;
  readonly lost?: string;
}

/** Read a code as typed, or the address that a QR code holds; null where it is neither. */
export function cleanCode(typed: string): Ticket | null {
  const invited = typed.includes("#") ? readInvitation(typed.slice(typed.indexOf("#"))) : null;
  if (invited !== null) return { code: invited.code, root: invited.root === null ? "" : hex(invited.root) };
  const code = typedCode(typed);
  return code === null ? null : { code, root: "" };
}

/** Make a member's keys and keep them, locked, before anything is asked of the server. */
export async function begin(phone: Phone, wanted: Wanted): Promise<Member> {
  const { code, root, sign, secret, passphrase } = wanted;
  const [account, signing] = [newPair(), newSigningPair()];
  const author = signingPairOf(hkdf(account.private, "amparo/author/1"));
  const locked = await lock(account, passphrase, stretch, await probeCost(stretch, () => performance.now()));
  letGo();
  const handset = phone.members[0]?.handset ?? newId(Date.now());
  const member: Member = {
    id: newId(Date.now()), state: "waits", begun: Date.now(), sign, secret, code, device: "", handset, root,
    signing: hex(signing.private), author: hex(author.public), account: hex(account.public), locked,
    language: phone.words.language, cursor: 0, footprint: "", pack: "", places: "", people: "", want: [], answered: 0, ahead: 0,
  };
  await phone.keepMember(member);
  return member;
}

/** Ask how it stands: the same request again. */
export async function askAgain(phone: Phone, member: Member): Promise<Stands> {
  const { code, handset, author, account, sign } = member;
  const signing = hex(signingPairOf(unhex(member.signing)).public);
  const body = utf8(JSON.stringify({ v: 1, code, handset, signing, author, account, sign }));
  try {
    const said = JSON.parse(text(await ask({ method: "POST", path: "enrol", body, json: true }))) as Said;
    if (member.root !== "" && member.root !== said.root) return { is: "refused" };
    if (said.state === "waits") return { is: "waits", root: said.root };
    await becomeReady(phone, member, said);
    return { is: "ready", lost: said.lost ?? "" };
  } catch (error) {
    return { is: error instanceof NoAnswer && ["code", "garbage"].includes(error.why) ? "refused" : "away" };
  }
}

async function becomeReady(phone: Phone, member: Member, said: Said): Promise<void> {
  const { device = "", author = "", root } = said;
  const ready: Member = { ...member, id: author, state: "ready", code: "", device, root };
  // A member who begins anew after a lost phone or a forgotten passphrase takes her own place.
  const boxes = (await phone.cupboard.all("boxes")).filter((each) => each.owner === author);
  const old = boxes.map((each): [Drawer, string] => ["boxes", each.id]);
  await phone.cupboard.change([["members", keptMember(ready)]], [["members", member.id], ["working", author], ...old]);
  await phone.load();
}

/** The three words that both must see. */
export async function checkWords(member: Member, root: string): Promise<string[]> {
  const words = text(await ask({ method: "GET", path: "check-words.txt" })).trim().split(/\s+/);
  const signing = signingPairOf(unhex(member.signing)).public;
  const { author, account, handset } = member;
  return reckoned({ root: unhex(root), signing, author: unhex(author), account: unhex(account), handset }, words);
}
