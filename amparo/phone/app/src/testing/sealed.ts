/** Seals for whoever asks, so that Python can open it: a box, an envelope, a part, a letter. */
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { hex, text, unhex, utf8 } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { derivedId } from "../base/ids";
import { openMedia, sealMedia } from "../wire/media";
import { enclose } from "../sealing/envelope";
import { hkdf } from "../sealing/hashes";
import { openWith, sealTo } from "../sealing/keys";
import { sealPart } from "../sealing/parts";
import { sign, signingPairOf } from "../sealing/signing";
import { sealLetter } from "../wire/letters";
import { signedHeaders } from "../wire/requests";

// Node 18 has it under another name.
if (!("crypto" in globalThis)) Object.defineProperty(globalThis, "crypto", { value: webcrypto });

interface Asked {
  public: string; post: string; seed: string; key: string; message: string; box: string; private: string;
}

const asked = JSON.parse(readFileSync(process.argv[2] ?? "", "utf-8")) as Asked;
const id = (last: number): string => `01970000-0000-7000-8000-00000000000${last}`;
const place = { dossier: id(0), entry: id(1), step: "raise", author: id(2), partClass: "sealed" };
const key = unhex(asked.key);
const media = sealMedia(id(3), new Uint8Array(40_000).fill(7), key);
const { box, stub } = sealLetter(
  {
    id: id(1), dossier: id(0), step: "raise", saidAt: 1_810_304_100_000_000, pack: "ab".repeat(32),
    coded: { danger_now: "no", count: 3, several: ["b", "a"] },
    parts: [{ partClass: "sealed", answers: { words: "ñ 😀", rows: [{ age: "a6_11" }] }, to: [{ circle: id(4), epoch: 7, public: unhex(asked.public) }] }],
    media: [{ id: id(3), pieces: media.pieces.length, hash: media.hash }],
    opens: { protocol: "activity", area: "080101" },
  },
  { device: id(5), account: id(2), by: "author", seed: unhex(asked.seed) },
  unhex(asked.post),
);

console.log(JSON.stringify({
  opened: text(openWith(unhex(asked.private), unhex(asked.box))),
  box: hex(sealTo(unhex(asked.public), utf8(asked.message))),
  envelope: hex(enclose(utf8(asked.message), key, utf8("a context"))),
  part: hex(sealPart(utf8(asked.message), key, place)),
  signing: hex(signingPairOf(unhex(asked.seed)).public),
  signature: hex(sign(unhex(asked.seed), utf8(asked.message))),
  derived: derivedId(id(0), "raise"),
  hkdf: hex(hkdf(key, "amparo/author/1")),
  canonical: text(canonicalJson({ ñ: 1, "😀": 2, "\ufb33": 3, b: [true, null, "\u2028\u007f\"\\/\u0001"], a: -0 })),
  headers: signedHeaders({ method: "POST", path: "/phone/sync", body: utf8("body") }, id(5), unhex(asked.seed)),
  letter: hex(box), stub, pieces: media.pieces.map(hex), whole: openMedia(media, key).length,
}));
