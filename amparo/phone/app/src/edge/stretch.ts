// Stretches a passphrase in a worker, so that the page stays alive. Where the browser runs no WebAssembly
// there, another worker does the same without it, more slowly; it is fetched only then.

import type { Bytes } from "../base/bytes";
import type { Cost } from "../sealing/passphrase";
import type { Stretched, Stretching } from "../sealing/stretching";
import { workerAt } from "./caches";

const PLAIN = "argon_plain";
const WORKERS = ["argon", PLAIN];
const working = new Map<string, Worker>();
let asked = 0;

/** Whether this browser stretches without WebAssembly, once it has stretched. */
export let isPlain = false;

/** Return the key, or null where this phone has no memory for it. */
export async function stretch(typed: Bytes, salt: Bytes, cost: Cost): Promise<Bytes | null> {
  for (const name of WORKERS) {
    const key = await by(name, { id: ++asked, typed, salt, ...cost });
    isPlain = key !== null && name === PLAIN;
    if (key !== null) return key;
  }
  return null;
}

function by(name: string, question: Stretching): Promise<Bytes | null> {
  const worker = working.get(name) ?? workerAt(name);
  working.set(name, worker);
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<Stretched>): void => {
      if (data.id !== question.id) return;
      worker.removeEventListener("message", hear);
      resolve(data.key);
    };
    worker.addEventListener("message", hear);
    worker.addEventListener("error", () => resolve(null), { once: true });
    worker.postMessage(question);
  });
}

/** Let the workers go: with them goes the memory they took. */
export function letGo(): void {
  for (const worker of working.values()) worker.terminate();
  working.clear();
}
