import type { DemoFirm } from "./demo-firm.ts";
import { morningsAndAfternoons } from "./of-both-firms.ts";

type Offer = Pick<
  DemoFirm,
  "conflicts" | "weights" | "offers" | "availability" | "sessionTypes" | "holidays" | "policy" | "apiKeys" | "webhook"
>;

export const offerOfNorthlight: Offer = {
  conflicts: [["mentor", "freya", "They are married."]],
  offers: [
    {
      ...{ engagement: "Speaking to the board", participant: "freya", coach: "coach", replaces: "robin", score: 89 },
      reason: "Robin is away for some months.",
    },
  ],
  weights: { specialities: 40, industries: 15, language: 15, level: 10, load: 10, history: 10 },
  availability: [
    { coach: "coach", windows: morningsAndAfternoons, bufferAfterMinutes: 15, minimumNoticeMinutes: 120 },
    { coach: "robin", windows: [[8 * 60, 13 * 60]], bufferAfterMinutes: 10, minimumNoticeMinutes: 24 * 60 },
    { coach: "mentor", windows: [[10 * 60, 18 * 60]], bufferAfterMinutes: 0, minimumNoticeMinutes: 60 },
  ],
  sessionTypes: [
    ["Chemistry call", "CHEMISTRY", 30],
    ["Coaching session", "REGULAR", 60],
    ["Three-way review", "THREE_WAY", 90, 3 * 24 * 60],
  ],
  holidays: [
    ["Away day", -43],
    ["Northlight's birthday", 25],
  ],
  policy: {
    ...{ noticeMinutes: 24 * 60, lateCancellationForfeits: true, noShowForfeits: true, graceMinutes: 15 },
    ...{ clientsCancel: "ALWAYS", clientsReschedule: "UNTIL_NOTICE" },
  },
  apiKeys: [
    ["Alder Bank's HR sync", ["people:write"]],
    ["Reporting", ["engagements:read", "schedule:read"]],
  ],
  webhook: {
    ...{ url: "https://directory.alder.example/hooks", description: "Joiners and leavers of Alder Bank" },
    eventTypes: ["PERSON_CREATED", "PERSON_UPDATED", "PERSON_DEACTIVATED"],
  },
};
