// Runs each src/**/*.test.ts (or those whose path holds a word) with node --test.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bundled, here } from "./bundle.mjs";

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? files(join(folder, each.name)) : [join(folder, each.name)],
  );
const wanted = process.argv[2] ?? "";
const tests = files(join(here, "src")).filter((name) => name.endsWith(".test.ts") && name.includes(wanted));

process.exitCode = await bundled(tests, (made) => {
  const ran = spawnSync(process.execPath, ["--test", ...files(made)], { stdio: "inherit" });
  return ran.status ?? 1;
});
