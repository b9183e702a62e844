import { type CommandContext } from "@coachwork/platform";
import { MANAGERS, Resource } from "@coachwork/schema";
import { COACHES, isOn } from "../engagements/membership.js";

/**
 * A resource that the viewer may change, locked. What is shared in an engagement is changed by its coaches and by the person who shared
 * it; the rest is for those who run the firm.
 */
export async function ownResource(context: CommandContext<never>, id: string): Promise<Resource> {
  const resource = await context.fetch(Resource, id, "id", { lock: true });
  const { engagementId, authorId } = resource;
  if (engagementId === null) {
    if (context.holds(...MANAGERS)) return resource;
    return context.refuse(
      "FORBIDDEN",
      "id",
      "Only those who run the firm change what is shared with a program or the firm.",
    );
  }
  if (authorId === context.actor.personId || (await isOn(context, COACHES, engagementId))) return resource;
  return context.refuse("FORBIDDEN", "id", "Only the engagement's coaches and the person who shared it can change it.");
}
