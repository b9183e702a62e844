import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type Following, type TestClient, until } from "@coachwork/testing";
import { happen, letIn, turnAway } from "./events.ts";
import { ownStage } from "../support/stage.ts";

/** The database is away for a while, or cannot answer, while somebody follows a schedule on an open socket. */
let firm: FirmFactory;
let coach: string;
let engagement: string;
let manager: TestClient;
let following: Following;

const changes = `subscription($coach: ID!) {
  scheduleChanged(coachId: $coach, after: 0) { type session { id coaches { coach { name } } } }
}`;

const { database, platform, signedIn } = await ownStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  engagement = await firm.engagement({ coaches: [coach] });
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  following = manager.follow(changes, { coach: apiId("person", coach) });
});

const arrange = (day: number) => firm.session(engagement, { coaches: [coach], startsAt: at(day, 9) });

const announce = (session: string) =>
  happen(database.admin, firm, "session.booked", { session, engagement, coaches: [coach] });

async function book(day: number): Promise<string> {
  const session = await arrange(day);
  await announce(session);
  return session;
}

/** The sessions that were told of, each with its coaches: nothing looks as if it could not be seen. */
function told(): string[] {
  return following.received.map(({ data, errors }) => {
    expect(errors).toBeUndefined();
    const { id, coaches } = data.scheduleChanged.session;
    expect(coaches).toHaveLength(1);
    return id;
  });
}

const idsOf = (sessions: readonly string[]) => sessions.map((id) => apiId("session", id));

/** Whether the gateway waits for a lock that a test holds. */
async function isHeldUp(): Promise<boolean> {
  const { rows } = await database.admin.query(
    "select from pg_stat_activity where datname = $1 and usename = 'coachwork_gateway' and wait_event_type = 'Lock'",
    [database.name],
  );
  return rows.length > 0;
}

describe("a follower on an open socket", () => {
  test("misses and repeats nothing while the database ends all connections and takes no new ones", async () => {
    const booked = [await book(1), await arrange(2)];
    await following.until(1);
    // The connections break while the session of an event that is known already is read.
    const holder = await database.admin.connect();
    await holder.query("begin");
    await holder.query("lock table session in access exclusive mode");
    await announce(booked[1]!);
    await until("the gateway to wait", isHeldUp);
    await turnAway(database);
    holder.release(true);
    await until("the gateway to say so", async () => (await fetch(`${platform.url}/readyz`)).status === 503);

    for (const day of [3, 4, 5]) booked.push(await book(day));
    await letIn(database);
    booked.push(await book(6));
    await following.until(booked.length);
    expect(told()).toEqual(idsOf(booked));
    expect(following.ended).toBeUndefined();
  });

  test("is told of a session later whose reading waited too long for a lock", async () => {
    const booked = [await book(1), await arrange(2)];
    await following.until(1);
    const holder = await database.admin.connect();
    await holder.query("begin");
    await holder.query("lock table session in access exclusive mode");
    await announce(booked[1]!);
    await until("the gateway to wait", isHeldUp);
    await until("the gateway to wait no more", async () => !(await isHeldUp())); // it was given up
    holder.release(true);
    await following.until(2);
    expect(told()).toEqual(idsOf(booked));
  });

  test("is told of a bug with the event that it is about, once, and of the next events", async () => {
    const booked = [await book(1)];
    await following.until(1);
    await database.admin.query("revoke select on session_coach from coachwork_gateway");
    try {
      booked.push(await book(2));
      await following.until(2);
    } finally {
      await database.admin.query("grant select on session_coach to coachwork_gateway");
    }
    booked.push(await book(3));
    const [first, broken, third] = await following.until(3);
    expect(broken).toMatchObject({ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] });
    expect([first, third].map((one) => one!.data.scheduleChanged.session.id)).toEqual(idsOf([booked[0]!, booked[2]!]));
  });
});
