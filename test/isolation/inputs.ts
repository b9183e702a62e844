import { day } from "@coachwork/testing";
import { apiId } from "@coachwork/testing";
import type { World } from "./world.js";

type Input = Readonly<Record<string, unknown>>;

/**
 * For each mutation that takes ids: an input that would do in the near circle of firm A but for the id that the probe puts
 * in. A mutation that is not here makes the probes fail: add it with the types that its ids name.
 */
export function inputsOf({ near, staff }: World): Readonly<Record<string, Input>> {
  const [organizationId, teamId] = [apiId("organization", near.organization), apiId("team", near.team)];
  const [coach, client] = [apiId("person", near.coach), apiId("person", near.client)];
  const engagementId = apiId("engagement", near.alone);
  const times = { startsAt: `${day(14)}T09:00:00Z`, endsAt: `${day(14)}T10:00:00Z` };
  return {
    createTeam: { organizationId, name: "Probe" },
    createPerson: {
      name: "Probe",
      email: "probe@probe.example",
      roles: ["CLIENT"],
      timeZone: "UTC",
      organizationId,
      teamId,
    },
    updatePerson: { id: client, name: "Probe" },
    invitePerson: { personId: client },
    createEngagement: {
      title: "Probe",
      kind: "COACHING",
      format: "TEAM",
      startsOn: day(0),
      endsOn: day(90),
      allocationUnit: "SESSIONS",
      allocationAmount: 6,
      organizationId,
      teamId,
      coachIds: [coach],
      participantIds: [client],
    },
    activateEngagement: { id: engagementId },
    pauseEngagement: { id: engagementId },
    completeEngagement: { id: engagementId },
    cancelEngagement: { id: engagementId },
    addEngagementCoach: { engagementId, personId: apiId("person", near.second) },
    addEngagementParticipant: {
      engagementId: apiId("engagement", near.group),
      personId: apiId("person", near.outsider),
    },
    endEngagementCoach: { id: apiId("engagement_coach", near.left) },
    endEngagementParticipant: { id: apiId("engagement_participant", near.left) },
    createNote: { engagementId, visibility: "SHARED", text: "Probe" },
    setAvailability: { coachId: coach, timeZone: "UTC", windows: [{ weekday: 1, startMinute: 0, endMinute: 600 }] },
    importBusyCalendar: {
      coachId: coach,
      name: "Probe",
      ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:probe\r\nEND:VCALENDAR\r\n",
    },
    bookSession: { engagementId, coachIds: [coach], ...times },
    rescheduleSession: { id: apiId("session", near.sessions.alone), ...times },
    cancelSession: { id: apiId("session", near.sessions.alone) },
    revokeApiKey: { id: apiId("api_key", staff.apiKey) },
  };
}

/** What `id` of a mutation names. */
export const idNames: Readonly<Record<string, string>> = {
  updatePerson: "Person",
  activateEngagement: "Engagement",
  pauseEngagement: "Engagement",
  completeEngagement: "Engagement",
  cancelEngagement: "Engagement",
  endEngagementCoach: "EngagementCoach",
  endEngagementParticipant: "EngagementParticipant",
  rescheduleSession: "Session",
  cancelSession: "Session",
  revokeApiKey: "ApiKey",
};
