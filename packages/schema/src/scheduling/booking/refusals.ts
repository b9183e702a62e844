/** Why a session cannot be at some time. */
export const timeRefusals = {
  END_BEFORE_START: "The session would end before it starts.",
  SLOT_IN_PAST: "The session would start in the past.",
  TOO_SHORT_NOTICE: "The coach or the session type asks for more notice.",
  BEYOND_HORIZON: "It is too early to book a time so far ahead.",
  LIMIT_REACHED: "The coach has as many sessions as are allowed on that day or in that week.",
  OUTSIDE_AVAILABILITY: "The coach does not work then.",
  OUTSIDE_ENGAGEMENT: "The engagement does not cover that day.",
  SLOT_TAKEN: "The coach is not free then: another session or a busy time is in the way.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  ALLOCATION_EXHAUSTED: "What is left of the engagement's allocation is less than the session takes.",
} as const;

/** Why a session cannot be booked, or its slot held. */
export const bookingRefusals = {
  ...timeRefusals,
  NO_COACH: "The engagement has no coach on that day, not this one, or not so many.",
  NOT_A_GROUP: "Only the sessions of a group have seats: one person is expected, and a team comes as a whole.",
} as const;
