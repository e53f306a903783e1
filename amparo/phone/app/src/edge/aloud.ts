// Reads aloud with the phone's own voice. A phone without a voice for the language shows no button.

const LOCALES: Record<string, string> = { es: "es-PE", en: "en-GB" };

export const canSpeak = (): boolean => "speechSynthesis" in globalThis;

/** Say texts one after the other, slowly; what was being said stops. */
export function say(texts: string[], language: string): void {
  if (!canSpeak()) return;
  hush();
  for (const text of texts.filter((each) => each.trim() !== "")) {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = LOCALES[language] ?? language;
    said.rate = 0.9;
    speechSynthesis.speak(said);
  }
}

export function hush(): void {
  if (canSpeak()) speechSynthesis.cancel();
}

/** Return the words of a part of the page in the order in which they are read. */
export function wordsOf(part: Element): string[] {
  const told: string[] = [];
  for (const each of part.querySelectorAll("h1, h2, p, legend, .choice, .door, li, label"))
    if (each.closest("[hidden], .unsaid, .status") === null && !inside(each))
      told.push(each.textContent ?? "");
  return told;
}

// A paragraph inside a choice was said with it.
const inside = (each: Element): boolean =>
  each.parentElement?.closest(".choice, .door, li, legend, label") != null;
