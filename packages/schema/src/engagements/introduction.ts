import { type Input, Reads, type RowCondition, type Sql } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { ErasedWith, MayName } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { IntroductionAnswer, IntroductionStatus, openIntroductionSql } from "./introduction-status.js";

export const IntroductionOrder = ordersOf("IntroductionOrder", "How introductions can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

const isIntroduced: RowCondition = (introduction, sql) => `${introduction}.introduced_id = ${sql.person}`;

/** The mentor while they are in the engagement, the mentee, and the person whom the mentee is introduced to. */
const parties = {
  COACH: (introduction, sql) =>
    `(${isIntroduced(introduction, sql)}
      or ${introduction}.mentor_id = ${sql.person} and ${inScope("engagement_id", "coached")(introduction, sql)})`,
  CLIENT: (introduction, sql) => `(${isIntroduced(introduction, sql)} or ${introduction}.mentee_id = ${sql.person})`,
} as const satisfies Record<string, RowCondition>;

/** What a person is called, or their address. The viewer may know it from the introduction without seeing the person. */
const ofPerson = (column: "name" | "email", by: string) => (introduction: string, sql: Sql) => {
  const person = sql.alias("person");
  return `(select ${person}.${column} from person ${person}
    where ${person}.firm_id = ${sql.firm} and ${person}.id = ${introduction}.${by})`;
};

const onceAccepted =
  (email: (introduction: string, sql: Sql) => string) =>
  (introduction: string, sql: Sql): string =>
    `case when ${introduction}.status = 'ACCEPTED' then ${email(introduction, sql)} end`;

const presentStatus = (introduction: string, sql: Sql) =>
  `case when ${introduction}.status = 'ASKED' and not ${openIntroductionSql(introduction, sql.firm, sql.today, (table) => sql.alias(table))}
    then 'EXPIRED' else ${introduction}.status end`;

/** That a mentor introduces a mentee to somebody. It is nothing without the mentee. */
@Reads({
  prefix: "introduction",
  visible: { ...toManagers, ...parties },
  // What they write to each other and where they are reached is theirs. Nobody who runs the engagement reads it.
  rights: { message: parties, menteeEmail: parties, introducedEmail: parties },
  expressions: {
    status: presentStatus,
    mentorName: ofPerson("name", "mentor_id"),
    menteeName: ofPerson("name", "mentee_id"),
    menteeEmail: onceAccepted(ofPerson("email", "mentee_id")),
    introducedName: (introduction, sql) =>
      `coalesce(${introduction}.outsider_name, ${ofPerson("name", "introduced_id")(introduction, sql)})`,
    introducedEmail: onceAccepted(
      (introduction, sql) =>
        `coalesce(${introduction}.outsider_email, ${ofPerson("email", "introduced_id")(introduction, sql)})`,
    ),
  },
  orders: { CREATED: ["createdAt"] },
  filters: {
    status: {
      where: (introduction, status: Input<string>, sql) =>
        `${presentStatus(introduction, sql)} = ${sql.bind(status, "text")}`,
    },
    menteeId: {
      where: (introduction, id: Input<string>, sql) => `${introduction}.mentee_id = ${boundId(sql, Person, id)}`,
    },
  },
})
@ErasedWith("menteeId")
@Entity("introduction")
@ObjectType({
  implements: Node,
  description:
    "That a mentor introduces a mentee to somebody, in the firm or outside. Both are asked, and both must accept. Seen by the mentor, the mentee, the person in the firm whom the mentee is introduced to, and but for what is between them by owners, admins and program managers.",
})
export class Introduction extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The mentoring engagement. Null if you may not see it.")
  engagement?: Engagement | null;

  @Column("uuid")
  mentorId!: string;

  @BelongsTo(() => Person, "The mentor. Null if you may not see that person.")
  mentor?: Person | null;

  @Column("uuid")
  menteeId!: string;

  @BelongsTo(() => Person, "The mentee. Null if you may not see that person.")
  mentee?: Person | null;

  @Column("uuid", { nullable: true })
  introducedId!: string | null;

  @BelongsTo(
    () => Person,
    "The person of the firm whom the mentee is introduced to. Null for somebody outside, and if you may not see that person.",
  )
  introduced?: Person | null;

  /** Of somebody outside the firm. The address is forgotten when the introduction ends without both accepting. */
  @MayName()
  @Column("text", { nullable: true })
  outsiderName!: string | null;

  @MayName()
  @Column("text", { nullable: true })
  outsiderEmail!: string | null;

  @MayName("engagementId")
  @Attribute("text", "Why the mentor introduces them, as both read it. Null for anybody but the mentor and the two.", {
    nullable: true,
    optional: false,
  })
  message!: string;

  @Attribute("text", "The current status.", { as: () => IntroductionStatus })
  status!: IntroductionStatus;

  @Attribute("text", "What the mentee answered. Null until then.", { nullable: true, as: () => IntroductionAnswer })
  menteeAnswer!: IntroductionAnswer | null;

  @Attribute("text", "What the person whom the mentee is introduced to answered. Null until then.", {
    nullable: true,
    as: () => IntroductionAnswer,
  })
  introducedAnswer!: IntroductionAnswer | null;

  @Attribute("date", "The last day on which it can be answered.")
  answerBy!: string;

  @Attribute("timestamptz", "When the mentor made it.")
  createdAt!: Date;

  @Attribute("timestamptz", "When both had accepted, one declined or the mentor withdrew it. Null until then.", {
    nullable: true,
  })
  decidedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

const addressed = "Null until both have accepted, and for anybody but the mentor and the two.";
field(Introduction, "mentorName", () => String, "The mentor's name.");
field(Introduction, "menteeName", () => String, "The mentee's name.");
field(Introduction, "menteeEmail", () => String, `The mentee's e-mail address. ${addressed}`, true);
field(Introduction, "introducedName", () => String, "The name of the person whom the mentee is introduced to.");
field(Introduction, "introducedEmail", () => String, `That person's e-mail address. ${addressed}`, true);

@InputType({ description: "Filters introductions." })
export class IntroductionFilter {
  @Field(() => IntroductionStatus, { nullable: true, description: "Introductions in this status." })
  status?: IntroductionStatus | null;

  @Field(() => ID, { nullable: true, description: "Introductions of this mentee." })
  menteeId?: string | null;
}

hasMany(Engagement, "introductions", Introduction, {
  by: "engagementId",
  filter: () => IntroductionFilter,
  order: IntroductionOrder,
  orderBy: "CREATED",
  description:
    "Introductions of its mentees to others, as far as you may see them. A mentee sees their own. Empty for coaching.",
});
