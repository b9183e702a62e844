import type { CommandContext } from "@coachwork/platform";
import { type SessionKind, SessionType } from "@coachwork/schema";

/** The chosen session type, if one is chosen. What it defines must not be contradicted. */
export async function typeToAgree(
  context: CommandContext<string>,
  { sessionTypeId, kind }: { readonly sessionTypeId?: string | null; readonly kind?: SessionKind | null },
): Promise<SessionType | undefined> {
  if (sessionTypeId == null) return undefined;
  const type = await context.fetch(SessionType, sessionTypeId, "sessionTypeId");
  if (kind != null && kind !== type.kind)
    context.refuse("INVALID", "kind", `Sessions of this type are ${type.kind}, not ${kind}; leave kind out.`);
  return type;
}

/** Refuses a length that the type does not have. `instead` says what it leads to: "until 10:00", "not 45". */
export function refuseLength(
  context: CommandContext<string>,
  { durationMinutes }: SessionType,
  field: "endsAt" | "durationMinutes",
  instead: string,
): never {
  const message = `A session of this type takes ${durationMinutes} minutes, ${instead}; leave ${field} out.`;
  return context.refuse("INVALID", field, message);
}
