import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let coach: string;
let client: string;
let engagement: string;
let asCoach: TestClient;
let manager: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"], { name: "Carl" });
  client = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [client] });
  [asCoach, manager] = [await signedIn(firm, coach), await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]))];
});

const answer =
  "session { status attendance { status } coaches { coach { id } } engagement { allocationUsed allocationForfeited } }";
const log = (by: TestClient, startsAt: Date, more: object = {}): Promise<AnyData> =>
  mutate(
    by,
    "logSession",
    {
      ...{ engagementId: apiId("engagement", engagement), startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
      ...more,
    },
    { answer },
  );
const refused = (code: string, field: string) => ({ session: null, userErrors: [refusal(code, field)] });

test("A coach logs a session that has taken place, and attendance, hours and the allocation follow", async () => {
  const { session, userErrors } = await log(asCoach, at(-3, 3));
  expect(userErrors).toEqual([]);
  expect(session).toEqual({
    ...{ status: "COMPLETED", attendance: [{ status: "PRESENT" }] },
    coaches: [{ coach: { id: apiId("person", coach) } }],
    engagement: { allocationUsed: 1, allocationForfeited: 0 },
  });
  const absent = [{ personId: apiId("person", client), status: "NO_SHOW" }];
  const missed = await log(manager, at(-3, 5), { attendance: absent });
  expect(missed.session).toMatchObject({ status: "NO_SHOW", engagement: { allocationForfeited: 1 } });
});

test("A session of a type is logged with the type's kind, duration and place", async () => {
  const type = { name: "Walk", kind: "REVIEW", durationMinutes: 45, place: "Harbour" };
  const { sessionType } = await mutate(manager, "createSessionType", type, { answer: "sessionType { id }" });
  const input = { engagementId: apiId("engagement", engagement), sessionTypeId: sessionType.id, startsAt: at(-3, 3) };
  const logged = await mutate(asCoach, "logSession", input, { answer: "session { kind endsAt place }" });
  expect(logged.session).toMatchObject({ kind: "REVIEW", place: "Harbour" });
  expect(Date.parse(logged.session.endsAt as string)).toBe(at(-3, 3, 45).getTime());
});

test("Nobody logs a session that is not over, or that is long past, or that others held", async () => {
  expect(await log(asCoach, at(2, 3))).toEqual(refused("NOT_OVER", "endsAt"));
  expect(await log(asCoach, at(-32, 3))).toEqual(refused("TOO_LATE", "startsAt"));
  const other = await firm.person(["COACH"]);
  await firm.coach(engagement, other);
  const others = { coachIds: [apiId("person", other)] };
  expect(await log(asCoach, at(-3, 3), others)).toEqual(refused("FORBIDDEN", "coachIds"));
  expect((await log(manager, at(-3, 3), others)).userErrors).toEqual([]);
  const asClient = await signedIn(firm, client);
  expect((await log(asClient, at(-4, 3))).userErrors[0]).toMatchObject({ code: "FORBIDDEN" });
});

test("Of sessions that are logged at once for the same time of a coach, one is kept, and none over another session", async () => {
  const engagements = [engagement];
  for (let made = 0; made < 7; made += 1)
    engagements.push(await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] }));
  const answers = await Promise.all(
    engagements.map((id, index) =>
      log(asCoach, at(-3, 3, (index % 4) * 10), { engagementId: apiId("engagement", id) }),
    ),
  );
  expect(answers.filter(({ session }) => session)).toHaveLength(1);
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(Array(7).fill(refusal("SLOT_TAKEN", "startsAt")));
  await firm.session(engagement, { coaches: [coach], participants: [client], startsAt: at(-5, 3) });
  expect(await log(asCoach, at(-5, 3, 30))).toEqual(refused("SLOT_TAKEN", "startsAt"));
});
