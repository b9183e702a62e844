import { type CommandContext, takesAgreements } from "@coachwork/platform";
import { Agreement, AGREEMENTS_IN_FORCE, type Engagement } from "@coachwork/schema";
import { In } from "typeorm";

/** Refuses an engagement that needs an agreement which not everybody has signed. */
export async function refuseUnagreed(
  context: CommandContext<"NEEDS_AGREEMENT">,
  engagement: Engagement,
): Promise<void> {
  if (!engagement.needsAgreement || !takesAgreements(engagement)) return;
  const inForce = { engagementId: engagement.id, status: In(AGREEMENTS_IN_FORCE) };
  const agreement = await context.transaction.findOne(Agreement, inForce);
  if (agreement?.status === "COMPLETED") return;
  const message = agreement
    ? "The engagement needs a completed agreement, and not everybody has signed it. Wait for the last signature."
    : "The engagement needs a completed agreement. Prepare one and have it signed first.";
  context.refuse("NEEDS_AGREEMENT", "id", message);
}
