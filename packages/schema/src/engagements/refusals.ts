/** Why somebody cannot be in an engagement. */
export const membershipRefusals = {
  NOT_A_COACH: "The person does not hold the role COACH.",
  NOT_A_CLIENT: "The person does not hold the role CLIENT.",
  ALREADY_MEMBER: "The person is in the engagement already.",
  TOO_MANY_MEMBERS: "The format allows no more: INDIVIDUAL has one participant, others 100; 20 coaches at most.",
  NOT_IN_TEAM: "The person is not in the engagement's team.",
} as const;

export const wrongStatus = { WRONG_STATUS: "The engagement's status does not allow this." } as const;

export const alreadyDecided = { ALREADY_DECIDED: "The request was confirmed, declined or withdrawn before." } as const;

/** Why a membership cannot end then. */
export const endRefusals = {
  ALREADY_ENDED: "The membership has an end already.",
  END_BEFORE_START: "The end is before the first day.",
} as const;
