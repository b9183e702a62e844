import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"mentor" | "mentee" | "owner" | "sponsor" | "finance", string>>;
let mentor: TestClient;
let mentee: TestClient;
let owner: TestClient;
let organization: string;

const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  organization = await firm.organization();
  const named = (name: string, role: string, values = {}) =>
    firm.person([role], { name, email: addressOf(name), status: "ACTIVE", ...values });
  people = {
    mentor: await named("Mia", "COACH"),
    mentee: await named("Theo", "CLIENT"),
    owner: await named("Olga", "OWNER"),
    sponsor: await named("Sven", "SPONSOR", { organization_id: organization }),
    finance: await named("Fay", "FINANCE"),
  };
  [mentor, mentee, owner] = await Promise.all(
    [people.mentor, people.mentee, people.owner].map((person) => signedIn(firm, person)) as [
      Promise<TestClient>,
      Promise<TestClient>,
      Promise<TestClient>,
    ],
  );
});

const mentoring = (values: Record<string, unknown> = {}) =>
  firm.engagement(
    { coaches: [people.mentor], participants: [people.mentee] },
    {
      ...{ kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null },
      ...{ title: "A year together", organization_id: organization, ...values },
    },
  );

const answer = "takeaway { id text visibility version author { name } }";
const take = (by: TestClient, engagement: string, visibility = "SHARED", text = "Courage") =>
  mutate(by, "createTakeaway", { engagementId: apiId("engagement", engagement), visibility, text }, { answer });
const change = (by: TestClient, id: string, input: object) =>
  mutate(by, "updateTakeaway", { id, ...input }, { answer });
const close = (id: string, name = "completeEngagement", closingReason = "TERM_ENDED") =>
  mutate(owner, name, { id: apiId("engagement", id), closingReason }, { type: "CloseEngagementInput" });

const textsSeen = async (by: TestClient, id: string): Promise<string[]> => {
  const query = "query($id: ID!) { engagement(id: $id) { takeaways(first: 9) { nodes { text } } } }";
  const { engagement } = await by.ask(query, { id: apiId("engagement", id) });
  return (engagement.takeaways.nodes as AnyData[]).map(({ text }) => text);
};

/** Lets an engagement have ended so many days ago. */
const endedAgo = (id: string, days: number) =>
  database.admin.query(
    "update engagement_status_change set changed_at = changed_at - $2 * interval '1 day' where engagement_id = $1",
    [id, days],
  );

