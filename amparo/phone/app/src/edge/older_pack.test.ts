import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../base/bytes";
import { canonicalJson } from "../base/canonical";
import { partHash, type PackJson } from "../pack/pack";
import { openWith } from "../sealing/keys";
import { unpad } from "../sealing/padding";
import { form, keys, pack, places } from "../testing/country";
import { Memory } from "../testing/memory";
import { readFrame } from "../wire/frames";
import { formOf, newDraft } from "./drafts";
import type { Drawer } from "./idb";
import type { Member } from "./members";
import { Phone } from "./phone";
import { stepLetters } from "./steps";
import type { Waiting } from "./sync";

const { of: _of, working: _working, ...plain } = pack;
const step = (name: string) => ({ look: { steps: { see: { key: "see", form: "see", by: ["member:vetted"], sealed_to: [] } }, key: name } });
const packed = (of: string, name: string): [string, Uint8Array] => {
  const question = { is: "question", name, kind: "select_one", answer_class: "coded", choices: [{ name: "yes", label: {} }] };
  const see = { ...form, key: "see", items: [question] };
  const said = { ...plain, protocols: step(name), forms: { concern: { ...form, version: name }, see } } as unknown as PackJson;
  const bytes = canonicalJson({ format: 1, of, pack: said } as never);
  return [partHash(bytes), bytes];
};
const [OLD, NEW] = [packed("0a".repeat(32), "asked_before"), packed("0b".repeat(32), "asked_now")];

/** A phone that follows the old pack and is then told the new one. */
async function changed(): Promise<{ phone: Phone; member: Member; store: Memory }> {
  const store = new Memory();
  const member = { id: "m", state: "ready", begun: 0, device: "d", account: "", signing: "00".repeat(32), pack: OLD[0] } as unknown as Member;
  await store.change([
    ...[OLD, NEW].map(([id, body]): [Drawer, never] => ["packs", { id, owner: "", at: 0, body } as never]),
    ["packs", { id: "places-m", owner: "m", at: 0, body: places }],
    ["members", { id: "m", owner: "m", at: 0, body: member }],
  ]);
  const phone = new Phone(store as never);
  await phone.load();
  return { phone, member, store };
}
async function tellNew(phone: Phone, store: Memory, member: Member): Promise<void> {
  await store.change([["members", { id: "m", owner: "m", at: 0, body: { ...member, pack: NEW[0] } }]]);
  await phone.load();
}

test("a draft goes on under the form it was begun with, though a new pack came meanwhile", async () => {
  const { phone, member, store } = await changed();
  const draft = newDraft(phone, member, "concern", {});
  await tellNew(phone, store, member);
  assert.deepEqual([phone.pack?.forms["concern"]?.version, formOf(phone, draft)?.version], ["asked_now", "asked_before"]);
  const begunAnew = new Phone(store as never);
  await begunAnew.load();
  assert.equal(formOf(begunAnew, draft)?.version, "asked_now");
  await begunAnew.remember(draft.pack[1]);
  assert.equal(formOf(begunAnew, draft)?.version, "asked_before");
});

test("a step of a dossier under way is asked, coded and named by the pack it follows", async () => {
  const { phone, member, store } = await changed();
  await tellNew(phone, store, member);
  const journal = { dossiers: { x: { id: "x", protocol: "look", pack: "0a".repeat(32), entries: [] } } };
  phone.session = { member: { ...member, account: hex(keys.desk.public) }, journal, author: new Uint8Array(32) } as never;
  const see = phone.packOf("0a".repeat(32))!.forms["see"]!;
  const filling = { form: see, raw: { asked_before: ["yes"] }, rows: {} };
  const [[, letter]] = stepLetters(phone, { protocol: "look", step: "see", dossier: "x", filling }) as unknown as [[Drawer, { body: Waiting }]];
  const said = readFrame(unpad(openWith(keys.post.private, letter.body.box)))!.json as { letter: { pack: string }; coded: object };
  assert.deepEqual([said.letter.pack, said.coded], ["0a".repeat(32), { asked_before: "yes" }]);
});
