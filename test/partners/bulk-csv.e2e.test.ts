import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { PUBLIC_URL } from "../support/platform.ts";
import { done, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora" }));
});

const look = async (id: string): Promise<AnyData> =>
  (
    await owner.ask(
      "query ($id: ID!) { node(id: $id) { ... on BulkExport { status rowCount byteCount endedAt url } } }",
      { id },
    )
  ).node;

const ended = (id: string) =>
  until(
    "the export to end",
    () => look(id),
    ({ endedAt }) => endedAt !== null,
  );

/** Fetches a result as anybody who has its address. */
const fetched = (url: string, headers: Record<string, string> = {}) =>
  fetch(url.replace(PUBLIC_URL, platform.url), { headers });

describe("CSV", () => {
  const csvOf = async (query: string, variables?: object) => {
    const input = { query, format: "CSV", ...(variables && { variables: JSON.stringify(variables) }) };
    const { bulkExport } = await done(owner, "bulkExport", input, { answer: "bulkExport { id format }" });
    expect(bulkExport.format).toBe("CSV");
    return ended(bulkExport.id);
  };
  const recordsOf = (text: string) => {
    expect(text).toMatch(/^\uFEFF/);
    return text.slice(1).split("\r\n").slice(0, -1);
  };

  test("has a column for each path of the query, a list in one cell, and no formulas", async () => {
    await firm.person(["COACH", "CLIENT"], { name: '=cmd|"x"', email: "plus@csv.example" });
    const organization = await firm.organization({ name: "Bell; Book, Candle" });
    for (const name of ["A;1", "B"]) await firm.team(organization, { name });
    const query = `query ($mail: Boolean!) {
      people(orderBy: NAME, filter: { role: COACH }) { nodes { name roles ...Place email @include(if: $mail) status @skip(if: true) } }
    } fragment Place on Person { works: organization { name __typename } }`;
    const end = await csvOf(query, { mail: true });
    expect(end).toMatchObject({ status: "DONE", rowCount: 1 });
    const response = await fetched(end.url);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ "content-type": "text/csv; charset=utf-8", "content-length": String(end.byteCount) },
      "content-disposition": expect.stringMatching(/\.csv$/),
    });
    // Fetch would take the mark off the text.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
    expect(recordsOf(text)).toEqual([
      "name,roles,works.name,works.__typename,email",
      `"'=cmd|""x""",CLIENT;COACH,,,plus@csv.example`,
    ]);
    const teams = `{ organizations { nodes { name teams(first: 5, orderBy: NAME) { totalCount edges { node { name } } } } } }`;
    const lists = await (await fetched((await csvOf(teams)).url)).text();
    expect(lists.split("\r\n")).toEqual(["name,teams.totalCount,teams.name", '"Bell; Book, Candle",2,A\\;1;B', ""]);
  });

  test("of nothing has its columns", async () => {
    const end = await csvOf('{ people(filter: { search: "nobody" }) { nodes { id name } } }');
    expect(end).toMatchObject({ status: "DONE", rowCount: 0 });
    expect(await (await fetched(end.url)).text()).toBe("id,name\r\n");
  });

  test.each([
    [
      "{ organizations { nodes { teams(first: 2) { nodes { people(first: 2) { nodes { name } } } } } } }",
      /teams\.people is a list within a list/,
    ],
    ["{ people { nodes { coaching(first: 1) { nodes: totalCount edges { node { id } } } id coaching_: id } } }", null],
    [
      "{ organizations { nodes { teams(first: 1) { name: totalCount nodes { name } } } } }",
      /Two columns would be called teams\.name/,
    ],
  ])("is refused where it has no room: %s", async (query, message) => {
    if (message === null) return void (await csvOf(query));
    const refused = await owner
      .ask("mutation ($input: BulkExportInput!) { bulkExport(input: $input) { userErrors { code field message } } }", {
        input: { query, format: "CSV" },
      })
      .then(({ bulkExport }) => bulkExport);
    expect(refused.userErrors).toMatchObject([refusal("INVALID", "query")]);
    expect(refused.userErrors[0].message).toMatch(message);
  });

  test("goes on where a download broke off", async () => {
    const { url, byteCount } = await csvOf("{ people(orderBy: NAME) { nodes { id name } } }");
    const whole = await fetched(url);
    const tag = whole.headers.get("etag")!;
    expect(whole.headers.get("accept-ranges")).toBe("bytes");
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes).toHaveLength(byteCount);
    const part = (headers: Record<string, string>) => fetched(url, headers);
    const rest = await part({ range: "bytes=20-", "if-range": tag });
    expect(rest.status).toBe(206);
    expect(rest.headers.get("content-range")).toBe(`bytes 20-${byteCount - 1}/${byteCount}`);
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(bytes.subarray(20));
    const other = await part({ range: "bytes=20-", "if-range": '"another"' });
    expect(other.status).toBe(200);
    expect(Buffer.from(await other.arrayBuffer())).toEqual(bytes);
    const beyond = await part({ range: `bytes=${byteCount}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${byteCount}`);
  });
});
