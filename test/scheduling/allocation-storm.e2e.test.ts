import { expect, test } from "@jest/globals";
import { apiId, at } from "@coachwork/testing";
import fc from "fast-check";
import { sharedStage } from "../support/stage.ts";
import {
  adjustText,
  asClient,
  asCoach,
  asManager,
  bookText,
  cancelText,
  database,
  engagementOf,
  firm,
  moveText,
  playOn,
  totalsOf,
} from "./allocation-world.ts";

playOn(await sharedStage());

test("however bookings, moves, cancellations and adjustments run into each other, the ledger holds", async () => {
  const step = fc.record({
    who: fc.constantFrom("manager", "coach", "client"),
    what: fc.constantFrom("book", "book", "cancel", "move", "adjust"),
    which: fc.nat(7),
    hour: fc.nat(40),
    amount: fc.integer({ min: -2, max: 2 }).filter((amount) => amount !== 0),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 3, maxLength: 6 }),
      fc.constantFrom("SESSIONS", "HOURS"),
      async (turns, allocation_unit) => {
        const engagement = await engagementOf({ allocation_unit, allocation_amount: 3 });
        const engagementId = apiId("engagement", engagement);
        const known: string[] = [];
        for (const turn of turns) {
          const answers = await Promise.all(
            turn.map(async ({ who, what, which, hour, amount }) => {
              const client = { manager: asManager, coach: asCoach, client: asClient }[who];
              const startsAt = new Date(at(2, 8).getTime() + hour * 3_600_000);
              const endsAt = new Date(startsAt.getTime() + (30 + 30 * (which % 3)) * 60_000);
              const id = known[which % Math.max(1, known.length)];
              if (what === "adjust") {
                const input = { engagementId, amount, reason: "To see" };
                return client.send(adjustText, { input });
              }
              if (what === "book" || !id) return client.send(bookText, { input: { engagementId, startsAt, endsAt } });
              if (what === "cancel") return client.send(cancelText, { input: { id } });
              return client.send(moveText, { input: { id, startsAt, endsAt } });
            }),
          );
          expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
          known.push(...answers.flatMap(({ data }) => data?.bookSession?.session?.id ?? []));
        }
        await expectLedgerToHold(engagement);
      },
    ),
    { numRuns: 12 },
  );
});

/** Reads the history in order: no sum ever falls below zero, and each session has reserved what it takes now. */
async function expectLedgerToHold(engagement: string): Promise<void> {
  const { rows: entries } = await database.admin.query(
    `select kind, amount, session_id from allocation_entry where firm_id = $1 and engagement_id = $2 order by recorded_at`,
    [firm.firmId, engagement],
  );
  const { rows: sessions } = await database.admin.query(
    `select s.id, s.status, extract(epoch from s.ends_at - s.starts_at)::integer / 60 as minutes, e.allocation_unit as unit
     from session s join engagement e on e.firm_id = s.firm_id and e.id = s.engagement_id
     where s.firm_id = $1 and s.engagement_id = $2`,
    [firm.firmId, engagement],
  );
  const { rows } = await database.admin.query("select allocation_unit from engagement where id = $1", [engagement]);
  const unit = rows[0]!.allocation_unit === "HOURS" ? 60 : 1;
  let available = 3 * unit;
  const reserved = new Map<string, number>();
  for (const { kind, amount, session_id } of entries) {
    if (kind === "ADJUST" || kind === "RELEASE") available += amount;
    if (kind === "RESERVE") available -= amount;
    if (session_id) reserved.set(session_id, (reserved.get(session_id) ?? 0) + (kind === "RESERVE" ? amount : -amount));
    expect(available).toBeGreaterThanOrEqual(0);
    expect(Math.min(0, ...reserved.values())).toBe(0);
  }
  for (const { id, status, minutes } of sessions) {
    const takes = status === "CANCELLED" ? 0 : unit === 60 ? minutes : 1;
    expect(reserved.get(id) ?? 0).toBe(takes);
  }
  expect(await totalsOf(asManager, engagement)).toMatchObject({
    available,
    reserved: [...reserved.values()].reduce((sum, amount) => sum + amount, 0),
  });
}
