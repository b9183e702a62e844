import { expect, test } from "@jest/globals";
import type { Transaction } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { followEvents, on } from "./cause.js";
import { job, uuid } from "./job.js";

const id = "01a2077b-4834-7173-a840-fc60893aae79";
const note = job({ name: "note", told: { session: uuid }, run: () => Promise.resolve() });

test("a job is told what it declares and whose it is", () => {
  expect(note.told.parse({ session: id, firmId: id, more: "of another version" })).toEqual({ session: id, firmId: id });
});

test.each([{ session: id }, { firmId: id }, { session: "the next one", firmId: id }, null])(
  "a job is not done that is told %j",
  (told) => {
    expect(() => note.told.parse(told)).toThrow();
  },
);

test("an event has what follows from it done in the order of the causes, each with the event", async () => {
  const done: string[] = [];
  const follow = followEvents(
    [
      on(["session.booked", "session.held"], async (_, { type }) => {
        await Promise.resolve();
        done.push(`first ${type}`);
      }),
      on(["session.expired"], () => void done.push("another event's")),
      on(["session.booked"], (_, __, now, { gatherMs }) => void done.push(`second ${now} ${gatherMs}`)),
    ],
    { gatherMs: 60 },
  );
  await follow({} as Transaction, { type: "session.booked" } as LoggedEvent, 5);
  expect(done).toEqual(["first session.booked", "second 5 60"]);
});
