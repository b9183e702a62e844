import { secret, settings } from "@coachwork/platform";
import { z } from "zod";

const originHint = "give origins such as https://app.example.com, without a path, separated by commas";

/** An origin as browsers send it: in small letters, without a slash at its end or its protocol's own port. */
const origin = z
  .url({ protocol: /^https?$/, error: originHint, abort: true })
  .refine((text) => /^\/?$/.test(new URL(text).pathname) && !/[?#@]/.test(text), originHint)
  .transform((text) => new URL(text).origin);

/** What sign-in takes from the environment, by variable. */
export const authSettings = {
  /** Signs what better-auth hands out. Changing it signs nobody out: session tokens are random and looked up. */
  AUTH_SECRET: secret,
  PUBLIC_URL: settings.PUBLIC_URL,
  /** Origins, separated by commas, whose web pages may sign people in, beside the gateway's own. */
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
  /** Connections to the database at most for sign-in, beside those of everything else. */
  AUTH_POOL_SIZE: z.coerce.number().int().min(1).max(50).default(4),
};
