/** Makes the first "Send" as quick as the second: what it will need is run once, on nothing. */
import { newPair, openWithPair, sealTo } from "../sealing/keys";
import { newSigningPair } from "../sealing/signing";
import { sealLetter } from "./letters";

const NONE = "00000000-0000-0000-0000-000000000000";
const ROUNDS = 2;

/** Seal letters to nobody, one after the other, so that the page can do something else in between. */
export async function warmUp(pause: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const nobody = newPair();
  await pause();
  const writer = { device: NONE, account: NONE, by: "device" as const, seed: newSigningPair().private };
  const to = [{ circle: NONE, epoch: 1, public: nobody.public }];
  const parts = (["sealed", "callback"] as const).map((partClass) => ({ partClass, answers: { none: "" }, to }));
  for (let round = 0; round < ROUNDS; round++) {
    await pause();
    sealLetter({ id: NONE, dossier: NONE, step: "none", saidAt: 0, pack: "", coded: {}, parts }, writer, nobody.public);
  }
  await pause();
  openWithPair(nobody, sealTo(nobody.public, new Uint8Array(32)));
}
