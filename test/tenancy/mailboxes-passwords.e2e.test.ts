import { describe, expect, test } from "@jest/globals";
import { FirmFactory, TestClient, until } from "@coachwork/testing";
import { lettersTo } from "../support/mailbox.ts";
import { newestLetterTo, tokenIn } from "./letters.ts";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import {
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

/** Letters that are written down and not sent yet, or will not be. */
async function unposted(): Promise<{ count: string }[]> {
  const { rows } = await database.admin.query<{ count: string }>(
    `select (select count(*) from identity.letter where "postedAt" is null)
       + (select count(*) from graphile_worker._private_jobs) as count`,
  );
  return rows;
}

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
    const found =
      "select count(distinct record_id)::integer as found from spelling where spelling = 'next' and record_id = any($1)";
    expect((await database.admin.query(found, [[person, there]])).rows).toEqual([{ found: 2 }]);
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
