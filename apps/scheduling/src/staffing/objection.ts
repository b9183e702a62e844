import { type CommandContext } from "@coachwork/platform";
import { type BookSession, type CodeOf, type RescheduleSession } from "@coachwork/schema";

/** Reasons that booking and moving a session share. */
export type TimeCode = CodeOf<typeof BookSession> & CodeOf<typeof RescheduleSession>;

/** Why a session cannot be at that time: a refusal that has not been made yet. */
export interface Objection {
  readonly code: TimeCode;
  /** A path into the input. */
  readonly field: string;
  readonly message: string;
}

/** Turns an objection, if there is one, into the command's refusal. */
export function refuseIf(context: Pick<CommandContext<TimeCode>, "refuse">, objection: Objection | undefined): void {
  if (objection) context.refuse(objection.code, objection.field, objection.message);
}
