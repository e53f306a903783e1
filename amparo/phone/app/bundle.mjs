// Bundles TypeScript for Node, beside the packages it uses, and takes it away again.
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL(".", import.meta.url));

/** Bundle these files, hand the folder they lie in to `use`, and remove it. */
export async function bundled(files, use) {
  const made = mkdtempSync(join(here, "node_modules", ".made-"));
  try {
    await build({
      entryPoints: files,
      outdir: made,
      outbase: join(here, "src"),
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node18",
      outExtension: { ".js": ".mjs" },
      logLevel: "warning",
      define: { "process.env.AMPARO_ROOT": JSON.stringify(join(here, "../../..")) },
    });
    return await use(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
