import type { CommandContext } from "@coachwork/platform";
import { type Person, PersonRole, Role } from "@coachwork/schema";

/** Who may give or take a role. Roles that are not listed need no special right. */
const GRANTED_BY: Partial<Record<Role, readonly Role[]>> = {
  OWNER: ["OWNER"],
  ADMIN: ["OWNER", "ADMIN"],
  FINANCE: ["OWNER", "ADMIN"],
};

/**
 * Roles that show or run the whole firm. Only people give and take them, and choose the mailboxes of those who hold them. An API key
 * that did could reach beyond its scopes, or lock the firm's people out.
 */
export const STAFF: readonly Role[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE"];

/** From one set of roles to another. */
export interface RoleChange {
  readonly gained: readonly Role[];
  readonly lost: readonly Role[];
}

export function roleChange(held: readonly Role[], wanted: readonly Role[]): RoleChange {
  return {
    gained: wanted.filter((role) => !held.includes(role)),
    lost: held.filter((role) => !wanted.includes(role)),
  };
}

/** Each role once, in the canonical order. At least one. */
export function distinctRoles(roles: readonly Role[]): Role[] {
  return Object.values(Role).filter((role) => roles.includes(role));
}

/** Refuses if somebody gives or takes a role without the right. */
export function checkGrants(context: CommandContext<never>, { gained, lost }: RoleChange): void {
  for (const role of [...gained, ...lost]) {
    if (!context.isPerson && STAFF.includes(role))
      context.refuse("FORBIDDEN", "roles", `API keys cannot give or take the role ${role}. Ask an owner or admin.`);
    const granters = GRANTED_BY[role];
    if (!granters || context.holds(...granters)) continue;
    context.refuse("FORBIDDEN", "roles", `Only ${granters.join(" or ")} can give or take the role ${role}.`);
  }
}

/** Refuses an API key a change of somebody who shows or runs the whole firm, or did until they were deactivated. */
export async function refuseStaffToKeys(
  context: CommandContext<never>,
  { id, name, formerRoles }: Pick<Person, "id" | "name" | "formerRoles">,
  { field, what }: { readonly field: string; readonly what: string },
): Promise<void> {
  if (context.isPerson) return;
  const held = await context.transaction.find(PersonRole, { personId: id });
  const staff = [...held.map(({ role }) => role), ...(formerRoles ?? [])].find((role) => STAFF.includes(role));
  if (staff === undefined) return;
  context.refuse("FORBIDDEN", field, `${name} is ${staff}. API keys cannot ${what}. Ask an owner or admin.`);
}
