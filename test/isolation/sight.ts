import type { ViewerName } from "./viewers.js";
import { type World, marks } from "./world.js";

/** What a viewer must not learn, in whatever answer. Written from the domain's table of who sees what, not from the code. */
export interface Blindness {
  /** Texts that must not turn up: names, dates, ids. */
  readonly marks: readonly string[];
  /** Types, and fields (`Type.field`), that must never say anything. */
  readonly never: readonly string[];
}

const forms = (id: string) => [id, id.replaceAll("-", "")];
const all = ({ ids, text, timeZone }: { ids: string; text: string; timeZone: string }) => [
  ...forms(ids),
  text,
  timeZone,
];

/** The other firm: nobody of firm A learns anything of it. */
export const FIRM_B = [...all(marks.other), "2091-"];
const FAR = [...all(marks.far), "2081-"];
const FELLOWS = [...forms("fefefefe-fefe-7efe-8efe"), "FELLOWX", "2071-"];
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
const NOTES = [" NOTE ", " AGENDA"];
/** What tells when a series recurs. */
const RULES = [" SERIES RULE", ".757", ".761", ".769", ".773", ".877"];
const TIMES = [
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
  ],
  ...RULES,
];
/** When what clients do not all see last changed. */
const CHANGED_FOR_CLIENTS = [".863", ".881"];
/** Who waits for a seat, and is offered one. */
const LINE = [".743", ".751"];
/** What only e-mails to coaches have, and only those to participants. */
const TO_COACHES = [".671"];
const TO_PARTICIPANTS = [" MAIL FAILURE", ".673"];
const OBJECTIVES = [" OBJECTIVES of ", ".859"];
/** Of what is secret the hash alone is kept, which nobody learns either. */
const HASHES = [" HASH"];

/** Where a coach's calendar is, which whoever knows it can read. */
const ADDRESSES = ["SECRET ADDRESS"];

const NOTE = ["Note", "NoteVersion", "Session.agenda"];
const RECORDED = ["Attendance.recordedAt", "Attendance.recordedBy"];
/** When an entry of the ledger was made: mostly when a session was booked, or ended. */
const ENTERED = ["AllocationEntry.recordedAt"];
const ENTRY_TIMES = [".797", ".809"];
const REQUESTS = ["JoinRequest"];
/** Why an engagement was stopped or goes on is for those who run the practice. */
const WHY = [" WHY of "];
const WHY_CHANGED = ["EngagementStatusChange.reason"];
/** Ids in other systems are not for those whom those systems are about. */
const ELSEWHERE = [" ELSEWHERE "];
const KNOWN_ELSEWHERE = ["Engagement.externalId"];
const HOURS = ["CoachingHours"];
const KEYS = ["ApiKey"];
const FEEDS = ["CalendarFeed"];
const COACHS_TIME = [
  ...["Availability", "AvailabilityWindow", "AvailabilityOverride", "AvailabilityOverrideWindow"],
  ...["TimeOff", "Travel", "BusyCalendar"],
];
/** What tells times of sessions: those that are offered, and when they could be. */
const OFFERS = ["SessionType", "Holiday", "FreeSlots", "Slot"];
/** Why somebody is away is between the coach and who runs the practice. */
const REASONS = [" REASON of "];
const LEDGER = ["AllocationEntry", "CancellationPolicy"];
const ENGAGEMENTS = ["Engagement", "EngagementCoach", "EngagementParticipant", "EngagementStatusChange"].concat(
  LEDGER,
  REQUESTS,
);
const SESSIONS = ["Session", "SessionCoach", "SessionMove", "Seat", "Attendance", "Email"].concat(
  ...["SessionSeries", "SeriesCoach", "SeriesException"],
);
const PEOPLE = ["Person", "Organization", "Team"];
const DETAILS = [
  "kind",
  "status",
  "startsAt",
  "endsAt",
  "timeZone",
  "sequence",
  "createdAt",
  "coaches",
  "moves",
  "decideBy",
  "minimumMetAt",
  "offerMinutes",
  ...["sessionType", "heldUntil", "heldBy", "bookedBy", "place", "updatedAt"],
  "originalStart",
  ...["cancelledBy", "cancelledAt", "cancellationReason", "cancellationCause", "freeCancellationUntil"],
]
  .map((field) => `Session.${field}`)
  // Which session is next tells its status and time.
  .concat("Engagement.nextSession", "Engagement.lastSession");
