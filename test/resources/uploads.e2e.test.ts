import { request } from "node:http";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { FileAddresses } from "@coachwork/platform";
import { type AnyData, until } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { PUBLIC_URL, serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";
import { codeOf, PDF, PNG, ResourcesWorld } from "./resources-world.ts";

const stage = await sharedStage();
let world: ResourcesWorld;

beforeEach(async () => {
  world = await ResourcesWorld.open(stage);
});

const addresses = new FileAddresses(serviceSecret, PUBLIC_URL);
const uuidOf = (id: string) => id.replace(/^[a-z_]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

async function statusOf({ id }: AnyData, by = world.coach): Promise<AnyData> {
  const query = "query($id: ID!) { node(id: $id) { ... on Upload { status contentType name bytes } } }";
  return (await by.ask(query, { id })).node;
}

describe("a file that is uploaded", () => {
  test("is sent to the address of its upload, once, by whoever has it", async () => {
    const { upload } = await world.start("Plan für März.pdf", PDF.length);
    expect(upload).toMatchObject({ status: "WAITING", address: { url: expect.stringContaining("/files/upload/") } });
    const response = await world.send(upload, PDF, { "content-type": "text/html" });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    const received = {
      status: "RECEIVED",
      contentType: "application/pdf",
      name: "Plan für März.pdf",
      bytes: PDF.length,
    };
    expect(await statusOf(upload)).toEqual(received);
    expect(await world.stored()).toEqual([uuidOf(upload.id)]);
    expect(await codeOf(await world.send(upload, PDF))).toEqual([409, "ALREADY_UPLOADED"]);
    for (const other of [world.client, world.manager]) expect(await statusOf(upload, other)).toBeNull();
  });

  test.each([";;;", "a/b/c", "text/html; charset"])("may be called whatever somebody likes: %j", async (type) => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    expect((await world.send(upload, PDF, { "content-type": type })).status).toBe(204);
  });

  test("may be sent by pages of other origins that are trusted", async () => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    const headers = { origin: "http://localhost:3000", "access-control-request-method": "PUT" };
    const { status, headers: answered } = await fetch(world.at(upload.address.url), { method: "OPTIONS", headers });
    expect([status, answered.get("access-control-allow-methods")]).toEqual([204, "GET, HEAD, POST, PUT"]);
  });

  test.each([
    ["../Plan.pdf", "WRONG_NAME"],
    ["C:\\Plan.pdf", "WRONG_NAME"],
    ["..", "WRONG_NAME"],
    ["Plan\u0000.pdf", "WRONG_NAME"],
    ["Plan\r\n.pdf", "WRONG_NAME"],
    ["Plan\u202efdp.exe.pdf", "WRONG_NAME"],
    ["\ud800.pdf", "WRONG_NAME"],
    [" Plan.pdf", "WRONG_NAME"],
    [`${"a".repeat(297)}.pdf`, "WRONG_NAME"],
    ["Plan.exe", "WRONG_TYPE"],
    ["Plan.svg", "WRONG_TYPE"],
    ["Plan.html", "WRONG_TYPE"],
    ["Plan.docm", "WRONG_TYPE"],
    ["Plan", "WRONG_TYPE"],
    ["", "WRONG_TYPE"],
  ])("is refused with the name %j", async (name, code) => {
    const answer = await world.start(name, 10);
    expect(answer).toEqual({ upload: null, userErrors: [refusal(code, "name")] });
  });

  test("is refused if it is too large, or empty", async () => {
    const start = (bytes: number) => world.start("Plan.pdf", bytes);
    expect((await start(25_000_000)).userErrors).toEqual([]);
    expect((await start(25_000_001)).userErrors).toEqual([refusal("TOO_LARGE", "bytes")]);
    expect((await start(0)).userErrors).toEqual([refusal("INVALID", "bytes")]);
  });

  test("is refused if the firm has no room left", async () => {
    const row = { uploader_id: world.coachId, name: "Film.mp4", content_type: "video/mp4", status: "USED" };
    for (let count = 0; count < 5; count += 1)
      await world.firm.row("upload", { ...row, bytes: 1_999_999_990, created_at: new Date() });
    const full = [refusal("STORAGE_FULL", "bytes")];
    expect((await world.start("Plan.txt", 50, world.manager)).userErrors).toEqual([]);
    expect((await world.start("Plan.txt", 1, world.manager)).userErrors).toEqual(full);
    expect((await world.start("Plan.txt", 1, world.client)).userErrors).toEqual(full);
  });

  test("is refused if a coach's or client's own files are too large together, and those of others count for nothing", async () => {
    const written = { name: "Film.mp4", content_type: "video/mp4", status: "USED", created_at: new Date() };
    const full = [refusal("SHARE_FULL", "bytes")];
    for (const [by, uploader_id, share] of [
      [world.client, world.clientId, 500_000_000],
      [world.coach, world.coachId, 2_000_000_000],
    ] as const) {
      await world.firm.row("upload", { ...written, uploader_id, bytes: share - 10 });
      expect((await world.start("Plan.txt", 11, by)).userErrors).toEqual(full);
      expect((await world.start("Plan.txt", 10, by)).userErrors).toEqual([]);
      expect((await world.start("Plan.txt", 1, by)).userErrors).toEqual(full);
    }
    const fellow = await world.stage.signedIn(world.firm, await world.firm.person(["CLIENT"]));
    expect((await world.start("Plan.txt", 1_000, fellow)).userErrors).toEqual([]);
    expect((await world.start("Plan.txt", 1_000, world.manager)).userErrors).toEqual([]);
  });

  test("is refused once, however many are announced at once", async () => {
    const written = { name: "Film.mp4", content_type: "video/mp4", status: "USED", created_at: new Date() };
    await world.firm.row("upload", { ...written, uploader_id: world.clientId, bytes: 499_999_970 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.start("Plan.txt", 10, world.client)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(3);
  });

  const mp3 = Buffer.concat([Buffer.from("ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000"), Buffer.alloc(100)]);
  const script = "<script>alert(1)</script>";
  test.each([
    ["a picture that is called a document", "Plan.pdf", PNG],
    ["a document that is called text", "Plan.txt", PDF],
    ["a page that is called a picture", "Plan.png", Buffer.from(`<!doctype html>${script}`)],
    ["a drawing with a script that is called a picture", "Plan.png", Buffer.from(`<svg>${script}</svg>`)],
    ["a page before a document", "Plan.pdf", Buffer.concat([Buffer.from(`<html>${script}`), PDF])],
    ["an archive that is called a document", "Plan.docx", Buffer.from("504b0506" + "00".repeat(18), "hex")],
    ["a program", "Plan.pdf", Buffer.from("4d5a900003000000", "hex")],
    ["text that is not UTF-8", "Plan.txt", Buffer.from("Pl\xe4ne", "latin1")],
    ["text that is cut in a character", "Plan.txt", Buffer.from("Plä").subarray(0, 3)],
    ["text with control characters", "Plan.csv", Buffer.from("a,b\u0000c")],
    ["sound that is called a film", "Plan.mp4", mp3],
    ["zeros", "Plan.png", Buffer.alloc(1_000)],
  ])("is refused if it is %s", async (_, name, content) => {
    const { upload } = await world.start(name, content.length);
    expect(await codeOf(await world.send(upload, content))).toEqual([415, "WRONG_FILE_TYPE"]);
    expect(await statusOf(upload)).toMatchObject({ status: "WAITING", contentType: null });
    expect(await world.stored()).toEqual([]);
  });

  test.each([
    ["Notes.txt", Buffer.from("Ziele für März\n\t– eins\r\n"), "text/plain; charset=utf-8"],
    ["People.CSV", Buffer.from("\ufeffname,team\n"), "text/csv; charset=utf-8"],
    ["Page.md", Buffer.from(`# Plan\n${script}`), "text/markdown; charset=utf-8"],
    ["Face.png", PNG, "image/png"],
    ...["BMW workshop", "MZ notes", "GIF ideas", "ID3 model", "070707"].map(
      (text) => ["Notes.txt", Buffer.from(text), "text/plain; charset=utf-8"] as const,
    ),
  ])("is known by what is in it: %s", async (name, content, contentType) => {
    const { upload } = await world.start(name, content.length);
    expect((await world.send(upload, content)).status).toBe(204);
    expect(await statusOf(upload)).toMatchObject({ contentType });
  });

  test("is refused with another length, and nothing of it stays", async () => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    expect(await codeOf(await world.send(upload, PDF.subarray(1)))).toEqual([400, "WRONG_LENGTH"]);
    expect(await codeOf(await world.send(upload, Buffer.alloc(0)))).toEqual([400, "WRONG_LENGTH"]);
    expect(await codeOf(await world.send(upload, Buffer.concat([PDF, PDF])))).toEqual([400, "WRONG_LENGTH"]);
    for (const content of [PDF.subarray(1), Buffer.concat([PDF, PDF]), Buffer.alloc(3_000_000)]) {
      // Without a length that is said before.
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(content));
          controller.close();
        },
      });
      const sent = await fetch(world.at(upload.address.url), { method: "PUT", body, duplex: "half" });
      expect(await codeOf(sent)).toEqual([400, "WRONG_LENGTH"]);
    }
    expect(await world.stored()).toEqual([]);
    expect((await world.send(upload, PDF)).status).toBe(204);
  });

  test("leaves nothing if it is cut off, and can be sent again", async () => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    const sending = request(world.at(upload.address.url), { method: "PUT", headers: { "content-length": PDF.length } });
    sending.on("error", () => undefined);
    await new Promise((resolve) => sending.write(PDF.subarray(0, 20), resolve));
    sending.destroy();
    expect((await world.send(upload, PDF)).status).toBe(204);
    expect(await world.stored()).toEqual([uuidOf(upload.id)]);
  });

  /** Begins to send a file, and gives what sends the rest and waits for the answer. */
  async function begun(upload: AnyData, content: Buffer): Promise<() => Promise<[status: number, text: string]>> {
    const headers = { "content-length": content.length };
    const sending = request(world.at(upload.address.url), { method: "PUT", headers });
    const answered = new Promise<[number, string]>((resolve, reject) => {
      sending.on("error", reject).on("response", (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () => resolve([response.statusCode!, text]));
      });
    });
    await new Promise((resolve) => sending.write(content.subarray(0, 3), resolve));
    return () => {
      sending.end(content.subarray(3));
      return answered;
    };
  }

  test("is never replaced by one that was sent at the same time and came later", async () => {
    const { upload } = await world.start("Word.txt", 4);
    const finish = await begun(upload, Buffer.from("evil"));
    expect((await world.send(upload, Buffer.from("good"))).status).toBe(204);
    const { resource } = await world.create({ engagementId: world.engagementId, uploadId: upload.id });
    const [status, text] = await finish();
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([409, "ALREADY_UPLOADED"]);
    expect(await (await fetch(world.at(resource.download.url))).text()).toBe("good");
  });

  test("leaves nothing if what it was used in is gone when it arrives once more", async () => {
    const { upload } = await world.start("Word.txt", 4);
    const finish = await begun(upload, Buffer.from("late"));
    expect((await world.send(upload, Buffer.from("good"))).status).toBe(204);
    const { resource } = await world.create({ engagementId: world.engagementId, uploadId: upload.id });
    await mutate(world.coach, "removeResource", { id: resource.id });
    await until("the file to be gone", async () => (await world.stored()).length === 0);
    expect((await finish())[0]).toBe(404);
    expect(await world.stored()).toEqual([]);
  });

  test("is not drained without end by whoever sends more than any file has", async () => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    // Far more than what lies in buffers on the way when the connection ends.
    const most = 400_000_000;
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent >= most) return controller.close();
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const sending = fetch(world.at(upload.address.url), { method: "PUT", body, duplex: "half" });
    await expect(sending).rejects.toThrow("fetch failed");
    expect(sent).toBeLessThan(most);
  });

  test("is refused while the files of twenty others were not sent, of that person alone", async () => {
    const starts = await Promise.all(Array.from({ length: 21 }, () => world.start("Plan.txt", 1)));
    const refused = starts.filter(({ userErrors }) => userErrors.length > 0);
    expect(refused.map(({ userErrors }) => userErrors[0].code)).toEqual(["TOO_MANY_WAITING"]);
    expect((await world.start("Plan.txt", 1, world.client)).userErrors).toEqual([]);
    const { upload } = starts.find(({ userErrors }) => userErrors.length === 0)!;
    expect((await world.send(upload, Buffer.from("x"))).status).toBe(204);
    expect((await world.start("Plan.txt", 1)).userErrors).toEqual([]);
  });

  test("is sent many times at once, and is taken once", async () => {
    const { upload } = await world.start("Plan.pdf", PDF.length);
    const responses = await Promise.all(Array.from({ length: 6 }, () => world.send(upload, PDF)));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
  });
});

