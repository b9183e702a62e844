import type { CommandContext } from "@coachwork/platform";
import { Note } from "@coachwork/schema";

/** A note that the viewer wrote, locked. What somebody wrote is nobody else's to change, not even for those who read it. */
export async function ownNote(context: CommandContext<never>, id: string, what: string): Promise<Note> {
  const note = await context.fetch(Note, id, "id", { lock: true });
  if (note.authorId === context.actor.personId) return note;
  return context.refuse("FORBIDDEN", "id", `Only its author can ${what} a note.`);
}
