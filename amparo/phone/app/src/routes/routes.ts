/** Whom a matter goes to. Pure; twin of amparo/protocols/routes.py. */
import { codesIn, isRows, look, toText } from "../forms/values";
import type { Value, Values } from "../forms/values";
import { holds } from "../protocols/journal";
import { REACHES } from "./facts";
import type { Addressed, BodyFacts, GapFound, Route, Routing, RoutingPack, Where } from "./facts";

/** The gravest class that a true route gives; where none is true, the least grave. */
export function routeClass(pack: RoutingPack, values: Values): string {
  const matters = new Set(trueRoutes(pack, values).map((route) => route.matter));
  const { classes } = pack.routes;
  return classes.find((each) => matters.has(each)) ?? classes[classes.length - 1] ?? "";
}

export function choose(pack: RoutingPack, values: Values, where: Where): Routing {
  const areas = where.chain[0] === where.district ? where.chain : [where.district, ...where.chain];
  const near = { ...where, chain: areas };
  const anybody = { ...near, keptFrom: new Set<string>() };
  const found = taken(pack, values).map((route) => ({ route, to: receiver(pack, near, route) }));
  const lost = found.filter((each) => each.to === null).map((each) => each.route);
  const gaps = lost.filter((route) => receiver(pack, anybody, route) === null);
  return {
    routeClass: routeClass(pack, values),
    addressed: onceEach(found.flatMap(({ to }) => (to ? [to] : []))),
    gaps: gaps.map((route) => gapOf(route, where.district)),
    unreached: lost.filter((route) => !gaps.includes(route)).map((route) => route.key),
  };
}

/** The kinds of body that must not know as a whole, by what the raiser ticked. */
export function keptKinds(pack: RoutingPack, keepFrom: readonly string[]): Set<string> {
  const kinds = Object.values(pack.body_kinds);
  const kept = kinds.filter((kind) => (kind.kept_by ?? []).some((answer) => keepFrom.includes(answer)));
  return new Set(kept.map((kind) => kind.key));
}

/** The answers with those in a repeat as if they were one question with several answers. */
export function flattened(values: Values): Values {
  const rows = Object.values(values).flatMap((answer) => (isRows(answer) ? [...answer] : []));
  const several: Record<string, Value> = {};
  for (const name of new Set(rows.flatMap((row) => Object.keys(row)))) {
    several[name] = [...new Set(rows.flatMap((row) => codes(look(row, name))))];
  }
  return { ...several, ...values };
}

function codes(answer: Value): string[] {
  return typeof answer === "string" && answer !== "" ? [answer] : codesIn(toText(answer));
}

function trueRoutes(pack: RoutingPack, values: Values): Route[] {
  const flat = flattened(values);
  return pack.routes.rows.filter((route) => holds(route.when, flat));
}

function taken(pack: RoutingPack, values: Values): Route[] {
  const routes = trueRoutes(pack, values);
  const first = routes.find((route) => !route.always);
  return routes.filter((route) => route.always || route === first);
}

function ofKind(pack: RoutingPack, where: Where, kind: string): BodyFacts[] {
  const reach = REACHES.indexOf(pack.body_kinds[kind]?.reach ?? "district");
  const within = where.chain.slice(0, reach + 1);
  const far = (body: BodyFacts): number => within.findIndex((area) => body.areas.includes(area));
  const near = where.bodies.filter((body) => body.kind === kind && far(body) >= 0);
  return near.sort((one, other) => far(one) - far(other));
}

function receiver(pack: RoutingPack, where: Where, route: Route): Addressed | null {
  const open = (kind: string): BodyFacts[] => ofKind(pack, where, kind).filter((body) => !where.keptFrom.has(body.id));
  const relay = (route.relay ?? []).flatMap(open).find((body) => body.keyed);
  for (const wanted of route.to) {
    for (const body of open(wanted.kind)) {
      if (wanted.accredited && !body.accredited) continue;
      if (body.keyed) return { receiver: body.id, forBody: "", routes: [route.key] };
      if (relay) return { receiver: relay.id, forBody: body.id, routes: [route.key] };
    }
  }
  return null;
}

function onceEach(found: readonly Addressed[]): Addressed[] {
  const pairs = new Map<string, Addressed>();
  for (const each of found) {
    const pair = `${each.receiver} ${each.forBody}`;
    pairs.set(pair, { ...each, routes: [...(pairs.get(pair)?.routes ?? []), ...each.routes] });
  }
  return [...pairs.values()];
}

function gapOf(route: Route, area: string): GapFound {
  return { kind: route.to[0]?.kind ?? "", area, route: route.key, hotline: route.none ?? "" };
}
