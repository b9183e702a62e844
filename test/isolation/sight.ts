import type { ViewerName } from "./viewers.js";
import {
  forms,
  all,
  FIRM_B,
  FAR_DETAILS,
  OF_SECOND,
  OTHERS,
  NOTES,
  TIMES,
  CONFIDENTIAL_TIMES,
  CHANGED_FOR_CLIENTS,
  LINE,
  TO_COACHES,
  TO_PARTICIPANTS,
  OBJECTIVES,
  HASHES,
  ADDRESSES,
  NOTE,
  COACHS_NOTES,
  TO_FELLOW,
  RECORDED,
  ENTERED,
  ENTRY_TIMES,
  REQUESTS,
  WHY,
  WHY_CHANGED,
  ELSEWHERE,
  KNOWN_ELSEWHERE,
  HOURS,
  KEYS,
  FEEDS,
  COACHS_TIME,
  OFFERS,
  LEDGER,
  ENGAGEMENTS,
  SESSIONS,
  PEOPLE,
  PROFILES,
  TERMS,
  AGREED,
  CHANGED_CLIENT,
  DETAILS,
  CONFIDENTIAL_DETAILS,
  RULED_BY,
  RULED,
  PROFILE,
  POOLS,
  PUT_AWAY,
  GOALS,
  AGREED_WORDS,
  AGREEMENT_TEXTS,
  DRAFTS,
  GOAL_TEXTS,
  GOAL_WORK,
  GOAL_WORDS,
  DRAFTED,
  FARA_WORK,
  FELLOWS_WORK,
  UNSHARED,
  NOT_CLIENTS_AGREEMENTS,
  NOT_COACHS_AGREEMENTS,
  NOT_SPONSORS_AGREEMENTS,
  MATERIAL_TEXTS,
  SHARED_WORK,
  UPLOADED,
} from "./hidden.js";
import { NOT_FOR_FORMER_CLIENT, NOT_FOR_FORMER_COACH } from "./hidden-from-former.js";
import { consentsHiddenFrom, CONTENT, delegatesHiddenFrom, NOT_FOR_ASSISTANTS } from "./sight-of-assistants.js";
import { hiddenBefore } from "./sight-of-expected.js";
import { hiddenFromKey } from "./sight-of-keys.js";
import { candidatesHiddenFrom } from "./sight-of-matching.js";
import { needsHiddenFrom, needsTextsHiddenFrom } from "./sight-of-needs.js";
import { standingHiddenFrom } from "./standing.js";
import { type World, marks } from "./world.js";

/** What a viewer must not learn, in whatever answer. Written from the domain's table of who sees what, not from the code. */
export interface Blindness {
  /** Texts that must not turn up: names, dates, ids. */
  readonly marks: readonly string[];
  /** Types, and fields (`Type.field`), that must never say anything. */
  readonly never: readonly string[];
}

