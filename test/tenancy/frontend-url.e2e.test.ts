import { describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { type Letter, lettersTo } from "../support/mailbox.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const stage = await sharedStage();
const { database, platform, signedIn } = stage;

const set = (by: TestClient, frontendUrl: string | null | undefined) =>
  mutate(by, "setFrontendUrl", { frontendUrl }, { answer: "firm { frontendUrl }" });

describe("the address of a firm's own application", () => {
  test("is kept as browsers write it, and left alone or cleared as asked", async () => {
    const firm = await FirmFactory.create(database.admin);
    const owner = await signedIn(firm, await firm.person(["OWNER"]));
    expect(await owner.ask("{ firm { frontendUrl } }")).toEqual({ firm: { frontendUrl: null } });
    for (const [given, kept] of [
      [" https://App.Firm.example/ ", "https://app.firm.example"],
      ["https://app.firm.example/a b", null],
      ["https://app.firm.example:8443/coaching//", "https://app.firm.example:8443/coaching"],
      ["https://bücher.example/ü'\"<b>", "https://xn--bcher-kva.example/%C3%BC'%22%3Cb%3E"],
      [undefined, "https://xn--bcher-kva.example/%C3%BC'%22%3Cb%3E"],
      ["http://localhost:5173", "http://localhost:5173"],
      ["http://127.0.0.1:5173/", "http://127.0.0.1:5173"],
      ["http://[::1]", "http://[::1]"],
    ] as const) {
      const payload = await set(owner, given);
      if (kept === null) expect([given, payload.userErrors]).toEqual([given, [refusal("INVALID", "frontendUrl")]]);
      else expect([given, payload]).toEqual([given, { firm: { frontendUrl: kept }, userErrors: [] }]);
    }
    expect((await set(owner, null)).firm).toEqual({ frontendUrl: null });
    const { rows } = await database.admin.query("select 1 from event where firm_id = $1 and type = $2", [
      firm.firmId,
      "frontend_url.set",
    ]);
    expect(rows).toHaveLength(7);
  });

  test("is an https address that has no password and ends with its path", async () => {
    const firm = await FirmFactory.create(database.admin);
    const owner = await signedIn(firm, await firm.person(["OWNER"]));
    for (const [wrong, why] of [
      ["app.firm.example", "give an https address"],
      ["javascript:alert(1)", "only an address of this machine may be http"],
      ["http://app.firm.example", "only an address of this machine may be http"],
      ["http://localhost.firm.example", "only an address of this machine may be http"],
      ["https://ada:secret@app.firm.example", "with a name or password"],
      ["https://app.firm.example/?next=", "with a query or fragment"],
      ["https://app.firm.example/#", "with a query or fragment"],
      [`https://app.firm.example/${"ü".repeat(100)}`, "200 is the most"],
      [`https://app.firm.example/${"a".repeat(200)}`, "give 1 to 200"],
    ] as const) {
      const text =
        "mutation($input: SetFrontendUrlInput!) { setFrontendUrl(input: $input) { userErrors { code message } } }";
      const { userErrors } = (await owner.ask(text, { input: { frontendUrl: wrong } })).setFrontendUrl;
      const message = expect.stringContaining(why);
      expect([wrong, userErrors]).toEqual([wrong, [{ code: "INVALID", message }]]);
    }
    expect((await owner.ask("{ firm { frontendUrl } }")).firm.frontendUrl).toBeNull();
  });

  test("is set by owners and admins alone, and by nobody in another firm", async () => {
    const [firm, other] = [await FirmFactory.create(database.admin), await FirmFactory.create(database.admin)];
    for (const role of ["PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE"]) {
      const by = await signedIn(firm, await firm.person([role]));
      expect((await set(by, "https://evil.example")).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    }
    const admin = await signedIn(firm, await firm.person(["ADMIN"]));
    await done(admin, "setFrontendUrl", { frontendUrl: "https://app.firm.example" });
    const foreign = await signedIn(other, await other.person(["OWNER"]));
    expect((await foreign.ask("{ firm { frontendUrl } }")).firm.frontendUrl).toBeNull();
  });
});

describe("letters", () => {
  /** A firm whose coach is asked for feedback; gives the feedback's id and the letter. */
  async function asked(frontendUrl: string | null): Promise<{ id: string; letter: Letter }> {
    const firm = await FirmFactory.create(database.admin, { frontend_url: frontendUrl });
    const email = `cora.${firm.firmId}@firm.example`;
    const coach = await firm.person(["COACH"], { name: "Cora", email, status: "ACTIVE" });
    const client = await firm.person(["CLIENT"], { name: "Kim" });
    const engagement = await firm.engagement({ coaches: [coach], participants: [client] }, { title: "Leading" });
    const input = { engagementId: apiId("engagement", engagement), question: "How do I sound?" };
    const { feedback } = await done(await signedIn(firm, client), "requestFeedback", input, {
      answer: "feedback { id }",
    });
    await allDone(database, firm.firmId);
    const [letter] = await lettersTo(platform.outbox, email);
    return { id: feedback.id, letter: letter! };
  }

  test("lead to the object in the application of their own firm, and are as before where there is none", async () => {
    const address = "https://app.firm.example/o'hara&co";
    const [own, other, without] = [await asked(address), await asked("https://other.example"), await asked(null)];
    const page = `${address}/feedback/${own.id}`;
    expect(own.letter.text.split("\n")).toContain(`Open: ${page}`);
    expect(own.letter.html).toContain(
      `<a href="https://app.firm.example/o&#39;hara&#38;co/feedback/${own.id}">Open</a>`,
    );
    expect(own.letter.text).not.toContain("other.example");
    expect(other.letter.text).toContain(`Open: https://other.example/feedback/${other.id}`);
    expect(other.letter.text).not.toContain("app.firm.example");
    expect(without.letter.text).not.toMatch(/Open|https?:/);
    expect(own.letter.text.replace(`Open: ${page}\n\n`, "")).toBe(without.letter.text);
  });
});
