import { describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { newestLetterTo, tokenIn } from "./letters.ts";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import {
  admin,
  auth,
  change,
  database,
  enter,
  eventsOf,
  firm,
  minuteLater,
  owner,
  platform,
  playOn,
  signedIn,
  somebody,
} from "./mailboxes-world.ts";
import { ownStage } from "../support/stage.ts";

playOn(await ownStage({ JOB_POLL_MS: "100", EVENT_POLL_MS: "300" }));

const invite = (client: TestClient, personId: string) => change(client, "invitePerson", { personId });

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
