/** Stretches a passphrase away from the page, which stays alive meanwhile. Answers one question each. */
import { argon2id } from "hash-wasm";
import type { Stretching, Stretched } from "../sealing/stretching";

interface WorkerSpace {
  onmessage: ((event: MessageEvent<Stretching>) => void) | null;
  postMessage(answer: Stretched): void;
}

const space = self as unknown as WorkerSpace;

space.onmessage = ({ data }) => {
  argon2id({
    password: data.typed,
    salt: data.salt,
    memorySize: data.memory,
    iterations: data.passes,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  }).then(
    (key) => space.postMessage({ id: data.id, key }),
    () => space.postMessage({ id: data.id, key: null }),
  );
};
