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
const NOTES = [" NOTE "];
const TIMES = [".617", ".619", ".631", ".641", ".643", ".647", "61733", "Kathmandu"];
const OBJECTIVES = [" OBJECTIVES of "];

const NOTE = ["Note"];
const KEYS = ["ApiKey"];
const COACHS_TIME = ["Availability", "AvailabilityWindow", "BusyCalendar"];
const ENGAGEMENTS = ["Engagement", "EngagementCoach", "EngagementParticipant"];
const SESSIONS = ["Session", "SessionCoach", "SessionMove", "Attendance"];
const PEOPLE = ["Person", "Organization", "Team"];
const DETAILS = ["kind", "status", "startsAt", "endsAt", "timeZone", "sequence", "createdAt", "coaches", "moves"].map(
  (field) => `Session.${field}`,
);
const PROFILE = ["externalId", "email", "timeZone", "locale", "roles", "organization", "team", "createdAt"].map(
  (field) => `Person.${field}`,
);

export function blindnessOf(viewer: ViewerName, { near }: World): Blindness {
  const of = (hidden: readonly string[], ...never: readonly string[][]): Blindness => ({
    marks: [...FIRM_B, ...hidden],
    never: never.flat(),
  });
  const second = [near.secondTime.availability, near.secondTime.calendar].flatMap(forms);
  const left = [near.notes.private, near.notes.second].flatMap(forms);
  switch (viewer) {
    case "OWNER":
    case "ADMIN":
      return of(NOTES, NOTE);
    case "PROGRAM_MANAGER":
      return of([...NOTES, "STAFF KEY", "STAFF PUBLIC"], NOTE, KEYS);
    case "manager and coach":
      return of(["NEAR NOTE", "FARA NOTE", "STAFF KEY", "STAFF PUBLIC"], KEYS);
    case "COACH":
      return of(
        [...FAR, ...FELLOWS, ...STAFF, ...second, "NEAR CALENDAR second", "by second", "PRIVATE by leaver"],
        KEYS,
      );
    case "CLIENT":
      return of([...FAR, ...FELLOWS, ...STAFF, ...left, "NOTE PRIVATE", "NOTE COACHES", "EXCUSED"], COACHS_TIME, KEYS);
    case "SPONSOR": {
      const coaches = ["NEAR coach", "NEAR second coach", "OUTSIDER"];
      const detail = DETAILS.concat("Engagement.objectives");
      const never = ["EngagementCoach", "SessionCoach", "SessionMove", "Attendance"];
      return of(
        [...FAR, ...FELLOWS, ...STAFF, ...coaches, ...NOTES, ...TIMES, ...OBJECTIVES],
        NOTE,
        never,
        COACHS_TIME,
        KEYS,
        detail,
      );
    }
    case "FINANCE": {
      const profile = ["mail-mark", " EXTERNAL ", "en-x-", "Tehran", ".601"];
      const never = ["SessionCoach", "SessionMove", "Engagement.objectives"];
      return of(
        [...profile, ...NOTES, ...TIMES, ...OBJECTIVES, " CALENDAR ", "STAFF KEY"],
        NOTE,
        never,
        COACHS_TIME,
        KEYS,
        DETAILS,
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
        marks.far.timeZone,
        "2081-04-10T",
        "2081-04-11T",
        "2081-03-02T",
      ];
      return of([...far, "FELLOWX OBJECTIVES", "FELLOWX NOTE", ...second, "by second", "PRIVATE by leaver"], KEYS);
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
      return of([...FAR, ...FELLOWS, ...STAFF, ...others, ...NOTES], ENGAGEMENTS, SESSIONS, NOTE, COACHS_TIME, KEYS);
    }
    case "person without a role":
      return of(Object.values(marks).flatMap(all), ["Firm"], PEOPLE, ENGAGEMENTS, SESSIONS, NOTE, COACHS_TIME, KEYS);
    case "people:read":
      return of(
        [...NOTES, ...OBJECTIVES, ...TIMES, " CALENDAR ", "STAFF KEY"],
        ENGAGEMENTS,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        KEYS,
      );
    case "engagements:read":
      return of(
        [...NOTES, ...TIMES, "mail-mark", " CALENDAR ", "STAFF KEY"],
        PEOPLE,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        KEYS,
      );
    case "schedule:read":
      return of(
        [...NOTES, ...OBJECTIVES, "mail-mark", " CALENDAR ", "STAFF KEY"],
        PEOPLE,
        ENGAGEMENTS,
        NOTE,
        ["BusyCalendar"],
        KEYS,
      );
  }
}

/** Types that none of an API key's scopes name: asking for them refuses the whole question. */
export function outOfScope(viewer: ViewerName, world: World): ReadonlySet<string> {
  if (!viewer.includes(":")) return new Set();
  return new Set(blindnessOf(viewer, world).never);
}
