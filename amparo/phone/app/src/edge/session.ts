// Somebody has entered: her key is in memory, and what came down is open. Locking forgets all of it.

import { text, unhex, utf8, type Bytes } from "../base/bytes";
import { millisecondsOf, readMoment } from "../base/moments";
import { disclose, enclose } from "../sealing/envelope";
import { hkdf } from "../sealing/hashes";
import { unlock } from "../sealing/passphrase";
import { openFeed, type Feed } from "../wire/feed";
import { footprintOf } from "../wire/requests";
import { newestDraft, type Draft } from "./drafts";
import { forgetOld, heights, NOTHING, takeIn, type Journal } from "./journal";
import type { Boxed } from "./sync";
import { keptMember, type Member } from "./members";
import type { Phone } from "./phone";
import { letGo, stretch } from "./stretch";
import { stubsOf, type Stub } from "./stubs";

const WORKING = "amparo/working/1";

export class Session {
  journal: Journal = NOTHING;
  stubs: Stub[] = [];
  draft: Draft | null = null;
  confirming: string[] = [];
  private isOver = false;

  constructor(
    public member: Member,
    private readonly account: Bytes,
  ) {}

  get author(): Bytes {
    return hkdf(this.account, "amparo/author/1");
  }

  get people(): readonly (readonly [string, string])[] {
    return this.journal.people;
  }

  confirm(ids: readonly string[]): void {
    this.confirming = [...ids];
    this.journal = { ...this.journal, unconfirmed: [] };
  }

  /** Open what came while she was not inside, and keep it under a key of hers. */
  async takeInBoxes(phone: Phone): Promise<void> {
    const mine = (await phone.cupboard.all("boxes")).filter((each) => each.owner === this.member.id);
    // She locked it in this moment: what came stays as it came.
    if (this.isOver) return;
    let journal = this.journal;
    let { ahead } = this.member;
    for (const { body } of mine) {
      const { box, came } = body as Boxed;
      const feed = this.opened(box);
      if (feed === null) continue;
      journal = takeIn(journal, feed, came);
      ahead = millisecondsOf(readMoment(feed.at)) - came;
    }
    this.journal = forgetOld(journal, phone.clock());
    const { peopleHash: people, want } = this.journal;
    const footprint = mine.length === 0 ? this.member.footprint : footprintOf(heights(this.journal));
    this.member = { ...this.member, footprint, people, want, ahead };
    const sealed = enclose(utf8(JSON.stringify(this.journal)), this.workingKey, utf8(WORKING + this.member.id));
    await phone.cupboard.change(
      [["working", { id: this.member.id, owner: this.member.id, at: 0, body: sealed }], ["members", keptMember(this.member)]],
      mine.map((each) => ["boxes", each.id]),
    );
    await this.rememberPacks(phone);
    this.stubs = await stubsOf(phone.cupboard, this.member.id, this.account);
  }

  /** Have each pack at hand that a dossier here still follows. */
  async rememberPacks(phone: Phone): Promise<void> {
    const followed = new Set(Object.values(this.journal.dossiers).map((each) => each.pack));
    for (const [of, part] of Object.entries(this.journal.packs))
      if (followed.has(of) && phone.packOf(of)?.of !== of) await phone.remember(part);
  }

  async readKept(phone: Phone): Promise<void> {
    const kept = await phone.cupboard.get("working", this.member.id);
    try {
      if (kept) this.journal = JSON.parse(text(disclose(kept.body as Bytes, this.workingKey, utf8(WORKING + this.member.id)))) as Journal;
    } catch {
      this.journal = NOTHING;
    }
    this.draft = await newestDraft(phone, this.member.id, this.account);
    if (this.draft !== null) await phone.remember(this.draft.pack[1]);
    await this.takeInBoxes(phone);
  }

  forget(): void {
    this.isOver = true;
    this.account.fill(0);
    this.journal = NOTHING;
    this.stubs = [];
    this.draft = null;
  }

  /** A box to an older key of hers opens for nobody any more; the footprint will tell what is missing. */
  private opened(box: Bytes): Feed | null {
    try {
      return openFeed(box, this.pair);
    } catch {
      return null;
    }
  }

  private get workingKey(): Bytes {
    return hkdf(this.account, WORKING);
  }

  private get pair(): { public: Bytes; private: Bytes } {
    return { public: unhex(this.member.account), private: this.account };
  }
}

/** Open somebody's own with what she typed or touched; false where it does not open. */
export async function unlockMember(phone: Phone, member: Member, passphrase: string): Promise<boolean> {
  try {
    const { private: account } = await unlock(member.locked, passphrase, stretch);
    const session = new Session(member, account);
    await session.readKept(phone);
    phone.session = session;
    await phone.load();
    return true;
  } catch {
    return false;
  } finally {
    letGo();
  }
}

