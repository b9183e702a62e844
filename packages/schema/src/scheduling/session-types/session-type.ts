import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, count, creates, MANAGERS, restores, text, updates, wordOf } from "../../common/declare.js";
import { wordsOf } from "../../common/enums.js";
import { Attribute, Version } from "../../common/fields.js";
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
  @Attribute("text", "What it is called, unique in the firm.", {
    settable: text(100),
    taken: "The firm has a session type of this name.",
  })
  name!: string;

  @Attribute("text", "What such a session is for.", {
    as: () => SessionKind,
    settable: wordOf(SessionKind),
    usual: SessionKind.REGULAR,
  })
  kind!: SessionKind;

  @Attribute("integer", "How many minutes it takes.", { settable: count(5, 720) })
  durationMinutes!: number;

  @Attribute("integer", "Minutes from one free slot to the next; null: the duration.", {
    nullable: true,
    settable: count(5, 720),
  })
  stepMinutes!: number | null;

  @Attribute("integer", "Minutes kept free before it; null: what the coach keeps.", {
    nullable: true,
    settable: count(0, 240),
  })
  bufferBeforeMinutes!: number | null;

  @Attribute("integer", "Minutes kept free after it; null: what the coach keeps.", {
    nullable: true,
    settable: count(0, 240),
  })
  bufferAfterMinutes!: number | null;

  @Attribute("integer", "How many minutes ahead it must be booked; where the coach asks for more, that holds.", {
    nullable: true,
    settable: count(0, 43_200),
  })
  minimumNoticeMinutes!: number | null;

  @Attribute("integer", "How many days ahead it can be booked; where the coach allows fewer, that holds.", {
    nullable: true,
    settable: count(1, 730),
  })
  horizonDays!: number | null;

  @Attribute("integer", "The most sessions of this type a coach has on one day; the coach's own limit holds besides.", {
    nullable: true,
    settable: count(1, 50),
  })
  mostPerDay!: number | null;

  @Attribute(
    "integer",
    "The most sessions of this type a coach has in one week; the coach's own limit holds besides.",
    {
      nullable: true,
      settable: count(1, 200),
    },
  )
  mostPerWeek!: number | null;

  @Attribute("timestamptz", "Since when it cannot be booked any more; null: it can.", { nullable: true })
  archivedAt!: Date | null;

  @Version()
  version!: number;
}

export const CreateSessionType = creates("createSessionType", SessionType, {
  owner: "scheduling",
  description: "Adds a session to what the firm offers. For those who run the practice.",
  roles: MANAGERS,
});

export const UpdateSessionType = updates("updateSessionType", SessionType, {
  owner: "scheduling",
  description: "Changes a session type. Sessions that are booked stay as they are. For those who run the practice.",
  roles: MANAGERS,
});

export const ArchiveSessionType = archives("archiveSessionType", SessionType, {
  owner: "scheduling",
  description:
    "Archives a session type: it cannot be booked any more. Sessions that are booked stay as they are. For those who run the practice.",
  roles: MANAGERS,
});

export const RestoreSessionType = restores("restoreSessionType", SessionType, {
  owner: "scheduling",
  description: "Makes an archived session type one that can be booked again. For those who run the practice.",
  roles: MANAGERS,
});
