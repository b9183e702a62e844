import { marks } from "./world.js";

export * from "./hidden-goals.js";

/** What is hidden from some: the marks of it, and the types and fields that say it. sight.ts says from whom. */

export const forms = (id: string) => [id, id.replaceAll("-", "")];
export const all = ({ ids, text, timeZone }: { ids: string; text: string; timeZone: string }) => [
  ...forms(ids),
  text,
  timeZone,
];

/** The other firm: nobody of firm A learns anything of it. */
export const FIRM_B = [...all(marks.other), "2091-"];
const FAR = [...all(marks.far), "2081-"];
const FELLOWS = [...forms("fefefefe-fefe-7efe-8efe"), "FELLOWX", "2071-"];
const COMING = [...all(marks.coming), "2061-"];
/** The firm's name and zone are everybody's; those who run it are not. */
const STAFF = [
  "STAFF owner",
  "STAFF admin",
  "STAFF manager",
  "STAFF finance",
  "STAFF nobody",
  "STAFF KEY",
  "STAFF PUBLIC",
];
/** What is written down between coaches and participants. */
export const NOTES = [" NOTE ", " AGENDA"];
/** What tells when a series recurs. */
const RULES = [" SERIES RULE", ".757", ".761", ".769", ".773", ".877"];
/** What tells when a session is, and where, to which no sponsor is invited. */
export const CONFIDENTIAL_TIMES = [
  ...[
    ".653",
    ".617",
    ".619",
    ".631",
    ".641",
    ".643",
    ".647",
    ".659",
    ".727",
    ".733",
    ".811",
    ".863",
    " WHYOFF",
    "61733",
    "Kathmandu",
    "NEAR PLACE",
  ],
  ...RULES,
];
/** What sponsors see of three-way sessions. */
const THREE_WAY_TIMES = [".541", ".547", "61751", "Thimphu", "THREEWAY PLACE"];
export const TIMES = [...CONFIDENTIAL_TIMES, ...THREE_WAY_TIMES];
/** When what clients do not all see last changed. */
export const CHANGED_FOR_CLIENTS = [".863", ".881"];
/** Who waits for a seat, and is offered one. */
export const LINE = [".743", ".751"];
/** What only e-mails to coaches have, and only those to participants. */
export const TO_COACHES = [".671"];
export const TO_PARTICIPANTS = [" MAIL FAILURE", ".673"];
export const OBJECTIVES = [" OBJECTIVES of ", ".859"];
/** Of what is secret the hash alone is kept, which nobody learns either. */
export const HASHES = [" HASH"];

/** Where a coach's calendar is, which whoever knows it can read. */
export const ADDRESSES = ["SECRET ADDRESS"];

export const NOTE = ["Note", "NoteVersion", "Takeaway", "Feedback", "Extension.message", "Session.agenda"].concat(
  ["message", "menteeEmail", "introducedEmail"].map((field) => `Introduction.${field}`),
);
/** What coaches write for themselves and each other. */
export const COACHS_NOTES = ["NOTE PRIVATE", "NOTE COACHES", "TAKEAWAY PRIVATE by coach", "PRIVATE by leaver"];
/** What is between the coaches and another participant. */
export const TO_FELLOW = ["FEEDBACK to fellow", "INTRODUCTION of fellow"];
export const RECORDED = ["Attendance.recordedAt", "Attendance.recordedBy"];
/** When an entry of the ledger was made: mostly when a session was booked, or ended. */
export const ENTERED = ["AllocationEntry.recordedAt"];
export const ENTRY_TIMES = [".797", ".809"];
/** From what agreements are made is for those who run the practice. */
const TEMPLATES = ["AgreementTemplate", "AgreementTemplateVersion"];
/** When an agreement changed tells when others signed it. */
const PREPARED = ["templateVersion", "preparedBy", "updatedAt", "version"].map((field) => `Agreement.${field}`);
/** What was agreed is for those who agreed it. */
export const AGREEMENT_TEXTS = [" AGREEMENT ", " SIGNATURE of ", " FROM of ", " DECISION of "];
export const AGREEMENTS = ["Agreement", "AgreementParty"];
/** Who bills for it sees that there is an agreement, and when. */
export const AGREED_WORDS = ["title", "text", "textHash", "partyCount", "signedCount", "follows", "reason", "decidedBy"]
  .map((field) => `Agreement.${field}`)
  .concat("AgreementParty");
