/** What is asked of the workers that stretch a passphrase, and what they answer. */

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

interface WorkerSpace {
  onmessage: ((event: MessageEvent<Stretching>) => void) | null;
  postMessage(answer: Stretched): void;
}

/** Be a worker that answers each question with a key, or says that it could not. */
export function answerEach(stretch: (asked: Stretching) => Promise<Uint8Array>): void {
  const space = self as unknown as WorkerSpace;
  space.onmessage = ({ data }) => {
    stretch(data).then(
      (key) => space.postMessage({ id: data.id, key }),
      () => space.postMessage({ id: data.id, key: null }),
    );
  };
}
