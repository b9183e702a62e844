import { expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import fc from "fast-check";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

/** An engagement of a firm, and which of two people are in it. */
const engagements = fc.array(
  fc.record({
    side: fc.constantFrom("coach", "participant"),
    keep: fc.option(
      fc.record({ from: fc.integer({ min: -30, max: 0 }), days: fc.option(fc.integer({ min: 0, max: 60 })) }),
    ),
    duplicate: fc.option(
      fc.record({ from: fc.integer({ min: -30, max: 0 }), days: fc.option(fc.integer({ min: 0, max: 60 })) }),
    ),
    sessions: fc.array(
      fc.record({
        keep: fc.option(fc.constantFrom("PENDING", "PRESENT", "EXCUSED", "NO_SHOW")),
        duplicate: fc.option(fc.constantFrom("PENDING", "PRESENT", "EXCUSED", "NO_SHOW")),
        amount: fc.integer({ min: 1, max: 90 }),
      }),
      { maxLength: 3 },
    ),
    notes: fc.array(fc.tuple(fc.boolean(), fc.constantFrom("SHARED", "COACHES")), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 5 },
);

type Engagement = (typeof engagements extends fc.Arbitrary<infer All> ? All : never) extends (infer One)[]
  ? One
  : never;

/** Writes the engagements, with sessions on days of their own, so that nobody is booked twice. */
async function write(
  firm: FirmFactory,
  ids: { keep: string; duplicate: string },
  all: readonly Engagement[],
): Promise<void> {
  const [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  let days = 1;
  for (const { side, sessions, notes, ...who } of all) {
    const engagement = await firm.engagement({ coaches: [coach], participants: [client] }, { format: "GROUP" });
    for (const name of ["keep", "duplicate"] as const) {
      const member = who[name];
      if (!member) continue;
      const left_on = member.days === null ? null : day(member.from + member.days);
      const time = { joined_on: day(member.from), left_on };
      await (side === "coach"
        ? firm.coach(engagement, ids[name], time)
        : firm.participant(engagement, ids[name], time));
    }
    for (const session of sessions) {
      days += 1;
      const present = (["keep", "duplicate"] as const).filter((name) => session[name] !== null);
      const coaches = side === "coach" ? present.map((name) => ids[name]) : [coach];
      const participants = [client, ...(side === "coach" ? [] : present.map((name) => ids[name]))];
      const id = await firm.session(engagement, { coaches, participants, startsAt: at(days, 9) });
      for (const name of side === "coach" ? [] : present)
        await database.admin.query("update attendance set status = $3 where session_id = $1 and person_id = $2", [
          ...[id, ids[name], session[name]],
        ]);
      const entry = { engagement_id: engagement, session_id: id, kind: "RESERVE", amount: session.amount };
      await firm.row("allocation_entry", { ...entry, recorded_at: new Date(), recorded_by_id: ids.duplicate });
    }
    for (const [isKeeps, visibility] of notes)
      await firm.note(engagement, isKeeps ? ids.keep : ids.duplicate, visibility);
  }
}

/** What a firm has, with one name for both people: each thing once. */
async function sums(
  { firmId }: FirmFactory,
  { keep, duplicate }: { keep: string; duplicate: string },
): Promise<object> {
  const { rows } = await database.admin.query<object>(
    `with one as (select $2::uuid as keep, $3::uuid as duplicate)
     select (select json_agg((id, kind, amount) order by id) from allocation_entry where firm_id = $1) as ledger,
       (select json_agg((id, starts_at, status) order by id) from session where firm_id = $1) as sessions,
       (select json_agg((id, text, visibility, case author_id when duplicate then keep else author_id end) order by id)
          from note, one where firm_id = $1) as notes,
       (select json_agg(seen order by seen::text) from (
          select distinct (session_id, case person_id when duplicate then keep else person_id end) as seen
          from attendance, one where firm_id = $1) s) as attendance,
       (select json_agg(seen order by seen::text) from (
          select distinct (session_id, case person_id when duplicate then keep else person_id end) as seen
          from attendance, one where firm_id = $1 and status = 'PRESENT') s) as present,
       (select json_agg(seen order by seen::text) from (
          select distinct (session_id, case coach_id when duplicate then keep else coach_id end) as seen
          from session_coach, one where firm_id = $1) s) as coached,
       (select json_agg(seen order by seen::text) from (
          select m.side, m.engagement_id, person, unnest(range_agg(daterange(joined_on, left_on))) as days from (
            select 'coach' as side, engagement_id, case person_id when duplicate then keep else person_id end as person, joined_on, left_on
            from engagement_coach, one where firm_id = $1
            union all
            select 'participant', engagement_id, case person_id when duplicate then keep else person_id end, joined_on, left_on
            from engagement_participant, one where firm_id = $1) m
          group by 1, 2, 3) seen) as members`,
    [firmId, keep, duplicate],
  );
  return rows[0]!;
}

async function merged(owner: TestClient, ids: { keep: string; duplicate: string }): Promise<object> {
  const { mergePeople } = await owner.ask(
    `mutation($keep: ID!, $duplicate: ID!) { mergePeople(input: { keepId: $keep, duplicateId: $duplicate }) { userErrors { code message } } }`,
    { keep: apiId("person", ids.keep), duplicate: apiId("person", ids.duplicate) },
  );
  return mergePeople as object;
}

test("merging loses nothing and doubles nothing, whatever both did: ledger, sessions, attendance, notes, days in engagements", async () => {
  await fc.assert(
    fc.asyncProperty(engagements, async (all) => {
      const firm = await FirmFactory.create(database.admin);
      const owner = await signedIn(firm, await firm.person(["OWNER"]));
      const ids = { keep: await firm.person(["COACH", "CLIENT"]), duplicate: await firm.person(["COACH", "CLIENT"]) };
      await write(firm, ids, all);
      const before = await sums(firm, ids);
      expect(await merged(owner, ids)).toEqual({ userErrors: [] });
      expect(await sums(firm, ids)).toEqual(before);
      const { rows } = await database.admin.query("select 1 from person where firm_id = $1 and id = $2", [
        ...[firm.firmId, ids.duplicate],
      ]);
      expect(rows).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);
