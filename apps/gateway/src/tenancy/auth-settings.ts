import { secret, settings } from "@coachwork/platform";
import { z } from "zod";

const origin = z.url({
  protocol: /^https?$/,
  error: "give origins such as https://app.example.com, separated by commas",
});

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
