import { describe, expect, test } from "@jest/globals";
import { calendarProblems } from "@coachwork/testing/calendar";
import fc from "fast-check";
import ICAL from "ical.js";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import type { Letter } from "./letter.js";
import { letter as booked } from "./letter.testing.js";
import { messageOf } from "./message.js";

const sender = { name: "Coachwork", address: "no-reply@mail.example" };
const letter: Letter = {
  ...booked,
  email: { ...booked.email, messageId: "0193@mail.example" },
  reader: { id: "0195", name: "Jörg Weiß", email: "joerg@alder.example", locale: "de", timeZone: "Asia/Tokyo" },
  title: "Bereit für den Risikoausschuss",
};
const posting = { links: [] };
const parsed = async (more: Partial<Letter>, email: Partial<Letter["email"]> = {}) => {
  const { raw } = await messageOf({ ...letter, ...more, email: { ...letter.email, ...email } }, sender, posting);
  return { raw: raw.toString("latin1"), mail: await simpleParser(raw) };
};
const addresses = (of: AddressObject | AddressObject[] | undefined) =>
  [of].flat().flatMap((found) => found?.value.map(({ name, address }) => ({ name, address })) ?? []);
/** The calendar's text in the message and attached to it. */
const calendarsIn = (mail: ParsedMail) =>
  mail.attachments.map(({ contentType, filename, content, headers }) => ({
    contentType,
    filename,
    method: (headers.get("content-type") as { params: Record<string, string> } | undefined)?.params.method,
    text: content.toString("utf8"),
  }));
const eventIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[] as never).getFirstSubcomponent("vevent")!;

describe("An e-mail that invites", () => {
  test("is from the firm by the product to its reader, and answers to nobody's out-of-office note", async () => {
    const { mail } = await parsed({});
    expect(addresses(mail.from)).toEqual([
      { name: "Northlight Coaching über Coachwork", address: "no-reply@mail.example" },
    ]);
    expect(addresses(mail.to)).toEqual([{ name: "Jörg Weiß", address: "joerg@alder.example" }]);
    expect(mail.subject).toBe("Termin gebucht: Bereit für den Risikoausschuss, Di., 2. März, 19:00");
    expect(mail.messageId).toBe("<0193@mail.example>");
    expect(mail.date).toEqual(letter.email.createdAt);
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.text).toContain("Guten Tag Jörg Weiß,");
    expect(mail.html).toContain("<p>Guten Tag Jörg Weiß,</p>");
    expect(addresses(mail.replyTo)).toEqual([{ name: "", address: "amara@northlight.example" }]);
  });

  test("has the calendar beside its text, with its method, and attached", async () => {
    const { raw, mail } = await parsed({});
    expect(raw).toMatch(/Content-Type: multipart\/alternative;/);
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/);
    const [beside, attached] = calendarsIn(mail);
    expect(attached).toMatchObject({ contentType: "application/ics", filename: "invite.ics" });
    expect(beside!.text).toBe(attached!.text);
    expect(calendarProblems(beside!.text)).toEqual([]);
    const event = eventIn(beside!.text);
    expect(String(event.getFirstPropertyValue("uid"))).toBe("session_01930000000070008000000000000001@coachwork");
    expect(event.getFirstPropertyValue("sequence")).toBe(0);
    expect((event.getFirstPropertyValue("dtstart") as ICAL.Time).toString()).toBe("2027-03-02T10:00:00");
    expect(event.getFirstProperty("organizer")!.toJSON()).toEqual([
      "organizer",
      expect.objectContaining({ cn: "Northlight Coaching" }),
      "cal-address",
      "mailto:no-reply@mail.example",
    ]);
    expect(event.getAllProperties("attendee").map((one) => String(one.getFirstValue()).toLowerCase())).toEqual([
      "mailto:joerg@alder.example",
      "mailto:amara@northlight.example",
    ]);
  });

  test("names a coach who reads it once", async () => {
    const { mail } = await parsed({ coaches: [{ name: "Jörg Weiß", email: "JOERG@alder.example" }] });
    expect(eventIn(calendarsIn(mail)[0]!.text).getAllProperties("attendee")).toHaveLength(1);
  });

  test("is the same for the same letter, but for what separates its parts", async () => {
    const [one, two] = [await parsed({}), await parsed({})];
    const plain = (raw: string) => raw.replace(/--_NmP-[\w-]+/g, "");
    expect(plain(one.raw)).toBe(plain(two.raw));
  });
});

