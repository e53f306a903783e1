// When the phone speaks with the server: at the start, when there is a signal again, after something was
// sent, and now and then. One round at a time; what fails is tried again, and nothing waits for it.

import { unhex } from "../base/bytes";
import { sendMedia } from "./media";
import type { Member } from "./members";
import { ask, hasSignal, NoAnswer, whenSignal } from "./network";
import type { Phone } from "./phone";
import { completePack, fetched, fetchNew } from "./fetching";
import type { Session } from "./session";
import { keepSpares } from "./spares";
import { syncOnce } from "./sync";

const SOON = 60_000;
const LATER = 15 * 60_000;
let running: Promise<void> | null = null;

/** Speak with the server now, or wait for the round that is on its way. Never fails. */
export function syncSoon(phone: Phone): Promise<void> {
  running ??= all(phone).finally(() => (running = null));
  return running;
}

export function beginRounds(phone: Phone, afterwards: () => void): void {
  const go = (): void => void syncSoon(phone).then(afterwards);
  whenSignal(go);
  const again = (): void => {
    go();
    setTimeout(again, phone.waiting > 0 ? SOON : LATER);
  };
  again();
}

async function all(phone: Phone): Promise<void> {
  if (!hasSignal()) return;
  for (const member of phone.members.filter((each) => each.state !== "waits")) {
    try {
      await rounds(phone, member);
    } catch (error) {
      // Whatever else it was, a full phone too, is tried again, and holds up nobody else's round.
      if (error instanceof NoAnswer && error.status === 410) await phone.keepMember({ ...member, state: "revoked" });
    }
  }
  await phone.load();
  await completed(phone);
}

/** What only a first load is here of comes whole, now that the phone can be used. */
async function completed(phone: Phone): Promise<void> {
  const hashes = new Set(phone.ready.map((member) => member.pack));
  for (const hash of hashes) {
    await completePack(phone.cupboard, ask, hash).catch(() => undefined);
  }
  await phone.load();
  if (hashes.size > 0) keepSpares();
}

async function rounds(phone: Phone, start: Member): Promise<void> {
  let member = start;
  let more = true;
  while (more) {
    const session = phone.session?.member.id === member.id ? phone.session : null;
    const key = session === null ? unhex(member.signing) : session.author;
    const confirm = session?.confirming ?? [];
    const by = { device: member.device, key };
    const came = await syncOnce({ store: phone.cupboard, ask, member, by, confirm, now: Date.now() });
    ({ member, more } = came);
    if (member.state === "revoked") return shut(phone, member);
    if (session !== null && phone.session === session) member = await takenIn(phone, session, member);
    member = await fetchNew({ store: phone.cupboard, ask, by }, member, came.fresh);
    if (session !== null && phone.session === session) await follow(phone, session, member);
  }
  await sendMedia(phone, { device: member.device, key: unhex(member.signing) });
}

/** Open what came for who is inside: it does not wait until a pack has come over a weak line. */
async function takenIn(phone: Phone, session: Session, member: Member): Promise<Member> {
  session.member = member;
  session.confirming = [];
  await session.takeInBoxes(phone);
  return session.member;
}

/** Whoever is inside goes on with what was fetched for her, and has each pack that her dossiers follow. */
async function follow(phone: Phone, session: Session, member: Member): Promise<void> {
  session.member = member;
  await fetchPacks(phone);
  await session.rememberPacks(phone);
}

/** It was reported lost: what is open in somebody's hands is open no more. */
function shut(phone: Phone, { id }: Member): void {
  if (phone.session?.member.id === id) phone.lock(phone.t("lost.revoked"));
}

/** Keep each pack that a dossier here still follows. */
async function fetchPacks(phone: Phone): Promise<void> {
  for (const hash of Object.values(phone.session?.journal.packs ?? {})) {
    if ((await phone.cupboard.get("packs", hash)) !== undefined) continue;
    const body = await fetched(ask, `pack/${hash}`, hash);
    await phone.cupboard.change([["packs", { id: hash, owner: "", at: 0, body }]]);
  }
}
