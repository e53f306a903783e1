// Bundles the app's one style sheet. Layers are taken away: browsers before Chrome 99 leave out all
// that stands in one, and the sheets come in the order of their layers anyway.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const LAYERS = /@layer\s+[\w, ]+;/g;
const OPENS = /@layer\s+\w+\s*\{/g;

export function withoutLayers(sheet) {
  let text = sheet.replace(/\/\*[\s\S]*?\*\//g, "").replace(LAYERS, "");
  for (let found = OPENS.exec(text); found !== null; found = OPENS.exec(text)) {
    const end = closing(text, OPENS.lastIndex);
    text = text.slice(0, found.index) + text.slice(OPENS.lastIndex, end) + text.slice(end + 1);
    OPENS.lastIndex = 0;
  }
  return text;
}

function closing(text, from) {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new SyntaxError("A layer is not closed.");
}

const plain = {
  name: "without-layers",
  setup(made) {
    made.onLoad({ filter: /\.css$/ }, ({ path }) => ({
      contents: withoutLayers(readFileSync(path, "utf8")),
      loader: "css",
    }));
  },
};

export const buildLook = (entry, outfile) =>
  build({ entryPoints: [entry], outfile, bundle: true, minify: true, plugins: [plain], target: ["chrome87"], logLevel: "warning" });
