import type { CommandContext } from "@coachwork/platform";
import type { Person } from "@coachwork/schema";

/** Refuses to ask a person who no longer gets e-mails. */
export function refuseUnreachable(context: CommandContext<"NOBODY_TO_ASK">, person: Person, field: string): void {
  if (person.email !== null && person.status !== "DEACTIVATED" && person.status !== "ERASED") return;
  const message = `${person.name} cannot be reached: the person is ${person.status}. Leave them out.`;
  context.refuse("NOBODY_TO_ASK", field, message);
}
