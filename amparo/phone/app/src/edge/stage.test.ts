import assert from "node:assert/strict";
import { test } from "node:test";
import { Stage, type Screen } from "./stage";
import type { Words } from "./words";

/** As much of a page as a stage touches. */
class Node {
  lastChild: null = null;
  private readonly none = (): void => undefined;
  addEventListener = this.none;
  appendChild = this.none;
  append = this.none;
  focus = this.none;
  setAttribute = this.none;
}
const page = {
  title: "", activeElement: null, body: new Node(), documentElement: {},
  addEventListener: () => undefined, createElement: () => new Node(), createElementNS: () => new Node(),
  createTextNode: () => new Node(), getElementById: () => null,
};
Object.assign(globalThis, {
  Node, document: page, history: { pushState: () => undefined },
  addEventListener: () => undefined, scrollTo: () => undefined, setInterval: () => 0,
});

test("what ends while the page that says nothing stands there shows nothing", () => {
  const stage = new Stage({ t: (key: string) => key, language: "en" } as unknown as Words, () => undefined, () => undefined);
  const [door, home, month]: Screen[] = [
    () => ({ title: "door", body: [] }), () => ({ title: "home", body: [] }), () => ({ title: "month", isNeutral: true, body: [] }),
  ];
  stage.start(door!);
  stage.start(month!);
  for (const come of [() => stage.start(home!), () => stage.go(home!), () => stage.over(home!), () => stage.again()]) {
    come();
    assert.ok(stage.shows(month!));
  }
  stage.uncover(door!);
  assert.ok(stage.shows(door!));
  stage.start(home!);
  assert.ok(stage.shows(home!));
});
