// What all screens share: the members on this phone, who is inside now, the pack and places they follow.

import type { Bytes } from "../base/bytes";
import { momentOf } from "../base/moments";
import { local, wallText, type Calendar } from "../protocols/calendar";
import { readLean, readPart, type PhonePack } from "../pack/pack";
import { leanOf } from "./fetching";
import { askToStay, type Cupboard } from "./idb";
import type { Wall } from "./lines";
import type { Member } from "./members";
import type { PlacesJson as Places } from "../wire/places";
import type { Session } from "./session";
import type { Stage } from "./stage";
import { isRefused } from "./stubs";
import type { Waiting } from "./sync";
import type { Words } from "./words";

export interface Settings {
  /** The language that was chosen here; without it the phone's own. */
  readonly chosen?: string;
  readonly size: Size;
}
export const SIZES = ["normal", "large", "larger"] as const;
export type Size = (typeof SIZES)[number];
const BIGGER: Record<Size, string> = { normal: "1", large: "1.25", larger: "1.5" };
const ZONE_LESS = { holidays: new Set<number>(), weekend: new Set([5, 6]), zone: { since: [0], ahead: [0] } };

export class Phone {
  stage!: Stage;
  /** Forget what is open, go to the doors, and say why. */
  lock!: (says: string) => void;
  words!: Words;
  members: Member[] = [];
  session: Session | null = null;
  pack: PhonePack | null = null;
  places: Places | null = null;
  /** So many letters leave with the next signal. */
  waiting = 0;
  /** So many of the members' own the server could not take: they stay here, and are not sent again. */
  refused = 0;
  /** Who writes without having entered; null at the doors. */
  writing: Member | null = null;
  settings: Settings = { size: "normal" };
  private packHash = "";
  private readonly older = new Map<string, PhonePack>();

  constructor(public cupboard: Cupboard) {}

  /** Read again what lies on the phone. */
  async load(): Promise<void> {
    const kept = await this.cupboard.all("members");
    this.members = kept.map((each) => each.body as Member);
    const letters = await this.cupboard.all("outbox");
    this.waiting = letters.filter((each) => (each.body as Waiting).refused === "").length;
    this.refused = (await this.cupboard.all("stubs")).filter(isRefused).length;
    this.settings = { ...this.settings, ...(await this.kept<Settings>("settings", "look")) };
    // A phone that was reported lost says still whom to call: its pack is law, and nobody's.
    const whose = this.session?.member ?? this.writing ?? this.ready[0] ?? this.members[0];
    this.places = whose ? await this.kept<Places>("packs", `places-${whose.id}`) : null;
    if (whose && whose.pack !== "" && whose.pack !== this.packHash) await this.read(whose.pack);
    if (this.words !== undefined) this.speak(this.words);
  }

  /** Say everything in a language from now on; the pack's words come along. */
  speak(words: Words): void {
    this.words = words;
    this.words.pack = this.pack?.words[words.language] ?? {};
  }

  get ready(): Member[] {
    return this.members.filter((each) => each.state === "ready");
  }

  get calendar(): Calendar {
    return this.pack?.working ?? ZONE_LESS;
  }

  /** The wall clock of the place, as the phone's own clock gives it: `2027-05-10T09:15`. */
  get now(): string {
    return wallText(this.calendar.zone, momentOf(Date.now()));
  }

  get wall(): Wall {
    const day = Math.floor(local(this.calendar.zone, momentOf(Date.now())) / 86_400_000_000);
    const isHoliday = this.calendar.holidays.has(day);
    return { day: (day + 3) % 7, hour: this.now.slice(11, 16), isHoliday };
  }

  get zone(): string {
    return this.pack?.zone ?? "UTC";
  }

  /** Milliseconds now, by this phone's own clock. */
  clock = (): number => Date.now();

  private async read(hash: string): Promise<void> {
    const whole = await this.kept<Bytes>("packs", hash);
    if (whole === null) return this.readLean(hash);
    this.use(readPart(whole, hash), hash);
  }

  /** Until the whole pack is here, what is needed of it first. */
  private async readLean(hash: string): Promise<void> {
    const lean = this.packHash === leanOf(hash) ? null : await this.kept<Bytes>("packs", leanOf(hash));
    if (lean === null) return;
    this.use(readLean(lean), leanOf(hash));
  }

  private use(pack: PhonePack, hash: string): void {
    this.pack = pack;
    this.packHash = hash;
    this.older.set(pack.of, pack);
  }

  /** The pack that a dossier or a draft follows: what was begun under one is shown and ended under it. */
  packOf = (of: string): PhonePack | null => this.older.get(of) ?? this.pack;

  /** Have a pack at hand by the hash of its part, if it lies here. */
  async remember(part: string): Promise<void> {
    const whole = await this.kept<Bytes>("packs", part);
    const lean = whole === null ? await this.kept<Bytes>("packs", leanOf(part)) : null;
    const pack = whole !== null ? readPart(whole, part) : lean !== null ? readLean(lean) : null;
    if (pack !== null) this.older.set(pack.of, pack);
  }

  async kept<T>(drawer: "settings" | "packs", id: string): Promise<T | null> {
    return ((await this.cupboard.get(drawer, id))?.body as T | undefined) ?? null;
  }

  async keepMember(member: Member): Promise<void> {
    await askToStay();
    await this.cupboard.change([["members", { id: member.id, owner: member.id, at: member.begun, body: member }]]);
    await this.load();
  }

  async choose(settings: Settings): Promise<void> {
    await this.cupboard.change([["settings", { id: "look", owner: "", at: 0, body: settings }]]);
    this.settings = settings;
    this.show();
  }

  /** Let the letters have the size that was chosen. */
  show(): void {
    document.documentElement.style.setProperty("--bigger", BIGGER[this.settings.size]);
  }

  t = (key: string, fill: Record<string, string | number> = {}): string => this.words.t(key, fill);
}