test("an address that has ended, was changed or is another firm's takes no file", async () => {
  const { upload } = await world.start("Plan.pdf", PDF.length);
  const other = await ResourcesWorld.open(stage);
  const subject = { kind: "upload", firmId: world.firm.firmId, id: uuidOf(upload.id) };
  const later = new Date(Date.now() + 60_000);
  const put = (url: string) => fetch(world.at(url), { method: "PUT", body: new Uint8Array(PDF) });
  const ended = addresses.addressOf({ ...subject, expiresAt: new Date(Date.now() - 1_000) });
  expect(await codeOf(await put(ended))).toEqual([410, "ADDRESS_EXPIRED"]);
  for (const url of [
    // As if the other firm had made it: nothing of this firm is found there.
    addresses.addressOf({ ...subject, firmId: other.firm.firmId, expiresAt: later }),
    addresses.addressOf({ ...subject, kind: "resource", expiresAt: later }).replace("/resource/", "/upload/"),
    `${upload.address.url}A`,
    `${PUBLIC_URL}/files/upload/x`,
  ])
    expect(await codeOf(await put(url))).toEqual([404, "NOT_FOUND"]);
  expect((await put(addresses.addressOf({ ...subject, expiresAt: later }))).status).toBe(204);
});

test("a file that is not used within an hour is deleted, and cannot be used", async () => {
  const uploadId = await world.uploaded("Plan.pdf", PDF);
  const waiting = (await world.start("Other.pdf", PDF.length)).upload.id;
  const used = (await world.create({ engagementId: world.engagementId, uploadId: await world.uploaded("U.pdf", PDF) }))
    .resource.fileName;
  expect(used).toBe("U.pdf");
  const { admin } = stage.database;
  await admin.query("update upload set created_at = created_at - interval '1 hour' where firm_id = $1", [
    world.firm.firmId,
  ]);
  const late = await world.create({ engagementId: world.engagementId, uploadId });
  expect(late.userErrors).toEqual([refusal("NOT_UPLOADED", "uploadId")]);
  const jobs = `from graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'deleteFiles' and j.payload->>'firmId' = $1`;
  const count = `select j.id from graphile_worker._private_jobs j where exists (select ${jobs})`;
  await until("the jobs", async () => (await admin.query(count, [world.firm.firmId])).rowCount === 3);
  await admin.query(`update graphile_worker._private_jobs j set run_at = now() ${jobs}`, [world.firm.firmId]);
  await until("the files to be gone", async () => (await world.stored()).length === 1);
  await until("their rows to be gone", async () => {
    const { rows } = await admin.query("select name from upload where firm_id = $1", [world.firm.firmId]);
    return rows.length === 1 && rows[0].name === "U.pdf";
  });
  for (const id of [uploadId, waiting]) expect(await statusOf({ id })).toBeNull();
});
