/** What a compiled form is, as amparo/forms/form.py writes it: what is usual is left out. Pure. */
import type { Tree } from "./expressions";

/** The same text in each language: `{"es": "¿Dónde?", "en": "Where?"}`. */
export type Words = Readonly<Record<string, string>>;

export type Kind =
  | "select_one" | "select_multiple" | "integer" | "text" | "date" | "datetime" | "time" | "note" | "calculate";

/** Who may read an answer; sealed unless said otherwise. */
export type AnswerClass = "sealed" | "coded" | "reporter" | "callback" | "alleged" | "public";

export interface Choice {
  readonly name: string;
  readonly label: Words;
  readonly columns?: Readonly<Record<string, string>>;
}

export interface Question {
  readonly is: "question";
  readonly name: string;
  readonly kind: Kind;
  readonly label?: Words;
  readonly hint?: Words;
  readonly answer_class?: AnswerClass;
  readonly moment?: boolean;
  readonly derived?: boolean;
  readonly required?: boolean;
  readonly required_message?: Words;
  readonly relevant?: Tree;
  readonly constraint?: Tree;
  readonly constraint_message?: Words;
  readonly choices?: readonly Choice[];
  readonly choice_filter?: Tree;
  readonly default?: string;
  readonly calculation?: Tree;
  readonly appearance?: string;
  readonly limit?: number;
  readonly number?: number;
}

export interface Group {
  readonly is: "group";
  readonly name: string;
  readonly label: Words;
  readonly items: readonly Item[];
  readonly relevant?: Tree;
  readonly appearance?: string;
}

export interface Repeat {
  readonly is: "repeat";
  readonly name: string;
  readonly label: Words;
  readonly items: readonly Item[];
  readonly at_most: number;
  readonly relevant?: Tree;
  readonly appearance?: string;
  readonly number?: number;
}

export type Item = Question | Group | Repeat;

export interface Form {
  readonly key: string;
  readonly version: string;
  readonly title: Words;
  readonly default_language: string;
  readonly items: readonly Item[];
}

export interface Standing {
  readonly question: Question;
  readonly above: readonly (Group | Repeat)[];
}

/** Go through the questions, each with the groups and repeats it stands in, outermost first. */
export function* walk(items: readonly Item[], above: readonly (Group | Repeat)[] = []): Generator<Standing> {
  for (const item of items) {
    if (item.is === "question") yield { question: item, above };
    else yield* walk(item.items, [...above, item]);
  }
}

export function questionsOf(form: Form): Question[] {
  return [...walk(form.items)].map((each) => each.question);
}

export function repeatOf(above: readonly (Group | Repeat)[]): Repeat | null {
  return above.find((item): item is Repeat => item.is === "repeat") ?? null;
}

/** Every expression of these items. */
export function treesOf(items: readonly Item[]): Tree[] {
  const found = items.flatMap((item) =>
    item.is === "question"
      ? [item.relevant, item.constraint, item.choice_filter, item.calculation]
      : [item.relevant, ...treesOf(item.items)],
  );
  return found.filter((tree): tree is Tree => tree !== undefined);
}
