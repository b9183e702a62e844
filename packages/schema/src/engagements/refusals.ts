/** Why a person cannot be in an engagement of a cohort. */
export const placementRefusals = {
  NOT_IN_COHORT: "The person is not a member of the engagement's cohort, or stopped.",
  ALREADY_PLACED: "The person already has an engagement in the cohort.",
} as const;

/** Why a person cannot be in an engagement. */
export const membershipRefusals = {
  NOT_A_COACH: "The person does not hold the role COACH.",
  NOT_A_CLIENT: "The person does not hold the role CLIENT.",
  ALREADY_MEMBER: "The person is already in the engagement.",
  TOO_MANY_MEMBERS:
    "The format allows no more members. INDIVIDUAL has 1 participant, GROUP and TEAM up to 100. An engagement has at most 20 coaches.",
  NOT_IN_TEAM: "The person is not in the engagement's team.",
  ...placementRefusals,
  NOT_IN_PROGRAM: "The engagement's program is only for coaches who were chosen for it.",
} as const;

/** Why an engagement cannot end for that reason. */
export const closingRefusals = {
  WRONG_REASON: "An engagement does not end this way for that reason.",
  NEEDS_TEXT: "The reason OTHER needs a text that tells it.",
} as const;

export const wrongStatus = { WRONG_STATUS: "The engagement's status does not allow this." } as const;

/** Why a coach cannot be given another engagement. */
export const atCapacity = {
  AT_CAPACITY: "A coach already has as many active engagements as they take. The message names the numbers.",
} as const;

/** Why a coach cannot take over from another. */
export const handOverRefusals = {
  DEACTIVATED: "The new coach is deactivated.",
  NOT_A_COACH: "The new coach does not hold the role COACH.",
  ...atCapacity,
  ALREADY_LEAVING: "A coach already leaves the engagement on a later day.",
  TAKES_PART: "The new coach takes part in one of the engagements and cannot coach there.",
  NEEDS_CONSENT:
    "You cannot take over yourself without another person's consent. Ask with requestToJoinEngagement first.",
} as const;

/** Why an engagement cannot be active. */
export const activationRefusals = {
  NEEDS_COACH: "An active engagement needs a coach.",
  NEEDS_PARTICIPANT: "An active engagement needs a participant.",
  ...atCapacity,
} as const;

/** Why an engagement cannot have that last day. */
export const lastDayRefusals = {
  END_BEFORE_START: "The last day is before the first.",
  NEEDS_END: "Coaching and formal mentoring need a last day.",
  SESSIONS_AHEAD: "Sessions are booked after the last day.",
  PAUSE_PLANNED: "A pause is planned to begin after the last day.",
} as const;

/** Why a pause cannot have these days. */
export const pauseRefusals = {
  END_BEFORE_START: "The last day is before the first, or over.",
  OUTSIDE_ENGAGEMENT: "The first day is before the engagement's, or after its last one.",
  OVERLAPPING_PAUSE: "The first day is in an earlier pause, or another pause is planned.",
} as const;

/** Why a pause cannot be changed or cancelled. */
export const openPauseRefusals = {
  PAUSE_BEGUN: "The pause has begun.",
  PAUSE_OVER: "The pause is over.",
} as const;

/** Why nothing can be taken from an engagement. */
export const takeawayRefusals = {
  NOT_MENTORING: "The engagement is coaching, in which nobody writes or shares takeaways.",
  WRONG_STATUS: "The engagement never was active, so there is nothing to take from it yet.",
  TOO_LATE: "The engagement ended more than 90 days ago.",
} as const;

export const extensionDecided = {
  ALREADY_DECIDED: "The extension was already accepted, declined or withdrawn, or has expired.",
} as const;

export const introductionDecided = {
  ALREADY_DECIDED:
    "You have answered the introduction already, or it was accepted by both, declined or withdrawn, or has expired.",
} as const;

export const alreadyDecided = { ALREADY_DECIDED: "The request was already confirmed, declined or withdrawn." } as const;

/** Why a membership cannot end on that day. */
export const endRefusals = {
  ALREADY_ENDED: "The membership has already ended.",
  END_BEFORE_START: "The end is before the first day.",
} as const;

/** What the kind of an engagement or a program enforces. */
export const kindRefusals = {
  NEEDS_ALLOCATION: "Coaching needs an allocation.",
  NO_ALLOCATION: "Informal mentoring has no allocation.",
  NEEDS_MENTORING_FORM: "Mentoring must be formal or informal. Give its form.",
  NO_MENTORING_FORM: "Coaching has no mentoring form.",
} as const;

/** What stands against another kind, format or allocation of an engagement. */
export const kindChangeRefusals = {
  WRONG_STATUS: "The engagement has ended.",
  OTHER_IN_PROGRAM: "The program that it was created in has another kind or format.",
  NEEDS_TEAM: "The format TEAM needs a team.",
  NO_TEAM: "Only the format TEAM has a team.",
  TOO_MANY_MEMBERS: "The format allows fewer participants.",
  NOT_IN_TEAM: "A participant is not in the team.",
  TOOK_PLACE: "A session took place. It counts as what the engagement was then.",
  HAS_SEATS: "Sessions or series ahead have seats, which only groups have.",
  HAS_GOALS: "Its goals, metrics or action items are those of the other kind or format.",
  HAS_TAKEAWAYS: "Takeaways were shared, which coaching has not.",
  HAS_INTRODUCTIONS: "Mentees were introduced to others, which coaching does not do.",
  EXTENSION_PROPOSED: "An extension of mentoring waits for an answer.",
  ALLOCATION_FIXED: "The engagement is no draft any more, takes from a pool, or its allocation was adjusted.",
} as const;

/** What a program's own terms contradict. */
export const programRefusals = {
  NEEDS_WEEKS: "Coaching and formal mentoring have a length. Give it in weeks.",
  NO_AGREEMENT: "Informal mentoring takes no agreement.",
  NO_CHEMISTRY: "Without chemistry sessions nobody is met first.",
} as const;

/** Why an engagement of a program cannot be activated. */
export const agreementRefusals = {
  NEEDS_AGREEMENT: "The engagement needs a completed agreement first.",
} as const;

export const wrongProgramStatus = { WRONG_STATUS: "The program's status does not allow this." } as const;

/** Why somebody cannot be chosen for a program. */
export const coachChoiceRefusals = {
  NOT_A_COACH: "The person does not hold the role COACH.",
  NAMED_TWICE: "The person is named twice.",
} as const;

/** What is the same for a cohort and its engagements. */
export const otherInCohort = { OTHER_IN_COHORT: "The cohort has another program or organization." } as const;

/** Why something cannot be taken from a pool. */
export const poolRefusals = {
  POOL_EXHAUSTED: "The pool has less left.",
  POOL_EXPIRED: "The pool is past its last day, or archived.",
} as const;

export const poolUnit = { POOL_UNIT: "The pool is in another unit." } as const;

/** Why a program cannot be used. */
export const programUseRefusals = { PROGRAM_NOT_ACTIVE: "The program is a draft, or archived." } as const;
