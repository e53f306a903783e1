// The packages' WebAssembly in hex rather than in base64, which compresses a quarter worse.
import { readFile } from "node:fs/promises";

const WRITTEN = /"(AGFzbQ[A-Za-z0-9+/=]+)"/g;
const READ = "decodeBase64(binary.data)";
const FROM_HEX = "Uint8Array.from(binary.data.match(/../g), (two) => parseInt(two, 16))";

export const wasmInHex = {
  name: "wasm-in-hex",
  setup(build) {
    build.onLoad({ filter: /hash-wasm[\\/]dist[\\/]index\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf-8");
      if (!text.includes(READ)) throw new Error(`${path} reads its WebAssembly otherwise now`);
      const hex = (_, base64) => JSON.stringify(Buffer.from(base64, "base64").toString("hex"));
      return { contents: text.replace(WRITTEN, hex).replace(READ, FROM_HEX), loader: "js" };
    });
  },
};
