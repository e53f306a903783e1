/** What is said when an answer can't be kept: a key of the pack's words, `phone.says.<key>`. Pure. */
import type { Words } from "./form";

export type Sentence =
  | "missing" | "one_only" | "not_a_choice" | "not_whole" | "too_big" | "too_long" | "odd_character"
  | "not_a_date" | "no_such_day" | "not_a_time" | "not_a_moment" | "not_allowed" | "too_many_rows";

/** `words` are the form's own for it, in each of its languages; they go before the sentence. */
export interface Says {
  readonly says: Sentence;
  readonly values: Readonly<Record<string, number>>;
  readonly words: Words;
}

export function says(
  sentence: Sentence, values: Readonly<Record<string, number>> = {}, words: Words = {},
): Says {
  return { says: sentence, values, words };
}

export function isSays(answer: unknown): answer is Says {
  return typeof answer === "object" && answer !== null && "says" in answer && "words" in answer;
}

/** The sentence in a language; `sentence` gives the pack's template for a key. */
export function sayIn(said: Says, language: string, sentence: (key: string) => string): string {
  const own = said.words[language];
  if (own) return own;
  return sentence(`phone.says.${said.says}`).replace(/\{(\w+)\}/g, (sign, name: string) =>
    name in said.values ? String(said.values[name]) : sign,
  );
}
