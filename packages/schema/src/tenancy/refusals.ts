export const emailTaken = { EMAIL_TAKEN: "Somebody in the firm already has this e-mail address." } as const;

export const notACoach = { NOT_A_COACH: "The person does not hold the role COACH." } as const;