export function blindnessOf(viewer: ViewerName, world: World): Blindness {
  const { near } = world;
  // Policies that were removed decide what sessions cost, and are seen by nobody.
  const removed = forms(near.removedPolicy);
  const of = (hidden: readonly string[], ...never: readonly string[][]): Blindness => ({
    marks: [...FIRM_B, ...HASHES, ...removed, ...needsTextsHiddenFrom(viewer), ...hidden],
    never: [
      ...[never, standingHiddenFrom(viewer), delegatesHiddenFrom(viewer), consentsHiddenFrom(viewer)].flat(2),
      ...[...needsHiddenFrom(viewer), ...candidatesHiddenFrom(viewer)],
    ],
  });
  const work = [...NOTES, ...GOAL_TEXTS, ...ADDRESSES, ...SHARED_WORK, ...UPLOADED, "STAFF TALK"];
  const members = near.cohortMembers;
  const second = Object.values(near.secondTime).flatMap(forms);
  const left = [near.notes.private, near.notes.second].flatMap(forms);
  const feeds = { coach: forms(near.feeds.coach), client: forms(near.feeds.client) };
  switch (viewer) {
    case "OWNER":
    case "ADMIN":
      return of(work, NOTE, GOALS, ["Upload"]);
    case "PROGRAM_MANAGER":
      return of([...work, "STAFF KEY", "STAFF PUBLIC"], NOTE, [...GOALS, ...KEYS, "Upload"]);
    case "manager and coach":
      return of(
        [
          ...ADDRESSES,
          ...["NEAR", "FARA"].flatMap((circle) =>
            [" NOTE", " AGENDA", ...SHARED_WORK.slice(0, -1), ...GOAL_TEXTS.filter((each) => each.startsWith(" "))].map(
              (what) => `${circle}${what}`,
            ),
          ),
          ...["STAFF KEY", "STAFF PUBLIC", ...UPLOADED],
        ],
        KEYS,
      );
    case "COACH":
      return of(
        [
          ...[...OTHERS, ...second, ...forms(members.outsider)],
          ...feeds.client,
          ...TO_PARTICIPANTS,
          "NEAR CALENDAR second",
          ...["UPLOAD of client", "UPLOAD of own"],
          ...OF_SECOND,
          ...[...WHY, ...PUT_AWAY],
          ...ELSEWHERE,
          ".887",
          ...[...NOT_COACHS_AGREEMENTS, ...DRAFTED],
        ],
        KEYS,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        [...CHANGED_CLIENT, ...POOLS, "AssignedWorksheet.draft"],
      );
    case "CLIENT":
      return of(
        [
          ...OTHERS,
          ...left,
          ...feeds.coach,
          ...TO_COACHES,
          ...LINE,
          ...CHANGED_FOR_CLIENTS,
          ...[...near.seats.slice(1), members.fellow, members.outsider].flatMap(forms),
          ...COACHS_NOTES,
          ...TO_FELLOW,
          "EXCUSED",
          ...[...WHY, ...PUT_AWAY],
          ...ELSEWHERE,
          ...TERMS,
          "GRADE of ARCHIVED",
          ...["UPLOAD of coach", "UPLOAD of program"],
          ...FELLOWS_WORK,
          ...NOT_CLIENTS_AGREEMENTS,
        ],
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        ["Session.updatedAt", "Seat.updatedAt", ...POOLS],
        AGREED,
        COACHS_TIME,
        KEYS,
        HOURS,
      );
    case "SPONSOR": {
      const coaches = ["NEAR coach", "NEAR second coach", "OUTSIDER", ...forms(members.outsider)];
      const fields = ["Engagement.objectives", "Engagement.updatedAt", "Engagement.version"];
      const detail = CONFIDENTIAL_DETAILS.concat(RULED, fields);
      const never = ["EngagementCoach", "SessionCoach", "SessionMove", "Seat", "Email", "Attendance"].concat(
        RULED_BY,
        LEDGER,
      );
      return of(
        [...OTHERS, ...coaches, ...NOTES, ...CONFIDENTIAL_TIMES, ...OBJECTIVES, ...WHY, ...ELSEWHERE, ".887"].concat(
          GOAL_WORDS,
          UNSHARED,
          NOT_SPONSORS_AGREEMENTS,
          MATERIAL_TEXTS,
        ),
        NOTE,
        GOAL_WORK,
        ["CoachProfile", "CoachSpeciality", "Credential", "Speciality"],
        CHANGED_CLIENT,
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
    case "ASSISTANT":
      return of([...OTHERS, ...NOT_FOR_ASSISTANTS], CONTENT);
    case "EXPECTED":
      return of(...hiddenBefore(world));
    case "FINANCE": {
      const profile = ["mail-mark", " EXTERNAL ", "en-x-", "Tehran", ".601", " BIO ", " JOB ", ...TERMS];
      const objectives = ["Engagement.objectives", "Engagement.updatedAt", "Engagement.version"];
      const never = ["SessionCoach", "SessionMove", "Seat", "Email"].concat(objectives, RULED_BY);
      return of(
        [
          ...profile,
          ...NOTES,
          ...MATERIAL_TEXTS,
          ...GOAL_TEXTS,
          ...[...AGREEMENT_TEXTS, ...DRAFTS],
          ...[...TIMES, ...ENTRY_TIMES],
          ...[...OBJECTIVES, ...WHY, ...ELSEWHERE],
          " CALENDAR ",
          "STAFF KEY",
        ],
        NOTE,
        GOALS,
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
        AGREED_WORDS,
        RULED,
        PROFILE,
        PROFILES,
      );
    }
    case "coach and finance":
      return of(
        [
          ...FAR_DETAILS,
          "FELLOWX OBJECTIVES",
          "FELLOWX NOTE",
          "FELLOWX AGENDA",
          ...[...DRAFTED, ...FARA_WORK, "UPLOAD of client", "UPLOAD of own"],
          ...["FARA AGREEMENT", "FARA SIGNATURE", ...DRAFTS],
          ...second,
          ...OF_SECOND,
          ...feeds.client,
          ...TO_PARTICIPANTS,
          ...[...WHY, ...PUT_AWAY],
          ...ELSEWHERE,
          ".887",
        ],
        KEYS,
        WHY_CHANGED,
        KNOWN_ELSEWHERE,
        CHANGED_CLIENT,
      );
    case "coach who left":
      return of(
        [...OTHERS, ...NOT_FOR_FORMER_COACH, ...GOAL_TEXTS, ...AGREEMENT_TEXTS, ...MATERIAL_TEXTS],
        ENGAGEMENTS,
        GOALS,
        SESSIONS,
        ["Organization", "Team"],
        COACHS_TIME,
        KEYS,
        FEEDS,
      );
    case "client who left":
      return of(
        [...OTHERS, ...NOT_FOR_FORMER_CLIENT, ...NOTES, ...GOAL_TEXTS, ...AGREEMENT_TEXTS, ...MATERIAL_TEXTS],
        ENGAGEMENTS,
        GOALS,
        SESSIONS,
        NOTE,
        COACHS_TIME,
        KEYS,
        FEEDS,
        HOURS,
      );
    case "person without a role":
      return of(
        Object.values(marks).flatMap(all),
        ["Firm", ...PEOPLE, ...ENGAGEMENTS, ...SESSIONS, ...NOTE, ...GOALS, ...COACHS_TIME, ...OFFERS],
        [...KEYS, ...FEEDS, ...HOURS],
      );
    default:
      return of(...hiddenFromKey(viewer));
  }
}

/** Types that none of an API key's scopes name: asking for them refuses the whole question. */
export function outOfScope(viewer: ViewerName, world: World): ReadonlySet<string> {
  if (!viewer.includes(":")) return new Set();
  return new Set(blindnessOf(viewer, world).never);
}
