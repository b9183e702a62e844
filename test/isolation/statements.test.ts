import type { Actor } from "@coachwork/schema";
import { describe, expect, jest, test } from "@jest/globals";
import { at, day, FirmFactory } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type Logged, statementsSentTo } from "./log.js";
import { type Operation, operationsOf } from "./walk.js";

jest.setTimeout(180_000);

const { database, inside, ids } = await insideWorld({ isLogged: true });

/** A firm in which every list has this many members, down to a session's attendance. */
async function firmOf(size: number): Promise<Actor> {
  const firm = await FirmFactory.create(database.admin);
  const times = <T>(make: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: size }, (_, index) => make(index)));
  const owner = await firm.person(["OWNER", "COACH"]);
  const organization = await firm.organization();
  await times(() => firm.team(organization));
  const team = await firm.team(organization);
  const coaches = await times(() => firm.person(["COACH"]));
  const clients = await times(() => firm.person(["CLIENT"], { organization_id: organization, team_id: team }));
  const everybody = { coaches: [owner, ...coaches], participants: clients };
  await times(() => firm.engagement({ coaches: [owner] }, { organization_id: organization }));
  const engagement = await firm.engagement(everybody, { organization_id: organization });
  await times(() => firm.note(engagement, owner, "SHARED"));
  await times((index) => firm.session(engagement, { coaches: [owner], startsAt: at(2 + index, 9) }));
  const session = await firm.session(engagement, { ...everybody, startsAt: at(1, 9) });
  const move = { session_id: session, starts_at: at(1, 9), ends_at: at(1, 10), moved_at: at(0, 1), moved_by_id: owner };
  await times(() => firm.row("session_move", move));
  await firm.availability(owner);
  return {
    firmId: firm.firmId,
    personId: owner,
    actorId: owner,
    grants: ["OWNER", "COACH"],
    today: day(0),
    firmTimeZone: "UTC",
  };
}

/** Deep questions: the longest of each root field. */
function deepest(): Operation[] {
  const byField = new Map<string, Operation>();
  for (const operation of operationsOf({ schema: inside.schema, ids, without: new Set() })) {
    const { field } = operation.selections[0]!;
    if (operation.text.length > (byField.get(field)?.text.length ?? 0)) byField.set(field, operation);
  }
  return [...byField.values()];
}

const isRead = ({ application, text }: Logged) =>
  application === "coachwork-gateway" && /^\s*(with|select)\b/i.test(text);

describe.each([false, true])(
  "However many there are, each question is one statement, field by field: %s",
  (byParts) => {
    test.each([1, 30])("with lists of %i", async (size) => {
      const actor = await firmOf(size);
      const questions = deepest();
      for (const [index, { text, document, variables }] of questions.entries()) {
        await database.admin.query(mark(size, byParts, index));
        const answer = await inside.ask(actor, document, variables, { byParts });
        const faults = (answer.errors ?? []) as { extensions: { code: string } }[];
        expect([text, faults.filter(({ extensions }) => extensions.code !== "NOT_FOUND")]).toEqual([text, []]);
      }
      await database.admin.query(mark(size, byParts, questions.length));

      const log = await statementsSentTo(database);
      const place = (index: number) => log.findIndex(({ text }) => text === mark(size, byParts, index));
      for (const [index, { text, selections }] of questions.entries()) {
        const sent = log.slice(place(index) + 1, place(index + 1)).filter(isRead);
        // Free slots are the scheduling service's to find; those who are free then are read, all at once.
        const ofSlots = ["freeSlots", "schedule"].includes(selections[0]!.field) ? -1 : 0;
        const coachesOf = sent.length > 1 && text.includes("nextFreeSlot") ? 1 : 0;
        expect([text, sent.length]).toEqual([text, 1 + ofSlots + coachesOf]);
      }
      expect(questions.length).toBeGreaterThan(12);
    });
  },
);

/** Stands in the log before each question. */
function mark(size: number, byParts: boolean, index: number): string {
  return `select 'question ${index} of lists of ${size}, ${byParts}'`;
}
