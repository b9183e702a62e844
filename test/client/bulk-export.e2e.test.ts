import { beforeEach, describe, expect, test } from "@jest/globals";
import { BulkExportFailed, CoachworkClient, graphql, UserErrors } from "@coachwork/client";
import { apiId, FirmFactory } from "@coachwork/testing";
import WebSocket from "ws";
import { PUBLIC_URL } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform } = await sharedStage();

let firm: FirmFactory;
let token: string;
let clients: readonly string[];
const open: CoachworkClient[] = [];

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  token = await signIn(database, firm, await firm.person(["OWNER"]));
  clients = await Promise.all(["Ada", "Ben", "Cleo"].map((name) => firm.person(["CLIENT"], { name })));
  for (const client of open.splice(0)) client.close();
});

/** What happens to a download, one after another: it arrives, or breaks off after some bytes. */
function clientWith(options: object = {}, fates: ("whole" | number)[] = []) {
  const addresses: string[] = [];
  const client = new CoachworkClient({
    ...{ url: platform.url, token, retry: { firstPauseMs: 1 }, webSocket: WebSocket },
    async fetch(input, init) {
      const address = String(input);
      if (!address.startsWith(PUBLIC_URL)) return fetch(input, init);
      addresses.push(address);
      const fate = fates.shift() ?? "whole";
      const response = await fetch(address.replace(PUBLIC_URL, platform.url), init);
      if (fate === "whole") return response;
      const bytes = new Uint8Array(await response.arrayBuffer()).slice(0, fate);
      let isSent = false;
      const body = new ReadableStream({
        pull(controller) {
          if (isSent) return controller.error(new TypeError("The connection broke."));
          isSent = true;
          return controller.enqueue(bytes);
        },
      });
      return new Response(body, { headers: response.headers });
    },
    ...options,
  });
  open.push(client);
  return { client, addresses };
}

const Clients = graphql(`
  query ($role: Role) {
    people(filter: { role: $role }, orderBy: NAME) {
      nodes {
        id
        name
      }
    }
  }
`);

describe("The client exports a list", () => {
  test("and takes its lines as they are typed, once it has ended", async () => {
    const { client } = clientWith();
    const exported = await client.bulkExport(Clients, { role: "CLIENT" });
    const names: string[] = [];
    for await (const { name } of exported) names.push(name);
    expect(names).toEqual(["Ada", "Ben", "Cleo"]);
    expect(await exported.state()).toMatchObject({ status: "DONE", rowCount: 3, isPartial: false, errorCode: null });
  });

  test("and looks now and then where no WebSocket comes through", async () => {
    class Nowhere extends WebSocket {
      constructor() {
        super("ws://127.0.0.1:1");
      }
    }
    const { client } = clientWith({ webSocket: Nowhere });
    const exported = await client.bulkExport(Clients, { role: "CLIENT" });
    expect(await exported.ended()).toMatchObject({ status: "DONE", rowCount: 3 });
  });

  test("and goes on in another process, behind the last line when the connection breaks", async () => {
    const { id } = await clientWith().client.bulkExport(Clients, { role: "CLIENT" });
    const { client, addresses } = clientWith({}, [90, 90, "whole"]);
    const found: unknown[] = [];
    for await (const line of client.openBulkExport(id)) found.push(line);
    expect(found).toEqual(
      clients.map((uuid, index) => ({ id: apiId("person", uuid), name: ["Ada", "Ben", "Cleo"][index] })),
    );
    expect(addresses).toHaveLength(3);
  });

  test("and gets what there is of one that ended early, and then why it did", async () => {
    const { client } = clientWith();
    const exported = await client.bulkExport(Clients, { role: "CLIENT" });
    await exported.ended();
    await database.admin.query(
      "update bulk_export set status = 'FAILED', error_code = 'TOO_LARGE', error_message = 'It is large.' where firm_id = $1",
      [firm.firmId],
    );
    const names: string[] = [];
    const failure = await (async () => {
      for await (const { name } of exported) names.push(name);
    })().catch((error: unknown) => error);
    expect(names).toEqual(["Ada", "Ben", "Cleo"]);
    expect(failure).toBeInstanceOf(BulkExportFailed);
    expect(failure).toMatchObject({ id: exported.id, code: "TOO_LARGE", message: "It is large.", rowCount: 3 });
  });

  test("and is told when its result is gone, or never was there", async () => {
    const { client } = clientWith();
    const exported = await client.bulkExport(Clients, {});
    await exported.ended();
    await database.admin.query("update bulk_export set expires_at = now() where firm_id = $1", [firm.firmId]);
    await expect(exported[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "REMOVED" });
    const other = client.openBulkExport(exported.id.replace(/.{4}$/, "0000"));
    await expect(other.ended()).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("and cancels it", async () => {
    const { client } = clientWith();
    // It waits for what a gateway that is thought to be there reads.
    await database.admin.query(
      "insert into bulk_line (firm_id, worker, leased_until) values ($1, gen_random_uuid(), now() + interval '1 hour')",
      [firm.firmId],
    );
    const exported = await client.bulkExport(Clients, {});
    expect(await exported.state()).toMatchObject({ status: "QUEUED", url: null });
    const ended = exported.ended();
    await exported.cancel();
    expect(await ended).toMatchObject({ status: "CANCELLED" });
    await expect(exported[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "CANCELLED" });
  });

  test("and is refused what cannot be exported", async () => {
    const { client } = clientWith();
    const Page = graphql("query { people(first: 2) { nodes { id } } }");
    const refused = client.bulkExport(Page, {});
    await expect(refused).rejects.toThrow(UserErrors);
    await expect(refused).rejects.toThrow("Leave it out: all pages are exported.");
  });

  test("and no longer than its signal lets it", async () => {
    const { client } = clientWith();
    await database.admin.query(
      "insert into bulk_line (firm_id, worker, leased_until) values ($1, gen_random_uuid(), now() + interval '1 hour')",
      [firm.firmId],
    );
    const ending = new AbortController();
    const exported = await client.bulkExport(Clients, {}, { signal: ending.signal });
    const ended = exported.ended();
    const reason = new Error("Enough.");
    ending.abort(reason);
    await expect(ended).rejects.toBe(reason);
  });
});
