/**
 * The same as argon.worker.ts without WebAssembly, four times slower: before Chrome 97 our policy lets
 * none run. It is fetched only where the other one gave nothing.
 */
import { argon2id } from "@noble/hashes/argon2.js";
import { answerEach } from "../sealing/stretching";

answerEach(({ typed, salt, memory, passes }) =>
  Promise.resolve().then(() => argon2id(typed, salt, { m: memory, t: passes, p: 1, dkLen: 32 })),
);
