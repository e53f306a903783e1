/** A QR code (ISO/IEC 18004, level L) as its dark modules, and as one path of an SVG. Pure. */
import { codewords } from "./codewords";
import { penalty } from "./penalty";

/** Rows of modules; true is dark. */
export type Modules = readonly (readonly boolean[])[];

const QUIET = 4;
const LEVEL_L = 1;

interface Field {
  readonly size: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];
}

export const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The modules of a text in the 45 signs. */
export function qrModules(text: string): Modules {
  const { version, words } = codewords(text);
  const field = patterned(version);
  drawWords(field, words);
  const tried = MASKS.map((_, mask) => masked(field, mask));
  const costs = tried.map(penalty);
  return tried[costs.indexOf(Math.min(...costs))] as Modules;
}

/** The same with white around it: its side in modules, and the path of its dark ones. */
export function qrPath(text: string): { readonly side: number; readonly path: string } {
  const modules = qrModules(text);
  const path = modules.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")),
  );
  return { side: modules.length + 2 * QUIET, path: path.join("") };
}

function patterned(version: number): Field {
  const size = version * 4 + 17;
  const rows = (): boolean[][] => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const field = { size, dark: rows(), fixed: rows() };
  for (let at = 0; at < size; at++) {
    put(field, 6, at, at % 2 === 0);
    put(field, at, 6, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) square(field, x, y, 4, [0, 1, 3]);
  const marks = marksOf(version);
  const last = marks.length - 1;
  marks.forEach((x, i) => marks.forEach((y, j) => {
    const isCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
    if (!isCorner) square(field, x, y, 2, [0, 2]);
  }));
  drawFormat(field, 0);
  if (version >= 7) drawVersion(field, version);
  return field;
}

/** Rings around a middle, dark at these distances. */
function square(field: Field, middle: number, down: number, reach: number, dark: readonly number[]): void {
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) put(field, middle + x, down + y, dark.includes(Math.max(Math.abs(x), Math.abs(y))));
  }
}

function marksOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const far = Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - at * step);
  return [6, ...far.reverse()];
}

function drawFormat(field: Field, mask: number): void {
  const bits = checked((LEVEL_L << 3) | mask, 10, 0x537) ^ 0x5412;
  const bit = (at: number): boolean => ((bits >>> at) & 1) === 1;
  const { size } = field;
  for (let at = 0; at < 15; at++) {
    const near = at < 6 ? at : at < 8 ? at + 1 : 14 - at;
    if (at < 8) put(field, 8, near, bit(at));
    else put(field, at === 8 ? 7 : near, 8, bit(at));
    if (at < 8) put(field, size - 1 - at, 8, bit(at));
    else put(field, 8, size - 15 + at, bit(at));
  }
  put(field, 8, size - 8, true);
}

function drawVersion(field: Field, version: number): void {
  const bits = checked(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [near, far] = [Math.floor(at / 3), field.size - 11 + (at % 3)];
    put(field, far, near, ((bits >>> at) & 1) === 1);
    put(field, near, far, ((bits >>> at) & 1) === 1);
  }
}

/** A number with its BCH remainder after it. */
function checked(value: number, length: number, by: number): number {
  let rest = value;
  for (let at = 0; at < length; at++) rest = (rest << 1) ^ ((rest >>> (length - 1)) * by);
  return (value << length) | rest;
}

/** Two columns at a time, from the right, up and down in turn. */
function drawWords(field: Field, words: readonly number[]): void {
  let at = 0;
  for (let right = field.size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < field.size; step++) {
      const y = ((right + 1) & 2) === 0 ? field.size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (field.fixed[y]?.[x] || at >= words.length * 8) continue;
        // Rows and columns are numbers.
        // nosemgrep: no-name-leads-into-a-prototype
        (field.dark[y] as boolean[])[x] = (((words[at >>> 3] as number) >>> (7 - (at & 7))) & 1) === 1;
        at += 1;
      }
    }
  }
}

function masked(field: Field, mask: number): boolean[][] {
  const turned = MASKS[mask] as (x: number, y: number) => boolean;
  const dark = field.dark.map((row, y) => row.map((each, x) => (field.fixed[y]?.[x] ? each : each !== turned(x, y))));
  drawFormat({ ...field, dark }, mask);
  return dark;
}

function put(field: Field, x: number, y: number, isDark: boolean): void {
  const [row, fixed] = [field.dark[y], field.fixed[y]];
  if (!row || !fixed || x < 0 || x >= field.size) return;
  row[x] = isDark;
  fixed[x] = true;
}
