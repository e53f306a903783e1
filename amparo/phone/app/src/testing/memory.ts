// A store in memory, for tests without a browser.

import type { Drawer, Kept, Store } from "../edge/idb";

export class Memory implements Store {
  readonly drawers = new Map<Drawer, Map<string, Kept>>();
  changes = 0;
  private drawer = (name: Drawer) => this.drawers.get(name) ?? this.drawers.set(name, new Map()).get(name)!;
  all = (name: Drawer) => Promise.resolve([...this.drawer(name).values()].sort((a, b) => a.at - b.at));
  get = (name: Drawer, id: string) => Promise.resolve(this.drawer(name).get(id));
  change(puts: [Drawer, Kept][], takes: [Drawer, string][] = []): Promise<void> {
    this.changes += 1;
    for (const [name, kept] of puts) this.drawer(name).set(kept.id, kept);
    for (const [name, id] of takes) this.drawer(name).delete(id);
    return Promise.resolve();
  }
}
