/** Where the gateway serves the page on which somebody without an account answers an introduction. The token follows. */
export const INTRODUCTIONS_PATH = "/introductions/";
