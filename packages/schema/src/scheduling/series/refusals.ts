/** Why a series cannot be booked or changed. */
export const seriesRefusals = {
  SLOT_IN_PAST: "The first session would start in the past.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  CONFLICTS: "Some of the sessions cannot be booked, or none where what is possible was asked for: see `conflicts`.",
} as const;
