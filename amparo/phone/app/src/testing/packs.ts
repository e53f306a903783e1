/** Applies deltas that Python wrote, and reads the parts: one line of JSON for what came of it. */
import { readFileSync } from "node:fs";
import { hex } from "../base/bytes";
import { applyDelta, partHash, readLean, readPart, word } from "../pack/pack";
import { sha256 } from "../sealing/hashes";
import { wallText } from "../protocols/calendar";

const [old = "", delta = "", next = "", lean = ""] = process.argv.slice(2);
const read = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));

function refusal(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const applied = applyDelta(read(old), read(delta));
const pack = readPart(read(next), partHash(read(next)));
const spanish = readLean(read(lean));

console.log(JSON.stringify({
  applied: hex(sha256(applied)), of: pack.of, protocols: Object.keys(pack.protocols).sort(),
  word: word(pack, "en", "message.notice"), first: word(pack, "qu", "message.notice"), none: word(pack, "en", "no.such.word"),
  lean: word(spanish, "en", "message.notice"),
  noon: wallText(pack.working.zone, 1_810_304_100_000_000),
  again: refusal(() => applyDelta(applied, read(delta))), another: refusal(() => readPart(read(next), "00")),
}));
