import { describe, expect, test } from "@jest/globals";
import { apiId, at, day } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import {
  allTold,
  book,
  change,
  database,
  firm,
  group,
  lettersTo,
  people,
  person,
  playOn,
  signedIn,
} from "./letters-world.ts";
import { eventOf } from "./mail-world.ts";

playOn(await sharedStage());

const subjects = async (personId: string, count: number) => {
  const letters = await lettersTo(personId, count);
  return letters.map(({ subject }) => subject.split(":")[0]);
};
const statusOf = (calendar: string) => /^STATUS:(\w+)/m.exec(calendar)?.[1];

describe("Whatever a participant's calendar shows is news when it changes", () => {
  test("another coach: under the next SEQUENCE, to everybody, and the former coach no longer takes part", async () => {
    const id = await book(at(5, 10));
    await lettersTo(people.jonah, 1);
    await change("rescheduleSession", {
      ...{ id, startsAt: at(5, 10), endsAt: at(5, 11) },
      coachIds: [apiId("person", people.another)],
    });
    for (const member of [people.ines, people.jonah]) {
      const [, changed] = await lettersTo(member, 2);
      expect(changed!.subject).toMatch(/^Session changed: /);
      expect(changed!.text).toContain("Coach: Ben Ito\nCoach until now: Amara Osei\n");
      expect([changed!.method, eventOf(changed!).sequence]).toEqual(["REQUEST", 1]);
      expect(changed!.calendar).toContain("ben@");
    }
    const [, farewell] = await lettersTo(people.coach, 2);
    expect([farewell!.method, statusOf(farewell!.calendar!), eventOf(farewell!).sequence]).toEqual([
      "CANCEL",
      undefined,
      1,
    ]);
    expect(farewell!.text).toContain("You no longer take part");
    expect(await subjects(people.another, 1)).toEqual(["Session booked"]);
  });

  test("another place, set by a coach or because the coach's room is another", async () => {
    const id = await book(at(5, 10), { place: "12 High Street" });
    const [booked] = await lettersTo(people.ines, 1);
    expect(booked!.text).toContain("Where: 12 High Street\n");
    await change("setSessionPlace", { id, place: null });
    const room = "https://meet.example/amara";
    await lettersTo(people.ines, 2);
    const availability = { coachId: apiId("person", people.coach), timeZone: "UTC", windows: [] };
    await change("setAvailability", { ...availability, meetingRoom: room });
    const [, nowhere, changed] = await lettersTo(people.ines, 3);
    expect(nowhere!.text).not.toContain("Where");
    expect(changed!.subject).toMatch(/^Session changed: /);
    expect(changed!.text).toContain(`Where: ${room}\n`);
    const lines = changed!.calendar!.replaceAll("\r\n ", "").split("\r\n");
    expect(lines).toEqual(expect.arrayContaining([`LOCATION:${room}`, `URL;VALUE=URI:${room}`, "SEQUENCE:2"]));
  });

  test("what the session is for", async () => {
    const id = await book(at(5, 10));
    await lettersTo(people.ines, 1);
    await change("changeSessionKind", { id, kind: "REVIEW" });
    for (const member of [people.ines, people.coach]) {
      const [, changed] = await lettersTo(member, 2);
      expect(changed!.subject).toMatch(/^Session changed: /);
      expect(changed!.text).toContain("Review");
      expect([changed!.method, eventOf(changed!).sequence]).toEqual(["REQUEST", 1]);
    }
  });

  test("a coach who leaves the engagement, though nobody moved the session", async () => {
    const both = [people.coach, people.another].map((coach) => apiId("person", coach));
    const id = await book(at(5, 10), { coachIds: both });
    await lettersTo(people.ines, 1);
    const { rows } = await database.admin.query<{ id: string }>(
      "select id from engagement_coach where firm_id = $1 and person_id = $2",
      [firm.firmId, people.coach],
    );
    await change(
      "endEngagementCoach",
      { id: apiId("engagement_coach", rows[0]!.id), leftOn: day(1) },
      { type: "EndMembershipInput" },
    );
    const [, changed] = await lettersTo(people.ines, 2);
    expect(changed!.text).toContain("Coach: Ben Ito\nCoach until now: Amara Osei\n");
    expect(eventOf(changed!).sequence).toBe(1);
    const { session } = await (
      await signedIn(people.ines)
    ).ask("query($id: ID!) { session(id: $id) { sequence } }", { id });
    expect(session.sequence).toBe(1);
  });

  test("the kind and the title, as soon as anything makes it look", async () => {
    const id = await book(at(5, 10));
    await lettersTo(people.ines, 1);
    await database.admin.query("update session set kind = 'REVIEW' where firm_id = $1", [firm.firmId]);
    await database.admin.query("update engagement set title = 'Audit committee' where firm_id = $1", [firm.firmId]);
    await change("excuseFromSession", { id }, { by: await signedIn(people.jonah) });
    const [, changed] = await lettersTo(people.ines, 2);
    expect(changed!.subject).toMatch(/^Session changed: Audit committee/);
    expect(changed!.text).toContain("What: Review\n");
    expect(eventOf(changed!).summary).toBe("Audit committee · Review");
  });
});

