import { declareReveals } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { Change } from "../common/change.js";
import { wordsOf } from "../common/enums.js";
import { DateTime } from "../common/scalars.js";
import { ActionItem } from "../goals/action-item.js";
import { Session } from "../scheduling/booking/session.js";
import { happensToSessions } from "./schedule-change.js";

export const SessionChangeType = wordsOf("SessionChangeType", "What happened to a session, or in it.", {
  SNAPSHOT: "Nothing happened: it is the session as it is where the subscription begins.",
  ...happensToSessions,
  AGENDA_CHANGED: "Its agenda changed.",
  ATTENDANCE_RECORDED: "It was recorded who came.",
  ACTION_ITEM_CHANGED: "An action item that comes from it was written down, or changed.",
});

@ObjectType({ description: "A change of a session, or in what belongs to it." })
export class SessionChange extends Change {
  @Field(() => Int, { description: "The change's number in the firm's event log.", simple: true })
  override seq!: number;

  @Field(() => String, {
    description:
      "The change's position in the firm's event log. To resume without gaps or repeats, pass the last one you received as `position`.",
    simple: true,
  })
  position!: string;

  @Field(() => SessionChangeType, { description: "What happened.", simple: true })
  type!: string;

  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;

  @Field(() => Session, { nullable: true, description: "The session as it is now.", simple: true })
  session!: Session | null;

  @Field(() => ActionItem, { nullable: true, description: "The action item that changed, if one did.", simple: true })
  actionItem!: ActionItem | null;
}

// That something happened to it, and when, would reveal when the session is.
declareReveals("sessionChanged", { entity: Session, fields: ["startsAt", "status", "createdAt"] });
