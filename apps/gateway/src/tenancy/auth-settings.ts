import { secret } from "@coachwork/platform";
import { z } from "zod";

const origin = z.url({
  protocol: /^https?$/,
  error: "give origins such as https://app.example.com, separated by commas",
});

/** What sign-in takes from the environment, by variable. */
export const authSettings = {
  /** Signs what better-auth hands out. Changing it signs nobody out: session tokens are random and looked up. */
  AUTH_SECRET: secret,
  /** Where people and partners reach the gateway, such as `https://api.example.com`. */
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: "give the address people reach the gateway at, such as https://api.example.com",
    })
    .default("http://127.0.0.1:4000"),
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
