/** What a WebView of Chrome 70 lacks and the app or its packages use; put before every script. */

type Fields = Readonly<Record<string, unknown>>;

function give(on: object, name: string, work: unknown): void {
  if (!(name in on)) Object.defineProperty(on, name, { value: work, writable: true, configurable: true });
}

give(Object, "hasOwn", (on: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(on, name));

give(Object, "fromEntries", (entries: Iterable<readonly [string, unknown]>): Fields => {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of entries) fields[name] = value;
  return fields;
});

give(String.prototype, "matchAll", function (this: string, pattern: RegExp): RegExpExecArray[] {
  const copy = new RegExp(pattern.source, pattern.flags);
  const found: RegExpExecArray[] = [];
  for (let match = copy.exec(this); match; match = copy.exec(this)) {
    found.push(match);
    if (match[0] === "") copy.lastIndex += 1;
  }
  return found;
});

export {};
