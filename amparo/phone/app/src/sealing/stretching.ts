/** What is asked of entries/argon.worker.ts, and what it answers. */

/** `memory` in KiB; `typed` are the bytes of the passphrase, as `asTyped` gives them. */
export interface Stretching {
  readonly id: number;
  readonly typed: Uint8Array;
  readonly salt: Uint8Array;
  readonly memory: number;
  readonly passes: number;
}

/** `key` is null where there was no memory for it, or no WebAssembly. */
export interface Stretched {
  readonly id: number;
  readonly key: Uint8Array | null;
}
