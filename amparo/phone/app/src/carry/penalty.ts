/** How hard a pattern is for a camera to read; the mask with the least is taken. Pure. */
import type { Modules } from "./qr";

const FINDER = ["10111010000", "00001011101"];

export function penalty(modules: Modules): number {
  const size = modules.length;
  const lines = [...modules, ...modules.map((_, x) => modules.map((row) => row[x] === true))];
  const dark = modules.reduce((sum, row) => sum + row.filter((each) => each).length, 0);
  const off = Math.ceil(Math.abs(dark * 20 - size * size * 10) / (size * size)) - 1;
  return lines.reduce((sum, line) => sum + lineCost(line), 0) + blocks(modules) * 3 + Math.max(off, 0) * 10;
}

function lineCost(line: readonly boolean[]): number {
  const text = line.map((each) => (each ? "1" : "0")).join("");
  const runs = text.match(/0{5,}|1{5,}/g) ?? [];
  const finders = FINDER.reduce((sum, finder) => sum + found(text, finder), 0);
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + finders * 40;
}

function found(text: string, wanted: string): number {
  let [count, at] = [0, text.indexOf(wanted)];
  while (at >= 0) {
    count += 1;
    at = text.indexOf(wanted, at + 1);
  }
  return count;
}

function blocks(modules: Modules): number {
  let count = 0;
  for (let y = 1; y < modules.length; y++) {
    const [row, above] = [modules[y] ?? [], modules[y - 1] ?? []];
    for (let x = 1; x < row.length; x++) {
      if (row[x] === row[x - 1] && row[x] === above[x] && row[x] === above[x - 1]) count += 1;
    }
  }
  return count;
}
