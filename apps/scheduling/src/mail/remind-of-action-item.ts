import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { instant, job, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { dueActionItem } from "./due-action-item.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

type Reminder = PlainLetter<"actionItemDue"> | PlainLetter<"actionItemOverdue">;

/**
 * Reminds the owner of an open action item: in the morning of the day before it is due, and again in the morning after that
 * day. `at` is the time for which the reminder was planned; one for a day that changed since is none.
 */
export const remindOfActionItem = job({
  name: "remindOfActionItem",
  lane: "mail",
  told: { actionItem: uuid, at: instant },
  causedBy: [
    on(
      [
        ...(["action_item.created", "action_item.updated", "action_item.reopened"] as const),
        ...(["action_item.finished", "action_item.dropped", "action_item.removed"] as const),
      ],
      remindWhenDue,
    ),
  ],

  async run(services, { firmId, actionItem, at }, signal): Promise<void> {
    const letter = await letterOf(services, firmId, { id: actionItem, at: new Date(at).getTime() });
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

/** Makes both reminders wait for their time. They are cancelled if nobody is to be reminded any more, or their time is over. */
async function remindWhenDue(transaction: Transaction, { ids }: Naming<"actionItem">, now: number): Promise<void> {
  const id = ids.actionItem;
  const item = await dueActionItem(transaction, id, now);
  for (const which of ["remindAt", "overdueAt"] as const) {
    const [key, runAt] = [`${id} ${which}`, item?.[which]];
    if (!runAt || runAt.getTime() <= now) dequeue(transaction, remindOfActionItem, key);
    else enqueue(transaction, remindOfActionItem, { actionItem: id, at: runAt.toISOString() }, { runAt, key });
  }
}

function letterOf(
  services: JobServices,
  firmId: string,
  { id, at }: { readonly id: string; readonly at: number },
): Promise<Reminder | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const item = await dueActionItem(transaction, id, now);
    const isOverdue = item?.overdueAt.getTime() === at;
    if (!item || (!isOverdue && item.remindAt.getTime() !== at)) return undefined;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "action-items", id);
    const facts = { item: item.title, title: item.engagement, day: dayTo(item, item.dueOn), firm };
    const letter = { id: `${id}.${item.dueOn}`, reader: item, firm, page, facts, writtenAt: new Date(at) };
    return { kind: isOverdue ? "actionItemOverdue" : "actionItemDue", ...letter };
  });
}
