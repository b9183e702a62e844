import type { CommandContext } from "@coachwork/platform";
import { type ClientProfile, type CoachProfile, Person } from "@coachwork/schema";

type Profile = CoachProfile | ClientProfile;

/** The profile with this API id. Its person is locked first, as by whoever writes it. */
export async function profileToRemove<P extends Profile>(
  context: CommandContext<never>,
  entity: new () => P,
  id: string,
): Promise<P> {
  const { personId } = await context.fetch(entity, id, "id");
  await context.transaction.visible(context.actor, Person, personId, { lock: true });
  return context.fetch(entity, id, "id", { lock: true });
}
