import type { CommandContext } from "@coachwork/platform";
import { Agreement, type AgreementMoveName, agreementMoves, Engagement } from "@coachwork/schema";

type Context = CommandContext<"WRONG_STATUS">;

interface Found {
  readonly agreement: Agreement;
  readonly engagement: Engagement;
}

/** An agreement that the viewer reads, locked after its engagement, as in every command that changes both. */
export async function agreementToChange(context: Context, id: string): Promise<Found> {
  const { transaction } = context;
  const { engagementId } = await context.fetch(Agreement, id, "id");
  await transaction.query("select from engagement where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    engagementId,
  ]);
  const agreement = await context.fetch(Agreement, id, "id", { lock: true });
  // A party who joins later does not see the engagement yet.
  return { agreement, engagement: (await transaction.findOne(Engagement, { id: engagementId }))! };
}

/** Refuses a step that the agreement's status does not allow. */
export function refuseMove(context: Context, { status }: Agreement, move: AgreementMoveName): void {
  context.statusAfter(agreementMoves[move], status, { thing: "agreement", step: `be ${move}` });
}
