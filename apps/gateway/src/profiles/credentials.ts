import { type CommandContext, judged } from "@coachwork/platform";
import {
  ADMINS,
  ArchiveCredential,
  CreateCredential,
  type Credential,
  Person,
  PersonRole,
  RestoreCredential,
  UpdateCredential,
} from "@coachwork/schema";

/** Refuses coaches who change credentials of others. */
function refuseOthers(context: CommandContext<never>, { personId }: Credential, field: string): void {
  if (context.holds(...ADMINS) || personId === context.actor.personId) return;
  context.refuse("FORBIDDEN", field, "Coaches keep their own credentials. Ask an owner or admin for those of others.");
}

export const createCredential = judged(CreateCredential, async (context, credential) => {
  refuseOthers(context, credential, "personId");
  const { personId } = credential;
  if (await context.transaction.findOne(PersonRole, { personId, role: "COACH" })) return;
  const { name } = (await context.transaction.findOne(Person, { id: personId }))!;
  const message = `${name} does not hold the role COACH. Give them the role first.`;
  context.refuse("NOT_A_COACH", "personId", message);
});

export const updateCredential = judged(UpdateCredential, (context, credential) =>
  refuseOthers(context, credential, "id"),
);

export const archiveCredential = judged(ArchiveCredential, (context, credential) =>
  refuseOthers(context, credential, "id"),
);

export const restoreCredential = judged(RestoreCredential, (context, credential) =>
  refuseOthers(context, credential, "id"),
);
