// Sign-out wipes: all that one member has on this phone goes; with the last member, everything.

import { Cupboard, DRAWERS, type Drawer } from "./idb";
import type { Phone } from "./phone";

export async function leaveFor(phone: Phone): Promise<void> {
  const member = phone.session?.member;
  if (member === undefined) return;
  phone.session?.forget();
  phone.session = null;
  if (phone.members.length === 1) {
    await phone.cupboard.wipe();
    phone.cupboard = await Cupboard.open();
  } else {
    await phone.cupboard.change([], await ownedBy(phone, member.id));
  }
  await phone.load();
}

async function ownedBy(phone: Phone, owner: string): Promise<[Drawer, string][]> {
  const found = await Promise.all(
    DRAWERS.map(async (drawer) => {
      const mine = (await phone.cupboard.all(drawer)).filter((each) => each.owner === owner);
      return mine.map((each): [Drawer, string] => [drawer, each.id]);
    }),
  );
  return found.flat();
}
