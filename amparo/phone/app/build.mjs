// Bundles src/entries/ into ../static/phone/ and src/pages/ into the scripts of the site's pages, minified.
// What ends in .worker.ts runs in a worker that may know no modules; the rest is a module. The same
// sources give the same bytes.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLook } from "./look.mjs";
import { wasmInHex } from "./wasm.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const built = { entries: `${here}../static/phone`, pages: `${here}../../pages/static/pages` };

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

/** All that is committed; into one folder where one is named, to be compared. */
async function buildAll(folder) {
  await buildLook(`${here}src/look/app.css`, `${folder ?? built.entries}/app.css`);
  for (const [from, to] of Object.entries(built)) {
    const files = readdirSync(`${here}src/${from}`).sort();
    await buildInto(folder ?? to, files.map((file) => `${here}src/${from}/${file}`));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...asked] = process.argv.slice(2);
  if (asked.length > 0) await buildInto(folder, asked);
  else await buildAll(folder);
}
