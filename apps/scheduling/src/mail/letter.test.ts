import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { inOneLine, type Letter } from "./letter.js";
import { letter } from "./letter.testing.js";
import { htmlOf, textOf } from "./page.js";
import { type Posting, wordingOf } from "./wording.js";

const german = { ...letter.reader, name: "Jörg Weiß", locale: "de", timeZone: "Asia/Tokyo" };
const posting: Posting = { links: [{ label: "Sign in", href: "https://firm.example/account" }] };
const of = (kind: Letter["email"]["kind"], more: Partial<Letter> = {}) => {
  const { subject, page } = wordingOf({ ...letter, ...more, email: { ...letter.email, kind } }, posting);
  return { subject, text: textOf(page), html: htmlOf(page) };
};

describe("In English", () => {
  test("a booking tells what, when and with whom, on the reader's clock", () => {
    expect(of("SESSION_BOOKED", { freeUntil: new Date("2027-03-01T10:00:00Z") })).toMatchObject({
      subject: "Session booked: Ready for the risk committee, Tue 2 Mar, 10:00",
      text: `Amara Osei · Tuesday, 2 March 2027, 10:00–11:00 (London, UTC+0)

Hello Ines Calder,

Your session “Ready for the risk committee” is booked.

When: Tuesday, 2 March 2027, 10:00–11:00 (London, UTC+0)
Coach: Amara Osei

You can cancel free of charge until Monday, 1 March 2027, 10:00 (London, UTC+0).

The calendar invitation is attached.

To cancel, use the link below. Declining the invitation in your calendar does not cancel the session.

Sign in: https://firm.example/account

Northlight Coaching
`,
    });
  });

  test("an American reads it as Americans write", () => {
    const reader = { ...letter.reader, locale: "en-US", timeZone: "America/New_York" };
    expect(of("SESSION_BOOKED", { reader }).text).toContain(
      "When: Tuesday, March 2, 2027, 5:00 – 6:00 AM (New York, UTC−5)",
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
    expect(text).toContain("Before: Monday, 1 March 2027, 09:00–10:00 (London, UTC+0)");
  });

  test("a cancellation tells why", () => {
    const off = { takesPlace: false, reason: "Illness" };
    const { subject, text } = of("SESSION_CANCELLED", { ...off, cancelledBy: "COACH" });
    expect(subject).toBe("Session cancelled: Ready for the risk committee, Tue 2 Mar, 10:00");
    expect(text).toContain("Your session “Ready for the risk committee” has been cancelled by your coach.");
    expect(text).toContain("Open the attachment to remove it from your calendar.");
    expect(of("SESSION_CANCELLED", { ...off, cancelledBy: "CLIENT" }).text).toContain("cancelled at your request.");
    expect(of("SESSION_CANCELLED", { ...off, cancelledBy: "CLIENT", part: "COACH" }).text).toContain(
      "cancelled at the request of its participants.",
    );
    expect(text).toContain("Why: Illness\n");
  });

  test("who is not expected any more is told that, not that it was called off", () => {
    const { text } = of("SESSION_CANCELLED", { coaches: [] });
    expect(text).toContain("You no longer take part in “Ready");
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
    expect(of("SESSION_BOOKED", { reader: german, session: { ...letter.session, kind: "INTAKE" } })).toMatchObject({
      subject: "Termin gebucht: Ready for the risk committee, Di., 2. März, 19:00",
      text: `Amara Osei · Dienstag, 2. März 2027, 19:00–20:00 Uhr (Tokyo, UTC+9)

Guten Tag Jörg Weiß,

Ihr Termin „Ready for the risk committee“ ist gebucht.

Was: Erstgespräch
Wann: Dienstag, 2. März 2027, 19:00–20:00 Uhr (Tokyo, UTC+9)
Coach: Amara Osei

Die Einladung für Ihren Kalender ist angehängt.

Zum Absagen nehmen Sie den Link unten. Wenn Sie die Einladung in Ihrem Kalender ablehnen, ist der Termin nicht abgesagt.

Sign in: https://firm.example/account

Northlight Coaching
`,
    });
  });

  test("a seat is offered until a time", () => {
    const { subject, text } = of("SEAT_OFFERED", { reader: german });
    expect(subject).toBe("Ein Platz ist frei: Ready for the risk committee, Di., 2. März, 19:00");
    expect(text).toContain(
      "In „Ready for the risk committee“ ist ein Platz frei. Nehmen Sie ihn an bis Dienstag, 2. März 2027, 19:00 Uhr (Tokyo, UTC+9).",
    );
  });

  test("a reminder comes without an attachment", () => {
    const { subject, text } = of("SESSION_REMINDER", { reader: german });
    expect(subject).toBe("Erinnerung: Ready for the risk committee, Di., 2. März, 19:00");
    expect(text).not.toContain("angehängt");
    expect(text).toContain("Ihr Termin „Ready for the risk committee“ beginnt am 2. März 2027 um 19:00 Uhr.");
  });

  test("what is no longer the reader's takes place without them", () => {
    const { text } = of("SESSION_CANCELLED", { reader: german, coaches: [], part: null });
    expect(text).toContain("Der Termin „Ready for the risk committee“ findet ohne Sie statt.");
    expect(text).toContain("Mit dem Anhang wird der Termin aus Ihrem Kalender entfernt.");
  });
});

describe("A series", () => {
  const span = (day: string) => ({ startsAt: new Date(`${day}T10:00:00Z`), endsAt: new Date(`${day}T11:00:00Z`) });
  const listed = (day: string, ...participants: string[]) => ({ ...span(day), participants });
  const series: Partial<Letter> = {
    sessionId: null,
    freeUntil: new Date("2027-03-01T10:00:00Z"),
    freeMinutes: 1440,
    recurrence: {
      ...{ rule: "FREQ=WEEKLY;COUNT=4", without: [], startsAt: 0, endsAt: 0, apart: [], isEndless: false },
      content: { title: letter.title, place: null, coaches: letter.coaches, kind: "REGULAR" },
      ahead: [listed("2027-03-02"), listed("2027-03-23", "Mara Lind", "Ola Berg")],
      gaps: [
        { ...span("2027-03-09"), isHoliday: true },
        { ...span("2027-03-16"), isHoliday: false },
      ],
    },
  };

  test("says until when cancelling is free of charge, and on which dates there is no session", () => {
    const { text } = of("SERIES_BOOKED", series);
    expect(text).toContain("No session on: 9 March 2027 (holiday); 16 March 2027 (not possible)\n");
    expect(text).toContain(
      "You can cancel each session free of charge until 24 hours before its start, the next one until Monday, 1 March 2027, 10:00 (London, UTC+0).",
    );
    const late = { ...series, freeUntil: new Date("2027-02-19T10:00:00Z"), freeMinutes: 90 };
    expect(of("SERIES_BOOKED", late).text).toContain("free of charge until 90 minutes before its start.");
    expect(of("SERIES_BOOKED", { ...series, freeUntil: null }).text).not.toContain("free of charge");
  });

  test("says the same in German", () => {
    const { text } = of("SERIES_BOOKED", { ...series, reader: german });
    expect(text).toContain("Kein Termin am: 9. März 2027 (Feiertag); 16. März 2027 (nicht möglich)\n");
    expect(text).toContain(
      "Sie können jeden Termin kostenfrei absagen bis 24 Stunden vor seinem Beginn, den nächsten bis Montag, 1. März 2027, 19:00 Uhr (Tokyo, UTC+9).",
    );
  });

  test("tells its coach who takes part on some dates only", () => {
    const { text } = of("SERIES_CHANGED", { ...series, part: "COACH", participants: ["Ines Calder"] });
    expect(text).toContain("- Tuesday, 2 March 2027, 10:00–11:00 (London, UTC+0)\n");
    expect(text).toContain("- Tuesday, 23 March 2027, 10:00–11:00 (London, UTC+0) · Mara Lind and Ola Berg\n");
  });
});

test("A seat in a session is told as what it is", () => {
  const changes = { formerCoaches: [], joined: ["Mara Lind"], left: [] };
  expect(of("SESSION_BOOKED", { hasSeats: true }).text).toContain("You have a seat in “Ready for the risk committee”.");
  const toCoach = { hasSeats: true, part: "COACH" } as const;
  expect(of("SESSION_CHANGED", { ...toCoach, changes }).text).toContain("A seat was taken in your session “Ready");
  const left = { ...changes, joined: [], left: ["Mara Lind"] };
  expect(of("SESSION_CHANGED", { ...toCoach, changes: left }).text).toContain("A seat was given up in your session");
  expect(of("SESSION_BOOKED", toCoach).text).toContain("Your session “Ready for the risk committee” is booked.");
});

test("Who cannot cancel by a link is told to ask", () => {
  const { text } = of("SESSION_BOOKED", { steps: { mayMove: false, withdrawal: null } });
  expect(text).toContain("does not cancel the session. If you cannot come, ask the other side.");
  expect(text).not.toContain("use the link");
});

test("Readers of other languages are written to in English, with the day before the month", () => {
  const reader = { ...letter.reader, locale: "pt-BR", timeZone: "America/Sao_Paulo" };
  expect(of("SESSION_BOOKED", { reader }).text).toContain("Tuesday, 2 March 2027, 07:00–08:00 (Sao Paulo, UTC−3)");
});

test("The clock has 12 or 24 hours as in the reader's region, whatever their language", () => {
  const inBogota = { ...letter.reader, locale: "es-CO", timeZone: "America/Bogota" };
  expect(of("SESSION_BOOKED", { reader: inBogota }).text).toMatch(/When: Tuesday, 2 March 2027, 5:00 – 6:00 am/i);
  const reader = { ...letter.reader, locale: "es-ES", timeZone: "Europe/Madrid" };
  expect(of("SESSION_BOOKED", { reader }).text).toContain("When: Tuesday, 2 March 2027, 11:00–12:00 (Madrid, UTC+1)");
});

test("A reminder says when in the words of the day", () => {
  const reminded = (createdAt: string) => {
    const email = { ...letter.email, kind: "SESSION_REMINDER" as const, createdAt: new Date(createdAt) };
    return textOf(wordingOf({ ...letter, email }, posting).page);
  };
  expect(reminded("2027-03-01T10:00:00Z")).toContain(
    "Your session “Ready for the risk committee” starts tomorrow at 10:00.",
  );
  expect(reminded("2027-03-02T09:00:00Z")).toContain("starts today at 10:00.");
  expect(reminded("2027-02-26T10:00:00Z")).toContain("starts on 2 March 2027 at 10:00.");
});

test("Whatever people and engagements are called, HTML shows it as text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const nasty = `<script>alert("${name}")</script><a href='https://evil.example'>&amp;`;
      const { html } = of("SESSION_BOOKED", {
        title: nasty,
        firm: nasty,
        reader: { ...letter.reader, name: nasty },
        coaches: [{ name: nasty, email: "amara@northlight.example" }],
      });
      expect(html).not.toMatch(/<script|evil\.example'>|&amp;/);
      expect(html.match(/<a /g)).toHaveLength(1);
    }),
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
