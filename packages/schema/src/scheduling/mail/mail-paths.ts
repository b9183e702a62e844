/** Where the gateway ends somebody's reminders; the rest of the path is the token in the e-mail. */
export const UNSUBSCRIBE_PATH = "/mail/unsubscribe/";

/** Where the gateway takes letters from the mail provider. */
export const INBOUND_PATH = "/mail/inbound";

/** Where the gateway serves what letters link to: then follow the step and the token. */
export const LINKS_PATH = "/sessions/";

/** What a link in a letter is for. Each token is good for one of them. */
export const linkSteps = ["see", "move", "cancel", "accept", "decline", "series"] as const;
export type LinkStep = (typeof linkSteps)[number];
