/** Works out compiled expressions. Pure: no clock; twin of amparo/forms/expressions.py. */
import { call } from "./functions";
import { isRows, look, toNumber, toText, truth } from "./values";
import type { Value, Values } from "./values";

export type Tree = readonly [string, ...(string | Tree)[]];

export const TODAY = "today()";
export const NOW = "now()";
export const COLUMN = "column:";

/** The answer under a name, or an empty text. */
export type Known = (name: string) => Value;

/** Work a tree out. What is missing is an empty text, a repeat used as a value too. */
export function evaluate(tree: Tree, values: Values, here: Value = ""): Value {
  return evaluateIn(tree, (name) => look(values, name), here);
}

export function evaluateIn(tree: Tree, known: Known, here: Value = ""): Value {
  const worth = work(tree, known, here);
  return isRows(worth) ? "" : worth;
}

export function isTrue(tree: Tree | undefined, known: Known, here: Value = ""): boolean {
  return tree === undefined || truth(evaluateIn(tree, known, here));
}

/** The names of the questions that an expression reads. */
export function namesRead(tree: Tree): string[] {
  if (tree[0] === "ref") return [tree[1] as string];
  return tree.slice(1).flatMap((part) => (typeof part === "string" ? [] : namesRead(part)));
}

function work(tree: Tree, known: Known, here: Value): Value {
  const part = (place: number): Value => work(tree[place] as Tree, known, here);
  const text = tree[1] as string;
  switch (tree[0]) {
    case "here": return here;
    case "text": return text;
    case "number": return Number(text);
    case "ref": return known(text);
    case "column": return known(COLUMN + text);
    case "clock": return known(`${text}()`);
    case "call": return call(text, tree.slice(2).map((each) => work(each as Tree, known, here)));
    case "and": return tree.slice(1).every((each) => truth(work(each as Tree, known, here)));
    case "or": return tree.slice(1).some((each) => truth(work(each as Tree, known, here)));
    case "neg": return -toNumber(part(1));
    case "=": return equal(part(1), part(2));
    case "!=": return !equal(part(1), part(2));
    default: return numeric(tree[0], toNumber(part(1)), toNumber(part(2)));
  }
}

function equal(left: Value, right: Value): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") return toNumber(left) === toNumber(right);
  return toText(left) === toText(right);
}

function numeric(sign: string, left: number, right: number): Value {
  switch (sign) {
    case "<": return left < right;
    case "<=": return left <= right;
    case ">": return left > right;
    case ">=": return left >= right;
    case "+": return left + right;
    case "-": return left - right;
    case "*": return left * right;
    case "div": return left / right;
    case "mod": return left % right;
    default: throw new Error(`There is no sign ${sign}.`);
  }
}
