import { ConfigError } from "@coachwork/platform";
import { z } from "zod";

/** How many bytes files may have. */
export interface FileLimits {
  /** The largest file. */
  readonly file: number;
  /** All files of one client. */
  readonly client: number;
  /** All files of one coach. */
  readonly coach: number;
  /** All files of a firm. */
  readonly firm: number;
}

declare module "../graphql/context.js" {
  interface Services {
    readonly fileLimits: FileLimits;
  }
}

/** A larger file would take longer to arrive, at 1 Mbit/s, than an upload lasts. */
const LARGEST = 250_000_000;

const bytes = (standard: number, most: number, what: string) => {
  const error = `give the bytes of ${what}, 1 to ${most}, such as ${standard}`;
  return z.coerce.number({ error }).int(error).min(1, error).max(most, error).default(standard);
};

/** The limits of files, by variable. */
export const fileSettings = {
  FILE_BYTES: bytes(25_000_000, LARGEST, "the largest file"),
  FILES_CLIENT_BYTES: bytes(500_000_000, 1e15, "all files of one client"),
  FILES_COACH_BYTES: bytes(2_000_000_000, 1e15, "all files of one coach"),
  FILES_FIRM_BYTES: bytes(10_000_000_000, 1e15, "all files of a firm"),
};

const variables = {
  file: "FILE_BYTES",
  client: "FILES_CLIENT_BYTES",
  coach: "FILES_COACH_BYTES",
  firm: "FILES_FIRM_BYTES",
} as const satisfies Readonly<Record<keyof FileLimits, keyof typeof fileSettings>>;

/** Refuses a part that is larger than the whole, which nobody could ever use. */
export function checkedFileLimits(limits: FileLimits): FileLimits {
  for (const [part, whole] of [
    ["file", "client"],
    ["file", "coach"],
    ["client", "firm"],
    ["coach", "firm"],
  ] as const) {
    if (limits[part] <= limits[whole]) continue;
    const message = `${variables[whole]} is ${limits[whole]}: it must be at least ${variables[part]}, which is ${limits[part]}.`;
    throw new ConfigError(message);
  }
  return limits;
}

const usual = z.object(fileSettings).parse({});

/** The limits where nothing is set. */
export const usualFileLimits: FileLimits = {
  file: usual.FILE_BYTES,
  client: usual.FILES_CLIENT_BYTES,
  coach: usual.FILES_COACH_BYTES,
  firm: usual.FILES_FIRM_BYTES,
};
