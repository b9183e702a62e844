export const nameTaken = { NAME_TAKEN: "The firm has a session type of this name." } as const;
