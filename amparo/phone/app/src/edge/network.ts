// The only file that knows the network. It tells apart an answer of ours from whatever else comes back:
// a captive portal, half a body, a server that is ill. None of these ever deletes anything.

import type { Bytes } from "../base/bytes";
import { signedHeaders } from "../wire/requests";

const PHONE = "/phone/";
const PATIENCE = 60_000;
/** For an answer that has begun: a pack takes its time where the signal is weak. */
const LONGEST = 5 * 60_000;

/** Why nothing came of a request: no network, not ours, or the server's own word for it. */
export class NoAnswer extends Error {
  constructor(
    readonly why: string,
    readonly status = 0,
  ) {
    super(why);
  }
}

/** Who asks: a member on this phone; `key` is the signing key, or while unlocked the author's. */
export interface Asker {
  readonly device: string;
  readonly key: Bytes;
}

export interface Asked {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: Bytes;
  readonly json?: boolean;
  readonly by?: Asker;
}

export type Ask = (asked: Asked) => Promise<Bytes>;

/** Ask the server; returns the bytes of an answer with status 200.
 *  @throws NoAnswer whatever else happens. */
export const ask: Ask = async (asked) => {
  const { method, path, body } = asked;
  const patience = new AbortController();
  const asking = fetch(PHONE + path, {
    method,
    headers: headersFor(asked),
    ...(body === undefined ? {} : { body: body as BodyInit }),
    credentials: "omit",
    redirect: "error",
    cache: "no-store",
    signal: patience.signal,
  });
  const answer = await within(PATIENCE, patience, asking, "network");
  const bytes = await within(LONGEST, patience, answer.arrayBuffer(), "cut");
  if (answer.status !== 200) throw new NoAnswer(whyIn(bytes), answer.status);
  return new Uint8Array(bytes);
};

/** Wait for a part of an answer, but not for ever: a line that went dead says nothing by itself. */
async function within<T>(most: number, patience: AbortController, part: Promise<T>, why: string): Promise<T> {
  const over = setTimeout(() => patience.abort(), most);
  try {
    return await part;
  } catch {
    throw new NoAnswer(why);
  } finally {
    clearTimeout(over);
  }
}

function headersFor({ method, path, body, json, by }: Asked): Record<string, string> {
  const kind = { "Content-Type": json === true ? "application/json" : "application/octet-stream" };
  const typed = method === "GET" ? {} : kind;
  if (by === undefined) return typed;
  const asking = { method, path: PHONE + path, body: body ?? new Uint8Array() };
  return { ...typed, ...signedHeaders(asking, by.device, by.key) };
}

/** The server's word for what was wrong; of anything that is not ours nothing is believed. */
function whyIn(bytes: ArrayBuffer): string {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof said === "object" && said !== null && "error" in said) return String(said.error);
  } catch {
    // It is no JSON: not ours.
  }
  return "not ours";
}

export const hasSignal = (): boolean => navigator.onLine;

export const whenSignal = (hear: () => void): void => addEventListener("online", hear);
