import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { Node } from "../common/node.js";
import { AboutEngagement, ErasedWith } from "../common/personal.js";
import { Engagement } from "../engagements/engagement.js";
import { isReadableIn } from "../engagements/scopes.js";
import { Person } from "../tenancy/person.js";

export const FeedbackStatus = wordsOf("FeedbackStatus", "The status of feedback.", {
  REQUESTED: "The participant asked for it. A coach or mentor can give or decline it.",
  GIVEN: "A coach or mentor gave it, asked for or not.",
  DECLINED: "A coach or mentor declined the request.",
  WITHDRAWN: "The participant withdrew the request.",
});
export type FeedbackStatus = WordOf<typeof FeedbackStatus>;

/** What each status may become. Feedback that was not asked for begins as GIVEN. */
export const feedbackMoves: Readonly<Record<FeedbackStatus, readonly FeedbackStatus[]>> = {
  REQUESTED: ["GIVEN", "DECLINED", "WITHDRAWN"],
  GIVEN: [],
  DECLINED: [],
  WITHDRAWN: [],
};

export const FeedbackOrder = ordersOf("FeedbackOrder", "How feedback can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** Open requests are for all current coaches. The rest is read like notes, by the coaches of that time. */
const forCoaches: RowCondition = (feedback, sql) =>
  `(${feedback}.engagement_id in (select id from ${sql.scope("coached")})
    and (${feedback}.status = 'REQUESTED' or ${isReadableIn("coached_times", feedback, sql)}))`;

/**
 * What a coach or mentor says to one participant about their work, and perhaps the request for it. Other participants of a
 * group never see it, and nor does anybody who runs or pays for the engagement.
 */
@Reads({
  prefix: "feedback",
  visible: { COACH: forCoaches, CLIENT: (feedback, sql) => `${feedback}.participant_id = ${sql.person}` },
  // They are or were in the engagement.
  implied: { participant: true, author: true },
  orders: { CREATED: [] },
})
@ErasedWith("participantId")
@Entity("feedback")
@ObjectType({
  implements: Node,
  description: "Feedback from a coach or mentor to one participant, or the request for it.",
})
export class Feedback extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for a participant who has left it.")
  engagement?: Engagement | null;

  @Column("uuid")
  participantId!: string;

  @BelongsTo(() => Person, "The participant whom it is for.")
  participant?: Person | null;

  @Attribute("text", "The current status.", { as: () => FeedbackStatus })
  status!: FeedbackStatus;

  @AboutEngagement("engagementId")
  @Attribute("text", "What the participant asked. Null if nobody asked.", { nullable: true })
  question!: string | null;

  @AboutEngagement("engagementId")
  @Attribute("text", "The feedback. Null until it is given.", { nullable: true })
  text!: string | null;

  @Column("uuid", { nullable: true })
  authorId!: string | null;

  @BelongsTo(() => Person, "The coach or mentor who gave or declined it. Null until then.")
  author?: Person | null;

  @Attribute("timestamptz", "When it was asked for, or given without a request.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was given. Null until then.", { nullable: true })
  givenAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasMany(Engagement, "feedbackGiven", Feedback, {
  by: "engagementId",
  order: FeedbackOrder,
  orderBy: "CREATED",
  description: "Feedback to its participants and requests for it, as far as you may read them.",
});
