import { apiIdOf } from "@coachwork/reader";
import { type Actor, Firm } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { unknownToken } from "../tenancy/viewer-refusal.js";
import { bearerOf, type Services, type SignedIn } from "../graphql/context.js";
import { retryHiccups } from "./hiccup.js";

/** What can happen to a connection's owner while it is open. */
interface Watched {
  /** The person's roles have changed. */
  changed(actor: Actor): void;
  /** The token is no longer valid. */
  ended(reason: string): void;
  failed(error: unknown): void;
}

/** Who opened a connection, with which token and from where. */
interface Identity {
  readonly authorization: string;
  readonly signedIn: SignedIn;
  readonly clientAddress: string;
}

/** How often a token is checked without a reason, in case the bus lost one. */
const LOOK_MS = 30_000;

/** The maximum delay of a timer. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Watches until the signal whether an open connection's token still identifies the same viewer. It may expire, be revoked,
 * or belong to a person whose roles change.
 */
export function watchIdentity(
  services: Services,
  { authorization, signedIn, clientAddress }: Identity,
  watched: Watched,
  signal: AbortSignal,
): void {
  // A connection stays in one firm for its life, even if the session chooses another.
  const firm = apiIdOf(Firm, signedIn.firmId);
  let end: NodeJS.Timeout | undefined;
  const stand = (now: SignedIn) => {
    clearTimeout(end);
    if (!now.expiresAt || signal.aborted) return;
    // A session in use lasts longer than first announced, so its end is checked again.
    end = setTimeout(look, Math.min(now.expiresAt.getTime() - services.clock.now(), LONGEST_MS));
  };
  const look = () => {
    retryHiccups(() => services.resolveBearer(bearerOf(authorization), firm, clientAddress), signal).then(
      (now) => {
        stand(now);
        watched.changed(now);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        if (error instanceof GraphQLError) watched.ended(reasonOf(error, signedIn));
        else watched.failed(error);
      },
    );
  };
  const timer = setInterval(look, LOOK_MS);
  stand(signedIn);
  const stop = services.bus.onRecheck((ids) => {
    if (ids === null || signedIn.dependsOn.some((id) => ids.has(id))) look();
  });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    clearTimeout(end);
    stop();
  });
}

/** Why a token that was valid is no longer valid. */
function reasonOf({ extensions, message }: GraphQLError, { personId }: Actor): string {
  if (extensions.code === "TOKEN_EXPIRED") return "The token has expired. Sign in again.";
  if (extensions.code === "FIRM_NOT_FOUND") return "You are no longer in the firm of this connection.";
  if (extensions.code !== "UNAUTHENTICATED" || message !== unknownToken().message) return message;
  return personId === null ? "The API key was revoked." : "The sign-in has ended. Sign in again.";
}
