import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { wordsOf } from "../../common/enums.js";
import { Attribute } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { SessionKind } from "./session-kind.js";

export const SessionTypeOrder = wordsOf("SessionTypeOrder", "Orders of session types.", {
  NAME: "By name.",
  CREATED: "Oldest first.",
});

/** A session as the firm offers it: how long it takes and what it needs, whoever coaches. */
@Reads({
  prefix: "session_type",
  // Those who see times of sessions.
  visible: { ...toManagers, COACH: true, CLIENT: true, "schedule:read": true },
  orders: { NAME: ["name"], CREATED: [] },
})
@Entity("session_type")
@ObjectType({ implements: Node, description: "A session as the firm offers it: how long it takes and what it needs." })
export class SessionType extends Node {
  @Attribute("text", "What it is called; unique in the firm.")
  name!: string;

  @Attribute("text", "What such a session is for.", { as: () => SessionKind })
  kind!: SessionKind;

  @Attribute("integer", "How many minutes it takes.")
  durationMinutes!: number;

  @Attribute("integer", "Minutes from one free slot to the next; null: the duration.", { nullable: true })
  stepMinutes!: number | null;

  @Attribute("integer", "Minutes kept free before it; null: what the coach keeps.", { nullable: true })
  bufferBeforeMinutes!: number | null;

  @Attribute("integer", "Minutes kept free after it; null: what the coach keeps.", { nullable: true })
  bufferAfterMinutes!: number | null;

  @Attribute("integer", "How many minutes ahead it must be booked; where the coach asks for more, that holds.", {
    nullable: true,
  })
  minimumNoticeMinutes!: number | null;

  @Attribute("integer", "How many days ahead it can be booked; where the coach allows fewer, that holds.", {
    nullable: true,
  })
  horizonDays!: number | null;

  @Attribute("integer", "The most sessions of this type a coach has on one day; the coach's own limit holds besides.", {
    nullable: true,
  })
  mostPerDay!: number | null;

  @Attribute(
    "integer",
    "The most sessions of this type a coach has in one week; the coach's own limit holds besides.",
    {
      nullable: true,
    },
  )
  mostPerWeek!: number | null;

  @Attribute("timestamptz", "Since when it cannot be booked any more; null: it can.", { nullable: true })
  archivedAt!: Date | null;
}
