import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { apiId, at, day } from "@coachwork/testing";
import ICAL from "ical.js";
import { inHours } from "../support/due.ts";
import type { Letter } from "../support/mailbox.ts";
import { ownStage } from "../support/stage.ts";
import { allTold, book, change, database, firm, lettersTo, people, playOn } from "./letters-world.ts";
import { apple, type Declining, google, outlook } from "./replies-of-calendars.ts";

const [old, secret] = [randomBytes(32), randomBytes(32)];
const stage = await ownStage({
  JOB_POLL_MS: "100",
  EVENT_POLL_MS: "300",
  COST_BUCKET: "1000000",
  MAIL_INBOUND_ADDRESS: "replies@mail.example",
  MAIL_INBOUND_SECRETS: [old, secret].map((each) => `whsec_${each.toString("base64")}`).join(","),
});
playOn(stage);

/** Posts a letter as the mail provider does; gives the status. */
async function deliver(raw: string, more: { by?: Buffer; at?: number } = {}): Promise<number> {
  const { by = secret, at: seconds = Math.floor(Date.now() / 1000) } = more;
  const id = `msg_${randomUUID()}`;
  const signature = createHmac("sha256", by).update(`${id}.${seconds}.${raw}`).digest("base64");
  const headers = {
    "content-type": "message/rfc822",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
  return (await fetch(`${stage.platform.url}/mail/inbound`, { method: "POST", headers, body: raw })).status;
}

/** What a calendar knows of an invitation. */
function invitation({ calendar }: Letter): Declining {
  const event = new ICAL.Component(ICAL.parse(calendar!) as never).getFirstSubcomponent("vevent")!;
  const value = (name: string) => String(event.getFirstPropertyValue(name));
  return {
    uid: value("uid"),
    organizer: value("organizer").replace(/^mailto:/i, ""),
    attendee: value("attendee").replace(/^mailto:/i, ""),
    sequence: Number(value("sequence")),
  };
}

async function statusOf(session: string): Promise<string> {
  const { rows } = await database.admin.query("select status from session where id = $1::uuid", [
    session.replace("session_", ""),
  ]);
  return rows[0].status as string;
}

async function bookAlone(startsAt = at(5, 10)): Promise<string> {
  const both = { coaches: [people.coach], participants: [people.ines] };
  const engagement = await firm.engagement(both, { title: "Ready to lead", allocation_amount: 20 });
  return book(startsAt, { engagementId: apiId("engagement", engagement) });
}

const policy = { noticeMinutes: 1440, lateCancellationForfeits: true, noShowForfeits: true };

describe("A decline in a calendar", () => {
  test("cancels the session as its receiver, once however often it is delivered", async () => {
    const id = await bookAlone();
    const [invited] = await lettersTo(people.ines, 1);
    expect(invited!.text).toContain(
      "If you decline the invitation in your calendar, that counts as your wish to cancel.",
    );
    expect(invited!.calendar).toContain("RSVP=TRUE");
    const known = invitation(invited!);
    expect(known.organizer).toMatch(/^replies\+[0-9a-v]{50}@mail\.example$/);
    expect(invited!.replyTo).toContain("amara@");

    for (const status of ["ACCEPTED", "TENTATIVE"]) expect(await deliver(google(known, { status }))).toBe(204);
    const reply = google(known);
    for (let times = 0; times < 3; times += 1) expect(await deliver(reply)).toBe(204);
    const [, cancelled] = await lettersTo(people.ines, 2);
    expect(cancelled!.text).toContain("has been cancelled at your request");
    expect(await deliver(reply)).toBe(204);
    await allTold();
    expect(await statusOf(id)).toBe("CANCELLED");
    expect(await lettersTo(people.ines, 2)).toHaveLength(2);
  });

  test("excuses a member of a group alone, through a server that writes addresses its own way", async () => {
    const id = await book(at(5, 10));
    const [invited] = await lettersTo(people.ines, 1);
    expect(invited!.text).toContain("you are excused. The others meet without you.");
    const known = invitation(invited!);
    const [name, host] = known.organizer.split("@") as [string, string];
    expect(await deliver(outlook({ ...known, organizer: `${name.toUpperCase()}@${host}` }))).toBe(204);
    const [, left] = await lettersTo(people.ines, 2);
    expect(left!.text).toContain("You no longer take part");
    expect(await statusOf(id)).toBe("CONFIRMED");
  });

  test("is about one session of a series, or about all", async () => {
    const both = { coaches: [people.coach], participants: [people.ines] };
    const engagement = await firm.engagement(both, { title: "Ready to lead", allocation_amount: 20 });
    const when = {
      firstStart: `${day(3)}T10:00`,
      durationMinutes: 60,
      rule: "FREQ=WEEKLY;COUNT=3",
      timeZone: "Europe/London",
    };
    const { series } = await change(
      "bookSeries",
      { engagementId: apiId("engagement", engagement), coachIds: [apiId("person", people.coach)], ...when },
      { answer: "series { id sessions(first: 9) { nodes { id startsAt } } }" },
    );
    const sessions = series.sessions.nodes as { id: string; startsAt: string }[];
    const statuses = () => Promise.all(sessions.map(({ id }) => statusOf(id)));
    const [invited] = await lettersTo(people.ines, 1);
    const known = invitation(invited!);
    const second = `${day(10).replaceAll("-", "")}T100000`;
    expect(await deliver(outlook(known, { instance: `;TZID=GMT Standard Time:${second}` }))).toBe(204);
    await lettersTo(people.ines, 2);
    expect(await statuses()).toEqual(["CONFIRMED", "CANCELLED", "CONFIRMED"]);
    expect(await deliver(apple(known))).toBe(204);
    const letters = await lettersTo(people.ines, 3);
    expect(letters[2]!.subject).toContain("Series cancelled");
    expect(await statuses()).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
  });

  test("is about one session of a series and all later ones, where the calendar says so", async () => {
    const both = { coaches: [people.coach], participants: [people.ines] };
    const engagement = await firm.engagement(both, { title: "Ready to lead", allocation_amount: 50 });
    const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=4", timeZone: "UTC" };
    const { series } = await change(
      "bookSeries",
      { engagementId: apiId("engagement", engagement), coachIds: [apiId("person", people.coach)], ...when },
      { answer: "series { id sessions(first: 9) { nodes { id } } }" },
    );
    const statuses = () => Promise.all((series.sessions.nodes as { id: string }[]).map(({ id }) => statusOf(id)));
    const [invited] = await lettersTo(people.ines, 1);
    const third = `;RANGE=THISANDFUTURE:${day(17).replaceAll("-", "")}T100000Z`;
    expect(await deliver(google(invitation(invited!), { instance: third }))).toBe(204);
    const [, changed] = await lettersTo(people.ines, 2);
    expect(changed!.text.match(/^- /gm)).toHaveLength(2);
    expect(await statuses()).toEqual(["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"]);
    await allTold();
    expect(await lettersTo(people.ines, 2)).toHaveLength(2);
  });

  test("that the policy forbids is answered with the reason, once", async () => {
    await change("setCancellationPolicy", {
      ...policy,
      graceMinutes: 0,
      clientsCancel: "UNTIL_NOTICE",
      clientsReschedule: "NEVER",
    });
    const id = await bookAlone(inHours(5));
    const [invited] = await lettersTo(people.ines, 1);
    const reply = apple(invitation(invited!));
    for (let times = 0; times < 2; times += 1) expect(await deliver(reply)).toBe(204);
    const [, refused] = await lettersTo(people.ines, 2);
    expect(refused!.subject).toMatch(/^Not cancelled: Ready to lead/);
    expect(refused!.text).toContain("The session still takes place. You could cancel until ");
    expect([refused!.replyTo, refused!.calendar]).toEqual([expect.stringContaining("amara@"), null]);
    await allTold();
    expect(await lettersTo(people.ines, 2)).toHaveLength(2);
    expect(await statusOf(id)).toBe("CONFIRMED");
  });

  test("of a date that the series no longer has cancels nothing", async () => {
    const both = { coaches: [people.coach], participants: [people.ines] };
    const engagement = await firm.engagement(both, { title: "Ready to lead", allocation_amount: 20 });
    const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=3", timeZone: "UTC" };
    const booked = await change(
      "bookSeries",
      { engagementId: apiId("engagement", engagement), coachIds: [apiId("person", people.coach)], ...when },
      { answer: "series { id sessions(first: 9) { nodes { id } } }" },
    );
    const [invited] = await lettersTo(people.ines, 1);
    await change("changeSeries", { id: booked.series.id, firstStart: `${day(4)}T10:00` }, { answer: "series { id }" });
    await lettersTo(people.ines, 2);
    const former = `:${day(10).replaceAll("-", "")}T100000Z`;
    expect(await deliver(outlook(invitation(invited!), { instance: former }))).toBe(204);
    const [, , refused] = await lettersTo(people.ines, 3);
    expect(refused!.text).toContain("It has changed since.");
    for (const { id } of booked.series.sessions.nodes as { id: string }[]) expect(await statusOf(id)).toBe("CONFIRMED");
  });

  test("of an earlier version cancels nothing", async () => {
    const id = await bookAlone();
    const [invited] = await lettersTo(people.ines, 1);
    await change("rescheduleSession", { id, startsAt: at(6, 10) });
    await lettersTo(people.ines, 2);
    expect(await deliver(google(invitation(invited!)))).toBe(204);
    const [, moved, refused] = await lettersTo(people.ines, 3);
    expect(refused!.text).toContain("It has changed since.");
    expect(invitation(moved!).organizer).toBe(invitation(invited!).organizer);
    expect(await statusOf(id)).toBe("CONFIRMED");
  });
});

test("Only the receiver of an invitation can answer it", async () => {
  const id = await book(at(5, 10));
  const [toInes] = await lettersTo(people.ines, 1);
  const [toJonah] = await lettersTo(people.jonah, 1);
  const [ines, jonah] = [invitation(toInes!), invitation(toJonah!)];
  const without = ines.organizer.replace(/.(?=@)/, (last) => (last === "0" ? "1" : "0"));
  const another = invitation((await bookAlone(at(6, 10)), (await lettersTo(people.ines, 2))[1]!));
  for (const forged of [without, "replies@mail.example", "no-reply@localhost", another.organizer])
    expect(await deliver(google({ ...ines, organizer: forged }))).toBe(204);
  expect(await deliver(google({ ...ines, uid: "other@calendar.example" }))).toBe(204);
  // What comes to Jonah's address is Jonah's answer, even if it names somebody else.
  expect(await deliver(google({ ...jonah, attendee: ines.attendee }))).toBe(204);
  const [, refused] = await lettersTo(people.jonah, 2);
  expect(refused!.text).toContain("The answer came from another address than yours.");
  await allTold();
  const { rows } = await database.admin.query(
    "select count(*)::integer from attendance where session_id = $1::uuid and status = 'PENDING'",
    [id.replace("session_", "")],
  );
  expect([rows[0].count, await statusOf(id)]).toEqual([2, "CONFIRMED"]);
});

test("What is not signed, not lately or not with one of the secrets is refused", async () => {
  const id = await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  const reply = google(invitation(invited!));
  const now = Math.floor(Date.now() / 1000);
  const url = `${stage.platform.url}/mail/inbound`;
  expect((await fetch(url, { method: "POST", body: reply })).status).toBe(401);
  expect(await deliver(reply, { by: randomBytes(32) })).toBe(401);
  expect(await deliver(reply, { at: now - 600 })).toBe(401);
  expect(await deliver(reply, { at: now + 600 })).toBe(401);
  expect(await statusOf(id)).toBe("CONFIRMED");
  expect(await deliver(reply, { by: old })).toBe(204);
  await lettersTo(people.ines, 2);
  expect(await statusOf(id)).toBe("CANCELLED");
});

test("Bounces, automatic answers and other letters do nothing", async () => {
  const id = await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  const known = invitation(invited!);
  const reply = google(known);
  const letters = [
    reply.replace("auto-generated", "auto-replied"),
    `From: postmaster@alder.example\r\nTo: ${known.organizer}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${reply}\r\n--b--\r\n`,
    `From: ${known.attendee}\r\nTo: ${known.organizer}\r\nSubject: Re: Session\r\n\r\nI cannot come.\r\n`,
    google(known, { method: "REQUEST" }),
    google(known, { status: "X" }),
    "",
    "\0\xff nonsense",
  ];
  for (const letter of letters) expect([204, 401]).toContain(await deliver(letter));
  await allTold();
  expect(await statusOf(id)).toBe("CONFIRMED");
  expect(await lettersTo(people.ines, 1)).toHaveLength(1);
});

test("A header of a million letters is read in one go", async () => {
  const id = await bookAlone();
  const [invited] = await lettersTo(people.ines, 1);
  // To look for an address from each of its letters on would take an hour.
  const reply = google(invitation(invited!)).replace(/^To: .*$/m, `To: ${"a".repeat(1_000_000)}`);
  expect(await deliver(reply)).toBe(204);
  await lettersTo(people.ines, 2);
  expect(await statusOf(id)).toBe("CANCELLED");
});
