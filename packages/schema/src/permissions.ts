import { declareExpression, declareOnly, type Viewer } from "@coachwork/reader";
import { field } from "./common/connections.js";
import { type Declared, mutations } from "./slices.js";
import { Person } from "./tenancy/person.js";

/** The names of the mutations that a viewer may call, as they are declared: by the roles of a person, or the scopes of a key. */
export function permissionsOf({ personId, grants }: Pick<Viewer, "personId" | "grants">): string[] {
  const isOpen = ({ roles, keys }: Declared) =>
    personId === null ? grants.includes(keys) : roles.some((role) => grants.includes(role));
  return mutations
    .filter(isOpen)
    .map(({ name }) => name)
    .sort();
}

/** What the viewer's roles may do. Only the viewer's own are known. Keys have no person. */
declareExpression(Person, "permissions", (person, sql) => {
  const names = permissionsOf({ personId: "of whoever sees it", grants: sql.grants });
  return `case when ${person}.id = ${sql.person} then '${JSON.stringify(names)}'::json else '[]'::json end`;
});
field(
  Person,
  "permissions",
  () => [String],
  "The names of the mutations that your roles may perform, so that a page can hide what you cannot do. A mutation may still refuse for another reason. Empty for everybody but yourself.",
);
declareOnly(Person, "ASSISTANT", { permissions: true });
