import { Reads } from "@coachwork/reader";
import { InputType, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, count, creates, MANAGERS, restores, text, updates, wordOf } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { MayName } from "../../common/personal.js";
import { updatedSince, UpdatedSince } from "../../common/updated-since.js";
import { placeText } from "../places/place-fields.js";
import { SessionKind } from "./session-kind.js";

export const SessionTypeOrder = ordersOf("SessionTypeOrder", "How session types can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** A kind of session that the firm offers: its duration and its terms, the same for all coaches. */
@Reads({
  prefix: "session_type",
  // Viewers who see the times of sessions.
  visible: { ...toManagers, COACH: true, CLIENT: true, ASSISTANT: true, "schedule:read": true },
  orders: { NAME: ["name"], CREATED: [] },
  filters: { updatedSince },
})
@Entity("session_type")
@ObjectType({ implements: Node, description: "A kind of session that the firm offers, with its duration and terms." })
export class SessionType extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(100),
    taken: "The firm already has a session type of this name.",
  })
  name!: string;

  @Attribute("text", "What sessions of this type are for.", {
    as: () => SessionKind,
    settable: wordOf(SessionKind),
    usual: SessionKind.REGULAR,
  })
  kind!: SessionKind;

  @Attribute("integer", "The duration in minutes.", { settable: count(5, 720) })
  durationMinutes!: number;

  @Attribute("integer", "Minutes from the start of one free slot to the next. Null means the duration.", {
    nullable: true,
    settable: count(5, 720),
  })
  stepMinutes!: number | null;

  @Attribute("integer", "Minutes kept free before it. Null means the coach's own buffer.", {
    nullable: true,
    settable: count(0, 240),
  })
  bufferBeforeMinutes!: number | null;

  @Attribute("integer", "Minutes kept free after it. Null means the coach's own buffer.", {
    nullable: true,
    settable: count(0, 240),
  })
  bufferAfterMinutes!: number | null;

  @Attribute("integer", "The minimum notice in minutes. If the coach requires more, that applies.", {
    nullable: true,
    settable: count(0, 43_200),
  })
  minimumNoticeMinutes!: number | null;

  @Attribute("integer", "How many days ahead it can be booked. If the coach allows fewer, that applies.", {
    nullable: true,
    settable: count(1, 730),
  })
  horizonDays!: number | null;

  @Attribute(
    "integer",
    "The maximum number of these sessions for a coach per day. The coach's own limit also applies.",
    { nullable: true, settable: count(1, 50) },
  )
  mostPerDay!: number | null;

  @Attribute(
    "integer",
    "The maximum number of these sessions for a coach per week. The coach's own limit also applies.",
    {
      nullable: true,
      settable: count(1, 200),
    },
  )
  mostPerWeek!: number | null;

  @MayName()
  @Attribute(
    "text",
    "Where its sessions take place: an address, a phone number or the https address of a meeting. Null means in the coach's meeting room.",
    { nullable: true, settable: placeText },
  )
  place!: string | null;

  @Attribute("timestamptz", "When it was archived; it can no longer be booked. Null if it can.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters session types." })
export class SessionTypeFilter {
  @UpdatedSince("Session types", "archived")
  updatedSince?: Date | null;
}

export const CreateSessionType = creates("createSessionType", SessionType, {
  owner: "scheduling",
  description: "Adds a session type to those that the firm offers.",
  roles: MANAGERS,
});

export const UpdateSessionType = updates("updateSessionType", SessionType, {
  owner: "scheduling",
  description:
    "Changes a session type. Fields that you leave out stay the same. Booked sessions stay as they are, also if the type becomes one of another kind.",
  roles: MANAGERS,
});

export const ArchiveSessionType = archives("archiveSessionType", SessionType, {
  owner: "scheduling",
  description: "Archives a session type, so that it is no longer offered. Booked sessions stay as they are.",
  roles: MANAGERS,
});

export const RestoreSessionType = restores("restoreSessionType", SessionType, {
  owner: "scheduling",
  description: "Restores an archived session type, so that it can be booked again.",
  roles: MANAGERS,
});
