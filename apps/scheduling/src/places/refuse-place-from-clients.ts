import type { CommandContext } from "@coachwork/platform";
import type { CancellingParty } from "@coachwork/schema";

/** Refuses a place from clients: those whom they meet say where. */
export function refusePlaceFromClients(
  context: CommandContext<never>,
  { place }: { readonly place?: string | null },
  party: CancellingParty,
): void {
  if (party !== "CLIENT" || place == null) return;
  const message = "Only the engagement's coaches and owners, admins and program managers can say where it takes place.";
  context.refuse("FORBIDDEN", "place", message);
}
