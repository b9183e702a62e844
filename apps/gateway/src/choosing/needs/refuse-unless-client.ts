import type { CommandContext } from "@coachwork/platform";
import { type Person, PersonRole } from "@coachwork/schema";

/** Refuses a person without the role CLIENT, who could not see the assessment. */
export async function refuseUnlessClient(
  context: CommandContext<"NOT_A_CLIENT">,
  { id, name }: Pick<Person, "id" | "name">,
  field: string,
): Promise<void> {
  // The lock makes this wait for an erasure, which removes the assessments that it finds.
  await context.transaction.query("select from person where firm_id = $1::uuid and id = $2::uuid for share", [
    context.transaction.scope.firmId,
    id,
  ]);
  const held = await context.transaction.find(PersonRole, { role: "CLIENT", personId: id });
  if (held.length > 0) return;
  context.refuse("NOT_A_CLIENT", field, `${name} does not hold the role CLIENT. Give them the role first.`);
}
