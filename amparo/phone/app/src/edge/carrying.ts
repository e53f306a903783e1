// What waits, as bytes for a file or for squares of dots; and taking in what somebody else brings. Who
// carries it can open none of it, and the server neither knows nor cares who brought it.

import { hex, type Bytes } from "../base/bytes";
import { readOutbox, writeOutbox } from "../carry/outbox";
import { sha256 } from "../sealing/hashes";
import type { Drawer, Kept } from "./idb";
import type { Phone } from "./phone";
import type { Waiting } from "./sync";

export async function bundleOf(phone: Phone): Promise<Bytes> {
  const waiting = await phone.cupboard.all("outbox");
  return writeOutbox(phone.ready[0]?.root ?? "", waiting.map((each) => (each.body as Waiting).box));
}

/** Take what another phone brought; false where it is none of ours. The same twice is kept once. */
export async function takeBundle(phone: Phone, bytes: Bytes): Promise<boolean> {
  try {
    const boxes = readOutbox(bytes, phone.ready[0]?.root ?? "");
    await phone.cupboard.change(boxes.map((box): [Drawer, Kept] => ["outbox", carried(box)]));
    await phone.load();
    return true;
  } catch {
    return false;
  }
}

const carried = (box: Bytes): Kept => ({ id: hex(sha256(box)), owner: "", at: Date.now(), body: { box, refused: "" } });
