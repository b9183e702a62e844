import { declareExpression, declareOnly } from "@coachwork/reader";
import { field } from "./common/connections.js";
import { mutations } from "./slices.js";
import { Person } from "./tenancy/person.js";

/** What the viewer's roles may do, as the mutations are declared. Only the viewer's own are known. */
declareExpression(Person, "permissions", (person, sql) => {
  const names = mutations
    .filter(({ roles }) => roles.some((role) => sql.grants.includes(role)))
    .map(({ name }) => name);
  return `case when ${person}.id = ${sql.person} then '${JSON.stringify(names.sort())}'::json else '[]'::json end`;
});
field(
  Person,
  "permissions",
  () => [String],
  "The names of the mutations that your roles may perform, so that a page can hide what you cannot do. A mutation may still refuse for another reason. Empty for everybody but yourself.",
);
declareOnly(Person, "ASSISTANT", { permissions: true });
