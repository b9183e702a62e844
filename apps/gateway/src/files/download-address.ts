import type { FileSubject } from "@coachwork/platform";
import type { FileAddress } from "@coachwork/schema";
import type { Services } from "../graphql/context.js";
import { asAnswer } from "../graphql/resolve.js";

/** Milliseconds for which an address works at least: time to follow a link, and to begin again once. */
const WORKS = 300_000;
/** Addresses end at whole minutes, so that an answer that is read again is mostly the same. */
const MINUTE = 60_000;

/** A new address of a file that the viewer sees, as a resolver answers it. */
export function downloadAddress(
  { clock, fileAddresses }: Pick<Services, "clock" | "fileAddresses">,
  subject: FileSubject,
  worksMs = WORKS,
): FileAddress {
  const expiresAt = new Date(Math.ceil((clock.now() + worksMs) / MINUTE) * MINUTE);
  return asAnswer({ url: fileAddresses.addressOf({ ...subject, expiresAt }), expiresAt }) as FileAddress;
}
