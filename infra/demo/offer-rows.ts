import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes when a firm's coaches work, and what it offers on which terms. */
export function writeOffer(firm: DemoFirm, writing: Writing): void {
  const { add, tell, workday } = writing;
  writeAvailability(firm, writing);
  for (const [name, kind, duration_minutes, notice] of firm.sessionTypes) {
    const sessionType = add("session_type", { name, kind, duration_minutes, minimum_notice_minutes: notice ?? null });
    tell({ type: "session_type.created", ids: { sessionType } }, "manager");
  }
  for (const [name, workdays] of firm.holidays) {
    const holiday = add("holiday", { name, date: workday(workdays) });
    tell({ type: "holiday.created", ids: { holiday } }, "manager");
  }
  const { noticeMinutes, lateCancellationForfeits, noShowForfeits, clientsCancel, clientsReschedule } = firm.policy;
  const cancellationPolicy = add("cancellation_policy", {
    notice_minutes: noticeMinutes,
    ...{ late_cancellation_forfeits: lateCancellationForfeits, no_show_forfeits: noShowForfeits },
    ...{ clients_cancel: clientsCancel, clients_reschedule: clientsReschedule },
    grace_minutes: firm.policy.graceMinutes,
  });
  tell({ type: "cancellation_policy.set", ids: { cancellationPolicy } }, "owner");
}

function writeAvailability(firm: DemoFirm, { add, addRow, tell }: Writing): void {
  for (const { coach: key, windows, bufferAfterMinutes, minimumNoticeMinutes } of firm.availability) {
    const coach = demoPersonId(firm, key);
    const availability = add("availability", {
      coach_id: coach,
      time_zone: firm.people.find((person) => person.key === key)!.timeZone,
      buffer_before_minutes: 0,
      buffer_after_minutes: bufferAfterMinutes,
      minimum_notice_minutes: minimumNoticeMinutes,
    });
    for (const weekday of [1, 2, 3, 4, 5]) {
      for (const [start_minute, end_minute] of windows) {
        addRow("availability_window", { availability_id: availability, weekday, start_minute, end_minute });
      }
    }
    tell({ type: "availability.set", ids: { coach, availability } }, key);
  }
}
