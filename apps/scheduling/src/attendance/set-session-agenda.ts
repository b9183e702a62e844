import { implement } from "@coachwork/platform";
import { mayBecome, Session, SetSessionAgenda } from "@coachwork/schema";
import { belongsTo, peopleOf } from "../people/engagement-people.js";

/** Sets a session's agenda. Managers can neither read nor write it. */
export const setSessionAgenda = implement(SetSessionAgenda, async (context, input) => {
  const { transaction, actor } = context;
  const session = await context.fetch(Session, input.id, "id", { lock: true });
  const { id, status, engagementId } = session;
  const { agenda = session.agenda } = input;
  if (!belongsTo(actor, await peopleOf(transaction, engagementId)))
    context.refuse(
      "FORBIDDEN",
      "id",
      "Only the coaches and participants of its engagement can set a session's agenda.",
    );
  if (!isUpcomingOrInProgress(session))
    context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD, CONFIRMED or IN_PROGRESS.`);
  if (agenda === session.agenda) return { session: id };

  await transaction.update(Session, { id }, { agenda });
  transaction.tell({ type: "agenda.set", ids: { session: id, engagement: engagementId } });
  return { session: id };
});

function isUpcomingOrInProgress({ status }: Session): boolean {
  return status === "IN_PROGRESS" || mayBecome(status, "CANCELLED");
}
