// Whom one can call from here, in what order: the country's first number, the services nearby that act
// on it, the other numbers; for health the services nearby come first. What is closed now stands last.
// Twin of amparo/desk/lines.py. Pure.

import { isTrue, type Tree } from "../forms/expressions";
import { look, type Values } from "../forms/values";
import type { Hotline } from "../pack/pack";
import type { Hours as Week, PlaceJson as Body, PlacesJson as Places } from "../wire/places";

export type Need = "danger" | "health";

const NEED: Readonly<Record<Need, Values>> = {
  danger: { danger_now: "now", health_now: "no" },
  health: { danger_now: "no", health_now: "yes" },
};
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** `isOpen` is null where no hours are known: a number without hours is a trap, and it is said. */
export interface Line {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly week: Week;
  readonly isOpen: boolean | null;
  readonly tested: string;
  readonly isFree: boolean;
}

interface Row {
  readonly when: { readonly tree: Tree };
  readonly matter: string;
  readonly to: readonly { readonly kind: string }[];
}

export interface NumbersOf {
  readonly hotlines?: Readonly<Record<string, Hotline>>;
  readonly routes: { readonly classes: readonly string[]; readonly rows: readonly Row[] };
}

/** The wall clock of the place: the day of the week from Monday as 0, and `HH:MM`. */
export interface Wall {
  readonly day: number;
  readonly hour: string;
  readonly isHoliday: boolean;
}

export function linesIn(pack: NumbersOf, places: Places | null, wall: Wall, first: Need): Line[] {
  const country = hotlines(pack)
    .filter((each) => each.purposes.includes("danger") || each.purposes.includes("health"))
    .map((each) => ({ of: each.purposes as readonly string[], line: countryLine(each, places, wall) }));
  const numbers = new Set(country.map((each) => each.line.number));
  const near = nearLines(pack, places, wall).filter((each) => !numbers.has(each.line.number));
  const urgent = country.filter((each) => each.of.includes(first));
  const nearest = first === "health" ? near.filter((each) => each.of.includes(first)) : near;
  const leads =
    first === "health" ? [...nearest, ...urgent] : [...urgent.slice(0, 1), ...nearest, ...urgent.slice(1)];
  const all = [...new Set([...leads, ...near, ...country].map((each) => each.line))];
  return [...all.filter((line) => line.isOpen !== false), ...all.filter((line) => line.isOpen === false)];
}

const hotlines = (pack: NumbersOf): Hotline[] =>
  Object.values(pack.hotlines ?? {}).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

function countryLine(hotline: Hotline, places: Places | null, wall: Wall): Line {
  const week = hotline.hours ?? {};
  const tested = places?.hotlines_tested?.[hotline.key] ?? hotline.tested ?? "";
  const { key, number } = hotline;
  return { key, number, name: "", kind: "", week, isOpen: isOpen(week, wall), tested, isFree: hotline.free === true };
}

function nearLines(pack: NumbersOf, places: Places | null, wall: Wall): { of: string[]; line: Line }[] {
  const able = { danger: kindsFor(pack, "danger"), health: kindsFor(pack, "health") };
  const rank = [...new Set([...able.danger, ...able.health])];
  const chain = places?.chain ?? [];
  return (places?.bodies ?? [])
    .filter((body) => (body.phone ?? "") !== "" && rank.includes(body.kind))
    .sort((a, b) => nearness(a, chain) - nearness(b, chain) || rank.indexOf(a.kind) - rank.indexOf(b.kind))
    .map((body) => ({
      of: (["danger", "health"] as const).filter((need) => able[need].includes(body.kind)),
      line: bodyLine(body, wall),
    }));
}

function bodyLine(body: Body, wall: Wall): Line {
  const { id, kind, name, phone = "", hours = {}, tested = "" } = body;
  return { key: id, number: phone, name, kind, week: hours, isOpen: isOpen(hours, wall), tested, isFree: false };
}

const nearness = (body: Body, chain: readonly string[]): number =>
  Math.min(...body.areas.map((area) => chain.indexOf(area)).filter((place) => place >= 0), chain.length);

/** The kinds of service that the gravest true routes lead to. */
function kindsFor(pack: NumbersOf, need: Need): string[] {
  const known = (name: string) => look(NEED[need], name);
  const rows = pack.routes.rows.filter((row) => isTrue(row.when.tree, known));
  const gravest = pack.routes.classes.find((each) => rows.some((row) => row.matter === each));
  return rows.filter((row) => row.matter === gravest).flatMap((row) => row.to.map((to) => to.kind));
}

/** Tell whether it is open at this hour; null where no hours are known. */
export function isOpen(week: Week, wall: Wall): boolean | null {
  if (!DAYS.some((day) => (week[day] ?? []).length > 0)) return null;
  if (isAlways(week)) return true;
  if (wall.isHoliday) return false;
  const spans = week[DAYS[wall.day] ?? "mon"] ?? [];
  return spans.some(([from, to]) => from <= wall.hour && (wall.hour < to || to === "00:00"));
}

export const isAlways = (week: Week): boolean =>
  DAYS.every((day) => (week[day] ?? []).some(([from, to]) => from === "00:00" && to === "00:00"));

/** Days with the same hours next to each other: `["mon", "fri", "08:00 – 16:30"]`. */
export function spansOf(week: Week): { from: string; to: string; hours: string }[] {
  const found: { from: string; to: string; hours: string }[] = [];
  let before = "";
  for (const day of DAYS) {
    const hours = (week[day] ?? []).map(([opens, closes]) => `${opens} – ${closes}`).join(", ");
    const last = found[found.length - 1];
    if (hours !== "" && hours === before && last !== undefined) last.to = day;
    else if (hours !== "") found.push({ from: day, to: day, hours });
    before = hours;
  }
  return found;
}
