// Bundles every file of src/entries/ into ../static/phone/, minified. What ends in .worker.ts runs
// in a worker that may know no modules; the rest is a module. The same sources give the same bytes.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLook } from "./look.mjs";
import { wasmInHex } from "./wasm.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const entries = `${here}src/entries`;

/** Chrome 70 and the WebViews of its age: what cheap phones carry that were never updated. */
export const TARGET = ["chrome70"];

const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: TARGET,
  // globalThis is younger than Chrome 70, and so is what older.ts gives.
  define: { globalThis: "self" },
  inject: [`${here}src/base/older.ts`],
  plugins: [wasmInHex],
  logLevel: "warning",
};

export async function buildInto(folder, files) {
  for (const file of files) {
    const isWorker = file.endsWith(".worker.ts");
    const name = basename(file).replace(/(\.worker)?\.ts$/, "");
    await build({
      ...shared,
      entryPoints: [file],
      outfile: `${folder}/${name}.js`,
      format: isWorker ? "iife" : "esm",
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = `${here}../static/phone`, ...asked] = process.argv.slice(2);
  if (asked.length === 0) await buildLook(`${here}src/look/app.css`, `${folder}/app.css`);
  await buildInto(folder, asked.length > 0 ? asked : readdirSync(entries).sort().map((file) => `${entries}/${file}`));
}
