import { declareExpression, type Input, Reads } from "@coachwork/reader";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { ordersOf, type WordOf, wordsOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { MANAGERS, toManagers } from "../../common/grants.js";
import { inScope } from "../../common/in-scope.js";
import { Node } from "../../common/node.js";
import { Engagement } from "../../engagements/engagement.js";
import { Rematch } from "../../engagements/rematch.js";
import { Session } from "./session.js";

export const SessionOutcome = wordsOf("SessionOutcome", "What became of a session ahead when its coach was replaced.", {
  MOVED: "The new coach took it over, or who had followed the new coach by then.",
  KEPT: "It goes on with its other coaches.",
  CANCELLED: "The firm cancelled it, which costs the participants nothing.",
  RELEASED: "It was held and not booked yet. Its time is free again.",
});
export type SessionOutcome = WordOf<typeof SessionOutcome>;

export const NotMovedBecause = wordsOf("NotMovedBecause", "Why a new coach did not take a session over.", {
  AS_ASKED: "The sessions ahead were to be called off.",
  NOT_WORKING: "The new coach does not work then, or not for sessions of this type.",
  NOT_FREE: "The new coach has another session then, or a busy time in a calendar.",
  LIMIT_REACHED: "The new coach has the maximum number of sessions for that day or week.",
  NOT_COACHING: "The new coach does not coach in the engagement on that day any more.",
  COACHES_IT: "The new coach coached the session already.",
});
export type NotMovedBecause = WordOf<typeof NotMovedBecause>;

export const RematchOutcomeOrder = ordersOf("RematchOutcomeOrder", "How the outcomes of a rematch can be sorted.", {
  CREATED: ["First handled first: the earliest session first.", "Last handled first."],
});

/** What became of a session ahead of a coach who was replaced. Rows are added with the change itself, never changed. */
@Reads({
  prefix: "rematch_outcome",
  // Whoever sees the rematch sees all sessions of its engagement.
  visible: {
    ...toManagers,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
  },
  // How full a coach's days are is not for the engagement's people.
  rights: { notMovedBecause: MANAGERS },
  implied: { rematch: true, session: true },
  orders: { CREATED: [] },
  filters: {
    outcome: {
      where: (row, outcome: Input<string>, sql) => `${row}.outcome = ${sql.bind(outcome, "text")}`,
    },
  },
})
@Entity("rematch_outcome")
@ObjectType({
  implements: Node,
  description: "What became of a session ahead of a coach who was replaced.",
})
export class RematchOutcome extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement.")
  engagement?: Engagement | null;

  @Column("uuid")
  rematchId!: string;

  @BelongsTo(() => Rematch, "The rematch.")
  rematch?: Rematch | null;

  @Column("uuid")
  sessionId!: string;

  @BelongsTo(() => Session, "The session as it is now. It may have been moved or cancelled since.")
  session?: Session | null;

  @Attribute("text", "What became of it.", { as: () => SessionOutcome })
  outcome!: SessionOutcome;

  @Attribute(
    "text",
    "Why the new coach did not take it over. Null if they did, and for anybody but owners, admins and program managers.",
    { as: () => NotMovedBecause, nullable: true },
  )
  notMovedBecause!: NotMovedBecause | null;

  @Attribute("timestamptz", "When that was done.")
  handledAt!: Date;
}

@InputType({ description: "Filters the outcomes of a rematch." })
export class RematchOutcomeFilter {
  @Field(() => SessionOutcome, { nullable: true, description: "Sessions of which this became." })
  outcome?: SessionOutcome | null;
}

hasMany(Rematch, "outcomes", RematchOutcome, {
  by: "rematchId",
  implied: true,
  filter: () => RematchOutcomeFilter,
  order: RematchOutcomeOrder,
  orderBy: "CREATED",
  description:
    "What became of each session ahead of the coach whose part ended. It is whole once `sessionsDoneAt` is set. If the new coach was replaced, too, before a session was handled, the later rematch tells of that session instead. Rematches from before this was kept have none.",
});

const counts: readonly [name: string, outcome: SessionOutcome, description: string][] = [
  ["sessionsMoved", "MOVED", "How many sessions the new coach took over so far."],
  ["sessionsKept", "KEPT", "How many sessions go on with their other coaches so far."],
  ["sessionsCancelled", "CANCELLED", "How many sessions the firm cancelled so far."],
];

for (const [name, outcome, description] of counts) {
  declareExpression(Rematch, name, (rematch, sql) => {
    const row = sql.alias("outcome");
    return `(select count(*)::integer from rematch_outcome ${row} where ${row}.firm_id = ${sql.firm}
      and ${row}.rematch_id = ${rematch}.id and ${row}.outcome = '${outcome}')`;
  });
  field(Rematch, name, () => Int, description);
}
