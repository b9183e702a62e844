import type { ViewerName } from "./viewers.js";

/** Whether somebody can sign in is for those who run the practice, and for keys; invitations are for the former alone. */
const standing = ["status", "updatedAt", "version", "formerIds", "remainingCapacity"];
const STANDING = ["Invitation", ...standing.map((field) => `Person.${field}`)];
const seesStanding: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"];

export function standingHiddenFrom(viewer: ViewerName): readonly string[] {
  if (viewer === "people:read" || viewer === "people:write")
    return ["Invitation", "Person.sharesBusyTime", "Person.getsReminders", "Person.remainingCapacity"];
  return seesStanding.includes(viewer) ? [] : STANDING;
}
