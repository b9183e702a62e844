import { expect, test } from "@jest/globals";
import { serverAudits } from "graphql-http";
import { sharedStage } from "../support/stage.ts";

/** GraphQL over HTTP as its specification has it, by the audits of graphql-http. */
const { platform } = await sharedStage();

const audits = serverAudits({
  url: `${platform.url}/graphql`,
  // A GET must have a header that no page of another origin can send unasked.
  fetchFn: (input: string, init?: RequestInit) =>
    fetch(input, { ...init, headers: { ...init?.headers, "apollo-require-preflight": "true" } }),
});

/**
 * What is wrong with a document or its variables is told with 400, also to clients that accept `application/json` alone: proxies and
 * logs see then that it failed.
 */
const otherwise = new Set([
  "SHOULD use 200 status code on document parsing failure when accepting application/json",
  "SHOULD use 200 status code on document validation failure when accepting application/json",
  "SHOULD use a status code of 200 on variable coercion failure when accepting application/json",
]);

test.each(audits.map((audit) => [audit.name, audit] as const))("a client sees that servers %s", async (name, audit) => {
  const { status } = await audit.fn();
  expect(status).toBe(otherwise.has(name) ? "warn" : "ok");
});
