import assert from "node:assert/strict";
import { test } from "node:test";

test("an old browser is given what it lacks, the same as a new one has", async () => {
  const [fromEntries, hasOwn, matchAll] = [Object.fromEntries, Object.getOwnPropertyDescriptor(Object, "hasOwn"), String.prototype.matchAll];
  const wanted = [...matchAll.call("a1b22", /[0-9]*/g)].map((match) => [match[0], match.index]);
  for (const [on, name] of [[Object, "fromEntries"], [Object, "hasOwn"], [String.prototype, "matchAll"]] as const) {
    Reflect.deleteProperty(on, name);
  }
  await import("./older");
  try {
    assert.notEqual(Object.fromEntries, fromEntries);
    assert.deepEqual(Object.fromEntries(new Map([["a", 1]])), { a: 1 });
    assert.deepEqual([..."a1b22".matchAll(/[0-9]*/g)].map((match) => [match[0], match.index]), wanted);
  } finally {
    Object.assign(Object, { fromEntries });
    Object.defineProperty(String.prototype, "matchAll", { value: matchAll });
    if (hasOwn) Object.defineProperty(Object, "hasOwn", hasOwn);
  }
});
