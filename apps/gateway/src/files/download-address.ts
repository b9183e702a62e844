import type { FileSubject } from "@coachwork/platform";
import type { FileAddress } from "@coachwork/schema";
import type { Services } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";

/** Milliseconds for which an address works: time to follow a link, and to begin again once. */
const WORKS = 300_000;

/** A new address of a file that the viewer sees, as a resolver answers it. */
export function downloadAddress(
  { clock, fileAddresses }: Pick<Services, "clock" | "fileAddresses">,
  subject: FileSubject,
): FileAddress {
  const expiresAt = new Date(clock.now() + WORKS);
  return asAnswer({ url: fileAddresses.addressOf({ ...subject, expiresAt }), expiresAt }) as FileAddress;
}
