import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** Writes that the client agreed to be named in the coach's log of hours. */
export function writeConsents(firm: DemoFirm, { add, createdAt, day, tell }: Writing): void {
  const people = { coach_id: demoPersonId(firm, "coach"), client_id: demoPersonId(firm, "client") };
  const times = { asked_at: createdAt, answered_at: `${day(-3)}T08:00:00Z` };
  const hoursConsent = add("hours_consent", { ...people, ...times, status: "GIVEN" });
  tell({ type: "hours_consent.asked", ids: { hoursConsent } }, "coach");
  tell({ type: "hours_consent.given", ids: { hoursConsent } }, "client");
}
