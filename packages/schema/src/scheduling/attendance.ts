import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../common/connections.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { TenantRow } from "../common/node.js";
import { Person } from "../tenancy/person.js";
import { Session } from "./session.js";

export const AttendanceStatus = wordsOf("AttendanceStatus", "Whether somebody came.", {
  PENDING: "Not recorded yet.",
  PRESENT: "Came.",
  LATE: "Came late.",
  EXCUSED: "Did not come and said so.",
  NO_SHOW: "Did not come.",
});
export type AttendanceStatus = WordOf<typeof AttendanceStatus>;

/** Whether a participant came to a session. */
@Reads({
  // Reached through its session alone; of a visible one a client sees their own.
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: true,
    CLIENT: (attendance, sql) => `${attendance}.person_id = ${sql.person}`,
    "schedule:read": true,
  },
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
}

hasFew(Session, "attendance", Attendance, {
  by: "sessionId",
  orderBy: "PERSON",
  description: "Whether the participants came; a client sees their own.",
});
