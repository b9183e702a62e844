import { type Filter, type Input, Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { GrantsTo } from "../common/grants-to.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { onlyFields } from "../common/only-fields.js";
import { PartOf } from "../common/part-of.js";
import { boundId } from "../common/uuid-of.js";
import { Person } from "../tenancy/person.js";
import { assistedMembership } from "./assisted.js";
import { Engagement } from "./engagement.js";

export const MembershipOrder = ordersOf("MembershipOrder", "How coaches and participants can be sorted.", {
  JOINED_ON: ["Earliest first day first.", "Latest first day first."],
  CREATED: ["Oldest record first.", "Newest record first."],
});

const coached: RowCondition = (row, sql) => `${row}.engagement_id in (select id from ${sql.scope("coached")})`;
const joined: RowCondition = (row, sql) => `${row}.engagement_id in (select id from ${sql.scope("joined")})`;

/** When somebody is there. From which day they read what is shared is part of the conversation. */
export const MEMBERSHIP_DAYS = ["engagement", "person", "joinedOn", "leftOn"];
const toAssistants = { ASSISTANT: onlyFields(...MEMBERSHIP_DAYS) };

/** By the person, whom everybody sees who sees the membership. */
const ofPerson: Filter = {
  where: (row, id: Input<string>, sql) => `${row}.person_id = ${boundId(sql, Person, id)}`,
};

/** A coach's time in an engagement. Ended memberships stay: history is reported, never overwritten. */
@Reads({
  prefix: "engagement_coach",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: coached,
    CLIENT: joined,
    ASSISTANT: assistedMembership,
    "engagements:read": true,
  },
  only: toAssistants,
  // Everybody who sees a membership sees the person.
  implied: { person: true },
  orders: { JOINED_ON: ["joinedOn"], CREATED: [] },
  filters: { personId: ofPerson },
})
@PartOf(() => Engagement, "engagementId")
// Who joins on a later day holds EXPECTED.
@GrantsTo("personId")
@Entity("engagement_coach")
@ObjectType({ implements: Node, description: "When somebody coaches or mentors in an engagement." })
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

  @Attribute("date", "The first day without the membership. Null while it has no end.", { nullable: true })
  leftOn!: string | null;

  /**
   * Set when the membership is recorded, so that joining from an earlier day reveals nothing written before. Null for
   * memberships recorded before this column existed; their people read from the day they joined.
   */
  @Attribute(
    "date",
    "The first day whose shared notes and agendas the person can read. It is the day they joined or were added, whichever is later. A coach can share earlier notes, which moves it back. Null means the day they joined.",
    { nullable: true },
  )
  notesFrom!: string | null;

  /**
   * The coach who takes over the sessions of a coach who has left. Null means the engagement's other coaches, if any.
   */
  @NamesPerson()
  @Column("uuid", { nullable: true })
  handedOverToId!: string | null;

  @UpdatedAt("Null for assistants.")
  updatedAt!: Date;
}

/** A participant's time in an engagement. */
@Reads({
  prefix: "engagement_participant",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: coached,
    CLIENT: joined,
    SPONSOR: (row, sql) => `(${row}.engagement_id in (select id from ${sql.scope("sponsored")})
      and ${row}.person_id in (select id from ${sql.scope("sponsored_people")}))`,
    ASSISTANT: assistedMembership,
    "engagements:read": true,
  },
  only: toAssistants,
  // Everybody who sees a membership sees the person.
  implied: { person: true },
  orders: { JOINED_ON: ["joinedOn"], CREATED: [] },
  filters: { personId: ofPerson },
})
@PartOf(() => Engagement, "engagementId")
// Who joins on a later day holds EXPECTED.
@GrantsTo("personId")
@Entity("engagement_participant")
@ObjectType({ implements: Node, description: "When somebody is coached or mentored in an engagement." })
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

  @Attribute("date", "The first day without the membership. Null while it has no end.", { nullable: true })
  leftOn!: string | null;

  /**
   * Set when the membership is recorded, so that joining from an earlier day reveals nothing written before. Null for
   * memberships recorded before this column existed; their people read from the day they joined.
   */
  @Attribute(
    "date",
    "The first day whose shared notes and agendas the person can read. It is the day they joined or were added, whichever is later. A coach can share earlier notes, which moves it back. Null means the day they joined.",
    { nullable: true },
  )
  notesFrom!: string | null;

  @UpdatedAt("Null for assistants.")
  updatedAt!: Date;
}

// Sponsors see only their own organization's people in an engagement. All other viewers of the engagement see
// everybody.
const withEngagement = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "engagements:read"];

hasMany(Engagement, "coaches", EngagementCoach, {
  by: "engagementId",
  implied: withEngagement,
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "The coaches or mentors, past and present.",
});
hasMany(Engagement, "participants", EngagementParticipant, {
  by: "engagementId",
  implied: withEngagement,
  order: MembershipOrder,
  orderBy: "JOINED_ON",
  description: "The people who are or were coached or mentored in it.",
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
