import { declareExpression, declareRights, type RowCondition, type Sql } from "@coachwork/reader";
import { Float } from "type-graphql";
import { field } from "../common/connections.js";
import { EngagementParticipant } from "../engagements/membership.js";
import { levelOf } from "./goal.js";

/** An attained level in SQL, by the goal's alias. */
type Level = (goal: string, sql: Sql) => string;

const atBaseline: Level = (goal) => `${goal}.baseline_level`;
// A goal without progress is still where it began.
const now: Level = (goal, sql) => `coalesce(${levelOf(goal, sql)}, ${goal}.baseline_level)`;

/**
 * The T score of weighted goals (Kiresuk and Sherman 1968, rho 0.3), not rounded: 50 + 10 Σwx / √(0.7 Σw² + 0.3 (Σw)²).
 * Null without a goal that has a scale and a baseline. Dropped goals do not count.
 */
function score(levels: readonly (readonly [sign: "" | "-", level: Level])[], member: string, sql: Sql): string {
  const goal = sql.alias("goal");
  const sum = levels
    .map(([sign, level]) => `${sign}sum(${goal}.weight * ${level(goal, sql)})::float8`)
    .join(" + ")
    .replaceAll("+ -", "- ");
  return `(select 10 * (${sum})
      / sqrt(0.7 * sum(${goal}.weight * ${goal}.weight)::float8 + 0.3 * power(sum(${goal}.weight)::float8, 2))
    from goal ${goal}
    where ${goal}.firm_id = ${sql.firm} and ${goal}.engagement_id = ${member}.engagement_id
      and (${goal}.participant_id = ${member}.person_id or ${goal}.participant_id is null)
      and ${goal}.status <> 'DROPPED' and ${goal}.expected is not null and ${goal}.baseline_level is not null)`;
}

const rounded = (sql: string) => `round((${sql})::numeric, 2)::float8`;

declareExpression(EngagementParticipant, "baselineGoalScore", (member, sql) =>
  rounded(`50 + ${score([["", atBaseline]], member, sql)}`),
);
declareExpression(EngagementParticipant, "goalScore", (member, sql) =>
  rounded(`50 + ${score([["", now]], member, sql)}`),
);
// The difference is rounded once: 32.37 and 54.41 may be 22.03 apart.
declareExpression(EngagementParticipant, "goalScoreChange", (member, sql) =>
  rounded(
    score(
      [
        ["", now],
        ["-", atBaseline],
      ],
      member,
      sql,
    ),
  ),
);

const ownScore: RowCondition = (member, sql) => `${member}.person_id = ${sql.person}`;
const right = { COACH: true, CLIENT: ownScore } as const;
declareRights(EngagementParticipant, { baselineGoalScore: right, goalScore: right, goalScoreChange: right });

const counted =
  "Goals that were dropped, or have no scale or baseline, do not count. Null without a goal that counts, and for anybody but the coaches and the participant.";
field(
  EngagementParticipant,
  "baselineGoalScore",
  () => Float,
  `The goal attainment score (T) at the beginning, rounded to 2 decimals. 50 is what is expected. ${counted}`,
  true,
);
field(
  EngagementParticipant,
  "goalScore",
  () => Float,
  `The goal attainment score (T) now, rounded to 2 decimals. 50 is what is expected. In a team, everybody has that of the shared goals. A goal without progress counts with its baseline. ${counted}`,
  true,
);
field(
  EngagementParticipant,
  "goalScoreChange",
  () => Float,
  `How much the score has changed since the beginning, rounded to 2 decimals. ${counted}`,
  true,
);
