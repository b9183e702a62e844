import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Engagement, Firm, isEngagementOver, Person, type TakeawayEnd, takeawayEndSql } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { instant, job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

interface Told extends OfFirm {
  readonly reader: string;
  readonly engagement: string;
  readonly at: string;
}

/**
 * Asks a mentor or mentee what they took from mentoring that has ended, unless it goes on meanwhile. Whether they have written
 * something already is theirs to know.
 */
export const askForTakeaways = job({
  name: "askForTakeaways",
  lane: "mail",
  told: { reader: uuid, engagement: uuid, at: instant },
  causedBy: [on(["engagement.completed", "engagement.cancelled"], askMembers)],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function askMembers(
  transaction: Transaction,
  { ids: { engagement }, occurredAt }: Naming<"engagement"> & { readonly occurredAt: Date },
  now: number,
): Promise<void> {
  if (!(await endOf(transaction, engagement))) return;
  for (const reader of await readersOf(transaction, engagement, now))
    enqueue(transaction, askForTakeaways, { reader, engagement, at: occurredAt.toISOString() });
}

/** The engagement and its last day for takeaways, if it is mentoring that has ended after it was active. */
async function endOf(transaction: Transaction, id: string) {
  const engagement = await transaction.findOne(Engagement, { id });
  if (engagement?.kind !== "MENTORING" || !isEngagementOver(engagement.status)) return undefined;
  const [end] = await transaction.query<TakeawayEnd>(takeawayEndSql, [transaction.scope.firmId, id]);
  return end && !end.endedAsDraft ? { engagement, lastDay: end.lastDay } : undefined;
}

/** Everybody who is in it today and can sign in. */
async function readersOf(transaction: Transaction, engagement: string, now: number): Promise<readonly string[]> {
  return (await presentMembersOf(transaction, engagement, now)).map(({ id }) => id);
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, engagement: engagementId, at }: Told,
): Promise<PlainLetter<"takeawaysWanted"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const end = await endOf(transaction, engagementId);
    if (!end || !(await readersOf(transaction, engagementId, now)).includes(id)) return undefined;
    const reader = (await transaction.findOne(Person, { id }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "engagements", engagementId);
    const facts = { title: end.engagement.title, day: dayTo(reader, end.lastDay), firm };
    return {
      kind: "takeawaysWanted",
      id: `${engagementId}.${id}.${Date.parse(at)}`,
      reader,
      firm,
      page,
      facts,
      writtenAt: new Date(at),
    };
  });
}
