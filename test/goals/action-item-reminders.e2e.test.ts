import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, until } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { type Letter, lettersTo } from "../support/mailbox.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";

const stage = await sharedStage();
const { database, platform } = stage;
let world: GoalsWorld;
let address: string;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
  address = `clemens.${world.firm.firmId}@firm.example`;
  const tokyo = "update person set email = $2, time_zone = 'Asia/Tokyo' where id = $1";
  await database.admin.query(tokyo, [world.clientId, address]);
});

async function create(dueOn: string | null): Promise<string> {
  const input = {
    engagementId: world.engagementId,
    title: "Ask the board",
    ownerId: apiId("person", world.clientId),
    dueOn,
  };
  const { actionItem, userErrors } = await mutate(world.coach, "createActionItem", input, {
    answer: "actionItem { id }",
  });
  expect(userErrors).toEqual([]);
  return actionItem.id;
}
const act = (name: string, input: object): Promise<AnyData> =>
  mutate(world.coach, name, input, /^(finish|drop|reopen)/.test(name) ? { type: "ActionItemStatusInput" } : {});

/** The times of the reminders that wait. */
async function planned(): Promise<string[]> {
  await allDone(database, world.firm.firmId);
  const { rows } = await database.admin.query<{ at: Date }>(
    `select run_at as at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where identifier = 'remindOfActionItem' and payload->>'firmId' = $1 order by run_at`,
    [world.firm.firmId],
  );
  return rows.map(({ at }) => at.toISOString().slice(0, 16));
}

async function letters(): Promise<readonly Letter[]> {
  await allDone(database, world.firm.firmId);
  return lettersTo(platform.outbox, address);
}

/** Lets the time of the first reminder that waits come. */
async function letTimeCome(): Promise<void> {
  await planned();
  await database.admin.query(
    `update graphile_worker._private_jobs set run_at = now() where id = (
       select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where identifier = 'remindOfActionItem' and payload->>'firmId' = $1 order by run_at limit 1)`,
    [world.firm.firmId],
  );
}

// Eight in the morning in Tokyo is an hour before midnight of the day before.
const before = (dueOn: number) => `${day(dueOn - 2)}T23:00`;
const after = (dueOn: number) => `${day(dueOn)}T23:00`;

test("the owner is reminded on their own clock, the morning before the due day and the morning after", async () => {
  await create(day(20));
  expect(await planned()).toEqual([before(20), after(20)]);
  expect(await letters()).toEqual([]);
  await letTimeCome();
  const [first] = await until("the reminder", letters, ({ length }) => length === 1);
  expect(first!.subject).toBe("Due tomorrow: Ask the board");
  expect(first!.text).toContain("for “An engagement” at A firm: Ask the board");
  await letTimeCome();
  const both = await until("the second", letters, ({ length }) => length === 2);
  expect(both.map(({ subject }) => subject).sort()).toEqual(["Due tomorrow: Ask the board", "Overdue: Ask the board"]);
  expect(await planned()).toEqual([]);
});

test("reminders follow the due day, and end with the action item", async () => {
  const id = await create(day(20));
  await act("updateActionItem", { id, dueOn: day(30) });
  expect(await planned()).toEqual([before(30), after(30)]);
  await act("updateActionItem", { id, dueOn: null });
  expect(await planned()).toEqual([]);
  await act("updateActionItem", { id, dueOn: day(30) });
  for (const name of ["finishActionItem", "dropActionItem"]) {
    await act(name, { id });
    expect(await planned()).toEqual([]);
    await act("reopenActionItem", { id });
    expect(await planned()).toEqual([before(30), after(30)]);
  }
  await mutate(world.coach, "removeActionItem", { id });
  expect(await planned()).toEqual([]);
});

test("what is due today is not announced, and is told when it is overdue", async () => {
  await create(day(0));
  expect(await planned()).toEqual([after(0)]);
});

test.each([
  ["has left the engagement", "update engagement_participant set left_on = current_date where firm_id = $1"],
  ["wants no reminders", "update person set gets_reminders = false where firm_id = $1"],
  ["was deactivated", "update person set status = 'DEACTIVATED', former_roles = '{CLIENT}' where firm_id = $1"],
])("an owner who %s gets no letter", async (_, change) => {
  await create(day(20));
  expect(await planned()).toHaveLength(2);
  await database.admin.query(change, [world.firm.firmId]);
  await letTimeCome();
  expect(await letters()).toEqual([]);
});
