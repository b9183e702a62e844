import { expect, test } from "@jest/globals";
import { MailboxTokens } from "@coachwork/platform";
import { until } from "@coachwork/testing";
import { inHours } from "../support/due.ts";
import { serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";
import { bookAlone, ended, linksIn, open, playOn, row } from "./letter-links-world.ts";
import { database, firm, lettersTo, people } from "./letters-world.ts";

const stage = await sharedStage();
playOn(stage);

test("A token is good for its own purpose, person and session", async () => {
  await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  const [toCoach] = await lettersTo(people.coach, 1);
  const links = linksIn(invited!);
  const same = await ended();
  const token = (link: string) => link.split("/").at(-1)!;
  for (const step of ["move", "cancel", "accept", "decline", "series", "other"]) {
    const link = `${stage.platform.url}/sessions/${step}/${token(links.see!)}`;
    expect(await open(link)).toMatchObject({ status: 404, html: same });
    expect(await open(link, { key: "any" })).toMatchObject({ status: 404, html: same });
  }
  expect(linksIn(toCoach!).cancel).not.toBe(links.cancel);
  expect(await open(`${links.cancel}A`)).toMatchObject({ status: 404, html: same });
  const { html } = await open(links.see!);
  expect(html).toContain("Ready to lead");
  for (const step of ["move", "cancel"]) expect(html).not.toContain(`/sessions/${step}/`);
});

test("A link ends by its time, and its page says what to do", async () => {
  const id = await bookAlone();
  await lettersTo(people.ines, 1);
  const { rows } = await database.admin.query<{ session: string; address: string }>(
    "select s.id as session, p.email as address from session s, person p where s.id = $1::uuid and p.id = $2",
    [id.replace("session_", ""), people.ines],
  );
  const [{ session, address }] = rows as [{ session: string; address: string }];
  const linkUntil = (step: "see" | "cancel", expiresAt: Date) => {
    const subject = { purpose: step, ids: [firm.firmId, session, people.ines], address, expiresAt };
    return `${stage.platform.url}/sessions/${step}/${new MailboxTokens(serviceSecret).tokenOf(subject)}`;
  };
  const [past, ahead] = [new Date(Date.now() - 1_000), inHours(1)];
  const same = await ended();
  expect(same).toContain("This link does not work, or not any more.");
  expect(same).toContain("Dieser Link gilt nicht oder nicht mehr.");
  for (const step of ["see", "cancel"] as const) {
    expect((await open(linkUntil(step, ahead))).status).toBe(200);
    const expired = linkUntil(step, past);
    for (const answer of [await open(expired), await open(expired, { key: "any" })])
      expect(answer).toMatchObject({ status: 404, html: same });
  }
  expect((await row(id)).status).toBe("CONFIRMED");
});

test("Whoever tries many links is told to wait, and nobody else is", async () => {
  await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  const { see } = linksIn(invited!);
  const guess = (headers: Record<string, string>) => fetch(`${stage.platform.url}/sessions/see/guess`, { headers });
  const refused = await until("a refusal", async () => {
    const tries = Array.from({ length: 50 }, () => guess({ "x-forwarded-for": "192.0.2.19" }));
    return (await Promise.all(tries)).find(({ status }) => status === 429);
  });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(await refused.text()).toBe("Too many requests. Try again later.\n");
  expect((await open(see!)).status).toBe(200);
});

test("Links end with another address, and for somebody who is deactivated", async () => {
  await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  const { see } = linksIn(invited!);
  expect((await open(see!)).status).toBe(200);
  const set = (text: string) => database.admin.query(`update person set ${text} where id = $1`, [people.ines]);
  const { rows } = await database.admin.query("select email from person where id = $1", [people.ines]);
  await set(`email = 'another@${firm.firmId}.example'`);
  expect((await open(see!)).status).toBe(404);
  await set(`email = '${rows[0].email}'`);
  expect((await open(see!)).status).toBe(200);
  await set("status = 'DEACTIVATED'");
  expect((await open(see!)).status).toBe(404);
});
