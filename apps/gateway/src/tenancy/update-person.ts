import { command, type CommandContext } from "@coachwork/platform";
import {
  type CodeOf,
  Person,
  PersonRole,
  type Role,
  UpdatePersonCodes,
  type UpdatePersonInput,
} from "@coachwork/schema";
import { In } from "typeorm";
import { email, locale, named } from "../graphql/checks.js";
import { lockOwners } from "./owners.js";
import { checkGrants, distinctRoles, roleChange } from "./roles.js";

type Context = CommandContext<CodeOf<typeof UpdatePersonCodes>>;

/** Changes what is given of a person. Roles are replaced as a whole. */
export const updatePerson = command({
  codes: UpdatePersonCodes,
  roles: ["OWNER", "ADMIN"],
  async run(context, input: UpdatePersonInput) {
    // First of all: everybody locks the owners before any other person, so that nobody waits in a circle.
    const owners = input.roles == null ? undefined : await lockOwners(context.transaction);
    const person = await context.fetch(Person, input.id, "id", { lock: true });
    const profileChanged = await changeProfile(context, person, input);
    const rolesChanged = owners !== undefined && (await changeRoles(context, person, input.roles ?? [], owners));
    if (profileChanged || rolesChanged) {
      context.transaction.tell({ type: "person.updated", ids: { person: person.id } });
    }
    return { person: person.id };
  },
});

async function changeProfile(context: Context, person: Person, input: UpdatePersonInput): Promise<boolean> {
  const given = {
    name: input.name == null ? person.name : named(context, input.name, "name", 200),
    email: input.email == null ? person.email : email(context, input.email, "email"),
    timeZone: input.timeZone ?? person.timeZone,
    locale: input.locale == null ? person.locale : locale(context, input.locale, "locale"),
  };
  const changes = Object.entries(given).filter(([field, value]) => value !== person[field as keyof typeof given]);
  if (changes.length === 0) return false;
  try {
    await context.transaction.update(Person, { id: person.id }, Object.fromEntries(changes));
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== "person_email") throw error;
    context.refuse("EMAIL_TAKEN", "email", `Somebody else in the firm has the e-mail address ${given.email}.`);
  }
  return true;
}

async function changeRoles(
  context: Context,
  { id: personId, name }: Person,
  roles: readonly Role[],
  owners: ReadonlySet<string>,
): Promise<boolean> {
  const { transaction } = context;
  const wanted = distinctRoles(context, roles);
  const held = await transaction.find(PersonRole, { personId });
  const change = roleChange(
    held.map(({ role }) => role),
    wanted,
  );
  checkGrants(context, change);
  if (change.lost.includes("OWNER") && owners.size === 1) {
    const message = `${name} is the firm's only owner: make somebody else an owner first.`;
    context.refuse("LAST_OWNER", "roles", message);
  }
  if (change.lost.length > 0) await transaction.delete(PersonRole, { personId, role: In([...change.lost]) });
  await transaction.insert(
    PersonRole,
    change.gained.map((role) => ({ personId, role })),
  );
  return change.lost.length + change.gained.length > 0;
}
