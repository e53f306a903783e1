// Bundles each src/**/*.test.ts for Node and runs them all with node --test.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? files(join(folder, each.name)) : [join(folder, each.name)],
  );
const wanted = process.argv[2] ?? "";
const tests = files(join(here, "src")).filter((name) => name.endsWith(".test.ts") && name.includes(wanted));
const made = mkdtempSync(join(here, "node_modules", ".tests-"));
try {
  await build({
    entryPoints: tests,
    outdir: made,
    outbase: join(here, "src"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node18",
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
    define: { "process.env[\"AMPARO_ROOT\"]": JSON.stringify(join(here, "../../..")) },
  });
  const ran = spawnSync(process.execPath, ["--test", ...files(made)], { stdio: "inherit" });
  process.exitCode = ran.status ?? 1;
} finally {
  rmSync(made, { recursive: true, force: true });
}
