import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { FirmFactory } from "@coachwork/testing";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

/** Two gateways on one database. */
let urls: readonly [string, string];
let firm: FirmFactory;
let email: string;

const { database, platform } = await ownStage({ TRUST_PROXY: "1" });

beforeAll(async () => {
  urls = [platform.url, await platform.anotherGateway()];
  firm = await FirmFactory.create(database.admin);
});

beforeEach(async () => {
  await database.admin.query("delete from identity.guess");
  email = await somebody();
});

/** Lets somebody sign in, with the password of all tests: the address. */
async function somebody(): Promise<string> {
  const id = await firm.person(["COACH"]);
  await signIn(database, firm, id);
  const { rows } = await database.admin.query<{ email: string }>("select email from person where id = $1", [id]);
  return rows[0]!.email;
}

interface Try {
  readonly email?: string;
  readonly password?: string;
  /** The address that it comes from. */
  readonly from?: string;
  readonly url?: string;
}

interface Reply {
  readonly status: number;
  readonly retryAfter: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each door answers another shape
  readonly body: any;
}

async function call(
  path: string,
  body: object,
  { url = urls[0], from = "192.0.2.1" }: Try,
  token = "",
): Promise<Reply> {
  const response = await fetch(`${url}/auth${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": from,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return { status: response.status, retryAfter, body: await response.json() };
}

const enter = (one: Try = {}) =>
  call("/sign-in/email", { email: one.email ?? email, password: one.password ?? PASSWORD }, one);
const guess = (one: Try = {}) => enter({ password: "not the password", ...one });
const counted = (replies: readonly Reply[], status: number) => replies.filter((one) => one.status === status).length;

describe("guessing the password of one account", () => {
  test("looks at five of a hundred guesses that come at once to two gateways, and delays the rest", async () => {
    const replies = await Promise.all(Array.from({ length: 100 }, (_, n) => guess({ url: urls[n % 2]! })));
    expect(counted(replies, 401)).toBeLessThanOrEqual(8); // five, and a few more while a busy machine lets the delay pass
    expect(counted(replies, 401)).toBeGreaterThanOrEqual(5);
    expect(counted(replies, 401) + counted(replies, 429)).toBe(100);
    const refused = replies.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ errors: [{ extensions: { code: "THROTTLED" } }] });
    expect(refused.retryAfter).toBeGreaterThanOrEqual(1);
    await delayFor(60);
    expect((await enter()).status).toBe(429);
  });

  test("is delayed from other networks as well, and for an address that nobody has", async () => {
    for (const one of [email, "nobody@firm.example"]) {
      for (let n = 1; n <= 5; n += 1) expect((await guess({ email: one, from: `192.0.2.${n}` })).status).toBe(401);
      await delayFor(60);
      const refused = await guess({ email: one.toUpperCase(), from: "198.51.100.7" });
      expect(refused).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: "THROTTLED" } }] } });
      expect(refused.retryAfter).toBeGreaterThan(50);
      expect(refused.retryAfter).toBeLessThanOrEqual(60);
    }
  });

  test("doubles the delay each time, to a quarter of an hour", async () => {
    const delays = [];
    for (let n = 1; n <= 17; n += 1) {
      expect((await guess()).status).toBe(401);
      delays.push(await delay());
      await delayFor(0);
    }
    expect(delays).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("does not keep out the owner where the owner has signed in before", async () => {
    expect((await enter({ from: "203.0.113.5" })).status).toBe(200);
    for (let n = 1; n <= 5; n += 1) await guess({ from: `192.0.2.${n}` });
    await delayFor(60);
    expect((await enter({ from: "192.0.2.9" })).status).toBe(429);
    expect((await enter({ from: "203.0.113.5" })).status).toBe(200);
  });

  test("begins anew after the right password", async () => {
    for (let n = 1; n <= 4; n += 1) expect((await guess()).status).toBe(401);
    expect((await enter()).status).toBe(200);
    for (let n = 1; n <= 4; n += 1) expect((await guess()).status).toBe(401);
    expect((await enter()).status).toBe(200);
  });

  test("counts at the change of a password too", async () => {
    const { token } = (await enter()).body;
    const change = (currentPassword: string) =>
      call("/change-password", { currentPassword, newPassword: "a new password for tests" }, {}, token);
    for (let n = 1; n <= 5; n += 1)
      expect(await change("not the password")).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: "INVALID_PASSWORD" } }] },
      });
    await delayFor(60);
    expect((await change(PASSWORD)).status).toBe(429);
    expect((await enter()).status).toBe(429);
  });

  test("is logged with a hash of the account and the address, without the account", async () => {
    await guess({ from: "198.51.100.77" });
    const line = await platform.logged("A password was wrong.", "198.51.100.77");
    expect(JSON.parse(line)).toMatchObject({ level: 40, account: expect.stringMatching(/^[\w-]{16}$/) });
    expect(line).not.toContain(email);
  });
});

describe("guessing from one network", () => {
  test("is delayed after fifty wrong passwords, for strangers, and not for who signed in there before", async () => {
    expect((await enter()).status).toBe(200);
    const strangers = (count: number, from: string) =>
      Promise.all(Array.from({ length: count }, (_, n) => guess({ email: `${from}-${n}@firm.example` })));
    await strangers(2, "first");
    // The count of the network alone is two.
    await database.admin.query(`update identity.guess set failures = 45, "changedAt" = now() where failures > 1.5`);
    const replies = await strangers(15, "next");
    expect(counted(replies, 401)).toBeGreaterThanOrEqual(5);
    expect(counted(replies, 401) + counted(replies, 429)).toBe(15);
    await delayFor(60);
    expect((await guess({ email: "last@firm.example" })).status).toBe(429);
    expect((await enter()).status).toBe(200);
    expect((await guess({ email: "last@firm.example", from: "198.51.100.9" })).status).toBe(401);
  });

  test("lets an office of 200 people behind one address sign in at once", async () => {
    const office = await crowd(200);
    const replies = await Promise.all(office.map((one, n) => enter({ email: one, url: urls[n % 2]! })));
    expect(counted(replies, 200)).toBe(200);
    const { rows } = await database.admin.query("select sum(failures) as failures from identity.guess");
    expect(rows).toEqual([{ failures: 0 }]);
  });
});

/** Sign-ins of so many people, with the password's hash of one. */
async function crowd(size: number): Promise<string[]> {
  const emails = Array.from({ length: size }, (_, n) => `office${n}@firm.example`);
  await database.admin.query(
    `insert into identity."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     select address, 'Somebody', address, true, now(), now() from unnest($1::text[]) address`,
    [emails],
  );
  await database.admin.query(
    `insert into identity.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     select u.id, u.id, 'credential', u.id, a.password, now(), now()
     from identity."user" u, identity.account a join identity."user" o on o.id = a."userId"
     where u.email = any($1) and o.email = $2`,
    [emails, email],
  );
  return emails;
}

/** Makes all delays end so many seconds from now. */
async function delayFor(seconds: number): Promise<void> {
  await database.admin.query(
    `update identity.guess set "retryAt" = now() + $1 * interval '1 second' where "retryAt" is not null`,
    [seconds],
  );
}

/** Seconds that the last guess has cost. */
async function delay(): Promise<number> {
  const { rows } = await database.admin.query<{ delay: number }>(
    `select coalesce(max(extract(epoch from "retryAt" - "changedAt")), 0)::float8 as delay from identity.guess`,
  );
  return rows[0]!.delay;
}
