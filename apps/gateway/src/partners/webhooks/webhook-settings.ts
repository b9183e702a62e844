import { anyNetwork, type Network, publicNetwork, secret } from "@coachwork/platform";
import { z } from "zod";
import { SealedSecrets } from "./sealed-secrets.js";
import { Selections } from "./selections.js";

const DAY_MS = 86_400_000;

/** The most that the selection of an endpoint may cost for a message: less than an operation, because nobody is charged for it. */
const MOST_COST = 1_000;

/** The settings of webhooks, by variable. */
export const webhookSettings = {
  /** Encrypts the secrets that messages are signed with. */
  SECRETS_KEY: secret,
  /** Whether messages are sent to any address, also without TLS: for development. */
  ALLOW_PRIVATE_ADDRESSES: z.stringbool().default(false),
  /** Days for which messages and their attempts are kept. */
  WEBHOOK_KEEP_DAYS: z.coerce.number({ error: "give a number of days, 7 to 365" }).int().min(7).max(365).default(30),
  /** Milliseconds between two checks for events whose wake-up was lost. */
  EVENT_POLL_MS: z.coerce.number().int().min(100).max(60_000).default(5_000),
};

/** What commands of webhooks need. */
export interface WebhookParts {
  readonly network: Network;
  readonly secrets: SealedSecrets;
  readonly selections: Selections;
}

/** @param costLimit the most that an operation may cost */
export function webhookParts(secretsKey: string, allowPrivate: boolean, costLimit: number): WebhookParts {
  return {
    network: allowPrivate ? anyNetwork : publicNetwork,
    secrets: new SealedSecrets(secretsKey),
    selections: new Selections(Math.min(costLimit, MOST_COST)),
  };
}

/** Where no command runs: to print the schema. */
export const usualWebhookParts = webhookParts("", false, MOST_COST);

/** Milliseconds for which messages are kept. */
export function keptMs(days: number): number {
  return days * DAY_MS;
}
