import { executeUnasked, type Transaction } from "@coachwork/platform";
import { dequeue, enqueue, type JobPayload } from "../jobs/jobs.js";
import type { EffectSettings } from "../jobs/effect.js";
import type { JobServices } from "../jobs/services.js";
import { announce } from "./announce.js";
import { remind } from "./remind.js";
import { sessionFacts } from "./session-facts.js";
import { tellSoon } from "./tell-soon.js";
import { emailsAbout } from "./write-email.js";

/** Has everybody whom a session concerns told what is new about it: for any event that says so. */
export function tellOfChange(
  transaction: Transaction,
  { ids }: { readonly ids: { readonly session: string } },
  now: number,
  { gatherMs }: EffectSettings,
): Promise<void> {
  return tellSoon(transaction, [ids.session], now, gatherMs);
}

/**
 * Writes the e-mails about a session that are to be written now, and comes back when the next reminder is due. It compares
 * how things are with what was told, not with an event, so that it can be done at any time and any number of times.
 */
export async function tellSession(
  services: JobServices,
  { firmId, session: id, dueAt }: JobPayload<"tellSession" | "remindOfSession">,
): Promise<void> {
  await executeUnasked(services, firmId, async (transaction, clock) => {
    // That it is time was judged by the database's clock, which may be ahead of ours.
    const now = Math.max(clock, dueAt === undefined ? 0 : Date.parse(dueAt));
    const facts = await sessionFacts(transaction, id);
    if (!facts) return;
    await announce(transaction, facts, await emailsAbout(transaction, id), now);
    const next = await remind(transaction, facts, await emailsAbout(transaction, id), now);
    if (next === undefined) return dequeue(transaction, "remindOfSession", id);
    const runAt = new Date(next);
    enqueue(transaction, "remindOfSession", { session: id, dueAt: runAt.toISOString() }, { runAt, key: id });
  });
}
