// Nobody answered a number, or no service was in reach: a fact about the system, and about nobody. It goes up as a
// letter does, so that whoever takes the phone can't read it; it holds no word of who needed it, or why.

import { randomId } from "../base/ids";
import { dayNumber, isoWeek } from "../base/days";
import { sealTo } from "../sealing/keys";
import { pad } from "../sealing/padding";
import { writeFrame } from "../wire/frames";
import { postKey, type PlacesJson } from "../wire/places";
import type { Drawer, Kept } from "./idb";
import type { Line } from "./lines";
import type { Phone } from "./phone";

/** What was missing: a number or a kind of service; `route`: the one that found nobody of the kind. */
type Missing = { readonly number: string } | { readonly kind: string; readonly route?: string };

export async function noteSilence(phone: Phone, { kind, number }: Line): Promise<void> {
  if (phone.places === null) return;
  await phone.cupboard.change([gapToSend(phone, phone.places, kind === "" ? { number } : { kind })]);
  await phone.load();
}

/** What enters the outbox, to be noted as a gap of this week in her district. */
export function gapToSend(phone: Phone, places: PlacesJson, missing: Missing): [Drawer, Kept] {
  const id = randomId();
  const week = isoWeek(dayNumber(phone.now.slice(0, 10)) ?? 0);
  const silent = { id, area: places.home, week, ...missing };
  const box = sealTo(postKey(places), pad(writeFrame({ silent })));
  return ["outbox", { id, owner: "", at: phone.clock(), body: { box, refused: "" } }];
}
