export const emailTaken = { EMAIL_TAKEN: "Somebody in the firm already has this e-mail address." } as const;
