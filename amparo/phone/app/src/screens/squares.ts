// A square of dots, drawn as its worker says.

import { workerAt } from "../edge/caches";

const SVG = "http://www.w3.org/2000/svg";

interface Drawn {
  readonly side: number;
  readonly path: string;
}

/** Whoever draws squares, one after the other; `fails` where the phone does not have it yet. */
export function drawer(drawn: (square: SVGElement) => void, fails: () => void): { draw(code: string): void; end(): void } {
  const worker = workerAt("squares");
  worker.onmessage = ({ data }: MessageEvent<Drawn>) => drawn(square(data));
  worker.onerror = fails;
  return { draw: (code) => worker.postMessage(code), end: () => worker.terminate() };
}

function square({ side, path }: Drawn): SVGElement {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", `0 0 ${side} ${side}`);
  made.setAttribute("class", "qr");
  made.setAttribute("aria-hidden", "true");
  const dots = document.createElementNS(SVG, "path");
  dots.setAttribute("d", path);
  made.append(dots);
  return made;
}
