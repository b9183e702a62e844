import { beforeEach, describe, expect, test } from "@jest/globals";
import { type ExtensionMove, ExtensionStatus, extensionMoves } from "@coachwork/schema";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"mentor" | "mentee" | "second" | "manager", string>>;
let mentor: TestClient;
let mentee: TestClient;
let second: TestClient;
let manager: TestClient;

const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const named = (name: string, role: string) => firm.person([role], { name, email: addressOf(name), status: "ACTIVE" });
  people = {
    mentor: await named("Mia", "COACH"),
    mentee: await named("Theo", "CLIENT"),
    second: await named("Tara", "CLIENT"),
    manager: await named("Pam", "PROGRAM_MANAGER"),
  };
  mentor = await signedIn(firm, people.mentor);
  mentee = await signedIn(firm, people.mentee);
  second = await signedIn(firm, people.second);
  manager = await signedIn(firm, people.manager);
});

const END = day(20);
const LATER = day(200);

const mentoring = (values: Record<string, unknown> = {}) =>
  firm.engagement(
    { coaches: [people.mentor], participants: [people.mentee, people.second] },
    {
      ...{ kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null },
      ...{ format: "GROUP", title: "A year", ends_on: END, ...values },
    },
  );

const answer = "extension { id status endsOn endsOnBefore side message version }";
const propose = (by: TestClient, id: string, input: object = {}) =>
  mutate(by, "proposeExtension", { engagementId: apiId("engagement", id), endsOn: LATER, ...input }, { answer });
const proposed = async (by: TestClient, id: string, input: object = {}): Promise<string> =>
  (await propose(by, id, input)).extension.id;
const act = (by: TestClient, verb: "accept" | "decline" | "withdraw", id: string) =>
  mutate(by, `${verb}Extension`, { id }, { answer });
const close = (id: string) =>
  mutate(
    manager,
    "completeEngagement",
    { id: apiId("engagement", id), closingReason: "TERM_ENDED" },
    { type: "CloseEngagementInput" },
  );

const stateOf = async (by: TestClient, id: string): Promise<AnyData> => {
  const query = `query($id: ID!) { engagement(id: $id) {
    status endsOn version extensions(first: 9) { nodes { status endsOn endsOnBefore message decidedBy { name } } }
  } }`;
  return (await by.ask(query, { id: apiId("engagement", id) })).engagement;
};

const eventsOf = async () => {
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where firm_id = $1 and (type like 'extension%' or type = 'engagement.updated') order by seq",
    [firm.firmId],
  );
  return rows.map(({ type }) => type);
};

test("an extension is proposed once and then accepted, declined, withdrawn or expired, for good", () => {
  const moves = Object.entries<ExtensionMove>(extensionMoves).flatMap(([name, { from, to, by }]) =>
    from.map((before) => `${before} -> ${to} (${name}, by ${by})`),
  );
  expect(moves).toEqual([
    "PROPOSED -> ACCEPTED (accepted, by OTHER_SIDE)",
    "PROPOSED -> DECLINED (declined, by OTHER_SIDE)",
    "PROPOSED -> WITHDRAWN (withdrawn, by PROPOSER)",
    "PROPOSED -> EXPIRED (expired, by TIME)",
  ]);
  expect(Object.keys(ExtensionStatus)).toHaveLength(moves.length + 1);
});

