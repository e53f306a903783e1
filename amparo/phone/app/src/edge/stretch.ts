// Stretches a passphrase in a worker, so that the page stays alive.

import type { Bytes } from "../base/bytes";
import type { Stretched, Stretching } from "../sealing/stretching";
import { workerAt } from "./caches";

let worker: Worker | null = null;
let asked = 0;

/** Return the key, or null where this phone has no memory for it. */
export function stretch(typed: Bytes, salt: Bytes, cost: { memory: number; passes: number }): Promise<Bytes | null> {
  worker ??= workerAt("argon");
  const working = worker;
  const id = ++asked;
  const question: Stretching = { id, typed, salt, ...cost };
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<Stretched>): void => {
      if (data.id !== id) return;
      working.removeEventListener("message", hear);
      resolve(data.key);
    };
    working.addEventListener("message", hear);
    working.postMessage(question);
  });
}

/** Let the worker go: with it goes the memory it took. */
export function letGo(): void {
  worker?.terminate();
  worker = null;
}
