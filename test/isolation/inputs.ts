import { mutations } from "@coachwork/schema";
import { apiId, day } from "@coachwork/testing";
import { exampleInput } from "../support/example-input.ts";
import { hashIn } from "./agreement-rows.js";
import { marks, type World } from "./world.js";

type Input = Readonly<Record<string, unknown>>;

/**
 * For each mutation an input that would do in the near circle of firm A but for the id that the probe puts in: an example
 * of each kind of value, and what the mutation's own rules want besides.
 */
export function inputsOf(world: World): Readonly<Record<string, Input>> {
  const idOf = nearIds(world);
  const ruled = ruledOf(world);
  return Object.fromEntries(
    mutations.map((mutation) => [mutation.name, { ...exampleInput(mutation, { idOf }), ...ruled[mutation.name] }]),
  );
}

/** An object of the near circle, by its type: for a field that names a coach, the coach. */
export function nearIds({
  near,
  staff,
  offered,
  holiday,
  speciality,
  worksheet,
  questionnaire,
  survey,
}: World): (type: string, field: string) => string {
  const ids: Readonly<Record<string, string>> = {
    ActionItem: apiId("action_item", near.items.own),
    Agreement: apiId("agreement", near.agreements.waiting.agreement),
    AgreementTemplate: apiId("agreement_template", near.template.template),
    ApiKey: apiId("api_key", staff.apiKey),
    BulkExport: apiId("bulk_export", staff.bulkExport),
    BusyCalendar: apiId("busy_calendar", near.time.calendar),
    CancellationPolicy: apiId("cancellation_policy", near.policy),
    CalendarFeed: apiId("calendar_feed", near.feeds.coach),
    ClientProfile: apiId("client_profile", near.profiles.client),
    Cohort: apiId("cohort", near.cohort),
    CohortMember: apiId("cohort_member", near.cohortMembers.client),
    CoachProfile: apiId("coach_profile", near.profiles.coach),
    ConflictOfInterest: apiId("conflict_of_interest", near.matching.conflict),
    Credential: apiId("credential", near.profiles.credential),
    Delegation: apiId("delegation", near.delegation),
    Engagement: apiId("engagement", near.alone),
    EngagementCoach: apiId("engagement_coach", near.left),
    EngagementParticipant: apiId("engagement_participant", near.left),
    Goal: apiId("goal", near.goals.alone.goal),
    GoalProgress: apiId("goal_progress", near.goals.alone.progress),
    GoalTemplate: apiId("goal_template", near.goalTemplate),
    Holiday: apiId("holiday", holiday),
    Match: apiId("match", near.matching.offered),
    MatchRun: apiId("match_run", near.matching.run),
    MatchRunMember: apiId("match_run_member", near.matching.runMember),
    MatchWeights: apiId("match_weights", near.matching.weights),
    HoursConsent: apiId("hours_consent", near.hoursConsent),
    Metric: apiId("metric", near.metrics.alone.metric),
    MetricEntry: apiId("metric_entry", near.metrics.alone.entry),
    EngagementPause: apiId("engagement_pause", near.pause),
    Extension: apiId("extension", near.extension),
    Introduction: apiId("introduction", near.introductions.client),
    JoinRequest: apiId("join_request", near.joinRequest),
    Note: apiId("note", near.notes.coaches),
    Feedback: apiId("feedback", near.feedback.given),
    Takeaway: apiId("takeaway", near.takeaways.shared),
    Organization: apiId("organization", near.organization),
    Person: apiId("person", near.client),
    Pool: apiId("pool", near.pool),
    Program: apiId("program", near.program),
    Resource: apiId("resource", near.resources.program),
    Seat: apiId("seat", near.seats[1]!),
    Session: apiId("session", near.sessions.alone),
    SessionSeries: apiId("series", near.series),
    SessionType: apiId("session_type", offered),
    Speciality: apiId("speciality", speciality),
    Team: apiId("team", near.team),
    TimeOff: apiId("time_off", near.time.timeOff),
    Travel: apiId("travel", near.time.travel),
    SurveyTemplate: apiId("survey_template", survey),
    SurveyPlan: apiId("survey_plan", near.surveys.plan),
    Survey: apiId("survey", near.surveys.named),
    SurveyInvitation: apiId("survey_invitation", near.surveys.own),
    AssignedWorksheet: apiId("assigned_worksheet", near.worksheets.own),
    Worksheet: apiId("worksheet", worksheet),
    NeedsAssessment: apiId("needs_assessment", near.needs.client),
    NeedsLink: apiId("needs_link", near.needs.link),
    NeedsQuestionnaire: apiId("needs_questionnaire", questionnaire),
    WorksheetHandIn: apiId("worksheet_hand_in", near.worksheets.handIn),
    Upload: apiId("upload", near.resources.upload),
    WebhookDelivery: apiId("webhook_delivery", staff.webhooks.delivery),
    WebhookEndpoint: apiId("webhook_endpoint", staff.webhooks.endpoint),
  };
  return (type, field) => {
    if (field.startsWith("coachId")) return apiId("person", near.coach);
    const id = ids[type];
    if (id === undefined) throw new Error(`The world has no ${type}: add one to nearIds.`);
    return id;
  };
}

