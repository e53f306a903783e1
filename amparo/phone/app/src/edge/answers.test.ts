import assert from "node:assert/strict";
import { test } from "node:test";
import { filled } from "./answers";

test("a sentence whose value is not known is left out, the others are said", () => {
  const said = "Read: {code_word}. Thank you. Answer before {answer_by}.";
  assert.equal(filled(said, { code_word: "PUMA", answer_by: "" }), "Read: PUMA. Thank you.");
  assert.equal(filled(said, { code_word: "PUMA", answer_by: "Monday" }), "Read: PUMA. Thank you. Answer before Monday.");
});