/** A draft, and when it was prepared. */
export const DRAFTS = ["AGREEMENT title of DRAFT", "AGREEMENT text of DRAFT", ".587"];
/** Where somebody else signed from. */
const ADDRESSES_OF = (...whose: readonly string[]) => whose.map((who) => `FROM of ${who}`);
export const NOT_COACHS_AGREEMENTS = [...DRAFTS, ...ADDRESSES_OF("second", "client", "fellow", "sponsor")];
export const NOT_CLIENTS_AGREEMENTS = [
  ...DRAFTS,
  "SIGNATURE of fellow",
  " DECISION of ",
  ...ADDRESSES_OF("coach", "second", "fellow", "sponsor"),
];
export const NOT_SPONSORS_AGREEMENTS = [
  ...DRAFTS,
  " DECISION of ",
  "AGREEMENT title of group",
  "AGREEMENT text of group",
  ...["SIGNATURE of second", "SIGNATURE of fellow"],
  ...ADDRESSES_OF("coach", "second", "client", "fellow"),
];
export const REQUESTS = ["JoinRequest", "Extension", "Introduction", "Rematch", "RematchOutcome"].concat(
  "GoalTemplate",
  ["Survey", "SurveyQuestion", "SurveyInvitation"],
  TEMPLATES,
);
/** What is not offered any more is for those who design programs. */
export const PUT_AWAY = [" PUT AWAY"];
/** Why an engagement was stopped or goes on is for those who run the practice, like the templates of agreements. */
export const WHY = [" WHY of ", " TEMPLATE "];
export const WHY_CHANGED = [
  "EngagementStatusChange.reason",
  "EngagementStatusChange.closingReason",
  ...["CohortMember.reason", "EngagementPause.reason", "Rematch.reason", "RematchOutcome.notMovedBecause"],
  ...TEMPLATES,
  ...PREPARED,
];
/** How pairings come about in a program is for those who design it, as is when that changed. */
const DESIGN = ["anyCoach", "chemistry", "mostInterviews", "needsApproval", "updatedAt", "version"]
  .map((field) => `Program.${field}`)
  .concat(
    "ProgramCoach",
    "Pool.updatedAt",
    "Pool.version",
    "Cohort.updatedAt",
    "Cohort.version",
    "CohortMember.updatedAt",
    "CohortMember.version",
    ...["SurveyTemplate", "SurveyPlan"],
    ...[
      "template",
      "plan",
      "gathersUntil",
      "invitedCount",
      "answeredCount",
      "reminderCount",
      "updatedAt",
      "version",
    ].map((field) => `Survey.${field}`),
  );
/** Ids in other systems are not for those whom those systems are about, and nor is how programs are designed. */
export const ELSEWHERE = [" ELSEWHERE ", ".911"];
export const KNOWN_ELSEWHERE = ["Engagement.externalId", ...DESIGN];
/** What was bought is between the firm and the organization. */
export const POOLS = ["Pool", "Engagement.pool", "Engagement.poolTaken", "Cohort.pool"];
/** What is for coaches and those who run the firm. */
export const HOURS = ["CoachingHours", "CoachingLog", "CoachingLogEntry", "Worksheet"];
/** The audit trail is for the same. */
export const KEYS = ["ApiKey", "AuditEntry", "BulkExport", "WebhookEndpoint", "WebhookDelivery", "WebhookAttempt"];
/** Material is for coaches and participants, and what is shared beyond an engagement for those who run the practice. */
const MATERIAL = ["Resource", "Upload"];
export const FEEDS = ["CalendarFeed", ...MATERIAL];
export const UPLOADED = [" UPLOAD of ", " UPLOADTYPE", ".947"];
/** What is shared in engagements. */
export const SHARED_WORK = ["of client", "for client", "of coach", "for coach"]
  .map((which) => ` RESOURCE ${which}`)
  .concat(" FILE of own", "example/resource");
export const MATERIAL_TEXTS = [" RESOURCE ", " FILE of ", " FILETYPE", "example/resource", ".941", ...UPLOADED];
export const COACHS_TIME = [
  ...["Availability", "AvailabilityWindow", "AvailabilityOverride", "AvailabilityOverrideWindow"],
  ...["TimeOff", "Travel", "BusyCalendar"],
];
/** What tells times of sessions: those that are offered, and when they could be. */
export const OFFERS = ["SessionType", "Holiday", "FreeSlots", "Slot"];
/** Why somebody is away is between the coach and who runs the practice. */
export const REASONS = [" REASON of "];
export const LEDGER = ["AllocationEntry", "CancellationPolicy"];
export const ENGAGEMENTS = ["Engagement", "EngagementCoach", "EngagementParticipant", "EngagementStatusChange"].concat(
  [
    "EngagementPause",
    "Program",
    "ProgramCoach",
    "Cohort",
    "CohortMember",
    "Pool",
    "SurveyTemplate",
    "SurveyPlan",
    ...AGREEMENTS,
  ],
  LEDGER,
  REQUESTS,
);
export const SESSIONS = ["Session", "SessionCoach", "SessionMove", "Seat", "Attendance", "Email"].concat(
  ...["SessionSeries", "SeriesCoach", "SeriesException"],
);
/** What people say of themselves, and what the firm keeps of them. */
export const PROFILES = ["CoachProfile", "CoachSpeciality", "Credential", "Speciality", "ClientProfile"];
export const PEOPLE = ["Person", "Organization", "Team", ...PROFILES];
/** What is between the firm and a coach. */
export const TERMS = ["73897", "73907", ".883", ".907", " CERTIFICATE of "];
export const AGREED = ["capacity", "hourlyRateAmount", "hourlyRateCurrency", "updatedAt", "version"]
  .map((field) => `CoachProfile.${field}`)
  .concat("Credential.number", "Credential.updatedAt", "Credential.version");
