// A concern on its way out: where it would go, and sealing it. Letters, stubs and what was typed change
// places in one transaction: it is either a draft or sealed, and never both or neither.

import { unhex } from "../base/bytes";
import { momentOf } from "../base/moments";
import { accept } from "../forms/filling";
import { codesIn, look, type Values } from "../forms/values";
import { keptKinds } from "../routes/routes";
import { raiseConcern, routed, withReckoned, type Raising } from "../wire/concern";
import type { Writer } from "../wire/letters";
import { formOf, type Draft } from "./drafts";
import type { Drawer, Kept } from "./idb";
import type { Member } from "./members";
import type { Phone } from "./phone";
import { gapToSend } from "./silence";
import { stubOf } from "./stubs";

export const writerOf = (phone: Phone, member: Member): Writer => {
  const session = phone.session?.member.id === member.id ? phone.session : null;
  const shared = { device: member.device, account: member.id };
  return session === null
    ? { ...shared, by: "device", seed: unhex(member.signing) }
    : { ...shared, by: "author", seed: session.author };
};

/** The names of the offices that a concern goes to, as things stand; none if nobody can be reached. */
export function officesOf(phone: Phone, draft: Draft, values: Values): string[] {
  const { places, words } = phone;
  const pack = phone.packOf(draft.pack[0]);
  if (pack === null || places === null) return [];
  const kinds = keptKinds(pack, codesIn(look(values, "keep_from")));
  const nameOf = (id: string): string => places.bodies.find((each) => each.id === id)?.name ?? "";
  const kindOf = (id: string): string => words.say(`kind.${places.bodies.find((each) => each.id === id)?.kind ?? ""}`);
  try {
    const reckoned = withReckoned(pack, { values, at: momentOf(phone.clock()) });
    return routed(pack, places, reckoned, kinds).addressed.map(({ receiver, forBody }) => {
      const office = `${nameOf(receiver)} · ${kindOf(receiver)}`;
      return forBody === "" ? office : words.t("notice.goes_for", { office, other: `${nameOf(forBody)} · ${kindOf(forBody)}` });
    });
  } catch {
    return [];
  }
}

/** Seal a draft to whom it is addressed, and let go of what was typed; returns the word to remember.
 *  @throws NoRoom if the phone is full: then the draft is as it was. */
export async function sendConcern(phone: Phone, draft: Draft, more: Partial<Raising> = {}, beside: [Drawer, Kept][] = []): Promise<string> {
  const { places } = phone;
  const pack = phone.packOf(draft.pack[0]);
  const member = phone.members.find((each) => each.id === draft.owner);
  const form = formOf(phone, draft);
  if (!pack || !places || !member || !form) throw new Error("nothing to seal with");
  const { values } = accept(form, draft.raw, { now: phone.now });
  const raising = { values, at: momentOf(phone.clock()), kept: draft.kept, companion: draft.companion, ...spoken(draft), ...more };
  const raised = raiseConcern(pack, places, raising, writerOf(phone, member));
  const day = phone.now.slice(0, 10);
  const puts = raised.letters.flatMap(({ box, stub }): [Drawer, Kept][] => [
    ["outbox", { id: stub.id, owner: member.id, at: phone.clock(), body: { box, refused: "" } }],
    ["stubs", stubOf(member, stub.id, { dossier: stub.dossier, situation: raised.situation, word: raised.word, day, protocol: "concern", step: stub.step })],
  ]);
  const missing = raised.gaps.map(({ kind, route }) => gapToSend(phone, places, { kind, route }));
  await phone.cupboard.change([...puts, ...missing, ...beside, ...(await released(phone, draft))], [["drafts", draft.id]]);
  if (phone.session !== null) phone.session.draft = null;
  await phone.load();
  return raised.word;
}

/** What was said aloud, by question: the key goes into the sealed part, the pieces into their own queue. */
function spoken(draft: Draft): Pick<Raising, "media" | "said"> {
  const voices = Object.entries(draft.voices);
  return {
    media: voices.map(([, { media, pieces, hash }]) => ({ id: media, pieces, hash })),
    said: Object.fromEntries(voices.map(([name, { media, key, kind }]) => [name, { media, key, kind }])),
  };
}

/** Its recordings may leave once their letter has. */
async function released(phone: Phone, draft: Draft): Promise<[Drawer, Kept][]> {
  const found = await Promise.all(Object.values(draft.voices).map((each) => phone.cupboard.get("media", each.media)));
  return found.flatMap((kept): [Drawer, Kept][] =>
    kept === undefined ? [] : [["media", { ...kept, body: { ...(kept.body as object), isSent: true } }]],
  );
}
