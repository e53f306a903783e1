/** The screens of a photo on a page of their own, with a phone around them that keeps all in memory. */
import { hex, unhex } from "../base/bytes";
import { fill, h } from "../edge/view";
import type { Screen } from "../edge/stage";
import { photo } from "../screens/photo";
import { openWith } from "../sealing/keys";
import { unpad } from "../sealing/padding";
import { openPart } from "../sealing/parts";
import { readFrame } from "../wire/frames";
import { openMedia } from "../wire/media";
import { form, ids, keys, pack, places } from "./country";

const asked = (name: string, kind: string, more: object = {}) => ({ is: "question", name, kind, ...more });
const no = { choices: [{ name: "no", label: {} }], answer_class: "coded" };
const items = [asked("child_face", "select_one", no), asked("photo_kind", "text"), asked("photo_on", "date"), asked("photo_place", "text"), asked("photo", "text")];
const show = { key: "show", form: "activity_photo", by: ["member:vetted"], sealed_to: ["service"] };
const packed = { ...pack, forms: { activity_photo: { ...form, items } }, protocols: { activity_photo: { steps: { show } } } };
const kept: [string, { body: { box: Uint8Array<ArrayBuffer>; pieces: Uint8Array<ArrayBuffer>[]; isSent: boolean } }][] = [];

const draw = (screen: Screen): void => {
  const { title, body } = screen();
  fill(document.body, h("main", {}, h("h1", {}, title), body));
};
const phone = {
  t: (key: string) => key, clock: () => Date.now(), now: "2027-05-10T09:15", waiting: 0, load: () => Promise.resolve(),
  pack: packed, packOf: () => packed, places: { ...places, office: ids.demuna, home_name: "Pisac" },
  session: { member: { id: "m", device: "d", account: hex(keys.desk.public) }, journal: { dossiers: {} }, author: new Uint8Array(32).fill(3) },
  stage: { over: draw, go: draw, start: () => fill(document.body, h("p", { id: "sent" }, "sent")) },
  cupboard: { change: (puts: typeof kept) => Promise.resolve(kept.push(...puts)) },
} as never;

/** What was put into the drawers, opened by the office that it is for. */
const found = (): object => {
  const [outbox, media] = ["outbox", "media"].map((drawer) => kept.find(([each]) => each === drawer)![1].body);
  const { json, blobs } = readFrame(unpad(openWith(keys.post.private, outbox!.box)))!;
  const { letter, coded } = json as unknown as { letter: { id: string; dossier: string; step: string }; coded: object };
  const context = { dossier: letter.dossier, entry: letter.id, step: letter.step, author: "m", partClass: "sealed" as const };
  const opened = openPart(blobs[1]!, openWith(keys.demuna.private, blobs[2]!), context);
  const answers = JSON.parse(new TextDecoder().decode(opened)) as { photo: { media: string; key: string } };
  const jpeg = openMedia({ id: answers.photo.media, pieces: media!.pieces, hash: "" }, unhex(answers.photo.key));
  return { coded, answers, jpeg: hex(jpeg), kept: kept.map(([drawer]) => drawer), isSent: media!.isSent };
};

Object.assign(window, { found, kept });
draw(photo(phone, { activity_kind: ["talk"], activity_on: ["2027-05-09"] }));
