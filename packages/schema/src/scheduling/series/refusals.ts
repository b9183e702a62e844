/** Why a series cannot be booked or changed. */
export const seriesRefusals = {
  SLOT_IN_PAST: "The first session would start in the past.",
  NOT_A_SLOT: "Clients book slots as `freeSlots` offers them, and the first start is between two.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can only be booked in an active engagement.",
  CONFLICTS: "Some of the sessions cannot be booked, or none of them with POSSIBLE. See `conflicts`.",
} as const;
