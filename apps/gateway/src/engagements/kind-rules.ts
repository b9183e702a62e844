import type { AllocationUnit, EngagementKind, MentoringForm } from "@coachwork/schema";

/** What the kind of an engagement or a program has a say in. */
export interface KindTerms {
  readonly kind: EngagementKind;
  readonly mentoringForm?: MentoringForm | null | undefined;
  readonly allocationUnit?: AllocationUnit | null | undefined;
  readonly allocationAmount?: number | null | undefined;
}

interface Refusal {
  readonly code: "REQUIRED" | "NEEDS_ALLOCATION" | "NO_ALLOCATION" | "NEEDS_MENTORING_FORM" | "NO_MENTORING_FORM";
  readonly field: keyof KindTerms;
  readonly message: string;
}

type Rule = (terms: KindTerms) => (Refusal | false)[];

/** Everything in the terms that their kind does not allow. */
export function refusalsOfKind(terms: KindTerms): Refusal[] {
  return [allocation, coaching, mentoring].flatMap((rule) => rule(terms)).filter((refusal) => refusal !== false);
}

/** An allocation has both parts or neither. */
const allocation: Rule = ({ allocationUnit, allocationAmount }) => [
  allocationUnit != null &&
    allocationAmount == null && {
      code: "REQUIRED",
      field: "allocationAmount",
      message: `The allocation has the unit ${allocationUnit} but no amount. Give 1 to 10,000.`,
    },
  allocationUnit == null &&
    allocationAmount != null && {
      code: "REQUIRED",
      field: "allocationUnit",
      message: `The allocation of ${allocationAmount} has no unit. Give SESSIONS or HOURS.`,
    },
];

/** Coaching is always agreed. */
const coaching: Rule = ({ kind, allocationUnit, allocationAmount, mentoringForm }) => {
  if (kind !== "COACHING") return [];
  return [
    allocationUnit == null &&
      allocationAmount == null && {
        code: "NEEDS_ALLOCATION",
        field: "allocationAmount",
        message: "Coaching needs an allocation. Give allocationUnit and allocationAmount.",
      },
    mentoringForm != null && {
      code: "NO_MENTORING_FORM",
      field: "mentoringForm",
      message: `Only mentoring can be ${mentoringForm}. Leave mentoringForm out; coaching is always agreed.`,
    },
  ];
};

/** Mentoring is formal, or informal without allocation. */
const mentoring: Rule = ({ kind, mentoringForm, allocationUnit, allocationAmount }) => {
  if (kind !== "MENTORING") return [];
  return [
    mentoringForm == null && {
      code: "NEEDS_MENTORING_FORM",
      field: "mentoringForm",
      message: "Mentoring is FORMAL or INFORMAL. Give mentoringForm.",
    },
    mentoringForm === "INFORMAL" &&
      (allocationUnit != null || allocationAmount != null) && {
        code: "NO_ALLOCATION",
        field: allocationAmount == null ? "allocationUnit" : "allocationAmount",
        message: "Informal mentoring has no allocation. Leave it out, or make the mentoring FORMAL.",
      },
  ];
};
