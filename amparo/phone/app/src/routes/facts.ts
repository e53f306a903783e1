/** What routing reads and what it gives. Pure. */
import type { Condition } from "../protocols/protocol";

export type Reach = "district" | "province" | "region" | "country";
export const REACHES: readonly Reach[] = ["district", "province", "region", "country"];

export interface Route {
  readonly key: string;
  readonly when: Condition;
  readonly matter: string;
  readonly to: readonly { readonly kind: string; readonly accredited?: boolean }[];
  readonly always?: boolean;
  readonly relay?: readonly string[];
  readonly none?: string;
}

/** What routes are chosen by; classes with the gravest first. */
export interface RoutesJson {
  readonly form: string;
  readonly classes: readonly string[];
  readonly rows: readonly Route[];
}

export interface BodyKind {
  readonly key: string;
  readonly reach: Reach;
  readonly kept_by?: readonly string[];
  readonly is_desk?: boolean;
}

export interface RoutingPack {
  readonly routes: RoutesJson;
  readonly body_kinds: Readonly<Record<string, BodyKind>>;
}

/** What routing knows of a body. Equally near ones are taken in the order given. */
export interface BodyFacts {
  readonly id: string;
  readonly kind: string;
  readonly areas: readonly string[];
  readonly accredited?: boolean;
  readonly keyed?: boolean;
}

/** A receiver; `forBody` is the body without a key that it stands in for, or empty. */
export interface Addressed {
  readonly receiver: string;
  readonly forBody: string;
  readonly routes: readonly string[];
}

export interface GapFound {
  readonly kind: string;
  readonly area: string;
  readonly route: string;
  readonly hotline: string;
}

export interface Routing {
  readonly routeClass: string;
  readonly addressed: readonly Addressed[];
  readonly gaps: readonly GapFound[];
  readonly unreached: readonly string[];
}

/** Where to choose: district first, country last; and who must not know, in whatever part. */
export interface Where {
  readonly district: string;
  readonly chain: readonly string[];
  readonly bodies: readonly BodyFacts[];
  readonly keptFrom: ReadonlySet<string>;
}
