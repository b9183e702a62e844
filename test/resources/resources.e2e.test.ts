import { beforeEach, describe, expect, test } from "@jest/globals";
import { FileAddresses } from "@coachwork/platform";
import { type AnyData, apiId, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { PUBLIC_URL, serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";
import { codeOf, PDF, PNG, resourceAnswer, ResourcesWorld } from "./resources-world.ts";

const stage = await sharedStage();
let world: ResourcesWorld;

beforeEach(async () => {
  world = await ResourcesWorld.open(stage);
});

const LINK = "https://books.example/coaching";
const change = (input: object, by = world.coach) => mutate(by, "updateResource", input, { answer: resourceAnswer });
const remove = (id: string, by = world.coach) => mutate(by, "removeResource", { id }, { answer: "engagement { id }" });
const share = (input: object = {}, by = world.coach) =>
  world.create({ engagementId: world.engagementId, url: LINK, ...input }, by);

/** The titles that somebody sees, in lists and by their ids. */
async function seen(by: TestClient): Promise<string[]> {
  const { resources } = await by.ask("{ resources(first: 50, orderBy: TITLE) { nodes { id title } } }");
  for (const { id, title } of resources.nodes)
    expect((await by.ask("query($id: ID!) { node(id: $id) { ... on Resource { title } } }", { id })).node).toEqual({
      title,
    });
  return resources.nodes.map(({ title }: AnyData) => title);
}

async function program(): Promise<string> {
  const values = { name: "Leaders", status: "ACTIVE", kind: "COACHING", format: "INDIVIDUAL", weeks: 20 };
  const terms = { allocation_unit: "SESSIONS", allocation_amount: 6, any_coach: true, chemistry: "NONE" };
  return world.firm.row("program", { ...values, ...terms, needs_approval: false, created_at: new Date() });
}

describe("a resource", () => {
  test("is a link or a file, and is changed and removed with its bytes", async () => {
    const { resource: link } = await share({ description: "To read" });
    expect(link).toMatchObject({ url: LINK, description: "To read", fileName: null, download: null, version: 1 });
    const { resource: file } = await share({ url: undefined, uploadId: await world.uploaded("Plan.pdf", PDF) });
    expect(file).toMatchObject({ url: null, fileName: "Plan.pdf", contentType: "application/pdf", bytes: PDF.length });

    const downloaded = await fetch(world.at(file.download.url));
    expect(Buffer.from(await downloaded.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(downloaded.headers)).toMatchObject({
      "content-disposition": "attachment; filename=Plan.pdf",
      "content-type": "application/pdf",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });

    const uploadId = await world.uploaded("Face.png", PNG);
    const { resource: replaced } = await change({ id: file.id, uploadId, title: "Face", version: 1 });
    expect(replaced).toMatchObject({ title: "Face", fileName: "Face.png", contentType: "image/png", version: 2 });
    expect((await change({ id: file.id, title: "Mine", version: 1 })).userErrors).toEqual([
      refusal("CONFLICT", "version"),
    ]);
    await until("the replaced file to be deleted", async () => (await world.stored()).length === 1);
    // The address goes on, with what is there now.
    expect((await fetch(world.at(file.download.url))).headers.get("content-type")).toBe("image/png");

    expect((await remove(file.id)).engagement).toEqual({ id: world.engagementId });
    expect(await codeOf(await fetch(world.at(file.download.url)))).toEqual([404, "NOT_FOUND"]);
    await until("the file to be deleted", async () => (await world.stored()).length === 0);
    expect(await seen(world.coach)).toEqual(["Plan"]);
    expect((await change({ id: link.id, description: null })).resource).toMatchObject({ description: null, url: LINK });
  });

  test("is refused with both, with none, and with what is not uploaded", async () => {
    const uploadId = await world.uploaded("Plan.pdf", PDF);
    expect((await share({ uploadId })).userErrors).toEqual([refusal("LINK_OR_FILE", "uploadId")]);
    expect((await share({ url: undefined })).userErrors).toEqual([refusal("LINK_OR_FILE", "url")]);
    for (const url of ["javascript:alert(1)", "ftp://books.example", "http://books.example", "books.example"])
      expect((await share({ url })).userErrors).toEqual([refusal("INVALID", "url")]);
    const { upload } = await world.start("Plan.pdf", PDF.length);
    const file = { url: undefined, uploadId: upload.id };
    expect((await share(file)).userErrors).toEqual([refusal("NOT_UPLOADED", "uploadId")]);
    expect((await share({ ...file, uploadId }, world.client)).userErrors).toEqual([refusal("NOT_FOUND", "uploadId")]);
    expect((await share({ ...file, uploadId })).userErrors).toEqual([]);
    expect((await share({ ...file, uploadId })).userErrors).toEqual([refusal("NOT_UPLOADED", "uploadId")]);
  });

  test("of an engagement is for its people alone, who share there both", async () => {
    const { firm } = world;
    const [fellow, leaver] = [await firm.person(["CLIENT"]), await firm.person(["COACH"])];
    await firm.participant(world.engagement, fellow);
    await firm.coach(world.engagement, leaver, { left_on: day(-1) });
    await share({ title: "Of coach" });
    const { resource } = await share({ title: "Of client" }, world.client);
    const people = [world.coach, world.client, await stage.signedIn(firm, fellow)];
    for (const by of people) expect(await seen(by)).toEqual(["Of client", "Of coach"]);
    const strangers = [leaver, await firm.person(["COACH"]), await firm.person(["CLIENT"])];
    for (const by of [world.manager, ...(await Promise.all(strangers.map((each) => stage.signedIn(firm, each))))]) {
      expect(await seen(by)).toEqual([]);
      expect((await share({}, by)).userErrors).toHaveLength(1);
      expect((await change({ id: resource.id, title: "Mine" }, by)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    }
    expect((await share({}, world.manager)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    expect((await change({ id: resource.id, title: "Mine" }, people[2])).userErrors).toEqual([
      refusal("FORBIDDEN", "id"),
    ]);
    expect((await remove(resource.id, people[2])).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    for (const by of [world.client, world.coach])
      expect(
        (await change({ id: resource.id, description: by === world.client ? "One" : "Two" }, by)).userErrors,
      ).toEqual([]);
  });

  test("of a program or the firm is shared by those who run it, and never seen by sponsors and finance", async () => {
    const { firm } = world;
    const id = await program();
    const programId = apiId("program", id);
    const [coachId, clientId] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
    await firm.engagement({ coaches: [coachId], participants: [clientId] }, { program_id: id });
    const open = { engagementId: undefined };
    const { resource } = await share({ ...open, programId, title: "Of program" }, world.manager);
    await share({ ...open, title: "Of firm" }, world.manager);
    expect((await share({ programId }, world.manager)).userErrors).toEqual([refusal("ONE_AUDIENCE", "programId")]);
    for (const by of [world.coach, world.client]) {
      expect(await seen(by)).toEqual(["Of firm"]);
      expect((await share(open, by)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    }
    for (const person of [coachId, clientId]) {
      const by = await stage.signedIn(firm, person);
      expect(await seen(by)).toEqual(["Of firm", "Of program"]);
      expect((await share({ ...open, programId }, by)).userErrors).toEqual([refusal("FORBIDDEN", "programId")]);
      expect((await change({ id: resource.id, title: "Mine" }, by)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
      const query = "query($id: ID!) { resources(first: 9, filter: { programId: $id }) { nodes { title } } }";
      expect((await by.ask(query, { id: programId })).resources.nodes).toEqual([{ title: "Of program" }]);
    }
    expect(await seen(world.manager)).toEqual(["Of firm", "Of program"]);
    for (const role of ["SPONSOR", "FINANCE"]) {
      const by = await stage.signedIn(firm, await firm.person([role]));
      expect(await seen(by)).toEqual([]);
      expect((await share(open, by)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
      expect((await world.start("Plan.pdf", 10, by)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    }
  });
});

test("an address of another firm's resource is answered as if it had never been", async () => {
  const { resource } = await share({ url: undefined, uploadId: await world.uploaded("Plan.pdf", PDF) });
  const other = await FirmFactory.create(stage.database.admin);
  const addresses = new FileAddresses(serviceSecret, PUBLIC_URL);
  const id = resource.id.replace(/^resource_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const address = (firmId: string, ms: number) =>
    world.at(addresses.addressOf({ kind: "resource", firmId, id, expiresAt: new Date(Date.now() + ms) }));
  expect((await fetch(address(world.firm.firmId, 60_000))).status).toBe(200);
  expect(await codeOf(await fetch(address(other.firmId, 60_000)))).toEqual([404, "NOT_FOUND"]);
  expect(await codeOf(await fetch(address(world.firm.firmId, -1_000)))).toEqual([410, "ADDRESS_EXPIRED"]);
});

test("what an erased person shared, and what was shared in work with them alone, goes with its bytes", async () => {
  const { firm } = world;
  const fellow = await firm.person(["CLIENT"]);
  const group = await firm.engagement(
    { coaches: [world.coachId], participants: [world.clientId, fellow] },
    { format: "GROUP" },
  );
  const engagementId = apiId("engagement", group);
  const upload = (by = world.coach) => world.uploaded("Plan.pdf", PDF, by);
  await share({ title: "Coach to client", url: undefined, uploadId: await upload() });
  await share(
    { title: "Client to group", engagementId, url: undefined, uploadId: await upload(world.client) },
    world.client,
  );
  await share({ title: "Coach to group", engagementId, url: undefined, uploadId: await upload() });
  const personId = apiId("person", world.clientId);
  await mutate(world.manager, "deactivatePerson", { personId });
  expect((await mutate(world.manager, "erasePerson", { personId })).userErrors).toEqual([]);
  expect(await seen(world.coach)).toEqual(["Coach to group"]);
  await until("the files to be deleted", async () => (await world.stored()).length === 1);
});