describe("A participant who leaves and comes back", () => {
  test("of a group: is taken out of it and invited again, each under the next SEQUENCE; the coach is told", async () => {
    const id = await book(at(5, 10));
    await lettersTo(people.jonah, 1);
    const asJonah = await signedIn(people.jonah);
    await change("excuseFromSession", { id }, { by: asJonah });
    await lettersTo(people.jonah, 2);
    await lettersTo(people.coach, 2);
    await change("excuseFromSession", { id, excused: false }, { by: asJonah });
    const letters = await lettersTo(people.jonah, 3);
    expect(letters.map(({ method }) => method)).toEqual(["REQUEST", "CANCEL", "REQUEST"]);
    const sequences = letters.map((letter) => eventOf(letter).sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort());
    expect(letters[1]!.text).toContain("You no longer take part");
    expect(statusOf(letters[1]!.calendar!)).toBeUndefined();

    const [, excused, back] = await lettersTo(people.coach, 3);
    expect(excused!.text).toContain("Participant: Ines Calder\nNo longer takes part: Jonah Reyes\n");
    expect(back!.text).toContain("Participants: Ines Calder and Jonah Reyes\nJoined: Jonah Reyes\n");
    await allTold();
    expect(await lettersTo(people.ines, 1)).toHaveLength(1);
  });

  test("of a session with seats: the coach reads who takes a seat and who leaves it", async () => {
    const id = await book(at(5, 10), { seats: { capacity: 2 } });
    await lettersTo(people.coach, 1);
    const asInes = await signedIn(people.ines);
    const { seat } = await change("takeSeat", { sessionId: id }, { by: asInes, answer: "seat { id }" });
    const [, taken] = await lettersTo(people.coach, 2);
    expect(taken!.text).toContain("Participant: Ines Calder\nJoined: Ines Calder\n");
    await lettersTo(people.ines, 1);
    await change("leaveSeat", { id: seat.id }, { by: asInes });
    const [, , left] = await lettersTo(people.coach, 3);
    expect(left!.text).toContain("No longer takes part: Ines Calder\n");
    await change("takeSeat", { sessionId: id }, { by: asInes });
    const letters = await lettersTo(people.ines, 3);
    const sequences = letters.map((letter) => eventOf(letter).sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort());
    expect(letters.map(({ method }) => method)).toEqual(["REQUEST", "CANCEL", "REQUEST"]);
  });

  test("is no news to the others of the group, who do not read who comes", async () => {
    await book(at(5, 10));
    await lettersTo(people.ines, 1);
    const mara = await person("CLIENT", "Mara Lind");
    const joining = { engagementId: apiId("engagement", group), personId: apiId("person", mara) };
    await change("addEngagementParticipant", joining, { type: "AddToEngagementInput" });
    const [, joined] = await lettersTo(people.coach, 2);
    expect(joined!.text).toContain("Joined: Mara Lind\n");
    await allTold();
    expect(await lettersTo(people.ines, 1)).toHaveLength(1);
  });
});
