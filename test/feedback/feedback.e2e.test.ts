import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { feedbackMoves, FeedbackStatus } from "@coachwork/schema";
import { allDone } from "../support/due.ts";
import { pidOf, waitingFor } from "../support/locks.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"coach" | "client" | "fellow" | "owner" | "sponsor", string>>;
let as: Readonly<Record<keyof typeof people, TestClient>>;
let organization: string;

const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  organization = await firm.organization();
  const named = (name: string, role: string, values = {}) =>
    firm.person([role], { name, email: addressOf(name), status: "ACTIVE", ...values });
  people = {
    coach: await named("Cora", "COACH"),
    client: await named("Kim", "CLIENT"),
    fellow: await named("Finn", "CLIENT"),
    owner: await named("Olga", "OWNER"),
    sponsor: await named("Sven", "SPONSOR", { organization_id: organization }),
  };
  const clients = Object.entries(people).map(async ([name, person]) => [name, await signedIn(firm, person)] as const);
  as = Object.fromEntries(await Promise.all(clients)) as typeof as;
});

const mentoringTerms = {
  ...{ kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null },
};
const engagement = (values: Record<string, unknown> = {}) =>
  firm.engagement(
    { coaches: [people.coach], participants: [people.client, people.fellow] },
    { title: "First hundred days", format: "GROUP", organization_id: organization, ...values },
  );

const answer = "feedback { id status question text version author { name } participant { name } }";
const request = (by: TestClient, id: string, question = "How do I sound?") =>
  mutate(by, "requestFeedback", { engagementId: apiId("engagement", id), question }, { answer });
const give = (by: TestClient, id: string, to = people.client, text = "Clear and calm") =>
  mutate(
    by,
    "giveFeedback",
    { engagementId: apiId("engagement", id), participantId: apiId("person", to), text },
    { answer },
  );
const close = (by: TestClient, verb: "decline" | "withdraw", id: string) =>
  mutate(by, `${verb}FeedbackRequest`, { id }, { answer });

const seen = async (by: TestClient, id: string): Promise<string[]> => {
  const query = "query($id: ID!) { engagement(id: $id) { feedbackGiven(first: 9) { nodes { id } } } }";
  const { engagement: found } = await by.ask(query, { id: apiId("engagement", id) });
  return (found?.feedbackGiven.nodes ?? []).map((node: AnyData) => node.id as string);
};
const read = async (by: TestClient, id: string) =>
  (await by.ask("query($id: ID!) { node(id: $id) { ... on Feedback { text question status } } }", { id })).node;

