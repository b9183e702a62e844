import type { CommandContext } from "@coachwork/platform";
import { type Engagement, isEngagementOver, Takeaway, type TakeawayEnd, takeawayEndSql } from "@coachwork/schema";

type Context = CommandContext<"NOT_MENTORING" | "WRONG_STATUS" | "TOO_LATE">;

/** Refuses unless the engagement is or was active, until some time after its end. */
export async function judgeTakeawayTime(
  context: Context,
  { id, status }: Pick<Engagement, "id" | "status">,
  field: string,
): Promise<void> {
  if (status === "DRAFT")
    context.refuse("WRONG_STATUS", field, "The engagement is a DRAFT. Write takeaways once it is active.");
  if (!isEngagementOver(status)) return;
  const { transaction, actor } = context;
  const [end] = await transaction.query<TakeawayEnd>(takeawayEndSql, [transaction.scope.firmId, id]);
  if (end?.endedAsDraft) context.refuse("WRONG_STATUS", field, "The engagement was cancelled before it began.");
  if (end && actor.today <= end.lastDay) return;
  const until = end ? `could be written until ${end.lastDay}` : "can be written until 90 days after its end";
  context.refuse("TOO_LATE", field, `The engagement has ended. Its takeaways ${until}.`);
}

/** A takeaway that the viewer wrote, locked. */
export async function ownTakeaway(context: CommandContext<never>, id: string, what: string): Promise<Takeaway> {
  const takeaway = await context.fetch(Takeaway, id, "id", { lock: true });
  if (takeaway.authorId === context.actor.personId) return takeaway;
  return context.refuse("FORBIDDEN", "id", `Only its author can ${what} a takeaway.`);
}
