/** Where the gateway serves the page on which somebody without an account answers a survey. The token follows. */
export const SURVEYS_PATH = "/surveys/";
