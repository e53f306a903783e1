/** Offices and their keys, as the server gives them to a member; each key's signature is checked. */
import { unhex } from "../base/bytes";
import type { Bytes } from "../base/bytes";
import { derivedId } from "../base/ids";
import { readMoment } from "../base/moments";
import type { Moment } from "../base/moments";
import type { BodyFacts } from "../routes/facts";
import { checkCertificate, checkRecord } from "../sealing/directory";
import type { Certificate, Validity } from "../sealing/directory";
import { BadSignature } from "../sealing/signing";

/** Epoch, public half, since when, place of its certificate, signature. */
export type KeyJson = readonly [number, string, string, number, string];
export type Hours = Readonly<Record<string, readonly (readonly [string, string])[]>>;

export interface PlaceJson {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly phone?: string;
  readonly hours?: Hours;
  readonly tested?: string;
  readonly areas: readonly string[];
  readonly accredited?: boolean;
  readonly key?: KeyJson;
  readonly keepers?: readonly string[];
}

export interface PlacesJson {
  readonly v: number;
  readonly home: string;
  /** What the district is called: whoever answers a call knows it by that. */
  readonly home_name?: string;
  readonly chain: readonly string[];
  readonly group?: string;
  readonly root: string;
  readonly recovery?: string;
  readonly certificates: readonly (readonly [string, string, string, string])[];
  readonly post: readonly [string, string, number, string];
  readonly bodies: readonly PlaceJson[];
  readonly circles?: Readonly<Record<string, { readonly body: string; readonly key?: KeyJson }>>;
  readonly carers?: readonly string[];
  /** The office that the group belongs to; empty where there is none with a key. */
  readonly office?: string;
  readonly hotlines_tested?: Readonly<Record<string, string>>;
}

/** A circle's key that may be sealed to. */
export interface CircleKey {
  readonly circle: string;
  readonly epoch: number;
  readonly public: Bytes;
}

/** Check every key against the root; throws BadSignature where one is not the directory's. */
export function checkPlaces(root: Bytes, places: PlacesJson, at: Moment): Validity {
  const certificates = places.certificates.map(certificateOf);
  const ages = certificates.map((each) => checkCertificate(root, each, at));
  const check = (kind: "circle" | "post", id: string, key: KeyJson): void => {
    const certificate = certificates[key[3]];
    if (!certificate) throw new BadSignature("A key stands there without its certificate.");
    const record = { kind, id, epoch: key[0], public: unhex(key[1]), at: readMoment(key[2]) };
    checkRecord(certificate, record, unhex(key[4]));
  };
  const [post, since, certificate, signature] = places.post;
  check("post", derivedId("trust", "post"), [1, post, since, certificate, signature]);
  for (const body of places.bodies) if (body.key) check("circle", body.id, body.key);
  for (const [id, circle] of Object.entries(places.circles ?? {})) {
    if (circle.key) check("circle", id, circle.key);
  }
  return ages.includes("good") ? "good" : "out_of_date";
}

export function postKey(places: PlacesJson): Bytes {
  return unhex(places.post[0]);
}

/** A body's own key; null where it has none. */
export function keyOf(places: PlacesJson, body: string): CircleKey | null {
  const found = places.bodies.find((each) => each.id === body);
  return found?.key ? circleKey(body, found.key) : null;
}

/** The custodians' key for who raised it: the first whose body is of no kind kept out. */
export function keeperOf(places: PlacesJson, body: string, keptKinds: ReadonlySet<string>): CircleKey | null {
  const keepers = places.bodies.find((each) => each.id === body)?.keepers ?? [];
  for (const id of keepers) {
    const circle = places.circles?.[id];
    const kind = places.bodies.find((each) => each.id === circle?.body)?.kind ?? "";
    if (circle?.key && !keptKinds.has(kind)) return circleKey(id, circle.key);
  }
  return null;
}

export function factsOf(places: PlacesJson): BodyFacts[] {
  return places.bodies.map(({ id, kind, areas, accredited, key }) => ({
    id, kind, areas, accredited: accredited === true, keyed: key !== undefined,
  }));
}

function circleKey(circle: string, key: KeyJson): CircleKey {
  return { circle, epoch: key[0], public: unhex(key[1]) };
}

function certificateOf(json: readonly [string, string, string, string]): Certificate {
  const [online, from, to, signature] = json;
  return { online: unhex(online), from: readMoment(from), to: readMoment(to), signature: unhex(signature) };
}
