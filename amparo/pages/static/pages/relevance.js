// Asks only what the answers so far make sensible. Without it every question is shown and the server
// decides; nothing here is trusted, and what is hidden is still sent.
//
// Each question says its kind and, as a tree, when it is asked (data-relevant); a choice can have
// columns that its question's data-filter reads; the form knows answers of other pages (data-known)
// and how to work out its calculations (data-calculations).

import { evaluate, toText, truth } from "./expressions.js";

// Enough for any chain of questions that a person could follow.
const MOST_ROUNDS = 20;

export function follow(form) {
  const look = () => settle(form);
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
}

function settle(form) {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (!step(form)) return;
  }
}

// Shows and hides once, and says whether that changed anything.
function step(form) {
  const seen = { ...told(form, "known"), ...clock() };
  const values = { ...seen, ...gather(form, null, seen) };
  const around = (part) => {
    const row = part.closest("[data-row]");
    return row ? { ...values, ...gather(row, row, values) } : values;
  };
  const changes = [...form.querySelectorAll("[data-relevant]")].map((part) =>
    show(part, truth(evaluate(told(part, "relevant"), around(part)))),
  );
  for (const question of form.querySelectorAll("[data-filter]")) {
    const filter = told(question, "filter");
    for (const choice of question.querySelectorAll("[data-columns]")) {
      const read = { ...around(question), ...told(choice, "columns") };
      changes.push(show(choice, truth(evaluate(filter, read))));
    }
  }
  return changes.some(Boolean);
}

function show(part, isAsked) {
  const changes = part.hidden === isAsked;
  part.hidden = !isAsked;
  return changes;
}

// The answers in the form, or in one row of it, in the order asked: a calculation reads earlier ones.
function gather(scope, row, seen) {
  const values = Object.create(null);
  for (const part of scope.querySelectorAll("[data-name], [data-repeat]")) {
    if (part.closest("[data-row]") !== row) continue;
    const around = { ...seen, ...values };
    if ("repeat" in part.dataset) values[part.dataset.repeat] = rows(part, around);
    else if ("calculation" in part.dataset) values[part.dataset.name] = work(part, around);
    else values[part.dataset.name] = answer(part);
  }
  return values;
}

const rows = (repeat, seen) =>
  [...repeat.querySelectorAll("[data-row]")]
    .filter((row) => [...row.querySelectorAll("[data-kind]")].some((each) => answer(each).length !== 0))
    .map((row) => gather(row, row, seen));

function work(part, seen) {
  const isAsked = !part.parentElement.closest("[hidden]");
  if (!isAsked || ("when" in part.dataset && !truth(evaluate(told(part, "when"), seen)))) return "";
  const text = toText(evaluate(told(part, "calculation"), seen));
  return text === "NaN" ? "" : text;
}

// What is not asked is not answered.
function answer(question) {
  if (question.closest("[hidden]")) return "";
  const { kind } = question.dataset;
  const chosen = [...question.querySelectorAll("input:checked, option:checked")]
    .filter((each) => !each.closest("[hidden]"))
    .map((each) => each.value);
  if (kind === "select_multiple") return chosen;
  if (kind === "select_one") return chosen[0] ?? "";
  const typed = question.querySelector("input, textarea")?.value.trim() ?? "";
  return kind === "integer" && /^-?[0-9]+$/.test(typed) ? Number(typed) : typed;
}

function clock() {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  return { "today()": local.slice(0, 10), "now()": local.slice(0, 16) };
}

function told(part, name) {
  return part.dataset[name] ? JSON.parse(part.dataset[name]) : undefined;
}

for (const form of document.querySelectorAll("[data-questions]")) {
  follow(form);
}
