// The packages' WebAssembly as the bytes it is rather than as base64, which compresses a quarter worse.
import { readFile } from "node:fs/promises";

const WRITTEN = /"(AGFzbQ[A-Za-z0-9+/=]+)"/g;
const READ = "decodeBase64(binary.data)";
const AS_BYTES = "Uint8Array.from(binary.data, (sign) => sign.charCodeAt(0))";

export const bytesOfWasm = {
  name: "bytes-of-wasm",
  setup(build) {
    build.onLoad({ filter: /hash-wasm[\\/]dist[\\/]index\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf-8");
      if (!text.includes(READ)) throw new Error(`${path} reads its WebAssembly otherwise now`);
      const bytes = (_, base64) => JSON.stringify(Buffer.from(base64, "base64").toString("latin1"));
      return { contents: text.replace(WRITTEN, bytes).replace(READ, AS_BYTES), loader: "js" };
    });
  },
};
