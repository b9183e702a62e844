export const nameTaken = { NAME_TAKEN: "The firm already has a session type of this name." } as const;
