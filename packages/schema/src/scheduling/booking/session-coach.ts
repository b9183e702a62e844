import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { PartOf } from "../../common/part-of.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "./session.js";

/**
 * The time of a coach that a session blocks. An exclusion constraint on it prevents double bookings, buffers included:
 * `blocked` is [start - buffer before, end + buffer after).
 */
@Reads({
  // A session's coaches are only reached through the session, whose right `coaches` decides.
  visible: { ...toManagers, COACH: true, CLIENT: true, ASSISTANT: true, "schedule:read": true },
  // Its coaches are or were coaches of the engagement.
  implied: { coach: true },
  orders: { COACH: ["coachId"] },
})
@PartOf(() => Session, "sessionId")
@Entity("session_coach")
@ObjectType({ description: "A coach of a session." })
export class SessionCoach extends TenantRow {
  @PrimaryColumn("uuid")
  sessionId!: string;

  @PrimaryColumn("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach.")
  coach?: Person | null;

  @Column("tstzrange")
  blocked!: string;

  /** Whether the session still takes the coach's time: held, confirmed or in progress. */
  @Column("boolean")
  blocks!: boolean;
}

hasFew(Session, "coaches", SessionCoach, {
  by: "sessionId",
  orderBy: "COACH",
  implied: true,
  description: "The session's coaches. Empty for viewers who may only see the date.",
});
