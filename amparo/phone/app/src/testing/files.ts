/** Where tests find what both languages must agree on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env["AMPARO_ROOT"] ?? "";

export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(root, ...path), "utf-8")) as T;
}

export function vectors<T>(name: string): T {
  return readJson<T>("tests", "vectors", name);
}
