import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";

export const MembershipOrder = wordsOf("MembershipOrder", "Orders of coaches and participants.", {
  JOINED_ON: "Who joined first, first.",
  CREATED: "Oldest record first.",
});

const coached: RowCondition = (row, sql) => `${row}.engagement_id in (select id from ${sql.scope("coached")})`;
const joined: RowCondition = (row, sql) => `${row}.engagement_id in (select id from ${sql.scope("joined")})`;

/** From when to when somebody coaches in an engagement. Ended ones stay: history is reported, never overwritten. */
@Reads({
  prefix: "engagement_coach",
  visible: { ...toManagers, FINANCE: true, COACH: coached, CLIENT: joined, "engagements:read": true },
  // Whoever sees that somebody is in an engagement sees who.
  implied: { person: true },
  orders: { JOINED_ON: ["joinedOn"], CREATED: [] },
})
@Entity("engagement_coach")
@ObjectType({ implements: Node, description: "From when to when somebody coaches or mentors in an engagement." })
export class EngagementCoach extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The coach or mentor.")
  person?: Person;

  @Attribute("date", "The first day.")
  joinedOn!: string;

  @Attribute("date", "The first day on which it no longer holds; null while it does.", { nullable: true })
  leftOn!: string | null;

  /**
   * Set when the membership is recorded: nobody reads what was written before by joining from an earlier day. Null for those
   * recorded before this was kept, who read from the day they joined.
   */
  @Attribute(
    "date",
    "The first day whose shared notes and agendas the person reads: the day they joined, or were added if that was later, unless a coach has shared earlier notes with them. Null: the day they joined.",
    { nullable: true },
  )
  notesFrom!: string | null;

  /** Who goes on with the sessions of a coach who has left; null: the engagement's other coaches, if there are some. */
  @Column("uuid", { nullable: true })
  handedOverToId!: string | null;
}

/** From when to when somebody takes part in an engagement. */
@Reads({
  prefix: "engagement_participant",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: coached,
    CLIENT: joined,
    SPONSOR: (row, sql) => `(${row}.engagement_id in (select id from ${sql.scope("sponsored")})
      and ${row}.person_id in (select id from ${sql.scope("sponsored_people")}))`,
    "engagements:read": true,
  },
  // Whoever sees that somebody is in an engagement sees who.
  implied: { person: true },
  orders: { JOINED_ON: ["joinedOn"], CREATED: [] },
})
@Entity("engagement_participant")
@ObjectType({ implements: Node, description: "From when to when somebody is coached or mentored in an engagement." })
export class EngagementParticipant extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The client or mentee.")
  person?: Person;

  @Attribute("date", "The first day.")
  joinedOn!: string;

  @Attribute("date", "The first day on which it no longer holds; null while it does.", { nullable: true })
  leftOn!: string | null;

  /**
   * Set when the membership is recorded: nobody reads what was written before by joining from an earlier day. Null for those
   * recorded before this was kept, who read from the day they joined.
   */
  @Attribute(
    "date",
    "The first day whose shared notes and agendas the person reads: the day they joined, or were added if that was later, unless a coach has shared earlier notes with them. Null: the day they joined.",
    { nullable: true },
  )
  notesFrom!: string | null;
}

// Sponsors see of an engagement's people only their own; everybody else who sees it sees all.
const withEngagement = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "engagements:read"];

hasMany(Engagement, "coaches", EngagementCoach, {
  by: "engagementId",
  implied: withEngagement,
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "Who coaches or mentors in it, now and before.",
});
hasMany(Engagement, "participants", EngagementParticipant, {
  by: "engagementId",
  implied: withEngagement,
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "Who is coached or mentored in it, now and before.",
});
hasMany(Person, "coaching", EngagementCoach, {
  by: "personId",
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "The engagements in which the person coaches or mentors.",
});
hasMany(Person, "participation", EngagementParticipant, {
  by: "personId",
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "The engagements in which the person is coached or mentored.",
});
