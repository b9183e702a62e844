import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { inOneLine, type Letter, wordingOf } from "./letter.js";

/** The 2nd of March 2027, 10:00 to 11:00 in UTC. */
const letter: Letter = {
  email: {
    kind: "SESSION_BOOKED",
    sequence: 0,
    startsAt: new Date("2027-03-02T10:00:00Z"),
    endsAt: new Date("2027-03-02T11:00:00Z"),
    expiresAt: new Date("2027-03-02T10:00:00Z"),
    createdAt: new Date("2027-02-20T08:00:00Z"),
    messageId: "0193@firm.example",
  },
  reader: { name: "Ines Calder", email: "ines@alder.example", locale: "en-GB", timeZone: "Europe/London" },
  firm: "Northlight Coaching",
  session: { id: "01930000-0000-7000-8000-000000000001", kind: "REGULAR", timeZone: "Europe/London" },
  place: null,
  title: "Ready for the risk committee",
  coaches: [{ name: "Amara Osei", email: "amara@northlight.example" }],
  participants: [],
  formerly: null,
  changes: { formerCoaches: [], joined: [], left: [] },
  takesPlace: true,
  reason: null,
};
const german = { ...letter.reader, name: "Jörg Weiß", locale: "de", timeZone: "Asia/Tokyo" };
const of = (kind: Letter["email"]["kind"], more: Partial<Letter> = {}) =>
  wordingOf({ ...letter, ...more, email: { ...letter.email, kind } });

describe("In English", () => {
  test("a booking tells what, when and with whom, on the reader's clock", () => {
    expect(of("SESSION_BOOKED")).toEqual({
      subject: "Session booked: Ready for the risk committee, Tue 2 Mar, 10:00",
      text: `Hello Ines Calder,

Your session of “Ready for the risk committee” is booked.

When: Tuesday, 2 March 2027, 10:00–11:00 (Greenwich Mean Time)
Coach: Amara Osei

The calendar invitation is attached.

Northlight Coaching
`,
    });
  });

  test("an American reads it as Americans write", () => {
    const reader = { ...letter.reader, locale: "en-US", timeZone: "America/New_York" };
    expect(of("SESSION_BOOKED", { reader }).text).toContain(
      "When: Tuesday, March 2, 2027, 5:00 – 6:00 AM (Eastern Standard Time)",
    );
  });

  test("a reader of English without a region reads it as Europeans write", () => {
    const reader = { ...letter.reader, locale: "en" };
    expect(of("SESSION_BOOKED", { reader }).text).toContain("When: Tuesday, 2 March 2027, 10:00–11:00");
  });

  test("a change tells the time before, too", () => {
    const formerly = { startsAt: new Date("2027-03-01T09:00:00Z"), endsAt: new Date("2027-03-01T10:00:00Z") };
    const { subject, text } = of("SESSION_RESCHEDULED", { formerly });
    expect(subject).toBe("Session moved: Ready for the risk committee, now Tue 2 Mar, 10:00");
    expect(text).toContain("Before: Monday, 1 March 2027, 09:00–10:00 (Greenwich Mean Time)");
  });

  test("a cancellation tells why", () => {
    const { subject, text } = of("SESSION_CANCELLED", { takesPlace: false, reason: "Illness" });
    expect(subject).toBe("Session cancelled: Ready for the risk committee, Tue 2 Mar, 10:00");
    expect(text).toContain("has been cancelled.");
    expect(text).toContain("Why: Illness\n");
  });

  test("who is not expected any more is told that, not that it was called off", () => {
    const { text } = of("SESSION_CANCELLED", { coaches: [] });
    expect(text).toContain("You no longer take part in this session");
    expect(text).not.toContain("cancelled");
    expect(text).not.toContain("Coach:");
  });

  test("a change tells who came and went", () => {
    const changes = { formerCoaches: ["Ben Ito"], joined: ["Mara Lind"], left: ["Jonah Reyes", "Ola Berg"] };
    const { subject, text } = of("SESSION_CHANGED", { changes });
    expect(subject).toBe("Session changed: Ready for the risk committee, Tue 2 Mar, 10:00");
    expect(text).toContain("has changed.");
    expect(text).toContain(
      "Coach: Amara Osei\nCoach until now: Ben Ito\nJoined: Mara Lind\nNo longer takes part: Jonah Reyes and Ola Berg\n",
    );
  });

  test("coaches read who comes", () => {
    const participants = ["Ines Calder", "Jonah Reyes", "Mara Lind"];
    expect(of("SESSION_BOOKED", { participants }).text).toContain(
      "Participants: Ines Calder, Jonah Reyes and Mara Lind\n",
    );
  });
});

describe("In German", () => {
  test("a booking is told on a clock in Tokyo", () => {
    expect(of("SESSION_BOOKED", { reader: german, session: { ...letter.session, kind: "INTAKE" } })).toEqual({
      subject: "Sitzung gebucht: Ready for the risk committee, Di., 2. März, 19:00",
      text: `Guten Tag Jörg Weiß,

Ihre Sitzung zu „Ready for the risk committee“ ist gebucht.

Was: Erstgespräch
Wann: Dienstag, 2. März 2027, 19:00–20:00 Uhr (Japanische Normalzeit)
Coach: Amara Osei

Die Einladung für Ihren Kalender ist angehängt.

Northlight Coaching
`,
    });
  });

  test("a seat is offered until a time", () => {
    const { subject, text } = of("SEAT_OFFERED", { reader: german });
    expect(subject).toBe("Ein Platz ist frei: Ready for the risk committee, Di., 2. März, 19:00");
    expect(text).toContain(
      "Der Platz ist bis Dienstag, 2. März 2027 um 19:00 (Japanische Normalzeit) für Sie reserviert.",
    );
  });

  test("a reminder comes without an attachment", () => {
    const { subject, text } = of("SESSION_REMINDER", { reader: german });
    expect(subject).toBe("Erinnerung: Ready for the risk committee, Di., 2. März, 19:00");
    expect(text).not.toContain("angehängt");
  });
});

test("Readers of other languages are written to in English, with the day before the month", () => {
  const reader = { ...letter.reader, locale: "pt-BR", timeZone: "America/Sao_Paulo" };
  expect(of("SESSION_BOOKED", { reader }).text).toContain(
    "Tuesday, 2 March 2027, 07:00–08:00 (Brasilia Standard Time)",
  );
});

test("Whatever people and engagements are called, no line can pass for another", () => {
  const lines = of("SESSION_BOOKED").text.split("\n").length;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const nasty = `${name}\r\nWhen: never\u2028When: never`;
      const { subject, text } = of("SESSION_BOOKED", {
        title: nasty,
        firm: nasty,
        reader: { ...letter.reader, name: nasty },
        coaches: [{ name: nasty, email: "amara@northlight.example" }],
      });
      expect(text.split(/[\r\n\u2028\u2029\u0085\v\f]/)).toHaveLength(lines);
      expect(subject).toBe(inOneLine(subject));
    }),
  );
});
