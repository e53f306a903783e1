// The tiny helper that all screens are written with: elements from values, never from text that
// could be markup (the page's policy asks for trusted types, and we make none).

export type Child = Node | string | number | null | undefined | false | Child[];
type Handler = (event: Event) => void;
export type Props = Record<string, string | number | boolean | Handler | null | undefined>;

/** Make an element. A property that is a function listens; true is an empty attribute, false none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(made, name, value);
  add(made, children);
  return made;
}

export function add(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) add(parent, child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== null && child !== undefined && child !== false)
      parent.appendChild(document.createTextNode(String(child)));
  }
}

/** Put these in place of all that a part holds. */
export function fill(parent: Node, ...children: Child[]): void {
  while (parent.lastChild !== null) parent.removeChild(parent.lastChild);
  add(parent, children);
}

function set(made: HTMLElement, name: string, value: Props[string]): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") made.addEventListener(name, value);
  else if (name === "value" && "value" in made) (made as HTMLInputElement).value = String(value);
  else made.setAttribute(name, value === true ? "" : String(value));
}
