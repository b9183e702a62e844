import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { wordsOf } from "../../common/enums.js";
import { Attribute } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { SessionKind } from "./session-kind.js";

export const SessionTypeOrder = wordsOf("SessionTypeOrder", "How session types can be sorted.", {
  NAME: "By name.",
  CREATED: "Oldest first.",
});

/** A kind of session that the firm offers: its duration and its terms, whoever coaches. */
@Reads({
  prefix: "session_type",
  // Viewers who see the times of sessions.
  visible: { ...toManagers, COACH: true, CLIENT: true, "schedule:read": true },
  orders: { NAME: ["name"], CREATED: [] },
})
@Entity("session_type")
@ObjectType({ implements: Node, description: "A kind of session that the firm offers, with its duration and terms." })
export class SessionType extends Node {
  @Attribute("text", "The name. Unique in the firm.")
  name!: string;

  @Attribute("text", "What sessions of this type are for.", { as: () => SessionKind })
  kind!: SessionKind;

  @Attribute("integer", "The duration in minutes.")
  durationMinutes!: number;

  @Attribute("integer", "Minutes from the start of one free slot to the next. Null means the duration.", {
    nullable: true,
  })
  stepMinutes!: number | null;

  @Attribute("integer", "Minutes kept free before it. Null means the coach's own buffer.", { nullable: true })
  bufferBeforeMinutes!: number | null;

  @Attribute("integer", "Minutes kept free after it. Null means the coach's own buffer.", { nullable: true })
  bufferAfterMinutes!: number | null;

  @Attribute("integer", "The minimum notice in minutes. If the coach requires more, that applies.", {
    nullable: true,
  })
  minimumNoticeMinutes!: number | null;

  @Attribute("integer", "How many days ahead it can be booked. If the coach allows fewer, that applies.", {
    nullable: true,
  })
  horizonDays!: number | null;

  @Attribute(
    "integer",
    "The maximum number of these sessions for a coach per day. The coach's own limit also applies.",
    {
      nullable: true,
    },
  )
  mostPerDay!: number | null;

  @Attribute(
    "integer",
    "The maximum number of these sessions for a coach per week. The coach's own limit also applies.",
    {
      nullable: true,
    },
  )
  mostPerWeek!: number | null;

  @Attribute("timestamptz", "When it was archived; it can no longer be booked. Null if it can.", { nullable: true })
  archivedAt!: Date | null;
}
