// Runs one TypeScript file of src/ with Node:  node run.mjs testing/sealed.ts [what it asks for]
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundled, here } from "./bundle.mjs";

const [file, ...asked] = process.argv.slice(2);

process.exitCode = await bundled([join(here, "src", file)], (made) => {
  const script = join(made, file.replace(/\.ts$/, ".mjs"));
  return spawnSync(process.execPath, [script, ...asked], { stdio: "inherit" }).status ?? 1;
});
