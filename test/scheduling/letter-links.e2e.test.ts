import { describe, expect, test } from "@jest/globals";
import { MailboxTokens } from "@coachwork/platform";
import { apiId, at, day, until } from "@coachwork/testing";
import { serviceSecret } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";
import type { Letter } from "../support/mailbox.ts";
import { inHours } from "../support/due.ts";
import { book, change, database, firm, group, lettersTo, people, playOn, signedIn } from "./letters-world.ts";

const stage = await sharedStage();
playOn(stage);

interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** Where a letter's links lead, by what they are for. */
function linksIn({ text }: Pick<Letter, "text">): Record<string, string> {
  const links = text.matchAll(/https?:\S+(\/sessions\/(\w+)\/\S+)/g);
  return Object.fromEntries([...links].map(([, path, step]) => [step!, `${stage.platform.url}${path}`]));
}

async function open(link: string, fields?: Record<string, string>): Promise<Page> {
  const response = await fetch(link, fields && { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

/** What a page's form sends when its last choice is made. */
function formIn({ html }: Page): { key: string; startsAt?: string } {
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1];
  if (key === undefined) throw new Error(`There is no form: ${html}`);
  const startsAt = [...html.matchAll(/name="startsAt" value="([^"]+)"/g)].at(-1)?.[1];
  return { key, ...(startsAt !== undefined && { startsAt }) };
}

/** An engagement of the coach with Ines alone. */
function alone(more: object = {}): Promise<string> {
  return firm.engagement(
    { coaches: [people.coach], participants: [people.ines] },
    { title: "Ready to lead", format: "INDIVIDUAL", allocation_amount: 10, ...more },
  );
}

async function bookAlone(startsAt = at(5, 10), more: object = {}): Promise<string> {
  return book(startsAt, { engagementId: apiId("engagement", await alone()), ...more });
}

async function row(
  session: string,
): Promise<{ status: string; startsAt: Date; sequence: number; cancelledBy: string }> {
  const { rows } = await database.admin.query(
    `select status, starts_at as "startsAt", sequence, cancelled_by as "cancelledBy" from session where id = $1::uuid`,
    [session.replace("session_", "")],
  );
  return rows[0]!;
}

/** What every link that does not work answers. */
async function ended(): Promise<string> {
  const { status, html } = await open(`${stage.platform.url}/sessions/see/nonsense`);
  expect(status).toBe(404);
  return html;
}

describe("A client of an individual engagement", () => {
  test("cancels with a link, once however often the form is sent, and then all links have ended", async () => {
    const id = await bookAlone();
    const [invited] = await lettersTo(people.ines, 1);
    expect(invited!.text).toMatch(/You can cancel free of charge until .*, 10:00 \(London, UTC\+0\)\./);
    const links = linksIn(invited!);
    expect(Object.keys(links)).toEqual(["see", "move", "cancel"]);

    const page = await open(links.cancel!);
    expect([page.status, (await row(id)).status]).toEqual([200, "CONFIRMED"]);
    expect(page.html).toMatch(/You can cancel free of charge until .* \(London, UTC\+0\)\./);
    expect(page.html).toContain("Nothing changes until you press the button.");
    const strict = ["content-security-policy", "referrer-policy", "cache-control"].map((name) =>
      page.headers.get(name),
    );
    expect(strict).toEqual([
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "no-referrer",
      "no-store",
    ]);

    const form = formIn(page);
    const answers = await Promise.all([open(links.cancel!, form), open(links.cancel!, form)]);
    answers.push(await open(links.cancel!, form));
    for (const { status, html } of answers) {
      expect(status).toBe(200);
      expect(html).toContain("Your session “Ready to lead” has been cancelled.");
    }
    expect(await row(id)).toMatchObject({ status: "CANCELLED", cancelledBy: "CLIENT" });
    const letters = await lettersTo(people.ines, 2);
    expect(letters[1]!.text).toContain("cancelled at your request");

    const same = await ended();
    for (const link of Object.values(links)) expect(await open(link)).toMatchObject({ status: 404, html: same });
    expect(await open(links.cancel!, { key: "another" })).toMatchObject({ status: 404, html: same });
  });

  test("moves a session to a free time, once however often the form is sent", async () => {
    const id = await bookAlone();
    const [invited] = await lettersTo(people.ines, 1);
    const { move } = linksIn(invited!);
    const page = await open(move!);
    const form = formIn(page);
    expect(page.html).toContain("(London, UTC+0)");
    expect((await row(id)).startsAt).toEqual(at(5, 10));
    for (const choice of [{}, { startsAt: "<b>\0</b>" }] as Record<string, string>[])
      expect((await open(move!, { key: form.key, ...choice })).html).toContain("Choose a time first.");
    for (const { status, html } of [await open(move!, form), await open(move!, form)]) {
      expect(status).toBe(200);
      expect(html).toContain("Your session “Ready to lead” has been moved.");
    }
    expect(await row(id)).toMatchObject({ startsAt: new Date(form.startsAt!), sequence: 1 });
    // The same page again, with a time that is taken now.
    const taken = (await book(at(6, 10)), { ...formIn(await open(move!)), startsAt: at(6, 10).toISOString() });
    const refused = await open(move!, taken);
    expect(refused.status).toBe(200);
    expect(refused.html).toContain("This was not done.");
    expect(refused.html).toContain("Amara Osei is not free then");
    expect(formIn(refused).key).not.toBe(taken.key);
  });

  test("begins to choose a time in the week of the session, and goes back and on from there", async () => {
    const startsAt = at(60, 10);
    await bookAlone(startsAt);
    const [invited] = await lettersTo(people.ines, 1);
    const { move } = linksIn(invited!);
    const page = await open(move!);
    const offered = ({ html }: Page) => [...html.matchAll(/name="startsAt" value="([^"]+)"/g)].map(([, at]) => at!);
    const linkIn = ({ html }: Page, label: string) => new RegExp(`href="(\\?from=[^"]+)">${label}<`).exec(html)?.[1];
    const monday = new Date(startsAt.getTime() - ((startsAt.getUTCDay() + 6) % 7) * 86_400_000);
    expect(offered(page)[0]!.slice(0, 10)).toBe(monday.toISOString().slice(0, 10));
    let earlier = await open(`${move}${linkIn(page, "Earlier times")!}`);
    expect(Date.parse(offered(earlier)[0]!)).toBeLessThan(monday.getTime());
    for (let pages = 0; pages < 5; pages += 1) {
      const link = linkIn(earlier, "Earlier times");
      if (link) earlier = await open(`${move}${link}`);
    }
    expect(linkIn(earlier, "Earlier times")).toBeUndefined();
    const later = await open(`${move}${linkIn(page, "Later times")!}`);
    expect(Date.parse(offered(later)[0]!)).toBeGreaterThan(Date.parse(offered(page).at(-1)!));
  });

  test("reads what a late cancellation costs, and what the policy forbids", async () => {
    const asManager = await signedIn(await firm.person(["ADMIN"]));
    const startsAt = inHours(5);
    const id = await bookAlone(startsAt);
    await database.admin.query("update session set created_at = now() - interval '1 hour' where id = $1::uuid", [
      id.replace("session_", ""),
    ]);
    const [invited] = await lettersTo(people.ines, 1);
    const { cancel, move } = linksIn(invited!);
    expect((await open(cancel!)).html).toContain("It costs 1 session of what was agreed.");
    const late = await open(move!);
    expect(late.html).toMatch(/You could do this until .* \(London, UTC\+0\)\. Ask your coach now\./);
    expect(late.html).not.toContain("<form");
    const sent = await open(move!, { startsAt: at(6, 10).toISOString() });
    // On the reader's clock, though the API writes UTC.
    expect(sent.html).toMatch(/Clients can do this up to 24 hours before the start, until .* \(London, UTC\+0\);/);
    expect(sent.html).not.toMatch(/<p[^>]*>[^<]*\d\dZ/);
    const policy = { noticeMinutes: 1440, lateCancellationForfeits: true, noShowForfeits: true };
    await change(
      "setCancellationPolicy",
      { ...policy, clientsCancel: "NEVER", clientsReschedule: "NEVER" },
      { by: asManager },
    );
    expect((await open(cancel!)).html).toContain("You cannot do this yourself.");
    expect((await row(id)).status).toBe("CONFIRMED");
  });

  test("reads German in Tokyo if they do", async () => {
    await database.admin.query("update person set locale = 'de', time_zone = 'Asia/Tokyo' where id = $1", [
      people.ines,
    ]);
    await bookAlone();
    const [invited] = await lettersTo(people.ines, 1);
    expect(invited!.text).toContain("Termin verlegen: ");
    const { html } = await open(linksIn(invited!).move!);
    expect(html).toContain(`<html lang="de-DE">`);
    expect(html).toMatch(/19:00–20:00 Uhr \(Tokyo, UTC\+9\)/);
  });
});

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

test("A member of a group excuses themselves alone, and their coach cancels for all", async () => {
  const id = await book(at(5, 10));
  const [invited] = await lettersTo(people.ines, 1);
  const [toCoach] = await lettersTo(people.coach, 1);
  const links = linksIn(invited!);
  expect(Object.keys(links)).toEqual(["see", "cancel"]);
  expect(invited!.text).toContain("Say that you cannot come: ");
  const page = await open(links.cancel!);
  expect(page.html).toContain("The others meet without you.");
  expect(page.html).not.toContain("free of charge");
  const form = formIn(page);
  for (let times = 0; times < 2; times += 1)
    expect((await open(links.cancel!, form)).html).toContain("You are excused from “Risk committee”.");
  expect((await row(id)).status).toBe("CONFIRMED");
  expect((await open(links.see!)).status).toBe(404);
  const { cancel } = linksIn(toCoach!);
  const toCancel = await open(cancel!);
  expect(toCancel.html).toContain("Cancelling is free of charge.");
  await open(cancel!, formIn(toCancel));
  expect(await row(id)).toMatchObject({ status: "CANCELLED", cancelledBy: "COACH" });
});

test("A seat that is offered is accepted or declined with a link", async () => {
  const id = await book(at(5, 10), { seats: { capacity: 1 }, engagementId: apiId("engagement", group) });
  const [ines, jonah] = [await signedIn(people.ines), await signedIn(people.jonah)];
  const seatOf = async (by: typeof ines) =>
    (await change("takeSeat", { sessionId: id }, { by, answer: "seat { id }" })).seat.id as string;
  const seats = [await seatOf(ines), await seatOf(jonah)];
  const status = async (index: number) => {
    const text = "select status from seat where id = $1::uuid";
    return (await database.admin.query(text, [seats[index]!.replace("seat_", "")])).rows[0].status as string;
  };
  const [invited] = await lettersTo(people.ines, 1);
  expect(invited!.text).toContain("Give up your seat: ");
  const { cancel } = linksIn(invited!);
  const leaving = formIn(await open(cancel!));
  for (let times = 0; times < 2; times += 1)
    expect((await open(cancel!, leaving)).html).toContain("You have given up your seat in “Risk committee”.");

  const [offered] = await lettersTo(people.jonah, 1);
  expect(offered!.replyTo).toContain("amara@");
  const { accept, decline } = linksIn(offered!);
  const page = await open(accept!);
  expect(page.html).toContain("A seat is free in “Risk committee”.");
  expect([(await open(decline!)).status, await status(1)]).toEqual([200, "OFFERED"]);
  const form = formIn(page);
  for (let times = 0; times < 2; times += 1)
    expect((await open(accept!, form)).html).toContain("You have a seat in “Risk committee”.");
  expect(await status(1)).toBe("TAKEN");
  expect((await open(decline!)).status).toBe(404);
});

test("A letter about a series leads to its sessions, each with links of its own", async () => {
  const engagementId = apiId("engagement", await alone());
  const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=3", timeZone: "UTC" };
  const { series } = await change(
    "bookSeries",
    { engagementId, coachIds: [apiId("person", people.coach)], ...when },
    { answer: "series { id sessions(first: 9) { nodes { id startsAt } } }" },
  );
  const [invited] = await lettersTo(people.ines, 1);
  const links = linksIn(invited!);
  expect(Object.keys(links)).toEqual(["series"]);
  const page = await open(links.series!);
  const cancels = [...page.html.matchAll(/href="[^"]*(\/sessions\/cancel\/[^"]+)"/g)];
  expect(cancels).toHaveLength(3);
  const second = `${stage.platform.url}${cancels[1]![1]}`;
  await open(second, formIn(await open(second)));
  const statuses = async () =>
    Promise.all(series.sessions.nodes.map(async ({ id }: { id: string }) => (await row(id)).status));
  expect((await statuses()).sort()).toEqual(["CANCELLED", "CONFIRMED", "CONFIRMED"]);
  await change("cancelSeries", { id: series.id });
  await until("the page to end", async () => (await open(links.series!)).status === 404);
});

test("Until letters from calendars are configured, nothing takes them, and letters say so", async () => {
  await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  expect(invited!.text).toContain("Declining the invitation in your calendar does not cancel the session.");
  const { status } = await fetch(`${stage.platform.url}/mail/inbound`, { method: "POST", body: "From: x" });
  expect(status).toBe(404);
});
