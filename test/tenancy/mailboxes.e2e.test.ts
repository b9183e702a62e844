import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, TestClient, until } from "@coachwork/testing";
import { lettersTo, newestLetterTo, tokenIn } from "./letters.ts";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

/** What a letter proves: invitations, forgotten passwords, changes of address. */
let firm: FirmFactory;
let owner: TestClient;
let admin: TestClient;
let count = 0;

const { database, platform, signedIn } = await ownStage({ JOB_POLL_MS: "100", EVENT_POLL_MS: "300" });

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Northlight Coaching" });
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  admin = await signedIn(firm, await firm.person(["ADMIN"]));
});
beforeEach(async () => {
  await database.admin.query(`delete from identity."rateLimit"`);
});

/** Somebody of a firm with an address of their own. */
async function somebody(of = firm, roles = ["CLIENT"]): Promise<{ id: string; person: string; email: string }> {
  const email = `person-${(count += 1)}@alder.example`;
  const person = await of.person(roles, { name: `Person ${count}`, email });
  return { id: apiId("person", person), person, email };
}

async function auth(path: string, body: object, token?: string) {
  const response = await fetch(`${platform.url}/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each door answers another shape
  const answer = (await response.json()) as any;
  return { status: response.status, code: answer.errors?.[0].extensions.code ?? answer.code, answer };
}

const enter = (email: string, password: string) => auth("/sign-in/email", { email, password });

async function change(client: TestClient, mutation: string, input: object) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await client.ask(
    `mutation($input: ${type}!) { ${mutation}(input: $input) { person { id name status } userErrors { code } } }`,
    { input },
  );
  const { person, userErrors } = data[mutation];
  return userErrors[0]?.code ?? person;
}

const invite = (client: TestClient, personId: string) => change(client, "invitePerson", { personId });

/** Lets the next letter to a mailbox be written, as if a minute had passed. */
async function minuteLater(email: string): Promise<void> {
  const past = (column: string) => `${column} = ${column} - interval '2 minutes'`;
  await database.admin.query(`update invitation set ${past("created_at")} where email = $1`, [email]);
  await database.admin.query(`update identity.letter set ${past('"createdAt"')} where address = $1`, [email]);
}

/** Letters that are written down and not sent yet, or will not be. */
async function unposted(): Promise<{ count: string }[]> {
  const { rows } = await database.admin.query<{ count: string }>(
    `select (select count(*) from identity.letter where "postedAt" is null)
       + (select count(*) from graphile_worker._private_jobs) as count`,
  );
  return rows;
}

async function eventsOf(person: string): Promise<string[]> {
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where ids->>'person' = $1 order by seq",
    [person],
  );
  return rows.map(({ type }) => type);
}

describe("An invitation", () => {
  test("is mailed to the person and shown to nobody else, and makes the person active once accepted", async () => {
    const { id, person, email } = await somebody();
    expect(await invite(admin, id)).toMatchObject({ status: "INVITED" });
    const letter = await newestLetterTo(platform.outbox, email);
    expect(letter.subject).toBe("Northlight Coaching invites you to Coachwork");

    const token = tokenIn(letter, "accept");
    const { status, answer } = await auth("/invitation/accept", { token, password: "a password of my own" });
    expect({ status, answer }).toMatchObject({
      status: 200,
      answer: { user: { email }, firm: { name: "Northlight Coaching" } },
    });
    expect(await new TestClient(platform.url, answer.token).ask("{ me { id } }")).toEqual({ me: { id } });
    expect((await enter(email, "a password of my own")).status).toBe(200);
    const query = `query($id: ID!) { person(id: $id) { status invitations(first: 9) { nodes { email sentAt expiresAt acceptedAt withdrawnAt } } } }`;
    const seen = await admin.ask(query, { id });
    expect(seen.person).toMatchObject({
      status: "ACTIVE",
      invitations: {
        nodes: [{ email, sentAt: expect.any(String), acceptedAt: expect.any(String), withdrawnAt: null }],
      },
    });
    const { rows } = await database.admin.query(`select "emailVerified" from identity."user" where email = $1`, [
      email,
    ]);
    expect(rows).toEqual([{ emailVerified: true }]);
    expect(await eventsOf(person)).toEqual(["person.invited", "person.invitation_accepted"]);
    expect(await invite(admin, id)).toBe("ALREADY_SIGNED_UP");
  });

  test("keeps nothing in the database that opens it, and is void for whoever guesses", async () => {
    const { id, email } = await somebody();
    await invite(admin, id);
    const token = tokenIn(await newestLetterTo(platform.outbox, email), "accept");
    for (const table of ["invitation", "event", "identity.letter", "graphile_worker._private_jobs"]) {
      const { rows } = await database.admin.query(`select * from ${table}`);
      expect(JSON.stringify(rows)).not.toContain(token);
    }
    const forged = Buffer.from(token, "base64url");
    forged[forged.length - 1]! ^= 1;
    for (const wrong of ["", "token", forged.toString("base64url"), `${token}x`])
      expect(await auth("/invitation/accept", { token: wrong, password: PASSWORD })).toMatchObject({
        code: "INVITATION_UNKNOWN",
      });
    expect(await enter(email, PASSWORD)).toMatchObject({ code: "INVALID_EMAIL_OR_PASSWORD" });
  });

  test("can be accepted once, even by two at once", async () => {
    const { id, email } = await somebody();
    await invite(admin, id);
    const token = tokenIn(await newestLetterTo(platform.outbox, email), "accept");
    const both = await Promise.all(
      [1, 2].map((n) => auth("/invitation/accept", { token, password: `password number ${n}` })),
    );
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const third = await auth("/invitation/accept", { token, password: "password number 3" });
    expect(third).toMatchObject({ status: 410, code: "INVITATION_USED" });
  });

  test("that expired, was withdrawn or was replaced opens nothing", async () => {
    const { id, person, email } = await somebody();
    const accept = (token: string) => auth("/invitation/accept", { token, password: PASSWORD });
    await invite(admin, id);
    const first = tokenIn(await newestLetterTo(platform.outbox, email), "accept");
    expect(await invite(admin, id)).toBe("INVITED_TOO_OFTEN");
    await minuteLater(email);
    expect(await invite(admin, id)).toMatchObject({ status: "INVITED" });
    const second = tokenIn(await newestLetterTo(platform.outbox, email, 2), "accept");
    expect(await accept(first)).toMatchObject({ status: 410, code: "INVITATION_WITHDRAWN" });

    expect(await change(admin, "withdrawInvitation", { personId: id })).toMatchObject({ status: "NOT_INVITED" });
    expect(await change(admin, "withdrawInvitation", { personId: id })).toBe("NOT_INVITED");
    expect(await accept(second)).toMatchObject({ status: 410, code: "INVITATION_WITHDRAWN" });

    await minuteLater(email);
    await invite(admin, id);
    const third = tokenIn(await newestLetterTo(platform.outbox, email, 3), "accept");
    await database.admin.query(
      `update invitation set created_at = created_at - interval '8 days', expires_at = now() - interval '1 second'
       where person_id = $1 and withdrawn_at is null`,
      [person],
    );
    expect(await accept(third)).toMatchObject({ status: 410, code: "INVITATION_EXPIRED" });
    expect(await eventsOf(person)).toEqual([
      "person.invited",
      "person.invited",
      "person.invitation_withdrawn",
      "person.invited",
    ]);
  });

  test("ends with the address that it was mailed to", async () => {
    const { id, email } = await somebody();
    await invite(admin, id);
    const token = tokenIn(await newestLetterTo(platform.outbox, email), "accept");
    const moved = `moved-${email}`;
    expect(await change(admin, "updatePerson", { id, email: moved })).toMatchObject({ status: "NOT_INVITED" });
    expect(await auth("/invitation/accept", { token, password: PASSWORD })).toMatchObject({
      code: "INVITATION_WITHDRAWN",
    });
  });

  test("lets whoever signs in already join with that password, or with that sign-in, and never changes the password", async () => {
    const { person, email } = await somebody();
    await signIn(database, firm, person);
    const own = (await enter(email, PASSWORD)).answer.token;
    const others = await Promise.all(["Second", "Third"].map((name) => FirmFactory.create(database.admin, { name })));
    const tokens: string[] = [];
    for (const [index, other] of others.entries()) {
      const theirs = await signedIn(other, await other.person(["OWNER"]));
      await invite(theirs, apiId("person", await other.person(["COACH"], { email })));
      tokens.push(tokenIn(await newestLetterTo(platform.outbox, email, index + 1), "accept"));
    }
    const [byPassword, bySession] = tokens as [string, string];
    const accept = (token: string, more: object, session?: string) =>
      auth("/invitation/accept", { token, ...more }, session);
    expect(await accept(byPassword, { password: "another password" })).toMatchObject({ code: "INVALID_PASSWORD" });
    expect(await accept(bySession, {})).toMatchObject({ code: "BAD_USER_INPUT" });
    const strangers = owner.token;
    expect(await accept(bySession, {}, strangers)).toMatchObject({ status: 409, code: "WRONG_SIGN_IN" });

    expect((await accept(byPassword, { password: PASSWORD })).status).toBe(200);
    expect((await accept(bySession, {}, own)).status).toBe(200);
    const firms = await fetch(`${platform.url}/auth/firms`, { headers: { authorization: `Bearer ${own}` } });
    const { firms: listed } = (await firms.json()) as { firms: { name: string }[] };
    expect(listed.map(({ name }) => name)).toEqual(["Northlight Coaching", "Second", "Third"]);
  });

  test("is for those who run the practice to see, and whoever has not signed up has no sign-in", async () => {
    const { id, person } = await somebody();
    await invite(owner, id);
    const query = `query($id: ID!) { person(id: $id) { status invitations(first: 1) { totalCount } } }`;
    const itself = await signedIn(firm, person);
    expect((await itself.ask(query, { id })).person).toEqual({ status: null, invitations: { totalCount: 0 } });
    const { people } = await owner.ask(`{ people(first: 100, filter: { status: ACTIVE }) { nodes { id } } }`);
    expect(people.nodes).toContainEqual({ id });
  });
});

describe("A forgotten password", () => {
  test("is set anew by letter, which ends all sign-ins and is told", async () => {
    const { person, email } = await somebody();
    const session = await signedIn(firm, person);
    expect(await auth("/password/forgot", { email: email.toUpperCase() })).toMatchObject({ status: 200 });
    const token = tokenIn(await newestLetterTo(platform.outbox, email), "reset");
    const reset = (password: string) => auth("/password/reset", { token, password });
    expect(await reset("short")).toMatchObject({ status: 400 });
    expect(await reset("a new password for me")).toMatchObject({ status: 200 });
    expect(await reset("and once more the same")).toMatchObject({ status: 410, code: "LETTER_USED" });
    expect((await newestLetterTo(platform.outbox, email, 2)).subject).toBe("Your password was changed");
    expect((await session.post(JSON.stringify({ query: "{ me { id } }" }))).status).toBe(401);
    expect((await enter(email, PASSWORD)).status).toBe(401);
    expect((await enter(email, "a new password for me")).status).toBe(200);
  });

  test("is answered the same where nobody signs in with the address, and nobody is written to", async () => {
    const { person, email } = await somebody();
    await signIn(database, firm, person);
    const unknown = "nobody-signs-in@alder.example";
    const answers = await Promise.all([email, unknown].map((each) => auth("/password/forgot", { email: each })));
    expect(answers[0]).toEqual(answers[1]);
    await newestLetterTo(platform.outbox, email);
    await until("every letter to be taken up", unposted, ([row]) => row!.count === "0");
    expect(await lettersTo(platform.outbox, unknown)).toEqual([]);
  });

  test("has one letter a minute and five an hour, of which the newest is good for an hour", async () => {
    const { person, email } = await somebody();
    await signIn(database, firm, person);
    const forgot = async () => expect((await auth("/password/forgot", { email })).status).toBe(200);
    await Promise.all([forgot(), forgot(), forgot()]);
    const first = tokenIn(await newestLetterTo(platform.outbox, email), "reset");
    await minuteLater(email);
    await forgot();
    const second = tokenIn(await newestLetterTo(platform.outbox, email, 2), "reset");
    const reset = (token: string) => auth("/password/reset", { token, password: "a new password for me" });
    expect(await reset(first)).toMatchObject({ status: 410, code: "LETTER_REPLACED" });
    for (let asked = 2; asked < 8; asked += 1) {
      await minuteLater(email);
      await forgot();
    }
    const { rows } = await database.admin.query<{ count: string }>(
      "select count(*) from identity.letter where address = $1",
      [email],
    );
    expect(rows[0]!.count).toBe("5");
    expect(await reset(second)).toMatchObject({ code: "LETTER_REPLACED" });
    const newest = tokenIn(await newestLetterTo(platform.outbox, email, 5), "reset");
    await database.admin.query(
      `update identity.letter set "expiresAt" = now() - interval '1 second' where address = $1`,
      [email],
    );
    expect(await reset(newest)).toMatchObject({ status: 410, code: "LETTER_EXPIRED" });
    expect((await enter(email, PASSWORD)).status).toBe(200);
  });

  test("is how the owner of a mailbox gets in whose address somebody else had taken", async () => {
    const { person, email } = await somebody();
    await signIn(database, firm, person);
    await database.admin.query(`update identity."user" set "emailVerified" = false where email = $1`, [email]);
    const squatter = (await enter(email, PASSWORD)).answer.token;
    await auth("/password/forgot", { email });
    const token = tokenIn(await newestLetterTo(platform.outbox, email), "reset");
    expect((await auth("/password/reset", { token, password: "the owner's password" })).status).toBe(200);
    const { rows } = await database.admin.query(`select "emailVerified" from identity."user" where email = $1`, [
      email,
    ]);
    expect(rows).toEqual([{ emailVerified: true }]);
    expect((await new TestClient(platform.url, squatter).post(JSON.stringify({ query: "{ me { id } }" }))).status).toBe(
      401,
    );
  });
});

describe("A change of address", () => {
  /** Somebody of two firms, signed in. */
  async function ofTwoFirms() {
    const other = await FirmFactory.create(database.admin, { name: "Harbour Mentoring" });
    const here = await somebody();
    const there = await other.person(["COACH"], { email: here.email });
    await signIn(database, firm, here.person);
    const token = await signIn(database, other, there);
    return { ...here, there, other, token };
  }
  const ask = (token: string, newEmail: string, password = PASSWORD) =>
    auth("/email/change", { newEmail, password }, token);

  test("is confirmed from the new one: the sign-in and every firm follow, and the old one is told", async () => {
    const { person, there, email, token } = await ofTwoFirms();
    const next = `next-${email}`;
    expect(await ask(token, next, "not my password")).toMatchObject({ code: "INVALID_PASSWORD" });
    expect(await ask(token, email)).toMatchObject({ status: 400 });
    expect(await ask(token, "nobody")).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await ask(token, next)).toMatchObject({ status: 200 });
    expect((await enter(email, PASSWORD)).status).toBe(200);

    const proof = tokenIn(await newestLetterTo(platform.outbox, next), "confirm");
    await auth("/password/forgot", { email });
    const reset = tokenIn(await newestLetterTo(platform.outbox, email), "reset");
    expect(await auth("/email/confirm", { token: proof })).toMatchObject({ status: 200, answer: { email: next } });
    expect(await auth("/password/reset", { token: reset, password: PASSWORD })).toMatchObject({ code: "LETTER_USED" });
    expect(await auth("/email/confirm", { token: proof })).toMatchObject({ code: "LETTER_USED" });
    expect((await enter(email, PASSWORD)).status).toBe(401);
    expect((await enter(next, PASSWORD)).status).toBe(200);
    const { rows } = await database.admin.query("select email from person where id = any($1)", [[person, there]]);
    expect(rows).toEqual([{ email: next }, { email: next }]);
    expect((await newestLetterTo(platform.outbox, email, 2)).text).toContain(next);
    for (const each of [person, there]) expect(await eventsOf(each)).toEqual(["person.updated"]);
  });

  test("is refused as a whole where somebody else has the address in one of the firms, or signs in with it", async () => {
    const { person, there, other, email, token } = await ofTwoFirms();
    const next = `next-${email}`;
    await ask(token, next);
    const proof = tokenIn(await newestLetterTo(platform.outbox, next), "confirm");
    const inTheWay = await other.person(["CLIENT"], { email: next });
    const refused = await auth("/email/confirm", { token: proof });
    expect(refused).toMatchObject({ status: 409, code: "ADDRESS_TAKEN" });
    expect(JSON.stringify(refused.answer)).toContain("Harbour Mentoring");
    const { rows } = await database.admin.query("select email from person where id = any($1)", [[person, there]]);
    expect(rows).toEqual([{ email }, { email }]);
    expect((await enter(email, PASSWORD)).status).toBe(200);

    await signIn(database, other, inTheWay);
    expect(await auth("/email/confirm", { token: proof })).toMatchObject({ code: "ADDRESS_TAKEN" });
  });

  test("that somebody else asked for, who knew the password, ends when the password is set anew", async () => {
    const { email, token } = await ofTwoFirms();
    const next = `next-${email}`;
    await ask(token, next);
    const proof = tokenIn(await newestLetterTo(platform.outbox, next), "confirm");
    await auth("/password/forgot", { email });
    const reset = tokenIn(await newestLetterTo(platform.outbox, email), "reset");
    expect((await auth("/password/reset", { token: reset, password: "a new password for me" })).status).toBe(200);
    expect(await auth("/email/confirm", { token: proof })).toMatchObject({ code: "LETTER_USED" });
  });

  test("is the person's own: nobody who runs the practice can change the address of whoever signs in", async () => {
    const { id, email } = await ofTwoFirms();
    const next = `next-${email}`;
    expect(await change(owner, "updatePerson", { id, email: next })).toBe("SIGNS_IN");
    await change(owner, "updatePerson", { id, email: email.toUpperCase() });
    await database.admin.query("update person set external_id = $2 where email = $1", [email.toUpperCase(), email]);
    const header = "external_id,name,email,roles,organization,team,time_zone,locale";
    const csv = `${header}\n${email},Somebody,${next},CLIENT,,,Europe/London,en\n`;
    const { importPeople } = await owner.ask(
      `mutation($csv: String!) { importPeople(input: { csv: $csv }) { records { outcome errors { code } } userErrors { code } } }`,
      { csv },
    );
    expect(importPeople).toMatchObject({
      records: [{ outcome: "REFUSED", errors: [{ code: "SIGNS_IN" }] }],
      userErrors: [{ code: "RECORDS_REFUSED" }],
    });
  });
});

describe("People's own profile", () => {
  test("is theirs to change, by the same rules as for others, and not for API keys", async () => {
    const { person } = await somebody();
    const itself = await signedIn(firm, person);
    const update = (input: object) =>
      itself.ask(
        `mutation($input: UpdateMeInput!) { updateMe(input: $input) { person { name timeZone locale } userErrors { code field } } }`,
        { input },
      );
    const changed = { name: "Renamed", timeZone: "Asia/Tokyo", locale: "de" };
    expect((await update(changed)).updateMe).toEqual({ person: changed, userErrors: [] });
    expect((await update({ name: "" })).updateMe.userErrors).toEqual([{ code: "REQUIRED", field: ["input", "name"] }]);
    expect((await update({ name: "Renamed" })).updateMe.userErrors).toEqual([]);
    expect(await eventsOf(person)).toEqual(["person.updated"]);
  });
});

test("The page that letters lead to runs nothing but itself and keeps the token to itself", async () => {
  const page = await fetch(`${platform.url}/account`);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(await page.text()).toContain("/account/page.js");
  expect((await fetch(`${platform.url}/account/page.js`)).status).toBe(200);
});
