import { UNSUBSCRIBE_PATH } from "@coachwork/schema";
import type { JobServices } from "../jobs/services.js";
import { languageOf } from "./catalogs/catalogs.js";
import type { Letter } from "./letter.js";
import type { Link } from "./page.js";

/** Where a reader can go from a letter about a session. Every link of these letters is made here. */
export function linksOf({ publicUrl }: Pick<JobServices, "publicUrl">, { reader }: Letter): Link[] {
  const { catalog } = languageOf(reader.locale);
  return [{ label: catalog.signIn, href: new URL("/account", publicUrl).href }];
}

/** Where one POST switches off a person's reminders (RFC 8058). */
export function unsubscribeAddress(
  { publicUrl, mailboxTokens }: Pick<JobServices, "publicUrl" | "mailboxTokens">,
  { firmId, personId }: { readonly firmId: string; readonly personId: string },
): string {
  const token = mailboxTokens.tokenOf({ purpose: "reminders", ids: [firmId, personId], address: "" });
  return new URL(`${UNSUBSCRIBE_PATH}${token}`, publicUrl).href;
}
