import type { DemoFirm } from "./demo-firm.ts";
import { writeExports } from "./export-rows.ts";
import { writeKeys } from "./key-rows.ts";
import { type Seal, writeWebhook } from "./webhook-rows.ts";
import type { Writing } from "./writing.ts";

/** What partners need of a platform to be written. */
export interface Secrets {
  /** The public part of an API key. */
  publicIdOf(firmId: string, keyId: string): string;
  /** Encrypts the secret of a webhook endpoint. */
  seal: Seal;
}

/** Writes what partners' systems have: keys, an endpoint, exports. */
export function writePartners(firm: DemoFirm, writing: Writing, { publicIdOf, seal }: Secrets): void {
  writeKeys(firm, writing, publicIdOf);
  writeWebhook(firm, writing, seal);
  writeExports(firm, writing);
}
