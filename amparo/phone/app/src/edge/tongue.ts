// Which language the phone speaks: what was chosen, else the phone's own, else the first there is.

import { languages, wordsIn } from "./caches";
import { Words } from "./words";
import type { Phone } from "./phone";

/** Speak a language from now on, and remember it. */
export async function speak(phone: Phone, language: string): Promise<void> {
  phone.speak(new Words(language, await wordsIn(language)));
  phone.stage.words = phone.words;
  await phone.choose({ ...phone.settings, chosen: language });
}

export function firstLanguage(chosen: string | undefined): string {
  const there = languages();
  const wanted = [chosen ?? "", ...navigator.languages.map((each) => each.split("-")[0] ?? "")];
  return wanted.find((each) => there.includes(each)) ?? there[0] ?? "es";
}
