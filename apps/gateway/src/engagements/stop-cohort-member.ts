import { type CommandContext, implement, Overtaken } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import {
  AwaitCohortMatch,
  CancelCohortMember,
  type ClosingReason,
  CohortMember,
  type CohortMemberMoveName,
  cohortMemberMoves,
  DiscontinueCohortMember,
  type DiscontinuedReason,
  Engagement,
  isEngagementOver,
} from "@coachwork/schema";
import { endMemberships } from "./end-memberships.js";
import { holdsFrom, membersOf, PARTICIPANTS } from "./membership.js";
import { moveEngagement } from "./move-engagement.js";

type Context = CommandContext<"WRONG_STATUS">;

/** Takes a step of one member, if their status allows that. The member is locked. */
async function moveMember(
  context: Context,
  { id, cohortId, status }: CohortMember,
  name: CohortMemberMoveName,
  reason: DiscontinuedReason | null = null,
): Promise<void> {
  const move = cohortMemberMoves[name];
  const after = context.statusAfter(move, status, { thing: "member", step: `become ${move.to}` });
  await context.transaction.update(CohortMember, { id }, { status: after, reason });
  context.transaction.tell({ type: `cohort_member.${name}`, ids: { cohort: cohortId, cohortMember: id } });
}

export const awaitCohortMatch = implement(AwaitCohortMatch, async (context, { id }) => {
  const member = await context.fetch(CohortMember, id, "id", { lock: true });
  await moveMember(context, member, "awaiting_match");
  return { cohortMember: member.id };
});

export const discontinueCohortMember = implement(DiscontinueCohortMember, (context, { id, reason }) =>
  stop(context, id, "discontinued", reason),
);

export const cancelCohortMember = implement(CancelCohortMember, (context, { id }) => stop(context, id, "cancelled"));

/** Stops a member's way, and with it their part in the engagement. The engagement is locked before its members, as everywhere. */
async function stop(
  context: Context,
  id: string,
  name: "discontinued" | "cancelled",
  reason: DiscontinuedReason | null = null,
) {
  const { transaction, actor } = context;
  const { engagementId } = await context.fetch(CohortMember, id, "id");
  const engagement =
    engagementId === null ? null : await transaction.visible(actor, Engagement, engagementId, { lock: true });
  const member = await context.fetch(CohortMember, id, "id", { lock: true });
  if (member.engagementId !== engagementId) throw new Overtaken("The member was placed at the same time.");
  await moveMember(context, member, name, reason);
  if (engagement && !isEngagementOver(engagement.status)) await endPart(context, engagement, member, reason);
  return { cohortMember: member.id };
}

/** Ends an engagement with nobody else, and otherwise the person's part in it. */
async function endPart(
  context: Context,
  engagement: Engagement,
  { personId }: CohortMember,
  reason: DiscontinuedReason | null,
): Promise<void> {
  const { transaction, actor } = context;
  const others = (await membersOf(transaction, PARTICIPANTS, engagement.id)).filter(
    (each) => each.personId !== personId && holdsFrom(each, actor.today),
  );
  if (others.length > 0) {
    const lost = { role: "CLIENT", personIds: [personId], engagementId: engagement.id };
    await endMemberships(transaction, lost, actor.today);
    return;
  }
  const closingReason = reason === null ? "UNRESPONSIVE" : closingReasons[reason];
  await moveEngagement(context, { id: apiIdOf(Engagement, engagement.id) }, "cancelled", { closingReason });
}

const closingReasons: Readonly<Record<DiscontinuedReason, ClosingReason>> = {
  CONTRACT: "CONTRACT_ENDED",
  LEFT: "LEFT_ORGANIZATION",
  BUSY: "NO_TIME",
  LEAVE: "ON_LEAVE",
};
