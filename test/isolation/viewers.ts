import { type Actor, grantsOfScopes } from "@coachwork/schema";
import { day } from "@coachwork/testing";
import { marks, type World } from "./world.js";

/** Everybody of firm A who looks, by what they are. */
export function viewersOf({ firmA, near, staff, coming }: World) {
  const of = (personId: string | null, grants: readonly string[]): Actor => ({
    firmId: firmA,
    personId,
    grants,
    actorId: personId ?? staff.apiKey,
    today: day(0),
    firmTimeZone: marks.staff.timeZone,
  });
  return {
    OWNER: of(staff.owner, ["OWNER"]),
    ADMIN: of(staff.admin, ["ADMIN"]),
    PROGRAM_MANAGER: of(staff.manager, ["PROGRAM_MANAGER"]),
    COACH: of(near.coach, ["COACH"]),
    CLIENT: of(near.client, ["CLIENT"]),
    SPONSOR: of(near.sponsor, ["SPONSOR"]),
    ASSISTANT: of(near.assistant, ["ASSISTANT"]),
    EXPECTED: of(coming.comer, ["CLIENT", "COACH", "EXPECTED"]),
    FINANCE: of(staff.finance, ["FINANCE"]),
    "manager and coach": of(staff.several, ["PROGRAM_MANAGER", "COACH"]),
    "coach and finance": of(near.coach, ["COACH", "FINANCE"]),
    "coach who left": of(near.leaver, ["COACH"]),
    "client who left": of(near.former, ["CLIENT"]),
    "person without a role": of(staff.nobody, []),
    "people:read": of(null, ["people:read"]),
    "engagements:read": of(null, ["engagements:read"]),
    "schedule:read": of(null, ["schedule:read"]),
    // Who may write what a scope names reads it, too.
    "people:write": of(null, grantsOfScopes(["people:write"])),
    "engagements:write": of(null, grantsOfScopes(["engagements:write"])),
    "schedule:write": of(null, grantsOfScopes(["schedule:write"])),
  } satisfies Record<string, Actor>;
}

export type ViewerName = keyof ReturnType<typeof viewersOf>;

/** Those who hold the same roles follow each other. */
export const viewerNames: readonly ViewerName[] = [
  "OWNER",
  "ADMIN",
  "PROGRAM_MANAGER",
  "COACH",
  "coach who left",
  "CLIENT",
  "client who left",
  "SPONSOR",
  "ASSISTANT",
  "EXPECTED",
  "FINANCE",
  "manager and coach",
  "coach and finance",
  "person without a role",
  "people:read",
  "people:write",
  "engagements:read",
  "engagements:write",
  "schedule:read",
  "schedule:write",
];

/** Whether the viewer is shown the firm's people and engagements whoever they are with; ids of those prove nothing then. */
export function seesFar(name: ViewerName): boolean {
  return ![
    ...["COACH", "CLIENT", "SPONSOR", "ASSISTANT", "EXPECTED"],
    ...["coach who left", "client who left", "person without a role"],
  ].includes(name);
}
