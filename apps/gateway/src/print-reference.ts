/** Prints the page of codes, headers and limits. `pnpm schema:print` writes it to docs/reference.md. */
import { MAX_PAGE } from "@coachwork/reader";
import { costSettings } from "./graphql/cost-settings.js";
import { prices } from "./graphql/cost-prices.js";
import { limits } from "./graphql/document-limits.js";
import { errorCodes } from "./graphql/error-codes.js";
import { variableLimits } from "./graphql/variables.js";
import { visitLimits } from "./graphql/visit-limits.js";
import { requestHeaders, responseHeaders } from "./headers.js";
import { streamLimits } from "./live/event-stream.js";
import { socketLimits } from "./live/socket-transport.js";
import { bulkLimits } from "./partners/bulk/bulk-settings.js";
import { fileSettings } from "./resources/file-limits.js";
import { BODY_LIMIT } from "./server.js";

type Words<Limits> = Readonly<Record<keyof Limits, string>>;

const ofDocuments: Words<typeof limits> = {
  characters: "characters of a document",
  tokens: "tokens of a document",
  selections: "fields and fragments of a document, with its fragments expanded",
  depth: "how deep a document may be nested",
  aliases: "fields with an alias",
  directives: "directives",
  fragments: "fragments",
  pairs: "pairs of fields with the same name at the same place",
  faults: "errors of a document that are told",
};

const ofVariables: Words<typeof variableLimits> = {
  values: "values in the variables of an operation",
  depth: "how deep variables may be nested",
  characters: "characters in the texts of variables, but for files that are imported",
};

const ofSockets: Words<typeof socketLimits> = {
  message: "bytes of a message over a WebSocket",
  operations: "operations on a socket at once",
  perActor: "sockets of a person or a key",
  strangers: "sockets of strangers from one network",
  unidentified: "sockets from one network that have not said whose they are",
  unidentifiedInAll: "sockets of strangers from everywhere",
  introduction: "milliseconds in which a socket must say whose it is",
  waiting: "bytes that may wait for a client that does not read",
  patience: "milliseconds for which a message may wait unread",
  ping: "milliseconds between pings, and for an answer to one",
};

const ofStreams: Words<typeof streamLimits> = {
  perActor: "event streams of a person or a key",
  patience: "milliseconds for which an event may wait unread",
  heartbeat: "milliseconds between two signs of life of an event stream",
};

const ofExports: Words<typeof bulkLimits> = {
  rows: "lines of the result of an export",
  bytes: "bytes of the result of an export",
  firmBytes: "bytes of all results of a firm",
};

const bySetting: Words<typeof costSettings & typeof fileSettings> = {
  COST_LIMIT: "cost of an operation",
  COST_BUCKET: "cost that a person, a key or a stranger's address may spend at once",
  COST_RESTORE_PER_SECOND: "cost that comes back each second",
  COST_FIRM_MULTIPLE: "how many times that all people and keys of a firm have together",
  FILE_BYTES: "bytes of a file",
  FILES_CLIENT_BYTES: "bytes of all files of a client",
  FILES_COACH_BYTES: "bytes of all files of a coach",
  FILES_FIRM_BYTES: "bytes of all files of a firm",
};

const ofPrices: Words<Omit<typeof prices, "fields">> = {
  object: "an object that is read; its plain fields cost nothing",
  list: "how many objects a list without pages counts as",
  connection: "a list with pages, besides its objects: as many as `first` or `last` asks for",
  totalCount: "`totalCount`",
  search: "the filter `search`",
  mutation: "a mutation",
  subscription: "to begin a subscription",
  introspection: "introspection",
};

const others: Readonly<Record<string, number>> = {
  "objects in a page (`first`, `last`)": MAX_PAGE,
  "bytes of a request over HTTP, but for files": BODY_LIMIT,
  "bytes of a form of a link in a letter": visitLimits.form,
  "cost of a visit to a link in a letter": visitLimits.cost,
};

const shown = (value: number) => value.toLocaleString("en-US");

function rowsOf<Limits extends object>(words: Words<Limits>, values: Limits): string[][] {
  return (Object.keys(words) as (keyof Limits)[]).map((name) => [words[name], shown(Number(values[name]))]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const settings = { ...costSettings, ...fileSettings };

process.stdout.write(`# Codes, headers and limits

Made from the code by \`pnpm schema:print\`. [Errors](errors.md) and [Limits](limits.md) say how to deal with them. Codes of refused
mutations are in [schema.graphql](../packages/schema/schema.graphql), and those of closed sockets in
[Live](live.md#when-a-socket-closes).

## Error codes

${table(
  ["code", "what it means"],
  Object.entries(errorCodes).map(([code, meaning]) => [`\`${code}\``, meaning]),
)}

## Headers of requests

${table(
  ["header", "what it is"],
  Object.entries(requestHeaders).map(([name, words]) => [`\`${name}\``, words]),
)}

## Headers of answers

Pages of [trusted origins](operating.md#settings) can read them, too. What an operation cost is in its body, as \`extensions.cost\`.

${table(
  ["header", "what it is"],
  Object.entries(responseHeaders).map(([name, words]) => [`\`${name}\``, words]),
)}

## Limits that an operator sets

${table(
  ["setting", "default", "what it limits"],
  (Object.keys(bySetting) as (keyof typeof settings)[]).map((name) => [
    `\`${name}\``,
    shown(settings[name].parse(undefined)),
    bySetting[name],
  ]),
)}

## Fixed limits

${table(
  ["what", "most"],
  [
    ...rowsOf(ofDocuments, limits),
    ...rowsOf(ofVariables, variableLimits),
    ...Object.entries(others).map(([what, most]) => [what, shown(most)]),
    ...rowsOf(ofSockets, socketLimits),
    ...rowsOf(ofStreams, streamLimits),
    ...rowsOf(ofExports, bulkLimits),
  ],
)}

## What costs how much

${table(
  ["what", "cost"],
  [
    ...rowsOf<Omit<typeof prices, "fields">>(ofPrices, prices),
    ...Object.entries(prices.fields).map(([field, cost]) => [`\`${field}\`, besides`, shown(cost)]),
  ],
)}
`);
