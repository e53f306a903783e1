// The service worker, made by hand: it keeps the app's own files by a list that the server writes
// above this text, what is fetched later by another, and nothing else. No answer of the server ever enters a cache: only what stands
// in the lists is asked of it, and none of that names anybody.

/** Each file by its address, with the hash of its bytes: a captive portal's page is not taken for it. */
declare const KEPT: Readonly<Record<string, string>>;
/** The same of what only some phones need, or none at first: it is fetched and kept when it is asked for. */
declare const LATER: Readonly<Record<string, string>>;
/** The address of the app's one page. */
declare const PAGE: string;
/** What names this list: another list is another cache. */
declare const EDITION: string;

interface Living extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Living {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  addEventListener(name: "install" | "activate", hear: (event: Living) => void): void;
  addEventListener(name: "fetch", hear: (event: Fetching) => void): void;
  addEventListener(name: "message", hear: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
const worker = self as unknown as Scope;
const OURS = "app-";

// All of it or nothing: where one file does not come whole, the edition before goes on.
worker.addEventListener("install", (event) => event.waitUntil(fill()));

worker.addEventListener("activate", (event) => event.waitUntil(sweep()));

worker.addEventListener("fetch", (event) => {
  const address = addressOf(event.request);
  if (address !== null) event.respondWith(kept(address, event.request));
});

// The page says so when nobody is writing and it is locked.
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});

async function fill(): Promise<void> {
  const cache = await caches.open(OURS + EDITION);
  try {
    // Of what comes later an edition takes along what the one before had: it may be needed where no network is.
    const had = await Promise.all(Object.keys(LATER).map(async (each) => ((await caches.match(each)) ? [each] : [])));
    const wanted = [...Object.keys(KEPT), ...had.reduce((all, each) => [...all, ...each], [])];
    await Promise.all(wanted.map((address) => keep(cache, address)));
  } catch (error) {
    await caches.delete(OURS + EDITION);
    throw error;
  }
}

/** Get one file and keep it, if its bytes have the hash that the list says; else nothing is kept. */
async function keep(cache: Cache, address: string): Promise<void> {
  if ((await cache.match(address)) !== undefined) return;
  const integrity = KEPT[address] ?? LATER[address] ?? "";
  // What is named by its content is the same in any edition.
  const elsewhere = address.startsWith(PAGE) ? undefined : await caches.match(address);
  const answer = elsewhere ?? (await fetch(address, { integrity, credentials: "omit" }));
  if (!answer.ok || answer.redirected) throw new TypeError(`not whole: ${address}`);
  await cache.put(address, answer);
}

async function sweep(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== OURS + EDITION);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Return the listed address that a request asks for, or null: then the browser asks the network. */
function addressOf(request: Request): string | null {
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return null;
  if (request.mode === "navigate") return pathname === PAGE ? PAGE : null;
  return search === "" && (pathname in KEPT || pathname in LATER) ? pathname : null;
}

async function kept(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(OURS + EDITION);
  if (address in LATER) await keep(cache, address).catch(() => undefined);
  const found = await cache.match(address);
  // What is not what the list says is not handed on.
  if (found === undefined && address in LATER) return Response.error();
  return found ?? fetch(request);
}