/** That a client's profile changed may be about a manager whom not everybody sees. */
export const CHANGED_CLIENT = ["ClientProfile.updatedAt", "ClientProfile.version"];
/** Of a three-way session the sponsors see these, too. */
const SHOWN_IN_THREE_WAYS = ["kind", "status", "startsAt", "endsAt", "timeZone", "sequence", "place"];
export const CONFIDENTIAL_DETAILS = [
  "createdAt",
  "coaches",
  "moves",
  "decideBy",
  "minimumMetAt",
  "offerMinutes",
  ...["sessionType", "heldUntil", "heldBy", "bookedBy", "updatedAt"],
  "originalStart",
  ...["cancelledBy", "cancelledAt", "cancellationReason", "cancellationCause", "freeCancellationUntil"],
]
  .map((field) => `Session.${field}`)
  // Which session was the last tells its status and time.
  .concat("Engagement.lastSession");
export const DETAILS = CONFIDENTIAL_DETAILS.concat(SHOWN_IN_THREE_WAYS.map((field) => `Session.${field}`)).concat(
  // Of those that the sponsors are invited to, they see the next one.
  "Engagement.nextSession",
);
/** Who sees dates only sees no coaches and no exceptions either. */
export const RULED_BY = ["SeriesCoach", "SeriesException"];
/** The rule of a series tells the time of its sessions. */
export const RULED = [
  ...["kind", "rule", "timeZone", "firstStart", "durationMinutes", "materialisedUntil", "createdAt", "endedAt"],
  ...["follows", "coaches", "exceptions", "place", "sessionType", "overrides", "bookedBy"],
  ...["capacity", "minimum", "decideMinutes", "offerMinutes", "skipsFirmHolidays", "holidayRegion", "updatedAt"],
].map((field) => `SessionSeries.${field}`);
export const PROFILE = ["externalId", "email", "timeZone", "locale", "roles", "organization", "team", "createdAt"].map(
  (field) => `Person.${field}`,
);

/** Everybody and everything that is not of the near circle. */
export const OTHERS = [...FAR, ...FELLOWS, ...COMING, ...STAFF];
/** Everybody and everything that is not of those who meet before their first day. */
export const NOT_COMING = [...FAR, ...FELLOWS, ...STAFF, ...all(marks.near)];
/** What only the near circle's second coach has. */
export const OF_SECOND = [
  "73907",
  "CERTIFICATE of second",
  "GRADE of ARCHIVED",
  "ADDRESS of second",
  "REASON of second",
  "INTRODUCTION of fellow",
  "by second",
  "PRIVATE by leaver",
  // What a participant wrote for themselves is hidden from coaches, too.
  "PRIVATE by client",
];
/** Finance sees everybody's name and every date; what a coach sees beyond that is of their own circle alone. */
export const FAR_DETAILS = [
  "FARA EXTERNAL",
  "FARA.mail-mark",
  "FARA OBJECTIVES",
  "FARA NOTE",
  "FARA AGENDA",
  ...[" EXTERNAL", ".mail-mark", " OBJECTIVES", " NOTE", " AGENDA"].map((what) => `COMING${what}`),
  ...["FARA BIO", "FARA INDUSTRY", "FARA JOB", "FARA LEVEL", "FARA INTEREST", "FARA GRADE"],
  ...[marks.far.timeZone, marks.coming.timeZone],
  "2081-04-10T",
  "2081-04-11T",
  "2081-04-13T",
  "2081-03-02T",
  ...[".859", ".863", ".877"].flatMap((what) => [
    `2081-03-07T01:02:59${what}`,
    `2071-03-07T01:02:59${what}`,
    `2061-03-07T01:02:59${what}`,
  ]),
];
