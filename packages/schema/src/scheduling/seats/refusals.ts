/** Why nobody can take a seat now. */
export const seatsClosed = {
  ENGAGEMENT_NOT_ACTIVE:
    "Seats can only be taken in an active engagement, and those of CHEMISTRY sessions in a draft, too.",
} as const;

/** Why seats cannot be taken or set. */
export const seatsRefusals = {
  WRONG_STATUS: "The session has begun or was cancelled.",
  NO_SEATS: "The session has no seats: everybody in the engagement is expected.",
} as const;

export const sessionRefusals = { WRONG_STATUS: "The session has begun or was cancelled." } as const;

export const noOffer = { NO_OFFER: "The person has no offer of a seat." } as const;