/** Who sees dates only sees no coaches and no exceptions either. */
const RULED_BY = ["SeriesCoach", "SeriesException"];
/** The rule of a series tells the time of its sessions. */
const RULED = [
  ...["kind", "rule", "timeZone", "firstStart", "durationMinutes", "materialisedUntil", "createdAt", "endedAt"],
  ...["follows", "coaches", "exceptions", "place", "sessionType", "overrides", "bookedBy"],
  ...["capacity", "minimum", "decideMinutes", "offerMinutes", "skipsFirmHolidays", "holidayRegion", "updatedAt"],
].map((field) => `SessionSeries.${field}`);
const PROFILE = ["externalId", "email", "timeZone", "locale", "roles", "organization", "team", "createdAt"].map(
  (field) => `Person.${field}`,
);

/** Whether somebody can sign in is for those who run the practice, and for keys; invitations are for the former alone. */
const STANDING = ["Person.status", "Person.updatedAt", "Person.version", "Invitation"];
const seesStanding: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"];

function standingHiddenFrom(viewer: ViewerName): readonly string[] {
  if (viewer === "people:read") return ["Invitation", "Person.sharesBusyTime", "Person.getsReminders"];
  return seesStanding.includes(viewer) ? [] : STANDING;
}

export function blindnessOf(viewer: ViewerName, { near }: World): Blindness {
  // Policies that were removed decide what sessions cost, and are seen by nobody.
  const removed = forms(near.removedPolicy);
  const of = (hidden: readonly string[], ...never: readonly string[][]): Blindness => ({
    marks: [...FIRM_B, ...HASHES, ...removed, ...hidden],
    never: never.flat().concat(standingHiddenFrom(viewer)),
  });
  const second = Object.values(near.secondTime).flatMap(forms);
  const left = [near.notes.private, near.notes.second].flatMap(forms);
  const feeds = { coach: forms(near.feeds.coach), client: forms(near.feeds.client) };
  switch (viewer) {
    case "OWNER":
    case "ADMIN":
      return of([...NOTES, ...ADDRESSES], NOTE);
    case "PROGRAM_MANAGER":
      return of([...NOTES, ...ADDRESSES, "STAFF KEY", "STAFF PUBLIC"], NOTE, KEYS);
    case "manager and coach":
      return of(
        [...ADDRESSES, "NEAR NOTE", "FARA NOTE", "NEAR AGENDA", "FARA AGENDA", "STAFF KEY", "STAFF PUBLIC"],
        KEYS,
      );
    case "COACH":
      return of(
        [
          ...FAR,
          ...FELLOWS,
          ...STAFF,
          ...second,
          ...feeds.client,
          ...TO_PARTICIPANTS,
          "NEAR CALENDAR second",
          "ADDRESS of second",
          "REASON of second",
          "by second",
          "PRIVATE by leaver",
          ...WHY,
          ...ELSEWHERE,
        ],
        KEYS,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
      );
    case "CLIENT":
      return of(
        [
          ...FAR,
          ...FELLOWS,
          ...STAFF,
          ...left,
          ...feeds.coach,
          ...TO_COACHES,
          ...LINE,
          ...CHANGED_FOR_CLIENTS,
          ...near.seats.slice(1).flatMap(forms),
          "NOTE PRIVATE",
          "NOTE COACHES",
          "EXCUSED",
          ...WHY,
          ...ELSEWHERE,
        ],
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        ["Session.updatedAt", "Seat.updatedAt"],
        COACHS_TIME,
        KEYS,
        HOURS,
      );
    case "SPONSOR": {
      const coaches = ["NEAR coach", "NEAR second coach", "OUTSIDER"];
      const detail = DETAILS.concat(RULED, "Engagement.objectives", "Engagement.updatedAt");
      const never = ["EngagementCoach", "SessionCoach", "SessionMove", "Seat", "Email", "Attendance"].concat(
        RULED_BY,
        LEDGER,
      );
      return of(
        [...FAR, ...FELLOWS, ...STAFF, ...coaches, ...NOTES, ...TIMES, ...OBJECTIVES, ...WHY, ...ELSEWHERE],
        NOTE,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        never,
        COACHS_TIME,
        OFFERS,
        KEYS,
        FEEDS,
        HOURS,
        REQUESTS,
        detail,
      );
    }
    case "FINANCE": {
      const profile = ["mail-mark", " EXTERNAL ", "en-x-", "Tehran", ".601"];
      const never = [
        "SessionCoach",
        "SessionMove",
        "Seat",
        "Email",
        "Engagement.objectives",
        "Engagement.updatedAt",
      ].concat(RULED_BY);
      return of(
        [
          ...profile,
          ...NOTES,
          ...TIMES,
          ...ENTRY_TIMES,
          ...OBJECTIVES,
          ...WHY,
          ...ELSEWHERE,
          " CALENDAR ",
          "STAFF KEY",
        ],
        NOTE,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        never,
        ENTERED,
        REQUESTS,
        COACHS_TIME,
        OFFERS,
        KEYS,
        FEEDS,
        HOURS,
        RECORDED,
        DETAILS,
        RULED,
        PROFILE,
      );
    }
    case "coach and finance": {
      // What finance sees is everybody's name and every date; what the coach sees beyond that is of the near circle alone.
      const far = [
        "FARA EXTERNAL",
        "FARA.mail-mark",
        "FARA OBJECTIVES",
        "FARA NOTE",
        "FARA AGENDA",
        marks.far.timeZone,
        "2081-04-10T",
        "2081-04-11T",
        "2081-03-02T",
        ...[".859", ".863", ".877"].flatMap((what) => [`2081-03-07T01:02:59${what}`, `2071-03-07T01:02:59${what}`]),
      ];
      return of(
        [
          ...far,
          "FELLOWX OBJECTIVES",
          "FELLOWX NOTE",
          "FELLOWX AGENDA",
          ...second,
          "ADDRESS of second",
          "REASON of second",
          ...feeds.client,
          ...TO_PARTICIPANTS,
          "by second",
          "PRIVATE by leaver",
          ...WHY,
          ...ELSEWHERE,
        ],
        KEYS,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
      );
    }
    case "coach who left": {
      const others = [
        "NEAR client",
        "NEAR fellow",
        "NEAR second",
        "NEAR sponsor",
        "OUTSIDER",
        "NEAR TEAM",
        "NEAR ORG",
        "NEAR group",
        "NEAR alone",
      ];
      const notes = ["NOTE COACHES", "NOTE SHARED", "by coach", "by second"];
      return of(
        [...FAR, ...FELLOWS, ...STAFF, ...others, ...notes],
        ENGAGEMENTS,
        SESSIONS,
        ["Organization", "Team"],
        COACHS_TIME,
        KEYS,
        FEEDS,
      );
    }
    case "client who left": {
      const others = [
        "NEAR client",
        "NEAR fellow",
        "NEAR second",
        "NEAR coach",
        "NEAR sponsor",
        "OUTSIDER",
        "NEAR group",
        "NEAR alone",
      ];
      return of(
        [...FAR, ...FELLOWS, ...STAFF, ...others, ...NOTES],
        ENGAGEMENTS,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        KEYS,
        FEEDS,
        HOURS,
      );
    }
    case "person without a role":
      return of(
        Object.values(marks).flatMap(all),
        ["Firm"],
        PEOPLE,
        ENGAGEMENTS,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        OFFERS,
        KEYS,
        FEEDS,
        HOURS,
      );
    case "people:read":
      return of(
        [...NOTES, ...OBJECTIVES, ...WHY, ...ELSEWHERE, ...TIMES, " CALENDAR ", "STAFF KEY"],
        ENGAGEMENTS,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        OFFERS,
        KEYS,
        FEEDS,
        HOURS,
      );
    case "engagements:read":
      return of(
        [...NOTES, ...WHY, ...TIMES, ...ENTRY_TIMES, "mail-mark", " CALENDAR ", "STAFF KEY"],
        WHY_CHANGED,
        ENTERED,
        REQUESTS,
        PEOPLE,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        OFFERS,
        KEYS,
        FEEDS,
        HOURS,
      );
    case "schedule:read":
      return of(
        [...REASONS, ...NOTES, ...OBJECTIVES, ...WHY, ...ELSEWHERE, "mail-mark", " CALENDAR ", "STAFF KEY"],
        PEOPLE,
        ENGAGEMENTS,
        NOTE,
        ["BusyCalendar", "Email", "TimeOff.reason"],
        KEYS,
        FEEDS,
        HOURS,
      );
  }
}

/** Types that none of an API key's scopes name: asking for them refuses the whole question. */
export function outOfScope(viewer: ViewerName, world: World): ReadonlySet<string> {
  if (!viewer.includes(":")) return new Set();
  return new Set(blindnessOf(viewer, world).never);
}
