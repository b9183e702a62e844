import { domainToASCII } from "node:url";

/** An e-mail address as it can be compared: without `mailto:`, in lower case, and its host in ASCII (RFC 5890) however it was written. */
export function mailbox(address: string): string {
  const written = decoded(address.trim().replace(/^mailto:/i, "")).toLowerCase();
  const at = written.lastIndexOf("@");
  const host = written.slice(at + 1);
  return `${written.slice(0, at + 1)}${domainToASCII(host) || host}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
