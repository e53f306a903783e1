/** A form as a row of screens, one question on each; repeats row by row. Pure. */
import { isTrue } from "./expressions";
import type { Known } from "./expressions";
import { accept, knownAt } from "./filling";
import type { Raw } from "./filling";
import type { Form, Group, Item, Question, Repeat } from "./form";
import { isRows, look } from "./values";
import type { Row, Values } from "./values";

/** `name` is the raw name under which its answer is typed; of an offer, the repeat's. */
export type Screen =
  | { readonly is: "question"; readonly name: string; readonly question: Question; readonly within: readonly Within[] }
  | { readonly is: "more"; readonly name: string; readonly repeat: Repeat; readonly rows: number };

/** The heading above a question; in a repeat with the number of the row, from 0. */
export interface Within {
  readonly item: Group | Repeat;
  readonly row: number | null;
}

interface Place {
  readonly seen: Known;
  readonly prefix: string;
  readonly within: readonly Within[];
  readonly values: Values;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * The screens of a form, given what was typed so far, in the order asked. Calculations have none.
 * `rows` says how many rows of each repeat are shown, at least one; after them stands an offer of
 * one more, while there is room.
 */
export function screensOf(form: Form, raw: Raw, now: string, rows: Readonly<Record<string, number>> = {}): Screen[] {
  const values = accept(form, raw, { now, only: [] }).values;
  return numbered(screens(form.items, { seen: knownAt(values, now), prefix: "", within: [], values, rows }));
}

/** In the order of the numbers on paper; what has none comes with what stands before it. */
function numbered(found: readonly Screen[]): Screen[] {
  let last = 0;
  const placed = found.map((screen) => ({ screen, place: (last = numberOf(screen) ?? last) }));
  return placed.sort((one, other) => one.place - other.place).map((each) => each.screen);
}

function numberOf(screen: Screen): number | undefined {
  if (screen.is === "more") return screen.repeat.number;
  const repeat = screen.within.find((each) => each.item.is === "repeat")?.item as Repeat | undefined;
  return screen.question.number ?? repeat?.number;
}

function screens(items: readonly Item[], place: Place): Screen[] {
  return items.filter((item) => isTrue(item.relevant, place.seen)).flatMap((item) => {
    if (item.is === "question") return asScreen(item, place);
    if (item.is === "repeat") return repeated(item, place);
    return screens(item.items, { ...place, within: [...place.within, { item, row: null }] });
  });
}

function asScreen(question: Question, place: Place): Screen[] {
  if (question.kind === "calculate") return [];
  return [{ is: "question", name: place.prefix + question.name, question, within: place.within }];
}

function repeated(repeat: Repeat, place: Place): Screen[] {
  const kept = look(place.values, repeat.name);
  const known = isRows(kept) ? kept : [];
  const count = Math.min(Math.max(1, known.length, place.rows[repeat.name] ?? 1), repeat.at_most);
  const found = Array.from({ length: count }, (_, row) => row).flatMap((row) =>
    screens(repeat.items, rowPlace(repeat, row, known[row] ?? {}, place)),
  );
  const offer: Screen = { is: "more", name: repeat.name, repeat, rows: count };
  return count < repeat.at_most ? [...found, offer] : found;
}

function rowPlace(repeat: Repeat, row: number, values: Row, place: Place): Place {
  return {
    ...place,
    seen: (name) => (name in values ? look(values, name) : place.seen(name)),
    prefix: `${repeat.name}-${row}-`,
    within: [...place.within, { item: repeat, row }],
  };
}
