import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"coach" | "second" | "client", string>>;
let manager: TestClient;
let client: TestClient;
let engagement: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    coach: await firm.person(["COACH"]),
    second: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
  };
  const members = { coaches: [people.coach], participants: [people.client] };
  engagement = apiId("engagement", await firm.engagement(members, { allocation_amount: 1_000 }));
  await firm.availability(people.coach);
  manager = await signedIn(firm, await firm.person(["OWNER"]));
  client = await signedIn(firm, people.client);
});

const text = `subscription ($coaches: [ID!]!, $after: Int) { slotsChanged(coachIds: $coaches, after: $after) { seq } }`;
const follow = (by: TestClient, ...coaches: string[]) =>
  by.follow(text, { coaches: coaches.map((id) => apiId("person", id)) });
type Following = ReturnType<typeof follow>;
const seqsIn = ({ received }: Following): number[] => received.map(({ data }) => data.slotsChanged.seq);

describe("Who waits for free slots", () => {
  test("is told of whatever changes them, whose ever it is, and of nothing else", async () => {
    const following = follow(client, people.coach);
    await following.until(1);
    const coachId = apiId("person", people.coach);
    const changes = [
      () => done(manager, "bookSession", { engagementId: engagement, startsAt: at(2, 9), endsAt: at(2, 10) }),
      () => done(manager, "addTimeOff", { coachId, startsAt: at(4, 9), endsAt: at(4, 12) }),
      () => done(manager, "createHoliday", { name: "Closed", date: day(9) }),
      () => done(manager, "createSessionType", { name: "Talk", kind: "REGULAR", durationMinutes: 45 }),
    ];
    const other = { coachId: apiId("person", people.second), startsAt: at(5, 9), endsAt: at(5, 12) };
    let known = 1;
    for (const change of changes) {
      // Of another coach, of whom nothing is told.
      await done(manager, "addTimeOff", { ...other, startsAt: at(5 + known, 9), endsAt: at(5 + known, 12) });
      await change();
      known += 1;
      await following.until(known);
    }
    const { rows } = await database.admin.query<{ seq: number }>(
      `select seq::float8 as seq from event where firm_id = $1 and seq > $2 and type <> 'session.confirmed'
         and coalesce(ids ->> 'coach', '') <> $3 order by seq`,
      [firm.firmId, seqsIn(following)[0], people.second],
    );
    expect(seqsIn(following).slice(1)).toEqual(rows.map(({ seq }) => seq));
  });

  test("must be somebody who may know when sessions are, and see the coaches", async () => {
    const ended = async (following: Following) => JSON.stringify([await following.untilEnded(), following.received]);
    const sponsor = await signedIn(firm, await firm.person(["SPONSOR"]));
    expect(await ended(follow(sponsor, people.coach))).toContain("FORBIDDEN");
    expect(await ended(follow(client, people.coach, people.second))).toContain("NOT_FOUND");
    expect(await ended(follow(manager))).toContain("There are 0 coaches; give 1 to 100.");
  });

  test("is told nothing more once they no longer see the coach", async () => {
    const assistant = await firm.person(["PROGRAM_MANAGER", "CLIENT"]);
    const following = follow(await signedIn(firm, assistant), people.coach);
    await following.until(1);
    await done(manager, "updatePerson", { id: apiId("person", assistant), roles: ["CLIENT"] });
    const own = follow(client, people.coach);
    await own.until(1);
    let changed = 0;
    const change = async () => {
      changed += 1;
      const time = { startsAt: at(10 + changed, 9), endsAt: at(10 + changed, 12) };
      await done(manager, "addTimeOff", { coachId: apiId("person", people.coach), ...time });
      await own.until(1 + changed);
    };
    // It takes a moment until the gateway knows, up to a second.
    await until("the right to be gone", async () => {
      const before = seqsIn(following).length;
      await change();
      await change();
      return seqsIn(following).length === before;
    });
    const before = seqsIn(following).length;
    await change();
    expect(seqsIn(following)).toHaveLength(before);
  });
});
