import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { errorCodes } from "../../apps/gateway/src/graphql/error-codes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Codes of `userErrors` are another matter: each mutation has an enum of its own. */
const schema = readFileSync(`${root}packages/schema/schema.graphql`, "utf8");
const ofMutations = new Set([...schema.matchAll(/^ {2}([A-Z][A-Z_]+)$/gm)].map(([, code]) => code!));

/** Codes that Apollo Server gives to errors of its own. */
const ofApollo = ["PERSISTED_QUERY_NOT_SUPPORTED"];

/** Where the gateway makes an error with a code: as an extension, of sign-in, or by one of the functions that make them. */
const made = [
  /\bcode: "([A-Z][A-Z_]+)"/g,
  /\b(?:credentialError|errorBody|refused|withCode|coded)\([^"()]*"([A-Z][A-Z_]+)"/g,
  /\bReadError\(\s*"([A-Z][A-Z_]+)"/g,
  /\brefusal\(\s*(?:\d+|"[A-Z_]+"),\s*"([A-Z][A-Z_]+)"/g,
  /\brefusal\(\s*"(?!BAD_REQUEST|UNAUTHORIZED|NOT_FOUND|CONFLICT|GONE)([A-Z][A-Z_]+)"/g,
];

function codesIn(text: string): string[] {
  return made.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code!));
}

const files = globSync(["apps/gateway/src/**/*.ts", "packages/reader/src/*.ts"], { cwd: root }).filter(
  (file) => !file.endsWith(".test.ts"),
);

test("every code that an error can have is in the table of codes", () => {
  const unknown = files.flatMap((file) =>
    codesIn(readFileSync(`${root}${file}`, "utf8"))
      .filter((code) => !ofMutations.has(code) && !Object.hasOwn(errorCodes, code))
      .map((code) => `${file}: ${code} is not in apps/gateway/src/graphql/error-codes.ts; add it with what it means.`),
  );
  expect(unknown).toEqual([]);
});

test("every code in the table is one that an error can have, and the page of codes lists it", () => {
  const sources = files
    .filter((file) => !file.endsWith("error-codes.ts"))
    .map((file) => readFileSync(`${root}${file}`, "utf8"));
  const page = readFileSync(`${root}docs/reference.md`, "utf8");
  const codes = Object.keys(errorCodes).filter((code) => !ofApollo.includes(code));
  expect(codes.filter((code) => !sources.some((source) => source.includes(code)))).toEqual([]);
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});
