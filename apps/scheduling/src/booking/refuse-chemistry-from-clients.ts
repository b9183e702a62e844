import type { CommandContext } from "@coachwork/platform";
import type { CancellingParty, Session } from "@coachwork/schema";

interface Asked {
  readonly kind?: Session["kind"] | null;
  readonly sessionTypeId?: string | null;
}

/**
 * Refuses to let clients, and those who act for them, choose a chemistry session: it costs them nothing, so they would book as
 * many as they like. `kind` is what the session would be, by the input or by its type.
 */
export function refuseChemistryFromClients(
  context: CommandContext<never>,
  asked: Asked,
  { kind }: Pick<Session, "kind">,
  party: CancellingParty,
): void {
  if (party !== "CLIENT" || kind !== "CHEMISTRY") return;
  const message =
    "CHEMISTRY sessions use no allocation, so only the engagement's coaches and owners, admins and program managers choose them. Choose another kind, or ask them for one.";
  context.refuse("FORBIDDEN", asked.kind == null && asked.sessionTypeId != null ? "sessionTypeId" : "kind", message);
}
