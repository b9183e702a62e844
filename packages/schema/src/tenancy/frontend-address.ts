import { text } from "../common/declare.js";
import type { Kind } from "../common/kind.js";
import { quoted } from "../common/text-flaw.js";

const MOST = 200;
const addressText = text(MOST);
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const wanted = "give an https address, such as https://app.firm.example";

/**
 * The address of a firm's own application, below which letters lead to its pages. Kept as browsers write it, without a
 * slash at its end. It goes into letters, so it can carry nobody's password, and nothing that would swallow the path.
 */
export const frontendAddress: Kind<string> = {
  type: () => String,
  example: "https://app.firm.example",
  range: `at most ${MOST} characters`,
  isBlank: addressText.isBlank!,
  read(given, reading) {
    const value = addressText.read(given, reading);
    if (value === undefined) return undefined;
    const wrong = (flaw: string) => reading.wrong("INVALID", `${reading.field} is ${quoted(value)}${flaw}: ${wanted}.`);
    if (/\s/.test(value) || !URL.canParse(value)) return wrong("");
    const url = new URL(value);
    const isLoopback = LOOPBACK.has(url.hostname);
    if (url.protocol !== "https:" && !(isLoopback && url.protocol === "http:"))
      return wrong(", and only an address of this machine may be http");
    if (url.username !== "" || url.password !== "") return wrong(", with a name or password");
    if (/[?#]/.test(value)) return wrong(", with a query or fragment");
    const address = url.href.replace(/\/+$/, "");
    if (address.length <= MOST) return address;
    return wrong(`, which is ${address.length} characters long as it is sent, and ${MOST} is the most`);
  },
};
