// A square of dots, drawn.

import { qrPath } from "../carry/qr";

const SVG = "http://www.w3.org/2000/svg";

export function squares(code: string): SVGElement {
  const { side, path } = qrPath(code);
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", `0 0 ${side} ${side}`);
  made.setAttribute("class", "qr");
  made.setAttribute("aria-hidden", "true");
  const dots = document.createElementNS(SVG, "path");
  dots.setAttribute("d", path);
  made.append(dots);
  return made;
}
