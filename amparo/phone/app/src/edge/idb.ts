// The only file that knows IndexedDB. What is put here lies on the phone's disk for whoever takes it:
// sealed bytes, keys that are locked, stubs and settings. Never a word of a child in the clear.

import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

const NAME = "agenda";
const VERSION = 1;

/** A thing in a drawer: whose it is (an account, or nobody's) and when it was put there. */
export interface Kept {
  readonly id: string;
  readonly owner: string;
  readonly at: number;
  readonly body: unknown;
}

export const DRAWERS = [
  "settings", "members", "outbox", "stubs", "boxes", "working", "drafts", "media", "packs",
] as const;
export type Drawer = (typeof DRAWERS)[number];

type Shelves = DBSchema & Record<Drawer, { key: string; value: Kept }>;

/** What the rest of the app asks of storage; tests have one in memory. */
export interface Store {
  all(drawer: Drawer): Promise<Kept[]>;
  get(drawer: Drawer, id: string): Promise<Kept | undefined>;
  change(puts: [Drawer, Kept][], takes?: [Drawer, string][]): Promise<void>;
}

/** There is no room left on the phone: the text that is kept already stays. */
export class NoRoom extends Error {}

export class Cupboard {
  private constructor(private readonly shelves: IDBPDatabase<Shelves>) {}

  static async open(): Promise<Cupboard> {
    const shelves = await openDB<Shelves>(NAME, VERSION, {
      upgrade(made) {
        for (const drawer of DRAWERS) made.createObjectStore(drawer, { keyPath: "id" });
      },
      terminated: () => location.reload(),
    });
    return new Cupboard(shelves);
  }

  async all(drawer: Drawer): Promise<Kept[]> {
    const kept = await this.shelves.getAll(drawer);
    return kept.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  get = (drawer: Drawer, id: string): Promise<Kept | undefined> => this.shelves.get(drawer, id);

  /** Put and take away several things in one transaction: all of it or nothing. */
  async change(puts: [Drawer, Kept][], takes: [Drawer, string][] = []): Promise<void> {
    const drawers = [...new Set([...puts, ...takes].map(([drawer]) => drawer))];
    if (drawers.length === 0) return;
    // Strict: what this says is kept is on the disk, also if the battery falls out now.
    const transaction = this.shelves.transaction(drawers, "readwrite", { durability: "strict" });
    try {
      const all = [
        ...puts.map(([drawer, kept]) => transaction.objectStore(drawer).put(kept)),
        ...takes.map(([drawer, id]) => transaction.objectStore(drawer).delete(id)),
      ];
      await Promise.all([...all, transaction.done]);
    } catch (error) {
      throw isFull(error) ? new NoRoom() : error;
    }
  }

  close = (): void => this.shelves.close();

  /** Forget everything that this phone holds of anybody. */
  async wipe(): Promise<void> {
    this.shelves.close();
    await deleteDB(NAME);
  }
}

/** Ask the browser not to clear this when room is short; it may say no. */
export const askToStay = async (): Promise<boolean> =>
  (await navigator.storage?.persist?.().catch(() => false)) ?? false;

const isFull = (error: unknown): boolean =>
  error instanceof DOMException &&
  (error.name === "QuotaExceededError" || error.name === "UnknownError");
