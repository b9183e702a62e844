import { type Logger, newId } from "@coachwork/platform";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { bearer } from "better-auth/plugins/bearer";
import type { Origins } from "../graphql/origins.js";
import { changePasswordEndpoint } from "./auth-change-password.js";
import { ADDRESS_HEADER, type EndpointOptions } from "./auth-endpoint.js";
import { firms } from "./auth-firms.js";
import { SESSION_MS } from "./auth-identity.js";
import { currentSession } from "./auth-session.js";
import { signInEndpoints } from "./auth-sign-in.js";
import { signIns } from "./auth-sign-ins.js";
import { Guesses } from "./guesses.js";
import { addressChange } from "./address-change.js";
import { invitations } from "./invitation-accept.js";
import { passwordReset } from "./password-reset.js";

/** The path of sign-in. */
export const BASE_PATH = "/auth";

/**
 * Endpoints without better-auth's own limit. Those that check passwords count wrong ones themselves (`guesses.ts`). The
 * list of sign-ins would be mistaken for one of them.
 */
const UNLIMITED = [
  "/sign-in/email",
  "/invitation/accept",
  "/change-password",
  "/email/change",
  "/sign-ins",
  "/sign-ins/end",
];

export interface SignInOptions extends Omit<EndpointOptions, "guesses"> {
  readonly logger: Logger;
  /** At least 32 characters. */
  readonly secret: string;
  /** The public address of the gateway, without a path. */
  readonly publicUrl: string;
  /** Origins whose web pages may sign people in. */
  readonly origins: Origins;
}

/** The configuration of better-auth. Everything that it would take from environment variables is set here. */
export function signInOptions(options: SignInOptions): BetterAuthOptions {
  const { identity, logger, secret, publicUrl, origins } = options;
  const endpointOptions: EndpointOptions = { ...options, guesses: new Guesses(options) };
  return {
    appName: "Coachwork",
    baseURL: new URL(publicUrl).origin,
    basePath: BASE_PATH,
    secrets: [{ version: 1, value: secret }],
    trustedOrigins: [...origins.trusted],
    telemetry: { enabled: false },
    database: identity.pool,
    user: { modelName: "identity.user" },
    account: { modelName: "identity.account" },
    verification: { modelName: "identity.verification" },
    session: {
      modelName: "identity.session",
      expiresIn: SESSION_MS / 1000,
      // Sessions are renewed where they are used: as bearer tokens of the API.
      disableSessionRefresh: true,
      additionalFields: { firmId: { type: "string", required: false, input: false, returned: false } },
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "identity.rateLimit",
      window: 10,
      max: 500,
      customRules: {
        ...Object.fromEntries(UNLIMITED.map((path) => [path, false as const])),
        // Each may send an e-mail to another mailbox.
        "/password/forgot": { window: 60, max: 10 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: newId },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    logger: {
      level: "warn",
      log: (level, message, ...details) => {
        const err = details.find((detail) => detail instanceof Error);
        // What it logs as an error without an exception is a client's mistake, such as an untrusted page.
        const ours = level === "error" && err === undefined ? "warn" : level;
        // It may quote a client's text, which must neither look like another line nor be long.
        logger[ours]({ part: "sign-in", err }, message.replace(/[^\x20-\x7e]/g, "?").slice(0, 200));
      },
    },
    onAPIError: { throw: true },
    plugins: [
      bearer(),
      currentSession(),
      signInEndpoints(endpointOptions),
      changePasswordEndpoint(endpointOptions),
      signIns(endpointOptions),
      firms(endpointOptions),
      invitations(endpointOptions),
      passwordReset(endpointOptions),
      addressChange(endpointOptions),
    ] as BetterAuthPlugin[],
  };
}
