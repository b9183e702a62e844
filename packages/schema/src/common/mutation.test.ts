import { expect, test } from "@jest/globals";
import { ADMINS, EVERYBODY } from "./grants.js";
import { optionsOf, required } from "./inputs.js";
import { count, flag, list, text } from "./kinds.js";
import { mutation } from "./mutation.js";

test.each([
  [["COACH"], "none", "Tests. For coaches. API keys cannot call it."],
  [ADMINS, "none", "Tests. For owners and admins. API keys cannot call it."],
  [
    [...ADMINS, "PROGRAM_MANAGER"],
    "people:write",
    "Tests. For owners, admins and program managers. An API key needs `people:write`.",
  ],
  [EVERYBODY, "none", "Tests. API keys cannot call it."],
] as const)("a mutation for %j and the scope %s says who may call it", (roles, keys, description) => {
  const declared = mutation("test", { owner: "gateway", description: "Tests.", roles, keys, input: {}, result: {} });
  expect(declared.description).toBe(description);
});

test.each([
  [text(200), "The name.", "The name. 1 to 200 characters."],
  [count(1, 10_000), "How many, {range}. Defaults to 5.", "How many, 1 to 10,000. Defaults to 5."],
  [list(flag, { most: 3 }), "The answers.", "The answers. At most 3."],
  [list(flag, { least: 1 }), "The answers.", "The answers. At least 1."],
  [list(flag), "The answers.", "The answers."],
  [flag, "Whether it is open.", "Whether it is open."],
])("the description of a field includes its range (%#)", (kind, given, description) => {
  expect(optionsOf(required<unknown>(kind, given)).description).toBe(description);
});
