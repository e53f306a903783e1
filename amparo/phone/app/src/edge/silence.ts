// Nobody answered a number: a fact about the system, and about nobody. It goes up as a letter does, so that
// whoever takes the phone can't read that a number was tried; it holds no word of who tried, or why.

import { randomId } from "../base/ids";
import { dayNumber, isoWeek } from "../base/days";
import { sealTo } from "../sealing/keys";
import { pad } from "../sealing/padding";
import { writeFrame } from "../wire/frames";
import { postKey } from "../wire/places";
import type { Line } from "./lines";
import type { Phone } from "./phone";

export async function noteSilence(phone: Phone, { kind, number }: Line): Promise<void> {
  if (phone.places === null) return;
  const id = randomId();
  const week = isoWeek(dayNumber(phone.now.slice(0, 10)) ?? 0);
  const silent = { id, area: phone.places.home, week, ...(kind === "" ? { number } : { kind }) };
  const box = sealTo(postKey(phone.places), pad(writeFrame({ silent })));
  await phone.cupboard.change([["outbox", { id, owner: "", at: phone.clock(), body: { box, refused: "" } }]]);
  await phone.load();
}
