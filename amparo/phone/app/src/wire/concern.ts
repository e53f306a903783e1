/** A concern on its way: whom it reaches, and one sealed letter for each. Pure but for chance. */
import { dayNumber, isoWeek } from "../base/days";
import { random } from "../base/bytes";
import type { Json } from "../base/canonical";
import { derivedId, newId, randomId } from "../base/ids";
import { millisecondsOf } from "../base/moments";
import type { Moment } from "../base/moments";
import { byClass } from "../forms/split";
import type { Form } from "../forms/form";
import { codesIn, look } from "../forms/values";
import type { Values } from "../forms/values";
import type { PhonePack } from "../pack/pack";
import { wallText } from "../protocols/calendar";
import type { Addressed, GapFound, Routing } from "../routes/facts";
import { choose, keptKinds, routeClass } from "../routes/routes";
import { sealLetter } from "./letters";
import type { Media, Part, Sealed, Writer } from "./letters";
import { factsOf, keeperOf, keyOf, postKey } from "./places";
import type { CircleKey, PlacesJson } from "./places";

export interface Raising {
  readonly values: Values;
  readonly at: Moment;
  /** People of her group who must not know, and one who goes along with her; account ids. */
  readonly kept?: readonly string[];
  readonly companion?: string;
  /** The accompaniment that it came of. */
  readonly cameOf?: string;
  /** The office that asked for it, which always gets to know. */
  readonly askedBy?: string;
  readonly media?: readonly Media[];
  /** What was said aloud instead of written: under its question's name, where the recording is and its key. */
  readonly said?: Readonly<Record<string, Json>>;
}

export interface Raised {
  readonly situation: string;
  readonly word: string;
  readonly letters: readonly (Sealed & { readonly receiver: string; readonly forBody: string })[];
  readonly gaps: readonly GapFound[];
}

export class NobodyThere extends Error {}

/** Seal a concern to every receiver that its routes name. All letters enter the outbox together. */
export function raiseConcern(pack: PhonePack, places: PlacesJson, raising: Raising, writer: Writer): Raised {
  const values = withReckoned(pack, raising);
  const kinds = keptKinds(pack, codesIn(look(values, "keep_from")));
  const routing = alsoTo(raising.askedBy ?? "", routed(pack, places, values, kinds), places, kinds);
  const words = codeWords(pack);
  const situation = { id: randomId(), call: randomId(), word: words[chance(words.length)] ?? "", kinds, values, routing };
  const letters = routing.addressed.map((to) => ({
    receiver: to.receiver,
    forBody: to.forBody,
    ...concernTo(to, situation, pack, places, raising, writer),
  }));
  return { situation: situation.id, word: situation.word, letters, gaps: routing.gaps };
}

/** The words to remember, in the first of the pack's languages that is here: of a first load only one is. */
function codeWords(pack: PhonePack): string[] {
  const here = pack.languages.map((each) => pack.words[each]?.["code_words"]).find((each) => each !== undefined);
  if (here === undefined) throw new Error("no words to remember");
  return here.split(" ");
}

/** The answers with what is reckoned from them: the route's class, and the week. */
export function withReckoned(pack: PhonePack, raising: Raising): Values {
  const today = wallText(pack.working.zone, raising.at).slice(0, 10);
  const reckoned = { route_class: routeClass(pack, raising.values), week: isoWeek(dayNumber(today) ?? 0) };
  return { ...raising.values, ...reckoned };
}

/** Where it goes; where no route finds anybody, to the national desk. */
export function routed(pack: PhonePack, places: PlacesJson, values: Values, kinds: ReadonlySet<string>): Routing {
  const bodies = factsOf(places);
  const keptFrom = new Set(bodies.filter((body) => kinds.has(body.kind)).map((body) => body.id));
  const found = choose(pack, values, { district: places.home, chain: places.chain, bodies, keptFrom });
  if (found.addressed.length > 0) return found;
  const desk = bodies.find((body) => pack.body_kinds[body.kind]?.is_desk && body.keyed && !keptFrom.has(body.id));
  if (!desk) throw new NobodyThere("No office can receive this. Call the numbers on the danger page.");
  return { ...found, addressed: [{ receiver: desk.id, forBody: "", routes: ["national_desk"] }] };
}

/** The same, and to one office more where it is not among the receivers and may know. */
export function alsoTo(office: string, routing: Routing, places: PlacesJson, kinds: ReadonlySet<string>): Routing {
  const its = factsOf(places).find((body) => body.id === office);
  const isThere = routing.addressed.some((each) => each.receiver === office);
  if (!its?.keyed || isThere || kinds.has(its.kind)) return routing;
  return { ...routing, addressed: [...routing.addressed, { receiver: office, forBody: "", routes: ["asked_by"] }] };
}

interface Situation {
  readonly id: string;
  readonly call: string;
  readonly word: string;
  readonly kinds: ReadonlySet<string>;
  readonly values: Values;
  readonly routing: Routing;
}

function concernTo(
  to: Addressed, situation: Situation, pack: PhonePack, places: PlacesJson, raising: Raising, writer: Writer,
): Sealed {
  const form = pack.forms[pack.routes.form] as Form;
  const { coded, ...written } = byClass(form, situation.values);
  const others = { ...written, sealed: { ...written.sealed, ...(raising.said as Values | undefined) } };
  const own = keyOf(places, to.receiver);
  const keeper = keeperOf(places, to.receiver, situation.kinds);
  const parts = (Object.entries(others) as [Part["partClass"], Values][]).map(([partClass, answers]) => ({
    partClass, answers, to: keysFor(partClass, own, keeper),
  }));
  const letter = {
    id: newId(millisecondsOf(raising.at)),
    dossier: derivedId(situation.id, to.receiver, to.forBody),
    step: "raise", saidAt: raising.at, pack: pack.of, coded: coded ?? {}, parts,
    media: raising.media ?? [],
    opens: opensOf(to, situation, places, raising),
    call: situation.call,
  };
  return sealLetter(letter, writer, postKey(places));
}

/** Who raised it goes to the custodians where there are any; all else to the receiver. */
function keysFor(partClass: string, own: CircleKey | null, keeper: CircleKey | null): CircleKey[] {
  const key = partClass === "reporter" ? keeper ?? own : own;
  return key ? [key] : [];
}

function opensOf(to: Addressed, situation: Situation, places: PlacesJson, raising: Raising): Json {
  const also = situation.routing.addressed.flatMap((each) => [each.receiver, each.forBody]);
  return {
    protocol: "concern", area: places.home, situation: situation.id, word: situation.word,
    to: [to.receiver, to.forBody],
    also: [...new Set(also.filter((id) => id !== ""))],
    kept_kinds: [...situation.kinds].sort(),
    kept: [...(raising.kept ?? [])],
    companion: raising.companion ?? "",
    ...(raising.cameOf ? { came_of: raising.cameOf } : {}),
  };
}

function chance(count: number): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) % count;
}
