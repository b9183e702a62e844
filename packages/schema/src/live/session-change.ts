import { declareReveals } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Change, OccurredAt, Position, Seq } from "../common/change.js";
import { wordsOf } from "../common/enums.js";
import { ActionItem } from "../goals/action-item.js";
import { Session } from "../scheduling/booking/session.js";
import { happensToSessions, tellsWhen } from "./schedule-change.js";

export const SessionChangeType = wordsOf("SessionChangeType", "What happened to a session, or in it.", {
  SNAPSHOT: "Nothing happened: it is the session as it is where the subscription begins.",
  ...happensToSessions,
  AGENDA_CHANGED: "Its agenda changed.",
  ATTENDANCE_RECORDED: "It was recorded who came.",
  ACTION_ITEM_CHANGED: "An action item that comes from it was written down, or changed.",
});

@ObjectType({ description: "A change of a session, or in what belongs to it." })
export class SessionChange extends Change {
  @Seq()
  override seq!: number;

  @Position()
  position!: string;

  @Field(() => SessionChangeType, { description: "What happened.", simple: true })
  type!: string;

  @OccurredAt()
  occurredAt!: Date;

  @Field(() => Session, { nullable: true, description: "The session as it is now.", simple: true })
  session!: Session | null;

  @Field(() => ActionItem, { nullable: true, description: "The action item that changed, if one did.", simple: true })
  actionItem!: ActionItem | null;
}

declareReveals("sessionChanged", { entity: Session, fields: tellsWhen });
