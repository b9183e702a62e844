import { dateIn } from "./calendar.ts";
import type { DemoEngagement, DemoSession } from "./demo-firm.ts";

interface Times {
  readonly bookedAt: Date;
  /** When it ended, or was called off. */
  readonly endedAt: Date;
}

const SETTLED: Partial<Record<DemoSession["status"], string>> = {
  COMPLETED: "USE",
  NO_SHOW: "FORFEIT",
  CANCELLED: "RELEASE",
};

/** What a session took from its engagement's allocation, and what became of that. */
export function ledgerOf(
  { allocation }: DemoEngagement,
  { kind, status, minutes }: DemoSession,
  { bookedAt, endedAt }: Times,
  timeZone: string,
): object[] {
  if (!allocation || kind === "CHEMISTRY") return [];
  const amount = allocation[0] === "HOURS" ? minutes : 1;
  const entry = (does: string, at: Date) => {
    return { kind: does, amount, recorded_at: at, recorded_on: dateIn(timeZone, at.getTime()) };
  };
  const settled = SETTLED[status];
  return [entry("RESERVE", bookedAt), ...(settled === undefined ? [] : [entry(settled, endedAt)])];
}
