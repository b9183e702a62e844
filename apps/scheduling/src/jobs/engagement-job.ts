import type { Transaction } from "@coachwork/platform";
import type { LoggedEvent } from "@coachwork/schema";
import { type Naming, on } from "./cause.js";
import { enqueue } from "./enqueue.js";
import { job, type Job, type OfFirm, uuid } from "./job.js";
import type { JobServices } from "./services.js";

/** What such a job is told. */
export interface OfEngagement extends OfFirm {
  readonly engagement: string;
}

interface Declaration {
  readonly name: string;
  readonly events: readonly Extract<LoggedEvent, { ids: { engagement: string } }>["type"][];
  run(services: JobServices, told: OfEngagement): Promise<void>;
}

/**
 * Declares a job for an engagement in which something happened. It runs once for everything that happens before it
 * runs.
 */
export function engagementJob({ name, events, run }: Declaration): Job<OfEngagement> {
  const lookAfter = (transaction: Transaction, { ids }: Naming<"engagement">): void => {
    enqueue(transaction, declared, { engagement: ids.engagement }, { key: ids.engagement });
  };
  const declared = job({ name, told: { engagement: uuid }, causedBy: [on(events, lookAfter)], run });
  return declared;
}
