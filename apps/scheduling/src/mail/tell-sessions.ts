import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { instant, job, uuid } from "../jobs/job.js";
import { tellSoon } from "./tell-session.js";

declare module "../jobs/services.js" {
  interface JobServices {
    /** Milliseconds for which changes to a session are gathered into one message. */
    readonly gatherMs: number;
  }
}

/** The number of sessions per transaction. */
const AT_ONCE = 500;

/** Sorts before every id. */
const NO_SESSION = "00000000-0000-0000-0000-000000000000";

/** Visits every future session of the firm, or of one engagement, one after another. */
export const tellSessions = job({
  name: "tellSessions",
  told: { engagement: uuid.optional(), after: z.object({ startsAt: instant, session: uuid }).optional() },
  causedBy: [
    on(["reminders.set"], tellAll),
    on(["engagement.coach_left", "engagement.participant_left"], tellOfEngagement),
  ],

  async run(services, { firmId, engagement, after }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const from = after ?? { startsAt: new Date(now).toISOString(), session: NO_SESSION };
      const rows = await transaction.query<{ id: string; startsAt: Date }>(
        `select id, starts_at as "startsAt" from session
       where firm_id = $1::uuid and status = 'CONFIRMED' and (starts_at, id) > ($2::timestamptz, $3::uuid)
         and ($4::uuid is null or engagement_id = $4::uuid)
       order by starts_at, id limit $5::integer`,
        [firmId, from.startsAt, from.session, engagement ?? null, AT_ONCE],
      );
      const ids = rows.map(({ id }) => id);
      await tellSoon(transaction, ids, now, services.gatherMs);
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      const next = { startsAt: last.startsAt.toISOString(), session: last.id };
      enqueue(transaction, tellSessions, { ...(engagement && { engagement }), after: next });
    });
  },
});

/** Plans the reminders of all future sessions again. */
function tellAll(transaction: Transaction): void {
  enqueue(transaction, tellSessions, {}, { key: "all" });
}

function tellOfEngagement(transaction: Transaction, { ids }: Naming<"engagement">): void {
  enqueue(transaction, tellSessions, { engagement: ids.engagement }, { key: ids.engagement });
}
