/** A made-up country: a small pack, three offices with keys that a directory signed, a custodian. */
import { hex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { derivedId, randomId } from "../base/ids";
import { readMoment } from "../base/moments";
import type { Form } from "../forms/form";
import type { PhonePack } from "../pack/pack";
import { newPair } from "../sealing/keys";
import { newSigningPair, sign } from "../sealing/signing";
import type { KeyJson, PlacesJson } from "../wire/places";

export const FROM = "2027-05-01T00:00:00.000000Z";
export const TO = "2027-07-01T00:00:00.000000Z";
export const AT = readMoment("2027-05-10T14:15:00.000000Z");
export const root = newSigningPair();
export const online = newSigningPair();
export const keys = { post: newPair(), desk: newPair(), demuna: newPair(), keeper: newPair() };
export const ids = { demuna: randomId(), police: randomId(), desk: randomId(), keeper: randomId() };

const is = (name: string, code: string) => ["=", ["ref", name], ["text", code]] as const;

export const form: Form = {
  key: "concern", version: "1", title: { en: "Concern" }, default_language: "en",
  items: [
    { is: "question", name: "danger_now", kind: "select_one", answer_class: "coded" },
    { is: "question", name: "keep_from", kind: "select_multiple" },
    { is: "question", name: "words", kind: "text" },
    { is: "question", name: "tie", kind: "select_one", answer_class: "reporter" },
    { is: "question", name: "call_me", kind: "text", answer_class: "callback" },
    { is: "question", name: "route_class", kind: "calculate", answer_class: "coded", calculation: ["text", ""] },
    { is: "question", name: "week", kind: "calculate", answer_class: "coded", calculation: ["text", ""] },
  ],
};

const zone = { offsets: [{ since: "2025-01-01T00:00:00.000000Z", seconds: -18000 }] };

export const pack: PhonePack = {
  key: "zz", version: "1", languages: ["en"], zone: "America/Lima", adult_age: 18, of: "ab".repeat(32),
  valid_from: "2027-01-01", valid_to: "2028-01-01", calendar: { holidays: [], zone },
  working: { holidays: new Set(), weekend: new Set([5, 6]), zone: { since: [0], ahead: [-18000 * 1_000_000] } },
  routes: {
    form: "concern", classes: ["emergency", "service"],
    rows: [
      { key: "danger", when: { tree: is("danger_now", "now") }, matter: "emergency", to: [{ kind: "pnp" }], always: true, relay: ["demuna", "desk"] },
      { key: "office", when: { tree: ["call", "true"] }, matter: "service", to: [{ kind: "demuna" }] },
    ],
  },
  body_kinds: {
    demuna: { key: "demuna", reach: "district", kept_by: ["municipality"] },
    pnp: { key: "pnp", reach: "province" },
    desk: { key: "desk", reach: "country", is_desk: true },
    upe: { key: "upe", reach: "region" },
  },
  protocols: {}, forms: { concern: form }, words: { en: { code_words: "PUMA SOL" } },
};

export function record(kind: string, id: string, epoch: number, key: Bytes): Bytes {
  return sign(online.private, canonicalJson(["amparo/directory-record/1", kind, id, epoch, hex(key), FROM]));
}

function keyJson(id: string, epoch: number, key: Bytes): KeyJson {
  return [epoch, hex(key), FROM, 0, hex(record("circle", id, epoch, key))];
}

const certificate = sign(root.private, canonicalJson(["amparo/directory-certificate/1", hex(online.public), FROM, TO]));
const post = keys.post.public;

export const places: PlacesJson = {
  v: 1, home: "080101", chain: ["080101", "0801", "08", "PE"], root: hex(root.public),
  certificates: [[hex(online.public), FROM, TO, hex(certificate)]],
  post: [hex(post), FROM, 0, hex(record("post", derivedId("trust", "post"), 1, post))],
  bodies: [
    { id: ids.demuna, kind: "demuna", name: "Office", areas: ["080101"], key: keyJson(ids.demuna, 3, keys.demuna.public), keepers: [ids.keeper] },
    { id: ids.police, kind: "pnp", name: "Police", areas: ["0801"] },
    { id: ids.desk, kind: "desk", name: "Desk", areas: ["PE"], key: keyJson(ids.desk, 1, keys.desk.public) },
  ],
  circles: { [ids.keeper]: { body: ids.demuna, key: keyJson(ids.keeper, 2, keys.keeper.public) } },
};
