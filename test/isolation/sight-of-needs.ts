import type { ViewerName } from "./viewers.js";

/** Those who run the practice see what is asked and where it leads. */
const designers: readonly ViewerName[] = [
  ...(["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"] as const),
  ...(["engagements:read", "engagements:write"] as const),
];
/** Those who may answer see what is asked. */
const answering: readonly ViewerName[] = ["CLIENT", "client who left", "EXPECTED"];

const LEADS = ["NeedsQuestionnaire.leanings"];
const ASKED = ["NeedsQuestionnaire", "NeedsQuestion", "NeedsLeaning"];

export function needsHiddenFrom(viewer: ViewerName): readonly string[] {
  if (designers.includes(viewer)) return [];
  return answering.includes(viewer) ? LEADS : [...LEADS, ...ASKED];
}
