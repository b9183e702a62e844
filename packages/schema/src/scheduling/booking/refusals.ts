/** Why a participant cannot take part at a certain time. */
export const participantBusy = {
  PARTICIPANT_BUSY: "A participant has another session at that time.",
} as const;

/** Why a session cannot be at a certain time. */
export const timeRefusals = {
  END_BEFORE_START: "The session would end before it starts.",
  SLOT_IN_PAST: "The session would start in the past.",
  TOO_SHORT_NOTICE: "The coach or the session type requires more notice.",
  BEYOND_HORIZON: "The time is too far ahead to be booked yet.",
  LIMIT_REACHED: "The coach already has the maximum number of sessions for that day or week.",
  OUTSIDE_AVAILABILITY: "The coach does not work at that time.",
  OUTSIDE_ENGAGEMENT:
    "The engagement does not cover that day. Before its first day it has single CHEMISTRY sessions without seats, and no others.",
  SLOT_TAKEN: "The coach is not free at that time: another session or a busy time is in the way.",
  NOT_A_SLOT: "Clients book slots as `freeSlots` offers them, and the start is between two.",
  ...participantBusy,
  ENGAGEMENT_NOT_ACTIVE: "Sessions can only be booked in an active engagement, and CHEMISTRY sessions in a draft, too.",
  ALLOCATION_EXHAUSTED: "The session takes more than is left of the engagement's allocation.",
} as const;

/** Why a session cannot be booked or its slot held. */
export const bookingRefusals = {
  ...timeRefusals,
  NO_COACH: "The engagement does not have this coach, any coach, or enough coaches on that day.",
  NOT_A_GROUP: "Only GROUP sessions have seats. Individual and team sessions expect everybody.",
} as const;
