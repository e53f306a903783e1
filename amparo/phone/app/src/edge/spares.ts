// What only some phones need beside the app. It is fetched where it is needed, after all else, so that
// it is there without a signal too.

import { keepSpare } from "./caches";
import { needsLibrary } from "./camera";
import { isPlain } from "./stretch";

const kept = new Set<string>();

export function keepSpares(): void {
  for (const name of [...(isPlain ? ["argon_plain"] : []), ...(needsLibrary() ? ["scan"] : [])]) {
    if (!kept.has(name)) void keepSpare(name);
    kept.add(name);
  }
}
