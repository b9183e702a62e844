import type { ViewerName } from "./viewers.js";

const managers: readonly ViewerName[] = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "manager and coach"];
const keys: readonly ViewerName[] = ["engagements:read", "engagements:write"];
/** Those who may answer see what is asked, and of what was answered their own. */
const clients: readonly ViewerName[] = ["CLIENT", "client who left", "EXPECTED"];

const LEADS = ["NeedsQuestionnaire.leanings"];
const ASKED = ["NeedsQuestionnaire", "NeedsQuestion", "NeedsLeaning"];
const ASSESSED = ["NeedsAssessment", "NeedsAnswer", "NeedsReason", "FittingProgram"];
const VISITORS = ["NeedsLink", "NeedsAssessment.visitorName", "NeedsAssessment.visitorEmail"];

/** Types and fields of which a viewer sees nothing. */
export function needsHiddenFrom(viewer: ViewerName): readonly string[] {
  if (managers.includes(viewer)) return [];
  if (keys.includes(viewer)) return [...VISITORS, "NeedsAssessment.choiceReason"];
  if (!clients.includes(viewer)) return [...ASKED, ...ASSESSED, ...VISITORS];
  const answered = viewer === "CLIENT" ? ["FittingProgram.programId"] : ASSESSED;
  return [...LEADS, ...answered, ...VISITORS];
}

const SAID = [" NEEDSASKED ", " NEEDSANSWER ", " NEEDSREASON ", " NEEDSWHY ", " NEEDSVISITOR", ".557", ".563"];

/** What was said, and is hidden from a viewer. */
export function needsTextsHiddenFrom(viewer: ViewerName): readonly string[] {
  if (managers.includes(viewer)) return [];
  if (keys.includes(viewer)) return [" NEEDSWHY ", " NEEDSVISITOR"];
  if (viewer !== "CLIENT") return SAID;
  return [" NEEDSVISITOR", ...["ASKED", "ANSWER", "REASON", "WHY"].map((what) => `NEEDS${what} of fellow`)];
}
