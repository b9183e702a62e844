import { secret, settings } from "@coachwork/platform";
import { z } from "zod";

const originHint = "give origins such as https://app.example.com, without a path, separated by commas";

/** An origin as browsers send it: in lower case, without a trailing slash and without the protocol's default port. */
const origin = z
  .url({ protocol: /^https?$/, error: originHint, abort: true })
  .refine((text) => /^\/?$/.test(new URL(text).pathname) && !/[?#@]/.test(text), originHint)
  .transform((text) => new URL(text).origin);

/** The sign-in settings from the environment, by variable. */
export const authSettings = {
  /** Signs what better-auth issues. Changing it signs nobody out, because session tokens are random and looked up. */
  AUTH_SECRET: secret,
  PUBLIC_URL: settings.PUBLIC_URL,
  /** Origins, separated by commas, whose web pages may sign people in, in addition to the gateway's own. */
  TRUSTED_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(origin)),
  /** The maximum number of database connections for sign-in, in addition to all others. */
  AUTH_POOL_SIZE: z.coerce.number().int().min(1).max(50).default(4),
};
