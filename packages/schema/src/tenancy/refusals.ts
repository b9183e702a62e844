export const emailTaken = { EMAIL_TAKEN: "Somebody in the firm has this e-mail address." } as const;
