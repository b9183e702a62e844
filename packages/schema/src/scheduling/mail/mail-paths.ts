/** Where the gateway ends somebody's reminders; the rest of the path is the token in the e-mail. */
export const UNSUBSCRIBE_PATH = "/mail/unsubscribe/";
