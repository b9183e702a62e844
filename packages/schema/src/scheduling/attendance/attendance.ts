import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";
import { inSessionsOf, Session } from "../booking/session.js";

export const AttendanceStatus = wordsOf("AttendanceStatus", "Whether somebody came.", {
  PENDING: "Not recorded yet.",
  PRESENT: "Came.",
  LATE: "Came late.",
  EXCUSED: "Did not come and said so.",
  NO_SHOW: "Did not come.",
});
export type AttendanceStatus = WordOf<typeof AttendanceStatus>;

const recorded = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"];

/** Whether a participant came to a session. */
@Reads({
  // Reached through its session alone; of a visible one a client sees their own.
  visible: {
    ...toManagers,
    FINANCE: true,
    // Who is a coach and sees more than that otherwise sees when attendance was recorded of own engagements alone.
    COACH: inSessionsOf("coached"),
    CLIENT: (attendance, sql) => `${attendance}.person_id = ${sql.person}`,
    "schedule:read": true,
  },
  // Finance sees who came; when that was written down, mostly right away, would tell the session's time.
  rights: { recordedAt: recorded, recordedBy: recorded },
  // Who was to come is or was in the engagement.
  implied: { person: true },
  orders: { PERSON: ["personId"] },
})
@Entity("attendance")
@ObjectType({ description: "Whether a participant came to a session." })
export class Attendance extends TenantRow {
  @PrimaryColumn("uuid")
  sessionId!: string;

  @PrimaryColumn("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The participant.")
  person?: Person | null;

  @Attribute("text", "Whether the participant came.", { as: () => AttendanceStatus })
  status!: AttendanceStatus;

  @Attribute(
    "timestamptz",
    "When that was recorded last; null while it is PENDING, and to who may see the date only.",
    {
      nullable: true,
    },
  )
  recordedAt!: Date | null;

  @Column("uuid", { nullable: true })
  recordedById!: string | null;

  @BelongsTo(() => Person, "Who recorded it, as far as you may see them.")
  recordedBy?: Person | null;
}

/** Whether somebody was there: only who was can have been coached. */
export function came(status: AttendanceStatus): boolean {
  return status === "PRESENT" || status === "LATE";
}

hasFew(Session, "attendance", Attendance, {
  by: "sessionId",
  orderBy: "PERSON",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "schedule:read"],
  description: "Whether the participants came; a client sees their own.",
});
