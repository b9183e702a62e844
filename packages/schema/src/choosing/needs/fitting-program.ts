import type { Sql } from "@coachwork/reader";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { AllocationUnit, EngagementFormat, EngagementKind, MentoringForm } from "../../engagements/words.js";

export const ProgramAspect = wordsOf(
  "ProgramAspect",
  "In which respect a program fits somebody's needs, or does not.",
  {
    KIND: "It is of the chosen kind, or else of the recommended one.",
    FORMAT: "It is of the format that was asked for.",
    LENGTH:
      "It is at least half and at most twice as long as was asked for. For a year or more, any longer or open-ended program fits, too.",
  },
);
export type ProgramAspect = WordOf<typeof ProgramAspect>;

/** The most programs that are offered. */
const MOST = 20;
/** For this many weeks or more, a program of any greater length fits. */
const LONG_WEEKS = 52;

@ObjectType({
  description:
    "A program that fits somebody's needs: its name and terms. Clients also see those of programs in which they do not take part.",
})
export class FittingProgram {
  @Field(() => ID, {
    nullable: true,
    description: "Its id, for `createEngagement` or `createCohort`. Null for clients.",
    simple: true,
  })
  programId!: string | null;

  @Field(() => String, { description: "Its name.", simple: true })
  name!: string;

  @Field(() => EngagementKind, { description: "Its kind.", simple: true })
  kind!: EngagementKind;

  @Field(() => EngagementFormat, { description: "Whether it is for one person, a group or a team.", simple: true })
  format!: EngagementFormat;

  @Field(() => MentoringForm, {
    nullable: true,
    description: "How mentoring is agreed. Null for coaching.",
    simple: true,
  })
  mentoringForm!: MentoringForm | null;

  @Field(() => AllocationUnit, {
    nullable: true,
    description: "The unit of its allocation. Null if it has none.",
    simple: true,
  })
  allocationUnit!: AllocationUnit | null;

  @Field(() => Int, { nullable: true, description: "Its allocation, in that unit.", simple: true })
  allocationAmount!: number | null;

  @Field(() => Int, { nullable: true, description: "Its length in weeks. Null if it is open-ended.", simple: true })
  weeks!: number | null;

  @Field(() => [ProgramAspect], { description: "In which respects it fits.", simple: true })
  fits!: readonly ProgramAspect[];

  @Field(() => [ProgramAspect], {
    description: "In which respects it does not fit. What was not asked for is in neither list.",
    simple: true,
  })
  differs!: readonly ProgramAspect[];
}

/** Viewers who see every program. Only they get its id. */
const seesPrograms = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "engagements:read"];

/** SQL for the programs that fit an assessment. */
export function programsThatFit(row: string, _: unknown, sql: Sql): string {
  const [program, fit] = [sql.alias("program"), sql.alias("fit")];
  const id = sql.grants.some((grant) => seesPrograms.includes(grant))
    ? `'program_' || encode(uuid_send(${program}.id), 'hex')`
    : "null::text";
  const format = `${program}.format = ${row}.wanted_format`;
  const weeks = `coalesce(${program}.weeks, 100000)`;
  const length = `(${weeks} * 2 >= ${row}.wanted_weeks
    and (${row}.wanted_weeks >= ${LONG_WEEKS} or ${weeks} <= ${row}.wanted_weeks * 2))`;
  const aspects = (what: (condition: string) => string, kind: string) =>
    `array_remove(array[${kind}, case when ${what(format)} then 'FORMAT' end, case when ${what(length)} then 'LENGTH' end], null)`;
  return `select ${fit}.*, row_number() over (order by cardinality(${fit}.differs), cardinality(${fit}.fits) desc, ${fit}.name)
      as place
    from (select ${id} as "programId", ${program}.name, ${program}.kind, ${program}.format,
        ${program}.mentoring_form as "mentoringForm", ${program}.allocation_unit as "allocationUnit",
        ${program}.allocation_amount as "allocationAmount", ${program}.weeks,
        ${aspects((condition) => condition, "'KIND'")} as fits,
        ${aspects((condition) => `not (${condition})`, "null")} as differs
      from program ${program}
      where ${program}.firm_id = ${sql.firm} and ${program}.status = 'ACTIVE'
        and ${program}.kind = coalesce(${row}.chosen_kind, ${row}.recommended_kind)) ${fit}
    order by place limit ${MOST}`;
}
