import { type Input, Reads, type RowCondition, type Sql } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { MANAGERS, toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith, MayName } from "../../common/personal.js";
import { boundId } from "../../common/uuid-of.js";
import { CohortMember } from "../../engagements/cohort-member.js";
import { Engagement } from "../../engagements/engagement.js";
import { SessionsInRematch } from "../../engagements/rematch.js";
import { Person } from "../../tenancy/person.js";
import { MatchRun } from "./match-run.js";
import { MatchAnswer, MatchStatus } from "./match-status.js";

export const MatchOrder = ordersOf("MatchOrder", "How matches can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** Whether it was ever offered. Before that, nobody knows of it but those who run the practice. */
const isOffered: RowCondition = (match) => `${match}.offered_at is not null`;
const whenOffered =
  (side: "coach_id" | "participant_id"): RowCondition =>
  (match, sql) =>
    `(${match}.${side} = ${sql.person} and ${isOffered(match, sql)})`;

const parties = { COACH: whenOffered("coach_id"), CLIENT: whenOffered("participant_id") };

/** What the two may know of each other before they work together. It is gone when the offer ends otherwise. */
const whileOpen = (expression: string) => (match: string, sql: Sql) =>
  `case when ${match}.status in ('OFFERED', 'ACCEPTED', 'PAIRED') then ${of(match, sql, expression)} end`;

/** A value of a person and their profile, by the table that has it and the side. */
function of(match: string, sql: Sql, expression: string): string {
  const [column, table, side] = expression.split(" of ") as [string, string, string];
  const row = sql.alias("known");
  const by = table === "person" ? "id" : "person_id";
  return `(select ${column.replace("$", row)} from ${table} ${row}
    where ${row}.firm_id = ${sql.firm} and ${row}.${by} = ${match}.${side}_id)`;
}

const specialities = (match: string, sql: Sql): string => {
  const [profile, chosen, speciality] = ["profile", "chosen", "speciality"].map((name) => sql.alias(name));
  return `case when ${match}.status in ('OFFERED', 'ACCEPTED', 'PAIRED') then coalesce((
    select json_agg(${speciality}.name order by ${speciality}.name) from coach_profile ${profile}
    join coach_speciality ${chosen} on ${chosen}.firm_id = ${sql.firm} and ${chosen}.coach_profile_id = ${profile}.id
    join speciality ${speciality} on ${speciality}.firm_id = ${sql.firm} and ${speciality}.id = ${chosen}.speciality_id
    where ${profile}.firm_id = ${sql.firm} and ${profile}.person_id = ${match}.coach_id), '[]') end`;
};

/** That a coach may be somebody's. It is nothing without either. */
@Reads({
  prefix: "match",
  visible: { ...toManagers, ...parties },
  rights: { score: MANAGERS, reason: MANAGERS, proposedBy: MANAGERS },
  expressions: {
    coachName: (match, sql) => of(match, sql, "$.name of person of coach"),
    coachBio: whileOpen("$.bio of coach_profile of coach"),
    coachLanguages: whileOpen("array_to_json($.languages) of coach_profile of coach"),
    coachIndustries: whileOpen("array_to_json($.industries) of coach_profile of coach"),
    coachSpecialities: specialities,
    participantName: (match, sql) => of(match, sql, "$.name of person of participant"),
    participantJob: whileOpen("$.job of client_profile of participant"),
    participantLevel: whileOpen("$.level of client_profile of participant"),
    participantInterests: whileOpen("array_to_json($.interests) of client_profile of participant"),
  },
  orders: { CREATED: ["createdAt"] },
  filters: {
    status: { where: (match, status: Input<string>, sql) => `${match}.status = ${sql.bind(status, "text")}` },
    coachId: { where: (match, id: Input<string>, sql) => `${match}.coach_id = ${boundId(sql, Person, id)}` },
    participantId: {
      where: (match, id: Input<string>, sql) => `${match}.participant_id = ${boundId(sql, Person, id)}`,
    },
  },
})
@ErasedWith("participantId", "coachId")
@Entity("match")
@ObjectType({
  implements: Node,
  description:
    "That a coach or mentor may be somebody's. Once it is offered, both see it with what they need to know of each other, and both must accept.",
})
export class Match extends Node {
  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(
    () => Engagement,
    "The engagement. Null if you may not see it, and for a member of a cohort before the offer.",
  )
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  cohortMemberId!: string | null;

  @BelongsTo(
    () => CohortMember,
    "The member of a cohort who waits for a coach. Null if you may not see it, or for anybody else.",
  )
  cohortMember?: CohortMember | null;

  @Column("uuid", { nullable: true })
  runId!: string | null;

  @BelongsTo(
    () => MatchRun,
    "The match run of a cohort that found it. Null if it was proposed otherwise, and for anybody but owners, admins and program managers.",
  )
  run?: MatchRun | null;

  @Column("uuid")
  participantId!: string;

  @BelongsTo(
    () => Person,
    "The client or mentee. Null if you may not see that person: `participantName` is their name.",
  )
  participant?: Person | null;

  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach or mentor. Null if you may not see that person: `coachName` is their name.")
  coach?: Person | null;

  @Column("uuid", { nullable: true })
  replacesId!: string | null;

  @BelongsTo(() => Person, "The coach whom they would replace. Null if nobody, and if you may not see that person.")
  replaces?: Person | null;

  @Attribute("text", "What becomes of the sessions ahead of the coach who is replaced. Null if nobody is.", {
    nullable: true,
    as: () => SessionsInRematch,
  })
  sessions!: SessionsInRematch | null;

  @MayName("engagementId")
  @Attribute(
    "text",
    "Why the other coach is replaced. Null if nobody is, and for anybody but owners, admins and program managers.",
    { nullable: true },
  )
  reason!: string | null;

  @Attribute(
    "integer",
    "How well the two suited when it was proposed, 0 to 100. Null for anybody but owners, admins and program managers.",
    {
      nullable: true,
      optional: false,
    },
  )
  score!: number;

  @Attribute(
    "text",
    "The current status. It becomes EXPIRED as soon as the last day is over in the firm's time zone, by a job. An offer that the job has yet to reach can no longer be answered.",
    { as: () => MatchStatus },
  )
  status!: MatchStatus;

  @Attribute("text", "What the client or mentee answered. Null until then.", { nullable: true, as: () => MatchAnswer })
  participantAnswer!: MatchAnswer | null;

  @Attribute("text", "What the coach or mentor answered. Null until then.", { nullable: true, as: () => MatchAnswer })
  coachAnswer!: MatchAnswer | null;

  @Attribute("date", "The last day on which it can be answered. Null before it is offered.", { nullable: true })
  answerBy!: string | null;

  @Attribute("timestamptz", "When it was proposed.")
  createdAt!: Date;

  @Column("uuid", { nullable: true })
  proposedById!: string | null;

  @BelongsTo(() => Person, "The person who proposed it. Null for anybody but owners, admins and program managers.")
  proposedBy?: Person | null;

  @Attribute("timestamptz", "When it was offered. Null before.", { nullable: true })
  offeredAt!: Date | null;

  @Attribute("timestamptz", "When it was decided: paired, declined or withdrawn. Null until then, and if it expired.", {
    nullable: true,
  })
  decidedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

const whileKnown = "Null when it ended without a pairing, and if nothing is said.";
field(Match, "coachName", () => String, "The name of the coach or mentor.");
field(Match, "coachBio", () => String, `Who they are, in their own words. ${whileKnown}`, true);
field(
  Match,
  "coachLanguages",
  () => [String],
  `The languages they work in (BCP 47), the best one first. ${whileKnown}`,
  true,
);
field(Match, "coachIndustries", () => [String], `The industries they know. ${whileKnown}`, true);
field(Match, "coachSpecialities", () => [String], `What they are good at, by name. ${whileKnown}`, true);
field(Match, "participantName", () => String, "The name of the client or mentee.");
field(Match, "participantJob", () => String, `What they do for a living. ${whileKnown}`, true);
field(Match, "participantLevel", () => String, `Their level, as their organization calls it. ${whileKnown}`, true);
field(Match, "participantInterests", () => [String], `What they want to know about. ${whileKnown}`, true);

@InputType({ description: "Filters matches." })
export class MatchFilter {
  @Field(() => MatchStatus, { nullable: true, description: "Matches in this status." })
  status?: MatchStatus | null;

  @Field(() => ID, { nullable: true, description: "Matches with this coach or mentor." })
  coachId?: string | null;

  @Field(() => ID, { nullable: true, description: "Matches of this client or mentee." })
  participantId?: string | null;
}

hasMany(Engagement, "matches", Match, {
  by: "engagementId",
  filter: () => MatchFilter,
  order: MatchOrder,
  orderBy: "CREATED",
  description:
    "The coaches who were proposed or offered. Coaches and clients see what was offered to them. Empty for sponsors and finance.",
});
