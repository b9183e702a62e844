import { GraphQLError } from "graphql";

const codes = ["UNAUTHENTICATED", "TOKEN_EXPIRED", "FIRM_NOT_CHOSEN"] as const;

/** Why a token does not tell who is asking. */
export type CredentialCode = (typeof codes)[number];

export function credentialError(code: CredentialCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 401 } } });
}

/** Whether the error says that a token is good for nothing, and not that this could not be found out. */
export function isCredentialError(error: unknown): boolean {
  return error instanceof GraphQLError && codes.some((code) => code === error.extensions.code);
}

/** One message for whatever was never given out, was revoked or is garbled, so that nobody learns which. */
export function unknownToken(): GraphQLError {
  return credentialError(
    "UNAUTHENTICATED",
    "The bearer token is not valid: sign in again at POST /auth/sign-in/email, or send an API key that was not revoked.",
  );
}