describe("an extension that is proposed", () => {
  test.each(["mentor", "mentee"] as const)("by a %s moves the end once the other side accepts", async (side) => {
    const id = await mentoring();
    const [by, other] = side === "mentor" ? [mentor, mentee] : [mentee, mentor];
    const before = (await stateOf(manager, id)).version as number;
    const answered = await propose(by, id, { message: "One more year?" });
    expect(answered).toMatchObject({
      extension: { status: "PROPOSED", endsOn: LATER, endsOnBefore: END, message: "One more year?", version: 1 },
      userErrors: [],
    });
    expect((await stateOf(manager, id)).endsOn).toBe(END);
    expect((await act(other, "accept", answered.extension.id)).extension).toMatchObject({ status: "ACCEPTED" });
    const after = await stateOf(manager, id);
    expect(after).toMatchObject({ endsOn: LATER, version: before + 1 });
    expect(after.extensions.nodes).toEqual([
      {
        ...{ status: "ACCEPTED", endsOn: LATER, endsOnBefore: END, message: null },
        decidedBy: { name: side === "mentor" ? "Theo" : "Mia" },
      },
    ]);
    expect(await eventsOf()).toEqual(["extension.proposed", "extension.accepted", "engagement.updated"]);
  });

  test.each([
    ["decline", "DECLINED"],
    ["withdraw", "WITHDRAWN"],
  ] as const)("leaves the end as it is after %s, and another can follow", async (verb, status) => {
    const id = await mentoring();
    const extension = await proposed(mentor, id);
    expect((await propose(mentee, id)).userErrors).toEqual([refusal("ALREADY_PROPOSED", "engagementId")]);
    const by = verb === "decline" ? second : mentor;
    expect((await act(by, verb, extension)).extension).toMatchObject({ status });
    expect((await stateOf(manager, id)).endsOn).toBe(END);
    for (const again of ["accept", "decline"] as const)
      expect((await act(mentee, again, extension)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
    expect((await act(mentor, "withdraw", extension)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
    expect((await propose(mentee, id)).userErrors).toEqual([]);
  });

  test("is answered by the other side alone, and withdrawn by its proposer alone", async () => {
    const extension = await proposed(mentee, await mentoring());
    const forbidden = [refusal("FORBIDDEN", "id")];
    for (const verb of ["accept", "decline"] as const)
      for (const by of [mentee, second]) expect((await act(by, verb, extension)).userErrors).toEqual(forbidden);
    for (const by of [mentor, second]) expect((await act(by, "withdraw", extension)).userErrors).toEqual(forbidden);
    expect((await act(manager, "accept", extension)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    const stranger = await signedIn(firm, await firm.person(["COACH"]));
    expect((await act(stranger, "accept", extension)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await act(mentor, "accept", extension)).userErrors).toEqual([]);
  });

  test("shows its message to mentors and mentees alone, and nothing to sponsors and finance", async () => {
    const organization = await firm.organization();
    const id = await mentoring({ organization_id: organization });
    await propose(mentee, id, { message: "One more year?" });
    for (const [by, message] of [
      [mentor, "One more year?"],
      [second, "One more year?"],
      [manager, null],
    ] as const)
      expect((await stateOf(by, id)).extensions.nodes).toMatchObject([{ status: "PROPOSED", message }]);
    const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
    for (const person of [sponsor, await firm.person(["FINANCE"])]) {
      const text = "query($id: ID!) { engagement(id: $id) { endsOn extensions(first: 1) { nodes { id } } } }";
      const { engagement } = await (await signedIn(firm, person)).ask(text, { id: apiId("engagement", id) });
      expect(engagement).toEqual({ endsOn: END, extensions: { nodes: [] } });
    }
  });

  test.each([
    ["NOT_MENTORING", { kind: "COACHING", mentoring_form: null, allocation_unit: "HOURS", allocation_amount: 1 }],
    ["WRONG_STATUS", { status: "DRAFT" }],
    ["WRONG_STATUS", { status: "COMPLETED" }],
    ["OPEN_ENDED", { ends_on: null }],
  ])("is refused with %s for %j", async (code, values) => {
    const refused = { extension: null, userErrors: [refusal(code, "engagementId")] };
    expect(await propose(mentor, await mentoring(values))).toEqual(refused);
  });

  test("is later than the last day, and not over", async () => {
    const late = [refusal("NOT_LATER", "endsOn")];
    expect((await propose(mentor, await mentoring(), { endsOn: END })).userErrors).toEqual(late);
    const past = await mentoring({ ends_on: day(-10) });
    expect((await propose(mentor, past, { endsOn: day(-1) })).userErrors).toEqual(late);
    expect((await propose(mentor, past, { endsOn: day(0) })).userErrors).toEqual([]);
    expect((await propose(manager, past)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
  });
});

describe("an extension that waits", () => {
  test("expires when the engagement ends, and stays so when it is reopened", async () => {
    const id = await mentoring();
    const extension = await proposed(mentor, id);
    await close(id);
    const owner = await signedIn(firm, await firm.person(["OWNER"]));
    await mutate(owner, "reopenEngagement", { id: apiId("engagement", id), reason: "Too early" });
    expect((await stateOf(mentor, id)).extensions.nodes).toMatchObject([{ status: "EXPIRED" }]);
    expect((await act(mentee, "accept", extension)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
    expect(await eventsOf()).toEqual(["extension.proposed", "extension.expired"]);
  });

  test.each([
    ["its day is over", "update extension set ends_on_before = ends_on_before - 60, ends_on = current_date - 1"],
    ["the engagement goes on as long anyway", `update engagement set ends_on = '${LATER}'`],
    ["its proposer has left", "update engagement_coach set left_on = current_date"],
  ])("expires when %s, and makes way for another", async (_, change) => {
    const id = await mentoring({ ends_on: day(-1) });
    const extension = await proposed(mentor, id);
    await database.admin.query(`${change} where firm_id = $1`, [firm.firmId]);
    expect((await stateOf(mentee, id)).extensions.nodes).toMatchObject([{ status: "EXPIRED" }]);
    expect((await act(mentee, "accept", extension)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
    expect((await propose(mentee, id, { endsOn: day(300) })).userErrors).toEqual([]);
    expect(await eventsOf()).toEqual(["extension.proposed", "extension.expired", "extension.proposed"]);
  });
});

describe("at once", () => {
  test("two accept, and one does", async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await mentoring();
      const extension = await proposed(mentor, id);
      const answers = await Promise.all([mentee, second].map((by) => act(by, "accept", extension)));
      const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: AnyData) => code));
      expect(codes).toEqual(["ALREADY_DECIDED"]);
      expect((await stateOf(manager, id)).endsOn).toBe(LATER);
    }
  });

  test("two propose, and one extension waits", async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await mentoring();
      const answers = await Promise.all([mentor, mentee].map((by) => propose(by, id)));
      const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: AnyData) => code));
      expect(codes).toEqual(["ALREADY_PROPOSED"]);
    }
  });

  test("one accepts and another completes: the end moves if and only if the extension was accepted", async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await mentoring();
      const extension = await proposed(mentor, id);
      const [accepted, closed] = await Promise.all([act(mentee, "accept", extension), close(id)]);
      expect(closed.userErrors).toEqual([]);
      const isAccepted = accepted.userErrors.length === 0;
      expect(await stateOf(manager, id)).toMatchObject({
        ...{ status: "COMPLETED", endsOn: isAccepted ? LATER : END },
        extensions: { nodes: [{ status: isAccepted ? "ACCEPTED" : "EXPIRED" }] },
      });
    }
  });
});

describe("the letters about an extension", () => {
  const letters = async (name: string) => {
    await allDone(database, firm.firmId);
    return lettersTo(platform.outbox, addressOf(name));
  };

  test("ask everybody on the other side, with the message, and tell the proposer the answer", async () => {
    const id = await mentoring();
    const extension = await proposed(mentor, id, { message: "There is more to do." });
    for (const name of ["Theo", "Tara"]) {
      const [letter, ...more] = await letters(name);
      expect(letter!.subject).toBe("Mia would like to go on: A year");
      expect(letter!.text).toContain("Mia writes: There is more to do.");
      expect(more).toEqual([]);
    }
    expect([await letters("Mia"), await letters("Pam")]).toEqual([[], []]);
    await act(second, "decline", extension);
    expect((await letters("Mia")).map(({ subject }) => subject)).toEqual(["Not extended: A year"]);
    await act(second, "accept", await proposed(mentor, id));
    const [, accepted] = await letters("Mia");
    expect(accepted!.text).toMatch(/Tara has accepted your proposal\. “A year” goes on until .+ \d{4}/);
  });
});
