import { quoted } from "@coachwork/schema";
import { GraphQLError } from "graphql";

/** Why a token does not identify a viewer. */
export type CredentialCode = "UNAUTHENTICATED" | "TOKEN_EXPIRED" | "FIRM_NOT_CHOSEN";

export function credentialError(code: CredentialCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 401 } } });
}

/** One message for tokens that never existed, were revoked or are garbled, so that nobody learns which. */
export function unknownToken(): GraphQLError {
  return credentialError(
    "UNAUTHENTICATED",
    "The bearer token is not valid. Sign in again at POST /auth/sign-in/email, or send an API key that was not revoked.",
  );
}

/** A key that works from some addresses alone. Whoever is told this has the whole key. */
export function addressRefused(clientAddress: string): GraphQLError {
  const message = `The API key does not work from ${clientAddress || "an unknown address"}. Send it from an address that the firm allows, or ask an owner or admin to allow this one.`;
  return new GraphQLError(message, { extensions: { code: "ADDRESS_NOT_ALLOWED", http: { status: 403 } } });
}

/** The firm that a request names. One that the sender is not in gets the same answer as one that never existed. */
export function firmNotFound(firm: string): GraphQLError {
  const message = `You are in no firm with the id ${quoted(firm)}. Choose one from GET /auth/firms.`;
  return new GraphQLError(message, { extensions: { code: "FIRM_NOT_FOUND", http: { status: 403 } } });
}
