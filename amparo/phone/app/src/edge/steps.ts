// One step under a protocol that is no concern: an activity, a call wished for, what was seen on a visit.

import { newId, randomId } from "../base/ids";
import type { Json } from "../base/canonical";
import { momentOf } from "../base/moments";
import { accept } from "../forms/filling";
import { byClass } from "../forms/split";
import type { Values } from "../forms/values";
import { sealLetter, type Part, type Sealed } from "../wire/letters";
import { keeperOf, keyOf, postKey, type CircleKey, type PlacesJson } from "../wire/places";
import type { Filling } from "../screens/asking";
import type { Drawer, Kept } from "./idb";
import { writerOf } from "./notices";
import type { Phone } from "./phone";
import { stubOf } from "./stubs";

export interface StepTaken {
  readonly protocol: string;
  readonly step: string;
  /** Left out where the step opens a dossier of its own. */
  readonly dossier?: string | undefined;
  readonly filling?: Filling;
}

/** Seal one step and put it into the outbox. */
export async function sendStep(phone: Phone, taken: StepTaken): Promise<void> {
  await phone.cupboard.change(stepLetters(phone, taken));
  await phone.load();
}

/** What is put into the drawers for one step. */
export function stepLetters(phone: Phone, taken: StepTaken): [Drawer, Kept][] {
  const { session } = phone;
  if (session === null) throw new Error("nobody is inside");
  const { member } = session;
  const { box, stub } = sealed(phone, taken);
  const { protocol, step } = taken;
  const told = { dossier: stub.dossier, situation: "", word: "", day: phone.now.slice(0, 10), protocol, step };
  return [
    ["outbox", { id: stub.id, owner: member.id, at: phone.clock(), body: { box, refused: "" } }],
    ["stubs", stubOf(member, stub.id, told)],
  ];
}

function sealed(phone: Phone, { protocol, step, dossier, filling }: StepTaken): Sealed {
  const { session, places } = phone;
  const held = dossier === undefined ? undefined : session?.journal.dossiers[dossier];
  const pack = phone.packOf(held?.pack ?? "");
  if (session === null || pack === null || places === null) throw new Error("nobody is inside");
  const values = filling === undefined ? {} : accept(filling.form, filling.raw, { now: phone.now }).values;
  const { coded = {}, ...others } = filling === undefined ? {} : byClass(filling.form, values);
  const office = held?.office ?? carerOf(places);
  const sealedTo = pack.protocols[protocol]?.steps?.[step]?.sealed_to ?? [];
  const parts = (Object.entries(others) as [Part["partClass"], Values][]).map(([partClass, answers]) => ({
    partClass,
    answers,
    to: sealedTo.length === 0 ? [] : keysFor(places, partClass, office),
  }));
  const opens = dossier === undefined ? { opens: opensOf(places, protocol, sealedTo.length > 0 ? office : "") } : {};
  const letter = {
    id: newId(phone.clock()), dossier: dossier ?? randomId(), step, saidAt: momentOf(phone.clock()),
    pack: pack.of, coded: coded as Values, parts, ...opens,
  };
  return sealLetter(letter, writerOf(phone, session.member), postKey(places));
}

const carerOf = (places: PlacesJson): string => places.carers?.[0] ?? "";

function keysFor(places: PlacesJson, partClass: string, office: string): CircleKey[] {
  const own = keyOf(places, office);
  const key = partClass === "reporter" ? (keeperOf(places, office, new Set()) ?? own) : own;
  return key === null ? [] : [key];
}

const opensOf = (places: PlacesJson, protocol: string, office: string): Json =>
  office === "" ? { protocol, area: places.home } : { protocol, area: places.home, to: [office, ""], kept_kinds: [], kept: [] };