describe("feedback", () => {
  test("is read by its participant and the coaches, and by nobody else in any way", async () => {
    const id = await engagement();
    const { feedback, userErrors } = await give(as.coach, id);
    expect(userErrors).toEqual([]);
    expect(feedback).toMatchObject({
      status: "GIVEN",
      question: null,
      text: "Clear and calm",
      author: { name: "Cora" },
    });
    for (const by of [as.coach, as.client]) {
      expect(await seen(by, id)).toEqual([feedback.id]);
      expect(await read(by, feedback.id)).toEqual({ text: "Clear and calm", question: null, status: "GIVEN" });
    }
    for (const by of [as.fellow, as.owner, as.sponsor]) {
      expect(await seen(by, id)).toEqual([]);
      expect(await read(by, feedback.id)).toBeNull();
      expect((await by.ask("{ feedbackGiven(first: 9) { totalCount } }")).feedbackGiven).toEqual({ totalCount: 0 });
    }
  });

  test("is given in coaching at any time, and in mentoring when the mentee asks", async () => {
    const [coaching, mentoring] = [await engagement(), await engagement(mentoringTerms)];
    expect((await give(as.coach, coaching)).userErrors).toEqual([]);
    expect((await give(as.coach, mentoring)).userErrors).toEqual([refusal("NEEDS_REQUEST", "participantId")]);
    const asked = (await request(as.client, mentoring)).feedback;
    expect((await give(as.coach, mentoring, people.fellow)).userErrors).toEqual([
      refusal("NEEDS_REQUEST", "participantId"),
    ]);
    const { feedback, userErrors } = await give(as.coach, mentoring);
    expect(userErrors).toEqual([]);
    expect(feedback).toMatchObject({ id: asked.id, status: "GIVEN", question: "How do I sound?" });
    expect((await give(as.coach, mentoring)).userErrors).toEqual([refusal("NEEDS_REQUEST", "participantId")]);
  });

  test("answers one request once, however many mentors answer at once", async () => {
    const id = await engagement(mentoringTerms);
    await request(as.client, id);
    const codes = (await Promise.all(Array.from({ length: 6 }, () => give(as.coach, id)))).map(({ userErrors }) =>
      userErrors.map(({ code }: { code: string }) => code).join(),
    );
    expect(codes.sort()).toEqual(["", ...Array.from({ length: 5 }, () => "NEEDS_REQUEST")]);
  });

  test("never answers a request that is withdrawn or declined at the same moment", async () => {
    const id = await engagement(mentoringTerms);
    const second = await firm.person(["COACH"]);
    await firm.coach(id, second, { joined_on: day(-1) });
    const asSecond = await signedIn(firm, second);
    for (const [verb, by] of [
      ["withdraw", as.client],
      ["decline", asSecond],
    ] as const) {
      const { feedback } = await request(as.client, id);
      const other = await database.admin.connect();
      try {
        const [pid, uuid] = [await pidOf(other), feedback.id.replace("feedback_", "")];
        await other.query("begin");
        await other.query("select from feedback where id = $1 for no key update", [uuid]);
        const closing = close(by, verb, feedback.id);
        const waiting = async (count: number) => (await waitingFor(database.admin, pid)).length >= count;
        await until("the request is about to be closed", () => waiting(1));
        const giving = give(as.coach, id);
        await until("it is about to be answered", async () => {
          const { rows } = await database.admin.query(
            "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%from feedback where firm_id%no key update%'",
          );
          return rows.length > 0;
        });
        await other.query("commit");
        expect((await closing).userErrors).toEqual([]);
        expect((await giving).userErrors).toEqual([refusal("NEEDS_REQUEST", "participantId")]);
      } finally {
        other.release();
      }
    }
  });

  test("is given by the engagement's coaches to its participants, while or after it goes on", async () => {
    const id = await engagement();
    const elsewhere = await signedIn(firm, await firm.person(["PROGRAM_MANAGER", "COACH"]));
    expect((await give(elsewhere, id)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    expect((await give(as.owner, id)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    expect((await give(as.coach, id, people.coach)).userErrors).toEqual([
      refusal("NOT_A_PARTICIPANT", "participantId"),
    ]);
    for (const status of ["DRAFT", "CANCELLED"])
      expect((await give(as.coach, await engagement({ status }))).userErrors).toEqual([
        refusal("WRONG_STATUS", "engagementId"),
      ]);
    for (const status of ["PAUSED", "COMPLETED"])
      expect((await give(as.coach, await engagement({ status }))).userErrors).toEqual([]);
  });

  test("is changed and removed by its author alone", async () => {
    const id = await engagement();
    const { feedback } = await give(as.coach, id);
    const second = await firm.person(["COACH"]);
    await firm.coach(id, second, { joined_on: day(-1) });
    const asSecond = await signedIn(firm, second);
    const change = (by: TestClient, input: object) =>
      mutate(by, "updateFeedback", { id: feedback.id, ...input }, { answer });
    const remove = (by: TestClient) => mutate(by, "removeFeedback", { id: feedback.id });
    expect((await change(asSecond, { text: "No" })).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await remove(asSecond)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await change(as.coach, { text: "Calm", version: feedback.version })).feedback).toMatchObject({
      text: "Calm",
    });
    expect((await change(as.coach, { text: "Late", version: feedback.version })).userErrors).toEqual([
      refusal("CONFLICT", "version"),
    ]);
    expect((await remove(as.coach)).userErrors).toEqual([]);
    for (const by of [as.coach, as.client]) expect(await read(by, feedback.id)).toBeNull();
  });

  test("from before they joined is not for a new coach, but an open request is", async () => {
    const id = await engagement();
    const [given, asked] = [
      (await give(as.coach, id, people.fellow)).feedback,
      (await request(as.client, id)).feedback,
    ];
    await database.admin.query("update feedback set created_at = now() - interval '3 days' where firm_id = $1", [
      firm.firmId,
    ]);
    const late = await firm.person(["COACH"]);
    await firm.coach(id, late, { joined_on: day(0) });
    const asLate = await signedIn(firm, late);
    expect(await seen(asLate, id)).toEqual([asked.id]);
    expect(await read(asLate, given.id)).toBeNull();
  });
});

describe("a request for feedback", () => {
  test("is one at a time for each participant, even of two at once", async () => {
    const id = await engagement();
    const both = await Promise.all([request(as.client, id), request(as.client, id)]);
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal("ALREADY_REQUESTED", "engagementId")]);
    expect((await request(as.fellow, id)).userErrors).toEqual([]);
  });

  test("is made by participants while the engagement goes on", async () => {
    const managing = await firm.person(["PROGRAM_MANAGER", "CLIENT"]);
    expect((await request(await signedIn(firm, managing), await engagement())).userErrors).toEqual([
      refusal("FORBIDDEN", "engagementId"),
    ]);
    expect((await request(as.coach, await engagement())).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    for (const status of ["DRAFT", "COMPLETED", "CANCELLED"])
      expect((await request(as.client, await engagement({ status }))).userErrors).toEqual([
        refusal("WRONG_STATUS", "engagementId"),
      ]);
    expect((await request(as.client, await engagement({ status: "PAUSED" }))).userErrors).toEqual([]);
  });

  test.each(Object.keys(FeedbackStatus) as FeedbackStatus[])(
    "that is %s becomes only what may come next",
    async (status) => {
      for (const [verb, by, next] of [
        ["decline", as.coach, "DECLINED"],
        ["withdraw", as.client, "WITHDRAWN"],
      ] as const) {
        const { feedback } = await request(as.client, await engagement());
        const values = status === "GIVEN" ? ", given_at = now(), text = 'Given'" : "";
        await database.admin.query(
          `update feedback set status = $2, author_id = case when $2 in ('GIVEN', 'DECLINED') then $3::uuid end ${values} where id = $1`,
          [feedback.id.replace("feedback_", ""), status, people.coach],
        );
        const { feedback: changed, userErrors } = await close(by, verb, feedback.id);
        if (feedbackMoves[status].includes(next)) expect(changed.status).toBe(next);
        else expect(userErrors).toEqual([refusal("NOT_OPEN", "id")]);
      }
    },
  );

  test("is withdrawn by who asked, and declined by a coach", async () => {
    const { feedback } = await request(as.client, await engagement());
    expect((await close(as.fellow, "withdraw", feedback.id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await close(as.coach, "withdraw", feedback.id)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    const both = await signedIn(firm, await firm.person(["COACH", "CLIENT"]));
    expect((await close(both, "decline", feedback.id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await close(as.coach, "decline", feedback.id)).feedback).toMatchObject({
      ...{ status: "DECLINED", author: { name: "Cora" } },
    });
  });
});

describe("e-mail", () => {
  const subjects = async (name: string) => {
    await allDone(database, firm.firmId);
    return lettersTo(platform.outbox, addressOf(name));
  };

  test("tells the coach of a request and the participant of the answer, and nobody what they say", async () => {
    const id = await engagement(mentoringTerms);
    await request(as.client, id, "Am I too loud?");
    expect(await subjects("Cora")).toMatchObject([{ subject: "Kim asks for your feedback: First hundred days" }]);
    await give(as.coach, id, people.client, "Rather quiet");
    const [letter, ...more] = await subjects("Kim");
    expect(letter!.subject).toBe("There is feedback for you: First hundred days");
    expect(more).toEqual([]);
    const all = [...(await subjects("Cora")), letter!].map(({ text, html }) => `${text} ${html}`).join();
    expect(all).not.toMatch(/too loud|Rather quiet/);
    for (const name of ["Finn", "Olga", "Sven"]) expect(await subjects(name)).toEqual([]);
  });
});

describe("somebody who goes", () => {
  test("for good takes along what was said to them, and leaves no name in what they said", async () => {
    const id = await engagement();
    await give(as.coach, id, people.client, "You interrupt");
    await give(as.coach, id, people.fellow, "Kim Tallyho listens better");
    await database.admin.query("update person set name = 'Kim Tallyho' where id = $1", [people.client]);
    for (const name of ["deactivatePerson", "erasePerson"])
      expect((await mutate(as.owner, name, { personId: apiId("person", people.client) })).userErrors).toEqual([]);
    const { rows } = await database.admin.query("select text from feedback where firm_id = $1", [firm.firmId]);
    expect(rows).toEqual([{ text: "[…] listens better" }]);
  });
});
