/** Stretches a passphrase away from the page, which stays alive meanwhile. Answers one question each. */
import { argon2id } from "hash-wasm";
import { answerEach } from "../sealing/stretching";

answerEach(({ typed, salt, memory, passes }) =>
  argon2id({
    password: typed, salt, memorySize: memory, iterations: passes, parallelism: 1, hashLength: 32, outputType: "binary",
  }),
);
