/** Why a goal cannot change now. */
export const goalRefusals = {
  WRONG_STATUS: "The status of the goal, or that of its engagement, does not allow this.",
} as const;

/** Why a mentee's objective or theme cannot be measured. */
export const noScale = {
  NO_SCALE: "Objectives and themes of mentoring have no weight, scale, baseline or levels.",
} as const;

export const targetRefusals = { TARGET_BEFORE_START: "The target date is before the engagement's first day." } as const;

export const actionItemRefusals = { WRONG_STATUS: "The status of the action item does not allow this." } as const;

export const dueRefusals = { DUE_IN_PAST: "The due day is before today." } as const;

/** Why a metric cannot be set up like that. */
export const metricRefusals = {
  NO_TARGET: "A direction needs a target.",
  OTHER_ENGAGEMENT: "The goal is one of another engagement.",
  OTHER_PARTICIPANT: "The goal is one of somebody else.",
} as const;

export const entryRefusals = {
  WRONG_DAY: "The day is ahead, or more than a year before the engagement.",
  DAY_TAKEN: "The metric already has an entry of this day.",
} as const;
