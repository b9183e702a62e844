import type { Reason } from "@coachwork/platform";
import type { kindRefusals, MentoringForm, Program, programRefusals } from "@coachwork/schema";
import { type KindTerms, refusalsOfKind } from "./kind-rules.js";

type Refusal = Reason<"REQUIRED" | keyof typeof kindRefusals | keyof typeof programRefusals>;

export interface ProgramTerms extends KindTerms {
  readonly weeks?: number | null | undefined;
  readonly chemistry: Program["chemistry"];
  readonly mostInterviews?: number | null | undefined;
  readonly agreementTemplateId?: string | null | undefined;
  readonly needsAgreement: boolean;
}

/** Everything in a program's terms that contradicts its kind, or itself. */
export function refusalsOfProgram(terms: ProgramTerms): Refusal[] {
  return [...refusalsOfKind(terms), ...length(terms), ...interviews(terms), ...agreement(terms)];
}

const isFormalMentoring = (kind: Program["kind"], form: MentoringForm | null | undefined) =>
  kind === "MENTORING" && form === "FORMAL";

/** Coaching is time-limited, and formal mentoring has an agreed length. */
function length({ kind, mentoringForm, weeks }: ProgramTerms): Refusal[] {
  if (weeks != null || !(kind === "COACHING" || isFormalMentoring(kind, mentoringForm))) return [];
  const why = kind === "COACHING" ? "Coaching is time-limited" : "Formal mentoring has an agreed length";
  return [{ code: "NEEDS_WEEKS", field: "weeks", message: `${why}. Give the length in weeks, 1 to 520.` }];
}

function interviews({ chemistry, mostInterviews }: ProgramTerms): Refusal[] {
  if (chemistry !== "NONE" || mostInterviews == null) return [];
  const message = `Nobody is met first in a program without chemistry sessions. Leave mostInterviews out, or make chemistry OPTIONAL or REQUIRED.`;
  return [{ code: "NO_CHEMISTRY", field: "mostInterviews", message }];
}

function agreement({ kind, mentoringForm, agreementTemplateId, needsAgreement }: ProgramTerms): Refusal[] {
  if (kind !== "MENTORING" || mentoringForm !== "INFORMAL") return [];
  const field = agreementTemplateId != null ? "agreementTemplateId" : needsAgreement ? "needsAgreement" : undefined;
  if (field === undefined) return [];
  return [{ code: "NO_AGREEMENT", field, message: `Informal mentoring takes no agreement. Leave ${field} out.` }];
}
