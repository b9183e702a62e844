import { type CommandContext, lockEngagement } from "@coachwork/platform";
import { Agreement, type AgreementMoveName, agreementMoves, type Engagement } from "@coachwork/schema";

type Context = CommandContext<"WRONG_STATUS">;

interface Found {
  readonly agreement: Agreement;
  readonly engagement: Engagement;
}

/** An agreement that the viewer reads, locked after its engagement, as in every command that changes both. */
export async function agreementToChange(context: Context, id: string): Promise<Found> {
  const { transaction } = context;
  const { engagementId } = await context.fetch(Agreement, id, "id");
  // A party who joins later does not see the engagement yet.
  const engagement = (await lockEngagement(transaction, engagementId))!;
  const agreement = await context.fetch(Agreement, id, "id", { lock: true });
  return { agreement, engagement };
}

/** Refuses a step that the agreement's status does not allow. */
export function refuseMove(context: Context, { status }: Agreement, move: AgreementMoveName): void {
  context.statusAfter(agreementMoves[move], status, { thing: "agreement", step: `be ${move}` });
}
