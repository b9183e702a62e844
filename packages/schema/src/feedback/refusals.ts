/** Why nobody can ask for feedback, or give any, in an engagement. */
export const wrongTime = {
  WRONG_STATUS: "The engagement's status does not allow this.",
} as const;

export const notOpen = { NOT_OPEN: "The request was already answered, declined or withdrawn." } as const;
