import { describe, expect, test } from "@jest/globals";
import { at } from "@coachwork/testing";
import { inHours } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";
import { bookAlone, ended, formIn, linksIn, open, type Page, playOn, row } from "./letter-links-world.ts";
import { book, change, database, firm, lettersTo, people, signedIn } from "./letters-world.ts";

const stage = await sharedStage();
playOn(stage);

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

test("Until letters from calendars are configured, nothing takes them, and letters say so", async () => {
  await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  expect(invited!.text).toContain("Declining the invitation in your calendar does not cancel the session.");
  const { status } = await fetch(`${stage.platform.url}/mail/inbound`, { method: "POST", body: "From: x" });
  expect(status).toBe(404);
});
