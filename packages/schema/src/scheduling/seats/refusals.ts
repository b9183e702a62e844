/** Why seats cannot be taken or set. */
export const seatsRefusals = {
  WRONG_STATUS: "The session has begun or was called off.",
  NO_SEATS: "The session has no seats: everybody in the engagement is expected.",
} as const;

export const sessionRefusals = { WRONG_STATUS: "The session has begun or was called off." } as const;

export const noOffer = { NO_OFFER: "No seat is offered." } as const;
