// The closed messages to whoever raised a concern, as the desk says them. Twin of amparo/desk/answered.py.

import { readMoment, millisecondsOf } from "../base/moments";
import { isDate, toText, type Values } from "../forms/values";
import type { Entry } from "./journal";
import type { Words } from "./words";

const TIERS: Readonly<Record<string, string>> = { raise: "T0", read: "T1", in_hand: "T2", released: "T3" };

/** The newest entry of a concern that is a message of its own. */
export const newestTold = (entries: readonly Entry[]): Entry | undefined =>
  [...entries].reverse().find((each) => each.step in TIERS);

export function messageOf(words: Words, told: Entry, word: string, phone: string, zone: string): string {
  const tier = TIERS[told.step] ?? "T0";
  if (tier === "T1") {
    const said = words.say("message.T1").replace("{ask}", askedOf(words, told.coded));
    return filled(said, { code_word: word, answer_by: byWhen(words, told.coded, zone) });
  }
  if (tier !== "T2") return words.say(`message.${tier}`);
  const answer = toText(told.coded["answer"] ?? "") || "in_hand";
  const elsewhere = toText(told.coded["elsewhere_to"] ?? "");
  return filled(words.say(`message.T2.${answer}`), { number: phone, service: elsewhere && words.say(`service.${elsewhere}`) });
}

/** Until when an answer was promised, in words; empty where nothing is. */
export function byWhen(words: Words, coded: Values, zone: string): string {
  const said = toText(coded["answer_by"] ?? "");
  if (said === "") return "";
  if (isDate(said)) return words.day(new Date(`${said}T12:00:00Z`), "UTC");
  const then = new Date(millisecondsOf(readMoment(said)));
  const hour = words.hour(then, zone);
  // A promise that ends with a day is said by its day.
  return hour === "00:00" || hour === "24:00" ? words.day(then, zone) : `${words.day(then, zone)}, ${hour}`;
}

function askedOf(words: Words, coded: Values): string {
  const asked = toText(coded["tell_raiser"] ?? "") || "nothing";
  const to = toText(coded["accompany_to"] ?? "");
  return words.say(`message.ask.${asked}`).replace("{accompany_to}", to && words.say(`message.accompany.${to}`));
}

/** Put values into a message; a sentence whose value is not known is left out. */
export function filled(said: string, values: Readonly<Record<string, string>>): string {
  const sentences = said.replace(/([.!?]) +/g, "$1\0").split("\0");
  const isKnown = (sentence: string): boolean =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => (values[name] ?? "") !== "");
  return sentences.filter(isKnown).join(" ").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
