import type { Actor } from "@coachwork/schema";
import type { Bus, Clock, Database, FileAddresses, FileStorage, Logger } from "@coachwork/platform";
import type { Json, Reader } from "@coachwork/reader";
import { GraphQLError } from "graphql";
import type { CostLimits } from "./cost-limits.js";

/** Who sent a bearer token, and how long it is valid. */
export interface SignedIn extends Actor {
  readonly expiresAt: Date | null;
  /** The ids that the token's rights depend on. When one of them changes, the token is checked again. */
  readonly dependsOn: readonly string[];
}

/**
 * What resolvers work with, made once in the composition root. A slice declares its own services beside their classes
 * (`declare module`), so this shared file depends on no slice.
 */
export interface Services {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly logger: Logger;
  readonly costs: CostLimits;
  readonly files: FileStorage;
  readonly fileAddresses: FileAddresses;
  /**
   * Finds out who sent a bearer token from an address. The API id of a firm may be given. Throws a GraphQLError that says what
   * is wrong with the token.
   */
  readonly resolveBearer: (token: string, firm: string | undefined, clientAddress: string) => Promise<SignedIn>;
}

/** One request, or one socket. */
export interface Context {
  readonly services: Services;
  /** Who is asking: a person signed in to a firm, or an API key. Null for anonymous clients. */
  readonly actor: Actor | null;
  /** The root fields that were read together for the whole operation, by response key. */
  roots?: Json;
  /** Whether an event's answer is for this viewer only, and not for everybody with the same grants. */
  isPersonal?: boolean;
  /** Whether what an event is about is read anew, even if it has just been read for the same event: because it is stored. */
  readonly isStored?: boolean;
  /** The client's address. Anonymous clients are charged by it. */
  readonly clientAddress: string;
  /** Identifies the request in the log and in masked errors. */
  readonly requestId: string;
}

/** Requires a known viewer. */
export function signedIn({ actor }: Context): Actor {
  if (actor) return actor;
  throw new GraphQLError("Sign in first, or send an API key: Authorization: Bearer <token>.", {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401 } },
  });
}

/** The token of an `Authorization: Bearer <token>` header. */
export function bearerOf(authorization: string): string {
  const token = /^Bearer +([\x21-\x7e]{1,1024})$/i.exec(authorization)?.[1];
  if (token) return token;
  throw new GraphQLError("The Authorization header is malformed. Send Authorization: Bearer <token>.", {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401 } },
  });
}
