import { type Input, Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { EXPECTED, toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { PartOf } from "../../common/part-of.js";
import { boundId } from "../../common/uuid-of.js";
import { Person } from "../../tenancy/person.js";
import { inSessionsToCoach } from "../booking/expected-sessions.js";
import { inSessionsOf, Session } from "../booking/session.js";

export const AttendanceStatus = wordsOf("AttendanceStatus", "Whether a participant came.", {
  PENDING: "Not recorded yet.",
  PRESENT: "The participant came.",
  LATE: "The participant came late.",
  EXCUSED: "The participant was excused.",
  NO_SHOW: "The participant did not come.",
});
export type AttendanceStatus = WordOf<typeof AttendanceStatus>;

const recorded = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", EXPECTED, "schedule:read"];

/** Whether a participant came to a session. */
@Reads({
  // Attendance is only reached through its session. Clients see their own.
  visible: {
    ...toManagers,
    FINANCE: true,
    // Some coaches also hold a role that sees more. They see the recording time only for their own engagements.
    COACH: inSessionsOf("coached"),
    CLIENT: (attendance, sql) => `${attendance}.person_id = ${sql.person}`,
    [EXPECTED]: inSessionsToCoach,
    "schedule:read": true,
  },
  // Finance sees who came. Attendance is usually recorded right away, so the recording time would reveal the session's
  // time.
  rights: { recordedAt: recorded, recordedBy: recorded },
  // The participant is or was in the engagement.
  implied: { person: true },
  orders: { PERSON: ["personId"] },
  filters: {
    personId: {
      where: (attendance, id: Input<string>, sql) => `${attendance}.person_id = ${boundId(sql, Person, id)}`,
    },
  },
})
@PartOf(() => Session, "sessionId")
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
    "When the attendance was last recorded. Null while it is PENDING, and for viewers who may only see the date.",
    {
      nullable: true,
    },
  )
  recordedAt!: Date | null;

  @Column("uuid", { nullable: true })
  recordedById!: string | null;

  @BelongsTo(() => Person, "The person who recorded it. Null if you may not see that person.")
  recordedBy?: Person | null;
}

/** Whether somebody was present. Only then can they have been coached. */
export function came(status: AttendanceStatus): boolean {
  return status === "PRESENT" || status === "LATE";
}

hasFew(Session, "attendance", Attendance, {
  by: "sessionId",
  orderBy: "PERSON",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "schedule:read"],
  description: "Whether each participant came. Clients see their own attendance.",
});