/** What the rules of mutations want besides. */
function ruledOf({ near }: World): Readonly<Record<string, Input>> {
  const [organizationId, teamId] = [apiId("organization", near.organization), apiId("team", near.team)];
  const [coach, client] = [apiId("person", near.coach), apiId("person", near.client)];
  const group = apiId("session", near.sessions.group);
  const times = { startsAt: `${day(14)}T09:00:00Z`, endsAt: `${day(14)}T10:00:00Z` };
  return {
    bulkExport: { query: "{ people { nodes { id } } }", variables: undefined },
    createPerson: { roles: ["CLIENT"], organizationId, teamId },
    updatePerson: { name: "Probe" },
    updateMe: { name: "Probe" },
    deactivatePerson: { handOverToId: coach },
    setCoachProfile: { personId: coach },
    createCredential: { personId: coach },
    createDelegation: {
      principalId: client,
      delegateId: apiId("person", near.assistant),
      startsOn: day(0),
      endsOn: day(9),
    },
    updateDelegation: { startsOn: day(0), endsOn: day(9) },
    mergePeople: { duplicateId: apiId("person", near.outsider) },
    signAgreement: { textHash: hashIn(marks.near) },
    sendAgreement: { id: apiId("agreement", near.agreements.draft.agreement) },
    createProgram: { allocationUnit: "SESSIONS", allocationAmount: 6, weeks: 20 },
    createEngagement: {
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
    createNeedsLink: { expiresAt: `${day(30)}T09:00:00Z` },
    startUpload: { name: "Probe.pdf" },
    createResource: { programId: undefined, uploadId: undefined },
    updateResource: { uploadId: undefined },
    addEngagementCoach: { personId: apiId("person", near.second) },
    addEngagementParticipant: {
      engagementId: apiId("engagement", near.group),
      personId: apiId("person", near.outsider),
    },
    cancelEngagement: { closingReason: "NO_FIT" },
    shareEarlierNotes: { engagementId: apiId("engagement", near.group), personId: apiId("person", near.second) },
    rematchEngagement: {
      ...{ engagementId: apiId("engagement", near.group), fromCoachId: coach },
      toCoachId: apiId("person", near.second),
    },
    proposeExtension: { engagementId: apiId("engagement", near.group), endsOn: day(200) },
    introduceMentee: {
      ...{ engagementId: apiId("engagement", near.group), menteeId: client },
      ...{ introducedId: apiId("person", near.leaver), outsider: undefined },
    },
    proposeMatches: { engagementId: undefined, replacesId: undefined, sessions: undefined, reason: undefined },
    createConflictOfInterest: { personId: apiId("person", near.fellow), organizationId: undefined },
    giveFeedback: { engagementId: apiId("engagement", near.group), participantId: client },
    requestFeedback: { engagementId: apiId("engagement", near.group) },
    createTakeaway: { engagementId: apiId("engagement", near.group) },
    createNote: { visibility: "SHARED" },
    setAvailability: { windows: [{ weekday: 1, startMinute: 0, endMinute: 600 }] },
    setAvailabilityOverride: { date: day(14), windows: [{ startMinute: 0, endMinute: 600 }] },
    removeAvailabilityOverride: { date: day(14) },
    addTimeOff: { startsAt: `${day(18)}T09:00:00Z`, endsAt: `${day(18)}T10:00:00Z` },
    addTravel: { firstDate: day(60), lastDate: day(61) },
    holdSlot: { coachIds: [coach], ...times },
    importBusyCalendar: { ics: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:probe\r\nEND:VCALENDAR\r\n" },
    subscribeBusyCalendar: { address: "http://127.0.0.1:2/probe.ics" },
    bookSession: { coachIds: [coach], ...times },
    bookSeries: {
      coachIds: [coach],
      firstStart: `${day(20)}T11:00`,
      durationMinutes: 60,
      rule: "FREQ=WEEKLY;COUNT=2",
      timeZone: "UTC",
    },
    changeSeries: { from: `${day(27)}T11:00:00Z`, durationMinutes: 30 },
    rescheduleSession: times,
    adjustAllocation: { amount: 1 },
    takeSeat: { sessionId: group, personId: client },
    leaveSeat: { id: apiId("seat", near.seats[0]!) },
    setSeats: { sessionId: group, seats: { capacity: 5 } },
    recordAttendance: { attendance: [{ personId: client, status: "PRESENT" }], complete: false },
    logSession: {
      ...{ coachIds: [coach], startsAt: `${day(-1)}T03:00:00Z`, endsAt: `${day(-1)}T04:00:00Z` },
      attendance: [{ personId: client, status: "PRESENT" }],
    },
    setSessionAgenda: { id: group, agenda: "Probe" },
  };
}
