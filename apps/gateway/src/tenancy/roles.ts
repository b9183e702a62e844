import type { CommandContext } from "@coachwork/platform";
import { Role } from "@coachwork/schema";

/** Who may give or take a role. Roles that are not listed need no special right. */
const GRANTED_BY: Partial<Record<Role, readonly Role[]>> = {
  OWNER: ["OWNER"],
  ADMIN: ["OWNER", "ADMIN"],
  FINANCE: ["OWNER", "ADMIN"],
};

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
    const granters = GRANTED_BY[role];
    if (!granters || context.holds(...granters)) continue;
    context.refuse("FORBIDDEN", "roles", `Only ${granters.join(" or ")} can give or take the role ${role}.`);
  }
}