test("An e-mail that calls off takes the session out of the calendar", async () => {
  const { raw, mail } = await parsed({ takesPlace: false }, { kind: "SESSION_CANCELLED", sequence: 3 });
  expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/);
  const { text } = calendarsIn(mail)[0]!;
  expect(calendarProblems(text)).toEqual([]);
  expect(eventIn(text).getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(eventIn(text).getFirstPropertyValue("sequence")).toBe(3);
});

test("An e-mail to somebody who no longer takes part removes them alone: it has no status", async () => {
  const { mail } = await parsed({ coaches: [] }, { kind: "SESSION_CANCELLED", sequence: 3 });
  const { text, method } = calendarsIn(mail)[0]!;
  expect(method).toBe("CANCEL");
  expect(calendarProblems(text)).toEqual([]);
  expect(eventIn(text).getFirstPropertyValue("status")).toBeNull();
  expect(
    eventIn(text)
      .getAllProperties("attendee")
      .map((one) => String(one.getFirstValue()).toLowerCase()),
  ).toEqual(["mailto:joerg@alder.example"]);
});

test.each(["SESSION_REMINDER", "SEAT_OFFERED"] as const)("%s has nothing for a calendar", async (kind) => {
  const { raw, mail } = await parsed({}, { kind });
  expect(mail.attachments).toEqual([]);
  expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
  expect(raw).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
});

test("A letter that can be switched off says where one click does so", async () => {
  const unsubscribe =
    "https://mail.example/mail/unsubscribe/a-token-that-is-longer-than-a-line-of-a-header-has-characters-in-it";
  const { raw } = await messageOf(letter, sender, { ...posting, unsubscribe });
  const headers = raw.toString("latin1").replace(/\r\n[ \t]+/g, "");
  expect(headers).toContain(`List-Unsubscribe: <${unsubscribe}>`);
  expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
});

test("Whatever people, firms and engagements are called, the headers are those they would be", async () => {
  const headersOf = (mail: ParsedMail) => [...mail.headers.keys()].sort();
  const usual = headersOf((await parsed({})).mail);
  const evil = fc.constantFrom(
    "\r\nBcc: all@evil.example",
    '"',
    "<x@evil.example>",
    ",",
    ";",
    ":",
    "\0",
    "\u2028",
    "=?utf-8?Q?x?=",
  );
  const name = fc.array(fc.oneof(evil, fc.string({ unit: "binary", maxLength: 8 })), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(name, async (parts) => {
      const nasty = parts.join("");
      const { raw, mail } = await parsed({
        title: nasty,
        firm: nasty,
        reason: nasty,
        reader: { ...letter.reader, name: nasty },
        coaches: [{ name: nasty, email: "amara@northlight.example" }],
      });
      expect(headersOf(mail)).toEqual(usual);
      expect(addresses(mail.to).map(({ address }) => address)).toEqual(["joerg@alder.example"]);
      expect(addresses(mail.from).map(({ address }) => address)).toEqual(["no-reply@mail.example"]);
      expect(
        raw
          .slice(0, raw.indexOf("\r\n\r\n"))
          .split("\r\n")
          .every((line) => /^([\w-]+:|[ \t])/.test(line)),
      ).toBe(true);
      expect(calendarProblems(calendarsIn(mail)[0]!.text)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