describe("what people take from mentoring", () => {
  test("is written by both sides, each for themselves or for all, and seen by nobody who runs or pays for it", async () => {
    const id = await mentoring();
    await take(mentor, id, "PRIVATE", "Patience");
    await take(mentor, id, "SHARED", "Listening");
    await take(mentee, id, "PRIVATE", "Doubt");
    expect(await take(mentee, id, "SHARED", "A plan")).toMatchObject({
      takeaway: { text: "A plan", visibility: "SHARED", version: 1, author: { name: "Theo" } },
      userErrors: [],
    });
    expect(await textsSeen(mentor, id)).toEqual(["Patience", "Listening", "A plan"]);
    expect(await textsSeen(mentee, id)).toEqual(["Listening", "Doubt", "A plan"]);
    for (const person of [people.owner, people.sponsor, people.finance])
      expect(await textsSeen(await signedIn(firm, person), id)).toEqual([]);
  });

  test("is its author's alone to change, to share or take back, and to remove", async () => {
    const id = await mentoring();
    const { id: taken } = (await take(mentee, id, "PRIVATE", "Doubt")).takeaway;
    expect((await change(mentor, taken, { text: "Hope" })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect(await change(mentee, taken, { visibility: "SHARED" })).toMatchObject({
      takeaway: { text: "Doubt", visibility: "SHARED", version: 2 },
    });
    expect(await textsSeen(mentor, id)).toEqual(["Doubt"]);
    expect((await change(mentor, taken, { text: "Hope" })).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await change(mentee, taken, { text: "Hope", version: 1 })).userErrors).toEqual([
      refusal("CONFLICT", "version"),
    ]);
    await change(mentee, taken, { text: "Hope", visibility: "PRIVATE", version: 2 });
    expect([await textsSeen(mentor, id), await textsSeen(mentee, id)]).toEqual([[], ["Hope"]]);
    expect((await change(mentee, taken, { text: "Hope" })).takeaway.version).toBe(3);
    const remove = (by: TestClient) => mutate(by, "removeTakeaway", { id: taken }, { answer: "engagement { id }" });
    expect((await remove(mentor)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await remove(mentee)).userErrors).toEqual([]);
    expect(await textsSeen(mentee, id)).toEqual([]);
    const { rows } = await database.admin.query(
      "select type from event where firm_id = $1 and type like 'takeaway%' order by seq",
      [firm.firmId],
    );
    expect(rows.map(({ type }) => type)).toEqual([
      ...["takeaway.created", "takeaway.updated", "takeaway.updated", "takeaway.removed"],
    ]);
  });

  test("is read by those who join later from that day on", async () => {
    const id = await mentoring({ format: "GROUP" });
    const earlier = (await take(mentor, id)).takeaway.id;
    await database.admin.query("update takeaway set created_at = now() - interval '3 days' where id = $1", [
      earlier.replace("takeaway_", ""),
    ]);
    const second = await firm.person(["CLIENT"]);
    await firm.participant(id, second, { joined_on: day(0) });
    await take(mentor, id, "SHARED", "Later");
    expect(await textsSeen(await signedIn(firm, second), id)).toEqual(["Later"]);
  });

  test("is written by nobody else, and not from coaching", async () => {
    const id = await mentoring();
    expect((await take(owner, id)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    const elsewhere = await signedIn(firm, await firm.person(["PROGRAM_MANAGER", "COACH"]));
    expect((await take(elsewhere, id)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    const coaching = await firm.engagement({ coaches: [people.mentor], participants: [people.mentee] });
    for (const by of [mentor, mentee])
      expect((await take(by, coaching)).userErrors).toEqual([refusal("NOT_MENTORING", "engagementId")]);
  });
});

describe("when mentoring becomes coaching, a takeaway", () => {
  const toCoaching = (id: string) => {
    const terms = { kind: "COACHING", mentoringForm: null };
    return mutate(
      owner,
      "updateEngagement",
      { id: apiId("engagement", id), ...terms },
      { answer: "engagement { kind }" },
    );
  };
  const formal = { mentoring_form: "FORMAL", objectives: "Lead", allocation_unit: "SESSIONS", allocation_amount: 6 };

  test("that is private stays with its author, who changes and removes it, and does not share it", async () => {
    const id = await mentoring(formal);
    const { takeaway } = await take(mentee, id, "PRIVATE", "Doubt");
    expect(await toCoaching(id)).toMatchObject({ engagement: { kind: "COACHING" }, userErrors: [] });
    expect([await textsSeen(mentee, id), await textsSeen(mentor, id)]).toEqual([["Doubt"], []]);
    expect((await change(mentee, takeaway.id, { text: "Hope" })).takeaway).toMatchObject({ text: "Hope", version: 2 });
    for (const input of [{ visibility: "SHARED" }, { visibility: "SHARED", text: "Ours" }])
      expect((await change(mentee, takeaway.id, input)).userErrors).toEqual([refusal("NOT_MENTORING", "visibility")]);
    expect((await take(mentee, id, "PRIVATE")).userErrors).toEqual([refusal("NOT_MENTORING", "engagementId")]);
    expect(await textsSeen(mentee, id)).toEqual(["Hope"]);
    expect((await mutate(mentee, "removeTakeaway", { id: takeaway.id })).userErrors).toEqual([]);
    expect(await textsSeen(mentee, id)).toEqual([]);
  });

  test("is not shared at the same moment", async () => {
    const id = await mentoring(formal);
    const { takeaway } = await take(mentee, id, "PRIVATE", "Doubt");
    const other = await database.admin.connect();
    try {
      await other.query("begin");
      await other.query("update engagement set kind = 'COACHING', mentoring_form = null where id = $1", [id]);
      const shared = change(mentee, takeaway.id, { visibility: "SHARED" });
      // It waits for the change; or it does not, and is shared.
      const waits = until("the takeaway to wait", async () => {
        const { rows } = await database.admin.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%engagement%'",
        );
        return rows.length > 0;
      });
      await Promise.race([shared, waits]);
      await other.query("commit");
      expect((await shared).userErrors).toEqual([refusal("NOT_MENTORING", "visibility")]);
    } finally {
      await other.query("rollback");
      other.release();
    }
  });
});

describe("the time for takeaways", () => {
  test("begins once the mentoring is active, and goes on in a pause", async () => {
    const draft = await mentoring({ status: "DRAFT" });
    expect((await take(mentee, draft)).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
    await close(draft, "cancelEngagement", "NO_FIT");
    expect((await take(mentee, draft)).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
    expect((await take(mentee, await mentoring({ status: "PAUSED" }))).userErrors).toEqual([]);
  });

  test.each([
    ["completeEngagement", "TERM_ENDED"],
    ["cancelEngagement", "NO_TIME"],
  ])("is over 90 days after %s, when it can still be removed", async (name, reason) => {
    const id = await mentoring();
    await close(id, name, reason);
    await endedAgo(id, 90);
    const { takeaway, userErrors } = await take(mentee, id);
    expect(userErrors).toEqual([]);
    await endedAgo(id, 1);
    expect((await take(mentee, id)).userErrors).toEqual([refusal("TOO_LATE", "engagementId")]);
    expect((await change(mentee, takeaway.id, { text: "Late" })).userErrors).toEqual([refusal("TOO_LATE", "id")]);
    expect((await mutate(mentee, "removeTakeaway", { id: takeaway.id })).userErrors).toEqual([]);
  });

  test("goes on when the engagement does", async () => {
    const id = await mentoring();
    await close(id);
    await endedAgo(id, 91);
    await mutate(owner, "reopenEngagement", { id: apiId("engagement", id), reason: "One more year" });
    expect((await take(mentor, id)).userErrors).toEqual([]);
  });
});

describe("at the end of mentoring", () => {
  const letters = async (name: string) => {
    await allDone(database, firm.firmId);
    const all = await lettersTo(platform.outbox, addressOf(name));
    return all.filter(({ subject }) => subject.startsWith("What do you take"));
  };

  test("both sides are asked by letter what they take with them, and nobody else is", async () => {
    await close(await mentoring());
    for (const name of ["Mia", "Theo"]) {
      const [letter, ...more] = await letters(name);
      expect(letter).toMatchObject({ subject: "What do you take with you? A year together" });
      expect(letter!.text).toContain("“A year together” has ended.");
      expect(more).toEqual([]);
    }
    for (const name of ["Olga", "Sven", "Fay"]) expect(await letters(name)).toEqual([]);
  });

  test("nobody is asked about coaching, or about what never began", async () => {
    await close(await firm.engagement({ coaches: [people.mentor], participants: [people.mentee] }));
    await close(await mentoring({ status: "DRAFT" }), "cancelEngagement", "NO_FIT");
    expect([...(await letters("Mia")), ...(await letters("Theo"))]).toEqual([]);
  });
});

describe("somebody who goes", () => {
  const stored = async () =>
    (await database.admin.query("select text from takeaway where firm_id = $1 order by id", [firm.firmId])).rows.map(
      ({ text }) => text as string,
    );

  test("for good takes along what they wrote, and what was written about them alone", async () => {
    const [alone, group] = [await mentoring(), await mentoring({ format: "GROUP" })];
    await database.admin.query("update person set name = 'Theo Tallyho' where id = $1", [people.mentee]);
    await firm.participant(group, await firm.person(["CLIENT"]));
    for (const visibility of ["PRIVATE", "SHARED"]) {
      await take(mentee, alone, visibility, "Mine");
      await take(mentor, alone, visibility, "He was afraid");
      await take(mentor, group, visibility, "Theo Tallyho was afraid");
    }
    for (const name of ["deactivatePerson", "erasePerson"])
      expect((await mutate(owner, name, { personId: apiId("person", people.mentee) })).userErrors).toEqual([]);
    expect(await stored()).toEqual(["Erased.", "[…] was afraid", "Erased.", "[…] was afraid"]);
  });

  test("as a duplicate hands over what they wrote", async () => {
    const id = await mentoring();
    for (const visibility of ["PRIVATE", "SHARED"]) await take(mentee, id, visibility, `A ${visibility} one`);
    const kept = await firm.person(["CLIENT"]);
    await database.admin.query('delete from identity.membership where "firmId" = $1 and "personId" = $2', [
      ...[firm.firmId, people.mentee],
    ]);
    const ids = { keepId: apiId("person", kept), duplicateId: apiId("person", people.mentee) };
    expect((await mutate(owner, "mergePeople", ids)).userErrors).toEqual([]);
    expect(await textsSeen(await signedIn(firm, kept), id)).toEqual(["A PRIVATE one", "A SHARED one"]);
  });
});
