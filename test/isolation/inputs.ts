import { day } from "@coachwork/testing";
import { apiId } from "@coachwork/testing";
import type { World } from "./world.js";

type Input = Readonly<Record<string, unknown>>;

/**
 * For each mutation that takes ids: an input that would do in the near circle of firm A but for the id that the probe puts
 * in. A mutation that is not here makes the probes fail.
 */
export function inputsOf({ near, staff, offered }: World): Readonly<Record<string, Input>> {
  const [organizationId, teamId] = [apiId("organization", near.organization), apiId("team", near.team)];
  const [coach, client] = [apiId("person", near.coach), apiId("person", near.client)];
  const engagementId = apiId("engagement", near.alone);
  const sessionType = apiId("session_type", offered);
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
    withdrawInvitation: { personId: client },
    updateMe: { name: "Probe" },
    deactivatePerson: { personId: client, handOverToId: coach },
    reactivatePerson: { personId: client },
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
    requestToJoinEngagement: { engagementId, side: "COACH" },
    confirmJoinRequest: { id: apiId("join_request", near.joinRequest) },
    declineJoinRequest: { id: apiId("join_request", near.joinRequest) },
    withdrawJoinRequest: { id: apiId("join_request", near.joinRequest) },
    shareEarlierNotes: { engagementId: apiId("engagement", near.group), personId: apiId("person", near.second) },
    createNote: { engagementId, visibility: "SHARED", text: "Probe" },
    setAvailability: { coachId: coach, timeZone: "UTC", windows: [{ weekday: 1, startMinute: 0, endMinute: 600 }] },
    setAvailabilityOverride: { coachId: coach, date: day(14), windows: [] },
    removeAvailabilityOverride: { coachId: coach, date: day(14) },
    addTimeOff: { coachId: coach, startsAt: `${day(18)}T09:00:00Z`, endsAt: `${day(18)}T10:00:00Z` },
    removeTimeOff: { id: apiId("time_off", near.time.timeOff) },
    addTravel: { coachId: coach, firstDate: day(60), lastDate: day(61), timeZone: "UTC" },
    removeTravel: { id: apiId("travel", near.time.travel) },
    createSessionType: { name: "Probe", durationMinutes: 60 },
    updateSessionType: { id: sessionType, durationMinutes: 60 },
    archiveSessionType: { id: sessionType },
    holdSlot: { engagementId, coachIds: [coach], ...times },
    confirmHold: { id: apiId("session", near.sessions.alone) },
    releaseHold: { id: apiId("session", near.sessions.alone) },
    importBusyCalendar: {
      coachId: coach,
      name: "Probe",
      ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:probe\r\nEND:VCALENDAR\r\n",
    },
    subscribeBusyCalendar: { coachId: coach, name: "Probe", address: "http://127.0.0.1:2/probe.ics" },
    refreshBusyCalendar: { id: apiId("busy_calendar", near.time.calendar) },
    removeBusyCalendar: { id: apiId("busy_calendar", near.time.calendar) },
    bookSession: { engagementId, coachIds: [coach], ...times },
    bookSeries: {
      engagementId,
      coachIds: [coach],
      firstStart: `${day(20)}T11:00`,
      durationMinutes: 60,
      rule: "FREQ=WEEKLY;COUNT=2",
      timeZone: "UTC",
    },
    changeSeries: { id: apiId("series", near.series), from: `${day(27)}T11:00:00Z`, durationMinutes: 30 },
    cancelSeries: { id: apiId("series", near.series) },
    rescheduleSession: { id: apiId("session", near.sessions.alone), ...times },
    cancelSession: { id: apiId("session", near.sessions.alone) },
    adjustAllocation: { engagementId, amount: 1, reason: "Probe" },
    setCancellationPolicy: { engagementId, noticeMinutes: 60 },
    takeSeat: { sessionId: apiId("session", near.sessions.group), personId: client },
    leaveSeat: { id: apiId("seat", near.seats[0]!) },
    acceptSeatOffer: { id: apiId("seat", near.seats[1]!) },
    declineSeatOffer: { id: apiId("seat", near.seats[1]!) },
    setSeats: { sessionId: apiId("session", near.sessions.group), seats: { capacity: 5 } },
    revokeCalendarFeed: { id: apiId("calendar_feed", near.feeds.coach) },
    recordAttendance: {
      sessionId: apiId("session", near.sessions.alone),
      attendance: [{ personId: client, status: "PRESENT" }],
      complete: false,
    },
    setSessionAgenda: { id: apiId("session", near.sessions.group), agenda: "Probe" },
    revokeApiKey: { id: apiId("api_key", staff.apiKey) },
  };
}
