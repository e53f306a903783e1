// Shows one screen at a time, the way back, and locks after three minutes without a touch. Nothing of
// where somebody is stands in the address or in the browser's history but how deep she went.

import { hush, say, wordsOf } from "./aloud";
import { pictogram } from "./pictograms";
import { add, fill, h, type Child } from "./view";
import type { Words } from "./words";

export interface Scene {
  readonly title: string;
  readonly body: Child[];
  /** Stands above the title; a progress bar, for instance. */
  readonly above?: Child;
  /** Shows nothing of what this app is for: no bar, no way back. */
  readonly isNeutral?: boolean;
  /** Called when another screen comes: a camera is let go, a timer ends. */
  readonly leave?: () => void;
}
export type Screen = () => Scene;

export const LOCKS_AFTER = 3 * 60_000;

export class Stage {
  private readonly way: Screen[] = [];
  private leave: (() => void) | undefined;
  private touched = Date.now();
  /** The page that says nothing stands there: whatever ends meanwhile shows nothing. */
  private isHidden = false;

  constructor(
    public words: Words,
    private readonly hide: () => void,
    private readonly idle: () => void,
  ) {
    addEventListener("popstate", () => this.stepBack());
    for (const name of ["pointerdown", "keydown"])
      addEventListener(name, () => (this.touched = Date.now()), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), 5000);
  }

  /** Begin anew with a screen: there is no way back from it. */
  start(screen: Screen): void {
    if (this.isHidden) return;
    this.way.length = 0;
    this.go(screen);
  }

  /** Leave the page that says nothing: only its own button does. */
  uncover(screen: Screen): void {
    this.isHidden = false;
    this.start(screen);
  }

  go(screen: Screen): void {
    if (this.isHidden) return;
    this.way.push(screen);
    if (this.way.length > 1) history.pushState(this.way.length, "");
    this.draw();
  }

  /** Put a screen in this one's place. */
  over(screen: Screen): void {
    if (this.isHidden) return;
    this.way.pop();
    this.way.push(screen);
    this.draw();
  }

  /** Tell whether it is this that stands there. */
  shows = (screen: Screen): boolean => this.way[this.way.length - 1] === screen;

  back = (): void => (this.way.length > 1 ? history.back() : undefined);

  /** Show the screen again, as things are now; where the focus was, it stays if it can. */
  again(): void {
    const focus = document.activeElement?.id ?? "";
    this.draw();
    if (focus !== "") document.getElementById(focus)?.focus();
  }

  draw(): void {
    this.leave?.();
    hush();
    const screen = this.way[this.way.length - 1];
    if (screen === undefined) return;
    const scene = screen();
    this.leave = scene.leave;
    this.isHidden = scene.isNeutral === true;
    const main = h("main", { id: "main" }, scene.above ?? null);
    add(main, [h("h1", { tabindex: -1, id: "title" }, scene.title), scene.body]);
    fill(document.body, scene.isNeutral === true ? null : this.bar(main), main);
    document.documentElement.lang = this.words.language;
    scrollTo(0, 0);
    document.getElementById("title")?.focus({ preventScroll: true });
  }

  private stepBack(): void {
    if (this.way.length > 1) this.way.pop();
    this.draw();
  }

  private look(): void {
    if (Date.now() - this.touched < LOCKS_AFTER) return;
    this.touched = Date.now();
    this.idle();
  }

  private bar(main: HTMLElement): HTMLElement {
    const { t, language } = this.words;
    const back = this.tool("back", t("tool.back"), this.back);
    return h(
      "header",
      { class: "bar" },
      this.way.length > 1 ? back : null,
      h("span", { class: "bar-title" }, document.title),
      this.tool("aloud", t("tool.aloud"), () => say(wordsOf(main), language)),
      this.tool("circle_empty", t("tool.hide"), this.hide, true),
    );
  }

  private tool(picture: string, label: string, press: () => void, isSaid = false): HTMLElement {
    const words = isSaid ? h("span", {}, label) : null;
    const named = isSaid ? {} : { "aria-label": label };
    const kind = isSaid ? "tool tool-words" : "tool";
    return h("button", { class: kind, type: "button", click: press, ...named }, pictogram(picture), words);
  }
}
