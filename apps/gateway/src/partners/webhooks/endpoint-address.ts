import { isIP } from "node:net";
import type { Network } from "@coachwork/platform";

/** What is wrong with the address of an endpoint, and the address as it is stored. */
export type JudgedAddress =
  { readonly url: string } | { readonly code: "INVALID" | "FORBIDDEN_ADDRESS"; readonly message: string };

/** Judges the address of an endpoint. Where its name leads is only known when a message is sent, and judged each time. */
export function endpointAddress(text: string, network: Network): JudgedAddress {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(text))
    return invalid("is not the address of an endpoint; give one such as https://partner.example/webhooks");
  if (url.username !== "" || url.password !== "")
    return invalid("contains a user name or password; give one without: messages are signed");
  if (url.hash !== "") return invalid("contains a fragment, which is never sent; leave it out");
  const objection = network.objectionTo(url);
  if (objection === "NOT_HTTPS") return forbidden("begins with http://; give one that begins with https://");
  if (objection === "OTHER_PORT") return forbidden(`is at port ${url.port}; messages are sent to 443 and 8443`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !network.mayReach(host))
    return forbidden("leads to a machine that is not on the public internet");
  return { url: url.href };
}

function invalid(flaw: string): JudgedAddress {
  return { code: "INVALID", message: `The address ${flaw}.` };
}

function forbidden(flaw: string): JudgedAddress {
  return { code: "FORBIDDEN_ADDRESS", message: `The address ${flaw}.` };
}
