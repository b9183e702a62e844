import { declareExpression } from "@coachwork/reader";
import { Int } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { field } from "../../common/connections.js";
import { Firm } from "../../tenancy/firm.js";

/** The default reminders in minutes before a session: a day and an hour. */
export const REMINDER_MINUTES: readonly number[] = [1_440, 60];

/** A firm's own reminder times, if it has set any. */
@Entity("reminder_setting")
export class ReminderSetting {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Column("integer", { array: true })
  minutesBefore!: number[];

  /** Reminders that were due before this time are no longer sent. */
  @Column("timestamptz")
  setAt!: Date;
}

declareExpression(Firm, "reminderMinutes", (_, sql) => {
  const setting = sql.alias("reminder");
  return `coalesce(
    (select array_to_json(${setting}.minutes_before) from reminder_setting ${setting} where ${setting}.firm_id = ${sql.firm}),
    '${JSON.stringify(REMINDER_MINUTES)}'::json)`;
});
field(
  Firm,
  "reminderMinutes",
  () => [Int],
  "How many minutes before a session its coaches and participants get reminders by e-mail, longest first.",
);
