/** Why a coach cannot be away then. */
export const absenceRefusals = {
  NOT_A_COACH: "The person does not hold the role COACH.",
  TOO_FAR_AHEAD: "It is more than ten years ahead.",
  END_BEFORE_START: "It would end before it starts.",
  ALREADY_OVER: "It is already over.",
} as const;

export const tooFarAhead = { TOO_FAR_AHEAD: "It is more than ten years ahead." } as const;

export const overlappingWindows = {
  OVERLAPPING_WINDOWS: "Two windows for the same sessions start at the same time.",
} as const;

export const unknownTimeZone = { UNKNOWN_TIME_ZONE: "No IANA time zone has this name." } as const;
