import { declareExpression, declareFilters, declareRights, type Input, type Sql } from "@coachwork/reader";
import { Int } from "type-graphql";
import { field } from "../common/connections.js";
import { MANAGERS } from "../common/grants.js";
import { memberFromSql } from "../engagements/membership-days.js";
import { Person, PersonFilter } from "../tenancy/person.js";

/** How many more active engagements a coach can take; null without a capacity. */
function remaining(person: string, sql: Sql): string {
  const [profile, coach, engagement] = ["profile", "coach", "engagement"].map((name) => sql.alias(name));
  return `(select greatest(0, ${profile}.capacity - (
      select count(distinct ${coach}.engagement_id) from engagement_coach ${coach}
      join engagement ${engagement} on ${engagement}.firm_id = ${sql.firm} and ${engagement}.id = ${coach}.engagement_id
      where ${coach}.firm_id = ${sql.firm} and ${coach}.person_id = ${person}.id and ${engagement}.status = 'ACTIVE'
        and ${memberFromSql(coach!, sql.today)}
    ))::integer from coach_profile ${profile}
    where ${profile}.firm_id = ${sql.firm} and ${profile}.person_id = ${person}.id
      and ${profile}.capacity is not null)`;
}

declareExpression(Person, "remainingCapacity", remaining);
declareRights(Person, { remainingCapacity: MANAGERS });
field(
  Person,
  "remainingCapacity",
  () => Int,
  "How many more active engagements the coach or mentor can take: 0 or more. Null if there is no limit, and for anybody but owners, admins and program managers.",
  true,
);

declareFilters(Person, {
  hasRemainingCapacity: {
    isSkewed: true,
    reads: ["remainingCapacity"],
    where: (person, has: Input<boolean>, sql) => {
      const role = sql.alias("role");
      return `(exists (select 1 from person_role ${role} where ${role}.firm_id = ${sql.firm}
          and ${role}.person_id = ${person}.id and ${role}.role = 'COACH')
        and (coalesce(${remaining(person, sql)}, 1) > 0) = ${sql.bind(has, "boolean")})`;
    },
  },
});
field(
  PersonFilter,
  "hasRemainingCapacity",
  () => Boolean,
  "Coaches and mentors who can take another active engagement, or those who cannot. For owners, admins and program managers.",
  true,
);
