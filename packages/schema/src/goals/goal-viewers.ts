import { declareScope, type RowCondition } from "@coachwork/reader";
import { inScope } from "../common/in-scope.js";

// Engagements with a team of the viewer's organization, which that organization also pays for.
declareScope(
  "sponsored_teamwork",
  (sql) => `
  select e.id from engagement e join team t on t.firm_id = ${sql.firm} and t.id = e.team_id
  where e.firm_id = ${sql.firm} and e.id in (select id from ${sql.scope("sponsored")})
    and t.organization_id in (select id from ${sql.scope("own_organization")})`,
);

const joined = inScope("engagement_id", "joined");

/**
 * Shows what belongs to the viewer, also after they have left, or to their whole team. What other members of a group work on is
 * never theirs to see.
 */
const ownWork: RowCondition = (row, sql) =>
  `(${row}.participant_id = ${sql.person} or ${row}.participant_id is null and ${joined(row, sql)})`;

/** The coaches of the engagement, and whom the goal is of. Nobody who runs or pays for the engagement is among them. */
export const goalPeople = { COACH: inScope("engagement_id", "coached"), CLIENT: ownWork } as const;

/** Shows a goal that its participant shares with the sponsors of their organization, who pay for the engagement. */
export const isSharedGoal: RowCondition = (goal, sql) => `(${goal}.sharing <> 'NONE'
  and ${goal}.engagement_id in (select id from ${sql.scope("sponsored")})
  and (${goal}.participant_id in (select id from ${sql.scope("sponsored_people")})
    or ${goal}.participant_id is null and ${goal}.engagement_id in (select id from ${sql.scope("sponsored_teamwork")})))`;

/** Of a shared goal, whether its progress is shared too. */
export const sharesProgress: RowCondition = (goal) => `${goal}.sharing = 'PROGRESS'`;

/** Shows what belongs to a goal, by its `goal_id`, whose progress is shared with the viewer. */
export const ofSharedGoal: RowCondition = (part, sql) => {
  const goal = sql.alias("goal");
  return `exists (select 1 from goal ${goal} where ${goal}.firm_id = ${sql.firm} and ${goal}.id = ${part}.goal_id
    and ${isSharedGoal(goal, sql)} and ${sharesProgress(goal, sql)})`;
};
