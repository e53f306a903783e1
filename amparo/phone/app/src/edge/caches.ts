// The page's side of the service worker: it is begun here, and a new edition takes over only while
// nobody is writing. It also knows where the app's own scripts are, as the page names them.

interface Policy {
  createScriptURL(address: string): unknown;
}
declare const trustedTypes: { createPolicy(name: string, rules: object): Policy } | undefined;

/** Where the server put a script of ours: the page's `<link data-script="name">` says it. */
const addressOf = (name: string): string =>
  document.querySelector<HTMLElement>(`[data-script="${name}"]`)?.getAttribute("href") ?? "";

const ours = (): string[] =>
  [...document.querySelectorAll("[data-script]")].map((each) => each.getAttribute("href") ?? "");

const policy =
  typeof trustedTypes === "undefined"
    ? null
    : trustedTypes.createPolicy("agenda", {
        createScriptURL: (asked: string) => (ours().includes(asked) ? asked : ""),
      });

const trusted = (address: string): string =>
  (policy?.createScriptURL(address) ?? address) as string;

export const workerAt = (name: string): Worker => new Worker(trusted(addressOf(name)));

/** Keep the app on this phone. Without it the app works with a network only. */
export async function keepApp(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  try {
    await navigator.serviceWorker.register(trusted(addressOf("sw")), { updateViaCache: "none" });
    return true;
  } catch {
    return false;
  }
}

/** Tell whether the app is whole on this phone: it opens without a network. */
export const isKept = async (): Promise<boolean> =>
  (await navigator.serviceWorker?.getRegistration())?.active != null;

/** Fetch a script that no phone needs first, once the worker is there to keep it; tell whether it came. */
export async function keepSpare(name: string): Promise<boolean> {
  const workers = navigator.serviceWorker;
  if (workers === undefined) return false;
  if (workers.controller === null) await new Promise((done) => workers.addEventListener("controllerchange", done, { once: true }));
  const answer = await fetch(addressOf(name), { credentials: "omit" }).catch(() => undefined);
  return answer?.ok === true;
}

/** Let an edition that waits take over, and begin anew with it. Call it where nobody writes. */
export async function renew(): Promise<void> {
  const waiting = (await navigator.serviceWorker?.getRegistration())?.waiting;
  if (waiting == null) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  waiting.postMessage("take over");
}

/** Get the words of a language; they lie in the same cache as the app. */
export async function wordsIn(language: string): Promise<Readonly<Record<string, string>>> {
  const address = addressOf(`words-${language}`);
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new TypeError("no words");
  return (await answer.json()) as Record<string, string>;
}

export const languages = (): string[] =>
  [...document.querySelectorAll<HTMLElement>("[data-script^='words-']")].map((each) =>
    (each.dataset["script"] ?? "").slice("words-".length),
  );
