// What is not needed first, or by some phones only. It is fetched after all else, and once the worker is
// there to keep it: squares of dots are shown and read where no network is.

import { keepSpare } from "./caches";
import { needsLibrary } from "./camera";
import { isPlain } from "./stretch";

const kept = new Set<string>();

export function keepSpares(): void {
  for (const name of ["squares", ...(isPlain ? ["argon_plain"] : []), ...(needsLibrary() ? ["scan"] : [])]) {
    if (kept.has(name)) continue;
    kept.add(name);
    // What did not come is asked for again with the next round.
    void keepSpare(name).then((isKept) => isKept || kept.delete(name));
  }
}
